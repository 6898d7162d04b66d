"""A doubtful place: words of a transcript that should be listened to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.language.phrase import Phrase, phrase


class Reason(StrEnum):
    """Why a place is doubtful; what says most comes first."""

    CREDIT = "credit"
    NO_VOICE = "no voice"
    NO_TEXT = "no text"
    TERM = "term"
    NEGATION = "negation"
    SPELLING = "spelling"
    HALVES = "halves"
    DRAFT = "draft"
    REPEATED = "repeated"
    PACE = "pace"
    SPEAKER = "speaker"
    VOICE = "voice"
    UNSURE = "unsure"

    @property
    def sentence(self) -> Phrase:
        """The reason in words."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.CREDIT: phrase("the credits of a film, as models write them where nobody speaks"),
    Reason.NO_VOICE: phrase("words where no voice was heard"),
    Reason.NO_TEXT: phrase("a voice, and no words"),
    Reason.TERM: phrase("sounds like a name or a word of the study"),
    Reason.NEGATION: phrase("a negation hangs on it"),
    Reason.SPELLING: phrase("not in the dictionary"),
    Reason.HALVES: phrase("two words that are one in the word list"),
    Reason.DRAFT: phrase("heard in two ways"),
    Reason.REPEATED: phrase("the same words again and again"),
    Reason.PACE: phrase("faster than anybody speaks"),
    Reason.SPEAKER: phrase("the speaker changes within a sentence"),
    Reason.VOICE: phrase("by its sound another may speak"),
    Reason.UNSURE: phrase("the model was not sure"),
}


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """Words of a turn to listen to.

    `start` and `end` are code points of the turn's text; they are the same where words are missing,
    behind the turn. `start_ms` and `end_ms` are what is to be heard. `score` is the chance that
    something is wrong there, 0 to 1, and `errors` how many wrong words are expected there;
    `suggestions` are texts that may belong there instead.
    """

    turn: int
    start: int
    end: int
    start_ms: int
    end_ms: int
    text: str
    reasons: tuple[Reason, ...]
    score: float
    errors: float
    suggestions: tuple[str, ...] = ()
