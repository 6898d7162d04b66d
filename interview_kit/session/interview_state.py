"""Where an interview stands: the fold of its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from interview_kit.session.interview_events import (
    Answer,
    CameOnRecord,
    ConsentAnswered,
    ConsentWithdrawn,
    Continued,
    Debriefed,
    DeviceBack,
    DeviceLost,
    Disposal,
    Ended,
    Event,
    Flagged,
    Imported,
    Interrupted,
    Mark,
    NoteTaken,
    Paused,
    ProbeUsed,
    QuestionMarked,
    QuestionShown,
    RecordingDecided,
    RecordingStarted,
    Resumed,
    TopicRaised,
    TopicSuggested,
    TopicWavedAway,
    TranscriptImported,
    WentOffRecord,
)


class Phase(StrEnum):
    """What happens to sound right now."""

    NEW = "new"
    RECORDING = "recording"
    PAUSED = "paused"
    OFF_RECORD = "off_record"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    INTERRUPTED = "interrupted"
    ENDED = "ended"


LIVE = frozenset({Phase.RECORDING, Phase.PAUSED, Phase.OFF_RECORD, Phase.CONSENT_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class InterviewState:
    """All a front end needs to draw an interview.

    `question` is the id of the question that is being talked about, empty before the start;
    `talked_about` are those it has been. `marks` and `consent` hold what differs from "open" and
    "not asked". `suggested` are ids of topics, the first that was suggested first; `raised_topics`
    are those that no question is about. `device_lost` is true
    while no sound comes in. `awaits_disposal` is true while consent to what was recorded is
    withdrawn and nobody said yet what becomes of it.
    """

    phase: Phase = Phase.NEW
    question: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    probes: frozenset[str] = frozenset()
    consent: Mapping[str, Answer] = field(default_factory=dict)
    rate: int = 0
    channels: int = 0
    flags: int = 0
    notes: int = 0
    debriefs: int = 0
    suggested: tuple[str, ...] = ()
    waved_away: frozenset[str] = frozenset()
    raised_topics: frozenset[str] = frozenset()
    talked_about: frozenset[str] = frozenset()
    device_lost: bool = False
    awaits_disposal: bool = False

    def mark(self, question: str) -> Mark:
        """What became of a question so far."""
        return self.marks.get(question, Mark.OPEN)

    def answer(self, item: str) -> Answer:
        """What was said to a consent item so far."""
        return self.consent.get(item, Answer.NOT_ASKED)


def evolve(state: InterviewState, event: Event) -> InterviewState:
    """The state after one more event."""
    match event:
        case ConsentAnswered(item, answer):
            return replace(state, consent={**state.consent, item: answer})
        case ConsentWithdrawn():
            phase = Phase.CONSENT_WITHDRAWN if state.phase in LIVE else state.phase
            return replace(state, phase=phase, awaits_disposal=True)
        case RecordingDecided(disposal):
            return replace(state, awaits_disposal=disposal is Disposal.LATER)
        case RecordingStarted(rate, channels, _):
            return replace(state, phase=Phase.RECORDING, rate=rate, channels=channels)
        case Imported(rate, channels, _):
            return replace(state, rate=rate, channels=channels)
        case TranscriptImported(rate, _):
            return replace(state, rate=rate)
        case QuestionShown(question):
            return replace(state, question=question, talked_about=state.talked_about | {question})
        case QuestionMarked(question, mark, _):
            return replace(state, marks={**state.marks, question: mark})
        case ProbeUsed(probe):
            return replace(state, probes=state.probes | {probe})
        case Paused():
            return replace(state, phase=Phase.PAUSED)
        case WentOffRecord():
            return replace(state, phase=Phase.OFF_RECORD, awaits_disposal=False)
        case Resumed() | CameOnRecord() | Continued():
            return replace(state, phase=Phase.RECORDING, device_lost=False, awaits_disposal=False)
        case Flagged():
            return replace(state, flags=state.flags + 1)
        case NoteTaken():
            return replace(state, notes=state.notes + 1)
        case TopicSuggested(topic) if topic:
            return replace(state, suggested=(*state.suggested, topic))
        case TopicWavedAway(topic):
            return replace(state, waved_away=state.waved_away | {topic})
        case TopicRaised(topic):
            return replace(state, raised_topics=state.raised_topics | {topic})
        case Debriefed():
            return replace(state, debriefs=state.debriefs + 1)
        case DeviceLost():
            return replace(state, device_lost=True)
        case DeviceBack():
            return replace(state, device_lost=False)
        case Interrupted():
            return replace(state, phase=Phase.INTERRUPTED, device_lost=False)
        case Ended():
            return replace(state, phase=Phase.ENDED, device_lost=False)
        case _:
            return state


def fold(events: Iterable[Event]) -> InterviewState:
    """The state after all `events`, from the beginning."""
    state = InterviewState()
    for event in events:
        state = evolve(state, event)
    return state
