"""Dates, ages, numbers and addresses, written and spoken."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.patterns import is_bsn, match_patterns

SHOWN = [
    ("op afdeling De Linde", "nl", "organisation", "De Linde"),
    ("op afdeling de esdoorn", "nl", "organisation", "de esdoorn"),
    ("het FACT-team Zuid", "nl", "organisation", "FACT-team Zuid"),
    ("op unit 4", "nl", "organisation", "unit 4"),
    ("voor achttienhonderd euro", "nl", "other", "achttienhonderd euro"),
    ("een schuld van € 1.850,-", "nl", "other", "€ 1.850,-"),
    ("two thousand pounds", "en", "other", "two thousand pounds"),
    ("op drieëntwintig mei", "nl", "date", "drieëntwintig mei"),
    ("op 23 mei 1974 ben ik geboren", "nl", "date", "23 mei 1974"),
    ("dat was in 2019", "nl", "date", "2019"),
    ("in negentienvijfennegentig", "nl", "date", "negentienvijfennegentig"),
    ("born on may 5th 1980", "en", "date", "may 5th 1980"),
    ("ik ben 47 jaar", "nl", "age", "47 jaar"),
    ("ik was zevenenveertig jaar oud", "nl", "age", "zevenenveertig jaar oud"),
    ("i was thirty-two years old", "en", "age", "thirty-two years old"),
    ("bel 06-48129355 maar", "nl", "contact", "06-48129355"),
    ("nul zes drieëntachtig twaalf vier vijf zes", "nl", "contact",
     "nul zes drieëntachtig twaalf vier vijf zes"),
    ("mail naar jan.bos@voorbeeld.nl toe", "nl", "contact", "jan.bos@voorbeeld.nl"),
    ("kijk op www.voorbeeld.nl/ik eens", "nl", "contact", "www.voorbeeld.nl/ik"),
    ("mijn bsn is 111222333", "nl", "identifier", "111222333"),
    ("postcode 1312 AB in", "nl", "place", "1312 AB"),
    ("ik woon op dorpsstraat 12 daar", "nl", "place", "dorpsstraat 12"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "kind", "expected"), SHOWN)
def test_a_shape_that_identifies_is_found(
    text: str, language: str, kind: str, expected: str
) -> None:
    assert (kind, expected) in [(m.type, m.text) for m in match_patterns(text, 1, language)]


@pytest.mark.parametrize(
    "text",
    ["twee jaar geleden", "ik heb al tien jaar geen alcohol", "vijf jaar lang", "tien milligram",
     "honderd keer", "een keer of drie", "van een tot tien"],
)  # fmt: skip
def test_a_length_of_time_or_an_amount_is_left_alone(text: str) -> None:
    assert match_patterns(text, 1, "nl") == ()


def test_a_bsn_has_check_digits() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
