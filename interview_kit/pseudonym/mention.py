"""A mention: a stretch of text that identifies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MentionType(StrEnum):
    """What a mention points to."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    DATE = "date"
    AGE = "age"
    CONTACT = "contact"
    IDENTIFIER = "identifier"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where something identifying stands in a turn.

    `turn` is the turn's number, `start` and `end` count code points of its text, and `text` is the
    stretch between them. `detector` names who found it, `score` is 0 to 1. `cue` is the word next
    to it that says whose name it is: `zus`, `dokter`, `meneer`; empty where nothing says so.
    """

    turn: int
    start: int
    end: int
    type: MentionType
    text: str
    detector: str
    score: float
    cue: str = ""

    @property
    def length(self) -> int:
        """How many code points it spans."""
        return self.end - self.start

    def overlaps(self, mention: Mention) -> bool:
        """Whether both share a code point of the same turn."""
        return self.turn == mention.turn and self.start < mention.end and mention.start < self.end
