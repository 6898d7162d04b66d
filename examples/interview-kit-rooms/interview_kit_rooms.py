"""A detector: numbers of rooms, beds and wards identify whoever lay there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_kit import Context, Detector, Mention, MentionType

_PLACES = {
    "nl": re.compile(r"\b(?:kamer|bed|zaal|afdeling) ([A-Z]?[0-9]{1,4}[A-Za-z]?)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:room|bed|ward) ([A-Z]?[0-9]{1,4}[A-Za-z]?)\b", re.IGNORECASE),
}
# A number behind such a word is hardly ever anything else.
_SCORE = 0.9


def detect(text: str, context: Context) -> Sequence[Mention]:
    """The numbers that stand behind a word for a place in a clinic."""
    return [
        Mention(
            turn=context.turn,
            start=match.start(1),
            end=match.end(1),
            type=MentionType.IDENTIFIER,
            text=match[1],
            detector=ROOMS.name,
            score=_SCORE,
        )
        for match in _PLACES[context.language].finditer(text)
    ]


ROOMS = Detector("rooms", tuple(_PLACES), detect)
