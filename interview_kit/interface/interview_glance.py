"""An interview at a glance: why its next step is that, what was noted, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.guide.scope_words import scope_words
from interview_kit.interface.note_lines import note_line
from interview_kit.interface.texts import TEXTS, say
from interview_kit.model.clock import timestamp
from interview_kit.session.interview_events import Debriefed
from interview_kit.session.interview_state import Phase
from interview_kit.session.loose_ends import LooseEndKind, loose_ends
from interview_kit.session.margin_notes import beside_the_talk, margin_notes
from interview_kit.workflow.interviews.interview_notes import note_ms
from interview_kit.workflow.interviews.interview_overview import Overview
from interview_kit.workflow.study.open_study import StudyInterview

MOST_LINES = 6
"""How many notes, and how many things that are open, are shown; the rest is counted."""

_OPEN: Mapping[LooseEndKind, str] = {
    LooseEndKind.CONSENT: "glance.consent",
    LooseEndKind.SUGGESTED: "glance.suggested",
    LooseEndKind.NOT_FOLLOWED_UP: "glance.not_followed_up",
}


def why_next(overview: Overview, language: str) -> str:
    """Why the next step of an interview is what it is; empty for a stage that needs no reason."""
    id = f"why.{overview.stage}"
    return say(id, language, count=overview.undecided or 0) if id in TEXTS else ""


def noted_lines(interview: StudyInterview, language: str) -> Iterator[str]:
    """What was noted beside the talk, each with its moment, and the debriefs."""
    notes = beside_the_talk(margin_notes(interview.entries))
    lines = [
        say(
            "glance.note",
            language,
            at=timestamp(note_ms(note, interview.state.rate)),
            text=note_line(note, interview.guide, interview.language, language),
        )
        for note in notes
    ]
    lines += [
        say("glance.debrief", language, text=entry.event.text)
        for entry in interview.entries
        if isinstance(entry.event, Debriefed)
    ]
    yield from _first(lines, language)


def open_lines(interview: StudyInterview, language: str) -> Iterator[str]:
    """What an interview left open, in the words of its guide; questions never asked are counted."""
    guide, state = interview.guide, interview.state
    if state.phase is Phase.NEW:
        return
    scopes = {item.id: item.scope for item in guide.consent}
    lines: list[str] = []
    never_asked = 0
    for end in loose_ends(guide, state):
        if end.kind is LooseEndKind.NOT_ASKED:
            never_asked += 1
            continue
        if end.kind is LooseEndKind.CONSENT:
            text = scope_words(scopes[end.id]).in_(language)
        elif end.kind is LooseEndKind.SUGGESTED:
            text = guide.topic(end.id).title.in_(interview.language)
        else:
            text = guide.question(end.id).text.in_(interview.language)
        lines.append(say(_OPEN[end.kind], language, text=text))
    if never_asked and state.question:
        lines.append(say("glance.not_asked", language, count=never_asked))
    yield from _first(lines, language)


def _first(lines: list[str], language: str) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield say("glance.more", language, count=len(lines) - MOST_LINES)
