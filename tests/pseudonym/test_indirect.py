"""What gives somebody away without a name is pointed out, and everyday talk is not."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.detectors import detect
from interview_kit.pseudonym.indirect import IndirectKind, indirect_identifiers


def kinds(text: str, language: str) -> list[IndirectKind]:
    mentions = detect(text, language)
    return [each.kind for each in indirect_identifiers([(1, text)], language, mentions)]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("I was the only vet of the village, you see.", "en", IndirectKind.ONLY_ONE),
        ("Ik was de enige dierenarts van het dorp.", "nl", IndirectKind.ONLY_ONE),
        ("Ik was de eerste vrouwelijke burgemeester daar.", "nl", IndirectKind.ONLY_ONE),
        ("My dad was mayor back then in Hebden Bridge.", "en", IndirectKind.JOB_AND_PLACE),
        ("Mijn vader was notaris in Almelo.", "nl", IndirectKind.JOB_AND_PLACE),
        ("Hij is oprichter van een groot bedrijf.", "nl", IndirectKind.OFFICE),
        ("She's head of a big firm.", "en", IndirectKind.OFFICE),
        ("Mijn broer heeft ook hemofilie.", "nl", IndirectKind.RARE_ILLNESS),
        ("It was on the front page, with a picture.", "en", IndirectKind.PUBLIC_EVENT),
        ("Het stond in de krant toen.", "nl", IndirectKind.PUBLIC_EVENT),
    ],
)
def test_it_is_pointed_out(text: str, language: str, kind: IndirectKind):
    assert kind in kinds(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik was de enige die luisterde.", "nl"),
        ("Dat was de eerste keer dat ik werd opgenomen.", "nl"),
        ("De dominee kwam langs en we dronken koffie.", "nl"),
        ("The first time was the hardest.", "en"),
        ("I'm the only one who remembers it.", "en"),
        ("I was as tired as can be, and the nurse was kind.", "en"),
        ("Het was zwaar, als je begrijpt wat ik bedoel.", "nl"),
    ],
)
def test_everyday_talk_is_not(text: str, language: str):
    assert kinds(text, language) == []


def test_it_stands_where_it_is_said():
    text = "Nou ja, Ik Was De Enige Dierenarts van het dorp, zeg maar."
    (found,) = indirect_identifiers([(7, text)], "nl")
    assert (found.turn, found.text) == (7, "De Enige Dierenarts van het dorp")
    assert text[found.start : found.end] == found.text


def test_other_languages_have_no_lists():
    assert indirect_identifiers([(1, "the only vet of the village")], "tr") == ()
