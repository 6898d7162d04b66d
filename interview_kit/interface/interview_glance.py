"""An interview at a glance: why its next step is that, what was noted, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.interface.texts import TEXTS, say
from interview_kit.model.clock import frames_to_ms, timestamp
from interview_kit.session.interview_events import (
    Debriefed,
    Flagged,
    NoteTaken,
    QuestionMarked,
    Struck,
)
from interview_kit.session.interview_state import Phase
from interview_kit.session.loose_ends import LooseEndKind, loose_ends
from interview_kit.workflow.study.interview_overview import Overview
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
    return say(id, language, count=overview.undecided) if id in TEXTS else ""


def noted_lines(interview: StudyInterview, language: str) -> Iterator[str]:
    """What the interviewer noted, each with its moment; nothing of a struck stretch."""
    strikes = [e.event for e in interview.entries if isinstance(e.event, Struck)]
    flags = 0
    lines: list[str] = []
    for entry in interview.entries:
        frame = entry.frame
        match entry.event:
            case Flagged():
                flags += 1
            case NoteTaken(text, at_frame) if text:
                frame = entry.frame if at_frame is None else at_frame
                if not any(s.first_frame <= frame <= s.end_frame for s in strikes):
                    at = timestamp(frames_to_ms(frame, interview.rate)) if interview.rate else ""
                    lines.append(say("glance.note", language, at=at, text=text))
            case QuestionMarked(_, _, reason) if reason:
                if not any(s.first_frame <= frame <= s.end_frame for s in strikes):
                    lines.append(say("glance.skipped", language, reason=reason))
            case Debriefed(text):
                lines.append(say("glance.debrief", language, text=text))
    if flags:
        yield say("glance.flags", language, count=flags)
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
            text = say(f"scope.{scopes[end.id]}", language)
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
