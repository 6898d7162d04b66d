"""What happened in an interview; the journal is made of these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.model.channel_layout import ChannelLayout


class Answer(StrEnum):
    """What a participant said to a consent item."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Disposal(StrEnum):
    """What becomes of what was recorded before consent was withdrawn, as the participant says."""

    KEEP = "keep"
    DESTROY = "destroy"
    LATER = "later"


class Mark(StrEnum):
    """What became of a question."""

    OPEN = "open"
    ASKED = "asked"
    RAISED = "raised"
    COVERED = "covered"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ConsentAnswered:
    """A consent item of the guide was answered.

    `wording` is the SHA-256 of what was read, in `language`; both are empty where nothing was, as
    with a recording made elsewhere. The interview's own guide holds the text.
    """

    item: str
    answer: Answer
    wording: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """Consent to record was taken back after sound was stored; nothing is stored from here on.

    What was stored waits for a `RecordingDecided`, or for consent that is given again.
    """


@dataclass(frozen=True, slots=True)
class RecordingDecided:
    """The participant said what becomes of the sound that was stored before consent went."""

    disposal: Disposal


@dataclass(frozen=True, slots=True)
class RecordingStarted:
    """Sound is stored from here on, `rate` frames a second, `channels` 1 or 2."""

    rate: int
    channels: int
    source: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A recording made elsewhere was taken in whole."""

    rate: int
    channels: int
    source: str
    sha256: str = ""
    """Of the file, so that it is known when it comes again."""


@dataclass(frozen=True, slots=True)
class ChannelsJudged:
    """How the two channels belong together from here on, and before, until it is judged anew."""

    layout: ChannelLayout


@dataclass(frozen=True, slots=True)
class Interpreted:
    """An interpreter takes part: `language` is spoken too, from here on and before; "" for none."""

    language: str


@dataclass(frozen=True, slots=True)
class SoundMissing:
    """The recording holds no sound from `first_frame` up to `end_frame`; its clock ran on."""

    first_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class TranscriptImported:
    """A transcript made elsewhere was taken in, of a talk whose sound is not here.

    The clock has no frames to run with; it counts `rate` a second, as the transcript's times do.
    `format` is the kind of the file.
    """

    rate: int
    format: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """The guide stands at this question; what is said from here on belongs to it."""

    question: str


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """A question was asked, raised by the participant, covered, skipped, refused or reopened."""

    question: str
    mark: Mark
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProbeUsed:
    """A probe of the guide was put to the participant."""

    probe: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing is stored from here on, until `Resumed`."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Sound is stored again after a pause."""


@dataclass(frozen=True, slots=True)
class WentOffRecord:
    """The participant asked that nothing be kept; nothing is stored until `CameOnRecord`."""


@dataclass(frozen=True, slots=True)
class CameOnRecord:
    """Sound is stored again after an off-record stretch."""


@dataclass(frozen=True, slots=True)
class Struck:
    """The sound and words from `first_frame` up to `end_frame` were destroyed."""

    first_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class SoundDamaged:
    """The sound from `first_frame` up to `end_frame` was lost with a damaged part of the vault."""

    first_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class JournalDamaged:
    """Some entries of this journal were lost with a damaged part of the vault: `entries` of them.

    0 where nobody can tell how many.
    """

    entries: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """The interviewer wants to come back to this moment."""


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """A field note of the interviewer.

    `at_frame` is where the clock stood when its line was opened; None where that was the frame at
    which it was kept.
    """

    text: str
    at_frame: int | None = None


@dataclass(frozen=True, slots=True)
class TopicSuggested:
    """What the participant said holds a cue of this topic; whether it was raised is not said.

    The interviewer's answer is a `QuestionMarked` of the topic's question as raised, or
    `TopicWavedAway`; until then the suggestion stands.
    `at_frame` is where that talk began, None where nobody knows. Without a topic it was struck.
    """

    topic: str
    at_frame: int | None = None


@dataclass(frozen=True, slots=True)
class TopicWavedAway:
    """The interviewer says that the suggested topic was not raised."""

    topic: str


@dataclass(frozen=True, slots=True)
class TopicRaised:
    """The participant raised a topic that no question of the guide is about.

    Where there is such a question, it is marked as raised instead.
    """

    topic: str
    at_frame: int | None = None


@dataclass(frozen=True, slots=True)
class DistressOpened:
    """The distress protocol of the guide was opened."""


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """The microphone stopped giving sound."""

    reason: str


@dataclass(frozen=True, slots=True)
class DeviceBack:
    """A microphone gives sound again, `gap_ms` after it was lost."""

    gap_ms: int


@dataclass(frozen=True, slots=True)
class Overflowed:
    """The machine was too busy to take all sound; some frames before this one are missing."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The program ended without ending the interview; what was committed is kept."""


@dataclass(frozen=True, slots=True)
class Continued:
    """An interrupted interview goes on, with sound stored from here on."""

    source: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The interview is over."""


@dataclass(frozen=True, slots=True)
class Debriefed:
    """What the interviewer wrote down after the end; it is no part of the conversation."""

    text: str


Event = (
    ConsentAnswered
    | ConsentWithdrawn
    | RecordingDecided
    | RecordingStarted
    | Imported
    | TranscriptImported
    | ChannelsJudged
    | Interpreted
    | SoundMissing
    | QuestionShown
    | QuestionMarked
    | ProbeUsed
    | Paused
    | Resumed
    | WentOffRecord
    | CameOnRecord
    | Struck
    | SoundDamaged
    | JournalDamaged
    | Flagged
    | NoteTaken
    | TopicSuggested
    | TopicWavedAway
    | TopicRaised
    | DistressOpened
    | DeviceLost
    | DeviceBack
    | Overflowed
    | Interrupted
    | Continued
    | Ended
    | Debriefed
)
