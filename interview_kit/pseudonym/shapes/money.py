"""Amounts of money."""

from __future__ import annotations

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import SPOKEN_LARGE, SPOKEN_UNDER_100
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_CURRENCY = {
    "nl": r"(?:euro['’]?s?|eurocent|gulden|dollar|pond|piek|ton\sschuld)",
    "en": r"(?:euros?|pounds?|quid|dollars?|bucks|grand)",
}


def money(language: str) -> tuple[Pattern, ...]:
    """The patterns of amounts, with a sign and with a word."""
    small, large = SPOKEN_UNDER_100[language], SPOKEN_LARGE[language]
    spoken_amount = rf"(?:{large}|{small})(?:\s(?:en\s|and\s)?(?:{large}|{small})){{0,3}}"
    return (
        shape(MentionType.OTHER, r"(?<!\w)(?:€|£|\$)\s?[0-9][0-9.,]*[0-9](?:,-)?(?![\w])"),
        shape(MentionType.OTHER, (
            rf"(?<![\w.,])(?:[0-9][0-9.]*(?:,[0-9]{{2}}|,-)?(?:\s{large})?|{spoken_amount})"
            rf"\s{_CURRENCY[language]}\b")),
    )  # fmt: skip
