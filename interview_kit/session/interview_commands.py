"""What a front end may ask of an interview."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.session.interview_events import Answer, Disposal, Mark


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """Note the answer to a consent item; an answer may change at any moment.

    `language` is the one in which its wording was read, empty where it was not.
    """

    item: str
    answer: Answer
    language: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Begin to store sound."""

    rate: int
    channels: int
    source: str


@dataclass(frozen=True, slots=True)
class Show:
    """Go to a question."""

    question: str


@dataclass(frozen=True, slots=True)
class Next:
    """Go to the next question that still wants asking."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go to the question before this one in the guide."""


@dataclass(frozen=True, slots=True)
class MarkQuestion:
    """Say what became of a question; skipping wants no reason but keeps one."""

    question: str
    mark: Mark
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UseProbe:
    """Note that a probe was used."""

    probe: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Store nothing until `Resume`."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Store sound again after a pause."""


@dataclass(frozen=True, slots=True)
class GoOffRecord:
    """Store nothing, at the participant's wish, until `GoOnRecord`."""


@dataclass(frozen=True, slots=True)
class GoOnRecord:
    """Store sound again after an off-record stretch."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Take back what was stored from `first_frame` up to `end_frame`, or up to now.

    Beside consent the only thing that can still be asked of an interview that is over.
    """

    first_frame: int
    end_frame: int | None = None


@dataclass(frozen=True, slots=True)
class SetFlag:
    """Mark this moment."""


@dataclass(frozen=True, slots=True)
class TakeNote:
    """Keep a field note of the moment `at_frame`, or of this one where that is None."""

    text: str
    at_frame: int | None = None


@dataclass(frozen=True, slots=True)
class Suggest:
    """Say that the participant may have raised a topic, in talk that began at `at_frame`.

    The interviewer decides.
    """

    topic: str
    at_frame: int | None = None


@dataclass(frozen=True, slots=True)
class RaiseTopic:
    """Say that the participant raised a topic unasked, whether it was suggested or not."""

    topic: str


@dataclass(frozen=True, slots=True)
class WaveAway:
    """Say that a suggested topic was not raised."""

    topic: str


@dataclass(frozen=True, slots=True)
class OpenDistress:
    """Note that the distress protocol was opened."""


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with an interrupted interview."""

    source: str


@dataclass(frozen=True, slots=True)
class End:
    """End the interview."""


@dataclass(frozen=True, slots=True)
class DecideRecording:
    """Note what becomes of what was recorded before consent was withdrawn."""

    disposal: Disposal


@dataclass(frozen=True, slots=True)
class Debrief:
    """Write something down after the end."""

    text: str


Command = (
    AnswerConsent
    | Start
    | Show
    | Next
    | GoBack
    | MarkQuestion
    | UseProbe
    | Pause
    | Resume
    | GoOffRecord
    | GoOnRecord
    | Strike
    | SetFlag
    | TakeNote
    | Suggest
    | RaiseTopic
    | WaveAway
    | OpenDistress
    | Continue
    | End
    | DecideRecording
    | Debrief
)
