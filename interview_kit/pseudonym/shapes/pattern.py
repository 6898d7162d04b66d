"""A pattern: a shape, what it stands for, and what else must hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from interview_kit.pseudonym.mention import MentionType


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of text.

    Where `regex` has a group that took part, the group is meant, without the words around it.
    `holds` says of what was meant whether it counts.
    """

    type: MentionType
    regex: re.Pattern[str]
    score: float = 0.95
    holds: Callable[[str], bool] = bool


def shape(
    kind: MentionType, text: str, score: float = 0.95, holds: Callable[[str], bool] = bool
) -> Pattern:
    """A pattern that takes capitals and small letters alike."""
    return Pattern(kind, re.compile(text, re.IGNORECASE), score, holds)


# After a number that is somebody's age, or a day that is a date, the sentence goes on with one of
# these, or ends; a noun makes it an amount: "ik was twintig kilo zwaarder".
GOES_ON = {
    "nl": (
        r"(?=\s*(?:[.,;:!?…)]|$)|[^\S\n]*\n|\s+(?:toen|en|dus|maar|want|of|als|nu|geworden|was|ben|werd|word"
        r"|wordt|is|ging|kwam|kreeg|had|heb|moest|kon|zou|dacht|denk|geloof|geloofde|zat|lag|stond"
        r"|woonde|begon|raakte|stopte|leerde|dat|die|hè|he|ja|nee|ik|je|jij|hij|ze|zij|we|wij|er"
        r"|in|op|bij|zo|ofzo|ongeveer|inmiddels|alweer|al|pas|nog|uit|met|voor|niet|ook|toch|hoor"
        r"|ruzie|alles|iemand|mijn|m'n|hun|jarig|overleden|gestorven|opgenomen|verhuisd|getrouwd"
        r"|gaan|vorig|vorige|afgelopen|deze|zei|zegt|zeiden)\b)"
    ),
    "en": (
        r"(?=\s*(?:[.,;:!?…)]|$)|[^\S\n]*\n|\s+(?:when|and|so|but|or|now|at|then|years|was|is|i|he|she|they|we"
        r"|it|that|the|my|in|on|by|with|too|already|last|this|because|before|after|went|got|had"
        r"|came|started|moved|left|said|says|if)\b)"
    ),
}
