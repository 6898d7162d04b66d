"""Tussenvoegsels: part of a name, or a preposition between two."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.detectors import detect


def names(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.type.value) for mention in detect(text, turn=0, language="nl")]


@pytest.mark.parametrize("is_cased", [True, False])
@pytest.mark.parametrize(
    ("text", "persons", "places"),
    [
        ("Zij woont bij haar dochter Fleur in Leuven.", ["Fleur"], ["Leuven"]),
        ("Toen ging Mohammed naar Fatima bij Almelo.", ["Mohammed", "Fatima"], ["Almelo"]),
        ("Ik was met Fleur op Texel.", ["Fleur"], ["Texel"]),
        ("Ik kom uit Almelo in Twente.", [], ["Almelo", "Twente"]),
    ],
)
def test_who_and_where_are_two_names(text, persons, places, is_cased) -> None:
    text, expected = (text if is_cased else text.lower()), [*persons, *places]
    kinds = ["person"] * len(persons) + ["place"] * len(places)
    assert names(text) == [
        (name if is_cased else name.lower(), kind)
        for name, kind in zip(expected, kinds, strict=True)
    ]


def test_two_persons_stay_two() -> None:
    assert names("Ik zat met Kees bij Anna op de kamer.") == [
        ("Kees", "person"), ("Anna", "person"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan in 't Veld kwam langs.", "Jan in 't Veld"),
        ("zuster Op 't Hof kwam", "Op 't Hof"),
        ("Jan op den Berg zei niets.", "Jan op den Berg"),
        ("dokter van 't Hoff", "van 't Hoff"),
    ],
)
def test_a_particle_belongs_to_its_surname(text: str, name: str) -> None:
    assert names(text) == [(name, "person")]


def test_a_place_with_a_preposition_in_it_is_one() -> None:
    assert names("Ik woon in Bergen op Zoom.") == [("Bergen op Zoom", "place")]


def test_a_particle_alone_is_no_name() -> None:
    assert "van" not in [name for name, _kind in names("Awel, ik ben van 't Kiel, hè.")]


def test_an_age_that_is_written_like_a_particle_is_one() -> None:
    mentions = detect("Mammy took to her bed when I was ten, and that was that.", "en")
    assert [(mention.text, mention.type.value) for mention in mentions] == [("ten", "age")]
