"""Styles: surrogates that are nobody of the study, coarse places and ages, dates that moved."""

from __future__ import annotations

import re
from datetime import date

import pytest

from interview_kit.pseudonym.coarse_labels import days_moved
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.gazetteer import name_lists
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.name_cues import role_of
from interview_kit.pseudonym.phonetics import sound_key
from interview_kit.pseudonym.propose import PseudonymProfile, Style, propose, rendered, role_word

SECRET = b"the secret of a study in the tests"
SURROGATES = PseudonymProfile(Style.SURROGATES, secret=SECRET)
COARSE = PseudonymProfile(coarse=True, secret=SECRET)
KIND = MentionType


def person(id: str, form: str, role: str = "") -> Entity:
    return Entity(id, KIND.PERSON, forms=(form,), role=role, participant="P07")


def test_a_surrogate_keeps_gender_and_origin() -> None:
    lists = name_lists()
    for form, role, origin, gender in (
        ("Fatima", "zus", "moroccan", "f"), ("Kees", "broer", "dutch", "m"),
        ("Zbigniew", "", "polish", ""),
    ):  # fmt: skip
        (named,) = propose([person("e1", form, role)], "nl", SURROGATES)
        genders = (gender,) if gender else ("f", "m", "")
        assert any(named.pseudonym in lists.given.get((origin, g), ()) for g in genders)


def test_a_surrogate_is_no_real_name_of_the_study() -> None:
    real = [person(f"e{n}", name) for n, name in enumerate(name_lists().given["polish", "m"][5:])]
    forms = {form for entity in real for form in entity.forms}
    assert not forms & {entity.pseudonym for entity in propose(real, "nl", SURROGATES)}


def test_no_surrogate_sounds_like_a_first_name_of_the_study() -> None:
    people = [
        Entity(f"e{at}", MentionType.PERSON, forms=(name,), participant="P01")
        for at, name in enumerate(("Marieke", "Annemiek", "Lieke", "Sanne", "Jantien", "Elske"))
    ]
    heard = {sound_key(fold(each.forms[0])) for each in people}
    for number in range(30):
        profile = PseudonymProfile(Style.SURROGATES, secret=str(number).encode())
        named = propose(people, "nl", profile)
        assert not {sound_key(fold(each.pseudonym)) for each in named} & heard


def test_a_surrogate_gives_way_when_its_name_turns_out_to_be_real() -> None:
    (before,) = propose([person("e1", "Kees")], "nl", SURROGATES)
    after, _ = propose([before, person("e2", before.pseudonym)], "nl", SURROGATES)
    assert after.pseudonym not in ("", before.pseudonym)


def test_a_surrogate_is_said_as_its_original_was() -> None:
    entity = Entity("e1", KIND.PERSON, "Joost Mulder", ("Jan de Vries", "Jan", "Jans"))
    said = ("Jan", "Jan de Vries", "De Vries", "Jans")
    assert [rendered(text, entity) for text in said] == [
        "Joost",
        "Joost Mulder",
        "Mulder",
        "Joosts",
    ]


@pytest.mark.parametrize(
    ("said", "pseudonym", "expected"),
    [("Jantje", "Joost Mulder", "Joostje"), ("jantjes", "Bram Mulder", "Brammetjes"),
     ("Jantje", "Anna Mulder", "Annaatje"), ("Jantje", "Willem", "Willempje"),
     ("Jantje", "Henk", "Henkje"), ("Jantje", "Rachid", "Rachidje"), ("Jantje", "Ali", "Alietje"),
     ("Jans", "Anna", "Anna's"), ("Jans", "Kees", "Kees'"), ("Jan's", "Joost", "Joost's"),
     ("Jans", "Marieke", "Mariekes"), ("Jan de Vries", "Joost Mulder", "Joost Mulder")],
)  # fmt: skip
def test_a_surrogate_is_inflected_like_its_original(said, pseudonym, expected) -> None:
    entity = Entity("e1", KIND.PERSON, pseudonym, ("Jan de Vries", "Jan", "Jans", "Jantje"))
    assert rendered(said, entity) == expected


def test_a_name_that_ends_like_a_small_form_is_none() -> None:
    entity = Entity("e1", KIND.PERSON, "Joost Mulder", ("Lieke Bos", "Lieke"))
    assert rendered("Lieke", entity) == "Joost"
    assert rendered("Liekes", entity) == "Joosts"


def test_without_a_secret_there_are_no_surrogates() -> None:
    (named,) = propose([person("e1", "Kees", "broer")], "nl", PseudonymProfile(Style.SURROGATES))
    assert named.pseudonym == "[broer van P07]"


def test_numbered_persons_show_no_role() -> None:
    (named,) = propose([person("e1", "Kees", "broer")], "nl", PseudonymProfile(Style.NUMBERED))
    assert named.pseudonym == "[persoon 1]"


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [(KIND.PLACE, "Almere", "[grote stad]"), (KIND.PLACE, "gouda", "[stad]"),
     (KIND.PLACE, "Diever", "[dorp]"), (KIND.PLACE, "Nergenshuizen", "[plaats 1]"),
     (KIND.AGE, "zevenenveertig jaar", "[40-49 jaar]"), (KIND.DATE, "maart", "[datum 1]"),
     (KIND.AGE, "op mijn twaalfde", "[10-19 jaar]"), (KIND.AGE, "zestig", "[60-69 jaar]"),
     (KIND.ORGANISATION, "Arkin", "[ggz-instelling]"),
     (KIND.ORGANISATION, "de jellinek", "[instelling voor verslavingszorg]"),
     (KIND.ORGANISATION, "het OLVG", "[ziekenhuis]"),
     (KIND.ORGANISATION, "HVO-Querido", "[instelling voor wonen en opvang]"),
     (KIND.ORGANISATION, "FACT-team Zuid", "[behandelteam]"),
     (KIND.ORGANISATION, "Bakkerij Jansen", "[instelling 1]")],
)  # fmt: skip
def test_details_become_coarse_where_they_can_be_read(kind, text, label) -> None:
    (named,) = propose([Entity("e1", kind, forms=(text,), participant="P07")], "nl", COARSE)
    assert named.pseudonym == label


@pytest.mark.parametrize(
    "text",
    ["12 maart 1994", "12-03-1994", "12 Maart 1994", "1994-03-12", "12-3-94", "twaalf maart '94",
     "twaalfde maart negentienvierennegentig", "12e maart negentien vier en negentig"],
)  # fmt: skip
def test_all_dates_of_a_participant_move_by_the_same_whole_weeks(text: str) -> None:
    days = days_moved("P07", SECRET)
    moved = date.fromordinal(date(1994, 3, 12).toordinal() + days)
    entity = Entity("e1", KIND.DATE, forms=(text,), participant="P07")
    (named,) = propose([entity], "nl", COARSE)
    assert named.pseudonym.startswith(f"[{moved.day} ")
    assert named.pseudonym.endswith("]")
    assert days
    assert days % 7 == 0


def test_a_day_without_a_year_moves_too() -> None:
    moved = date.fromordinal(date(2000, 5, 23).toordinal() + days_moved("P07", SECRET))
    entity = Entity("e1", KIND.DATE, forms=("drieëntwintig mei",), participant="P07")
    (named,) = propose([entity], "nl", COARSE)
    assert re.fullmatch(rf"\[{moved.day} [a-z]+\]", named.pseudonym)


@pytest.mark.parametrize("text", ["31 februari 1990", "mei 1975", "drieëntwintigste van de vijfde"])
def test_a_date_that_cannot_be_read_is_numbered(text: str) -> None:
    (named,) = propose([Entity("e1", KIND.DATE, forms=(text,), participant="P07")], "nl", COARSE)
    assert named.pseudonym == "[datum 1]"


def test_participants_move_by_days_of_their_own() -> None:
    assert len({days_moved(f"P{number}", SECRET) for number in range(20)}) > 5


def test_a_doctor_is_called_so_in_each_language() -> None:
    role = role_of("dr")
    assert (role_word(role, "nl"), role_word(role, "en")) == ("dokter", "doctor")
    assert role_word("sister", "nl") == "sister"
