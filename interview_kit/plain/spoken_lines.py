"""What plain mode says of the guide and of how things stand: sentences, no shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.audio.recorder_events import Level
from interview_kit.guide.guide import Guide
from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import action_of
from interview_kit.interface.loudness import loudness
from interview_kit.interface.mark_shapes import shape_and_word
from interview_kit.interface.recording_status import status_of
from interview_kit.interface.texts import say
from interview_kit.interface.topic_marks import numbered_title
from interview_kit.model.clock import timestamp
from interview_kit.plain.line_parser import ACTIONS, typeable_keys
from interview_kit.session.interview_machine import next_question
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.topic_suggestion import open_suggestions


def question_lines(
    guide: Guide, state: InterviewState, guide_language: str, language: str, looked_at: str = ""
) -> Iterator[str]:
    """The question with its probes, and what comes next; or one that is only looked at.

    `guide_language` is the conversation's. One line each, the question first: a screen reader reads
    it at once.
    """
    question = guide.question(looked_at or state.question)
    question_id = "talk.looking" if looked_at else "talk.question"
    yield say(question_id, language, text=question.text.in_(guide_language))
    if question.note:
        yield say("talk.note_is", language, text=question.note.in_(guide_language))
    for number, probe in enumerate(question.probes, start=1):
        is_used = probe.id in state.probes
        id = "talk.probe_used" if is_used else "talk.probe"
        yield say(id, language, number=number, text=probe.text.in_(guide_language))
    if looked_at:
        text = guide.question(state.question).text.in_(guide_language)
        away = action_of("interview.look_away").label.in_(language)
        yield say("talk.talking", language, text=text, away=away)
        return
    following = next_question(guide, state)
    if following is None:
        yield say("interview.last", language)
    else:
        yield say("talk.next", language, text=following.text.in_(guide_language))


def suggestion_lines(
    guide: Guide,
    state: InterviewState,
    guide_language: str,
    language: str,
    keymap: Mapping[str, str],
) -> Iterator[str]:
    """Every topic that waits for an answer; the keys are for the first, of which there must be."""
    first, *others = (
        numbered_title(guide, topic, guide_language) for topic in open_suggestions(guide, state)
    )
    yes, no = (
        shown_keys(action_of(id), keymap)[0] for id in ("interview.confirm", "interview.wave_away")
    )
    yield say("suggest.topic", language, topic=first, yes=yes, no=no)
    if others:
        yield say("suggest.more", language, topics=", ".join(others))


def section_line(guide: Guide, question: str, guide_language: str, language: str) -> str:
    """Which part of the guide a question stands in."""
    section = guide.section_of(question)
    return say(
        "talk.section",
        language,
        at=guide.sections.index(section) + 1,
        of=len(guide.sections),
        title=section.title.in_(guide_language),
    )


def status_line(
    guide: Guide,
    state: InterviewState,
    *,
    elapsed_ms: int,
    section_ms: int,
    level: Level | None,
    is_broken: bool,
    guide_language: str,
    language: str,
) -> str:
    """Recording, time, section, question and sound, in one line."""
    minutes_left = guide.minutes - elapsed_ms // 60_000
    about = say(
        "interview.left" if minutes_left >= 0 else "interview.beyond",
        language,
        minutes=abs(minutes_left),
    )
    _, mark = shape_and_word(guide, state, guide.question(state.question))
    status = status_of(state, opening=False, is_broken=is_broken)
    return say(
        "talk.status",
        language,
        state=_word(say(status.text, language)),
        time=timestamp(elapsed_ms),
        left=about,
        section=_section_pace(guide, state, section_ms, guide_language, language),
        mark=say(mark, language),
        level=_level(level, state, language),
    )


def help_lines(language: str, keymap: Mapping[str, str]) -> Iterator[str]:
    """Every command: what to type, and what it does."""
    for action in ACTIONS:
        keys = [key or say("talk.enter", language) for key in typeable_keys(action, keymap)]
        key_list = shown_keys(action, {}) if action.numbered else keys
        label = action.label.in_(language)
        yield say(
            "talk.command",
            language,
            keys=", ".join([*key_list, label]),
            help=action.help.in_(language),
        )


def _section_pace(
    guide: Guide, state: InterviewState, used_ms: int, guide_language: str, language: str
) -> str:
    title = section_line(guide, state.question, guide_language, language)
    minutes = guide.section_of(state.question).minutes
    if not minutes:
        return title
    over = used_ms > minutes * 60_000
    id = "interview.over" if over else "interview.budget"
    pace = say(id, language, used=used_ms // 60_000, minutes=minutes)
    return say("talk.spent", language, title=title, pace=pace)


def _level(level: Level | None, state: InterviewState, language: str) -> str:
    if not status_of(state, opening=False).stores:
        return say("sound.not_stored", language)
    if level is None or not level.peak_dbfs:
        return say("talk.no_level", language)
    return ", ".join(
        say("talk.level", language, level=round(peak), word=say(loudness(peak), language))
        for peak in level.peak_dbfs
    )


def _word(chip: str) -> str:
    """A state without its shape: a screen reader would read the shape's name."""
    return chip.partition(" ")[2] or chip
