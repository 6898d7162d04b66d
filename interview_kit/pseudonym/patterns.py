"""Dates, ages, contacts, numbers, addresses, wards, money and titled names, by shape."""

from __future__ import annotations

from functools import cache, lru_cache

from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.shapes.addresses import places, wards
from interview_kit.pseudonym.shapes.ages import ages, is_duration
from interview_kit.pseudonym.shapes.contacts import contacts, identifiers
from interview_kit.pseudonym.shapes.dates import dates
from interview_kit.pseudonym.shapes.lettered_codes import postcodes, state_numbers
from interview_kit.pseudonym.shapes.money import money
from interview_kit.pseudonym.shapes.pattern import Pattern
from interview_kit.pseudonym.shapes.spelling import spellings
from interview_kit.pseudonym.shapes.titled_names import titled_names
from interview_kit.pseudonym.shapes.written_numbers import office_numbers, written_telephones

NAME = "patterns"
_LANGUAGES = ("nl", "en")


@cache
def _patterns(language: str) -> tuple[Pattern, ...]:
    numbers = (contacts, written_telephones, identifiers, office_numbers)
    kinds = (*numbers, state_numbers, postcodes, places, dates, wards, money, ages, titled_names)
    return (*(pattern for kind in kinds for pattern in kind(language)), *spellings())


@lru_cache(maxsize=4096)
def match_patterns(text: str, turn: int, language: str) -> tuple[Mention, ...]:
    """What identifies by its shape: from dates and money to wards and addresses; may overlap."""
    mentions: list[Mention] = []
    for pattern in _patterns(language if language in _LANGUAGES else "nl"):
        for match in pattern.regex.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if start == end or not pattern.holds(text[start:end]):
                continue
            if pattern.type is MentionType.AGE and is_duration(text, start, end):
                continue
            mentions.append(
                Mention(turn, start, end, pattern.type, text[start:end], NAME, pattern.score)
            )
    return tuple(mentions)
