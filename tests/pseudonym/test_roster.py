"""The roster: what is typed at consent, and finding it again in speech."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName, parse_roster
from interview_kit.pseudonym.roster_match import match_roster

ROSTER = parse_roster(
    "deelnemer: Jan de Vries\nzus: Marieke\npsychiater: dr. Bos\nplaats: Almere\n"
    "vriend: Ben Tukker\nbegeleider: Fatima El Amrani\ninstelling: Huize Padua\n",
    "P07",
)


def found(text: str) -> list[str]:
    return [mention.text for mention in match_roster(text, 1, ROSTER)]


def test_a_roster_gives_role_type_and_participant() -> None:
    assert parse_roster("zus: Marieke Bos # belt elke week\n\nplaats: Almere\nJan\n", "P07") == (
        RosterName("Marieke Bos", MentionType.PERSON, "zus", "P07"),
        RosterName("Almere", MentionType.PLACE, "", "P07"),
        RosterName("Jan", MentionType.PERSON, "", "P07"),
    )


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("De Wit, psychiater", "psychiater: De Wit"),
        ("De Wit , Psychiater", "psychiater: De Wit"),
        ("De Wit (psychiater)", "psychiater: De Wit"),
        ("Marieke Bos, mijn zus", "zus: Marieke Bos"),
        ("De Wit, arts, psychiater", "arts psychiater: De Wit"),
        ("zus: Marieke Bos, verpleegkundige", "zus verpleegkundige: Marieke Bos"),
        ("psychiater: De Wit, psychiater", "psychiater: De Wit"),
        ("Bos, Jan, dr.", "dr: Bos, Jan"),
        ("Jan de Vries, deelnemer", "deelnemer: Jan de Vries"),
        ("Almere, plaats", "plaats: Almere"),
        ("Bakkerij Jansen, werkgever", "werkgever: Bakkerij Jansen"),
    ],
)
def test_a_role_may_stand_behind_the_name(line: str, same: str) -> None:
    assert parse_roster(line, "P07") == parse_roster(same, "P07")


@pytest.mark.parametrize(
    "name",
    ["Jansen, Piet", "Wit, de", "Lee, Ma", "Jan (Jopie) de Vries", "De Wit, psychiater, Almere"],
)
def test_other_words_behind_a_comma_are_part_of_the_name(name: str) -> None:
    assert parse_roster(name) == (RosterName(name, MentionType.PERSON),)


def test_a_role_behind_the_name_is_not_replaced() -> None:
    roster = parse_roster("De Wit, psychiater", "P07")
    text = "mijn psychiater zei dat een andere psychiater, meneer De Wit, belde"
    assert [mention.text for mention in match_roster(text, 1, roster)] == ["De Wit"]


@pytest.mark.parametrize("line", [", psychiater", "zus:", ": Marieke", "zus: -", "plaats: 7"])
def test_a_line_without_a_name_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(KitError, match="Line 2") as caught:
        parse_roster(f"Jan\n{line}")
    assert "Marieke" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn zus marieke zei dat", ["marieke"]),
        ("Mariekes boek, MARIEKE's boek", ["Mariekes", "MARIEKE's"]),
        ("dat was jantje hoor", ["jantje"]),
        ("meneer de vries kwam", ["de vries"]),
        ("J. de Vries", ["J. de Vries"]),
        ("jan de vries en marieke", ["jan de vries", "marieke"]),
        ("ik woon in almere", ["almere"]),
        ("fatima el-amrani belde", ["fatima el-amrani"]),
        ("bij huize padua gezeten", ["huize padua"]),
    ],
)
def test_a_roster_name_is_found_in_every_spelling(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "heard", ["marike", "marieken", "mariken", "mareike", "Maria ke", "marieka", "mariecke"]
)
def test_a_misheard_name_is_found_by_sound(heard: str) -> None:
    assert found(f"mijn zus {heard} zei dat")


@pytest.mark.parametrize("heard", ["allmere", "Elmere", "jam de fries", "fatma el amraani"])
def test_misheard_places_and_surnames_are_found(heard: str) -> None:
    assert found(f"dat was {heard} toen")


def test_an_everyday_word_is_a_name_only_where_it_is_used_as_one() -> None:
    assert found("ik ben in het bos geweest en ik ben moe") == []
    assert found("toen kwam dokter bos binnen en zei Bos tegen mij") == ["bos", "Bos"]
    assert found("dat zei Ben altijd") == ["Ben"]


def test_a_common_word_is_never_matched_by_sound() -> None:
    assert found("ik wil meer maken en de markt is altijd ver weg van de vrije mensen") == []


def test_two_names_side_by_side_stay_two_when_marks_part_them() -> None:
    assert found("Jan, Marieke en Fatima") == ["Jan", "Marieke", "Fatima"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("toen kwam ben tokker langs", ["ben tokker"]),
        ("toen kwam jan de friet langs", ["jan de friet"]),
        ("toen kwam jan. tokker langs", ["jan", "tokker"]),
        ("toen kwam jan koffie halen", ["jan"]),
        ("toen kwam jan paracetamol halen", ["jan"]),
        ("toen kwam marieke amrani tegen", ["marieke", "amrani"]),
    ],
)
def test_a_surname_is_heard_faintly_behind_its_first_name_only(text, expected) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will", "and We'll see what comes"),
        ("Will", "we’ll be there"),
        ("Hill", "I think he'll be fine"),
        ("Yul", "you'll see"),
        ("Ives", "and I've been there"),
        ("Dont", "no, don't go"),
        ("Kent", "I can't do that"),
        ("Wade", "that is what we'd say"),
        ("Daas", "da's niet zo erg"),
        ("Zoon", "dat is zo'n ding"),
    ],
)
def test_a_contraction_is_no_name_by_sound(name: str, text: str) -> None:
    assert match_roster(text, 1, (RosterName(name, MentionType.PERSON),)) == []


def test_a_name_before_a_clitic_is_found() -> None:
    roster = (RosterName("Will", MentionType.PERSON),)
    assert [mention.text for mention in match_roster("Wil'll come, and Will too", 1, roster)] == [
        "Wil'll", "Will"
    ]  # fmt: skip
