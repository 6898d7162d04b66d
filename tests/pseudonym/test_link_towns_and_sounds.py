"""Double given names, towns that are nobody, and sounds that are no words."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interview_kit.pseudonym.hesitation import is_hesitation
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import PARTICLES, split_name
from interview_kit.pseudonym.recognise import recognise
from interview_kit.pseudonym.roster import parse_roster


def recognised(*texts, roster="", language="nl"):
    found = recognise(enumerate(texts, 1), language, parse_roster(roster, "P07"), (), "P07")
    return [
        (mention.turn, mention.text, mention.type, entity)
        for mention, entity in zip(found.mentions, found.linking.ids, strict=True)
    ]


@pytest.mark.parametrize("alone", ["Jan-Willem", "Jan Willem", "Jan-Willems"])
def test_a_double_given_name_alone_is_the_one_who_bears_it(alone):
    rows = recognised("Mijn broer Jan-Willem de Vries kwam.", f"Ik zag {alone} fietsen.")
    assert len({entity for *_, entity in rows}) == 1
    assert [turn for turn, *_ in rows] == [1, 2]


def test_a_double_given_name_is_no_other_willem_and_no_other_jan():
    texts = ("Mijn oom Willem Bakker kwam.", "Mijn broer Jan-Willem de Vries ook.")
    rows = recognised(*texts, "Willem zei niets.", "Jan-Willem zei veel.")
    people = {turn: entity for turn, _, _, entity in rows}
    assert (people[3], people[4]) == (people[1], people[2])
    assert people[1] != people[2]


names = st.text("abdeiklmnorst", min_size=3, max_size=8).map(str.capitalize)


@given(first=names, second=names)
def test_a_dash_makes_one_given_name(first, second):
    assume({first.casefold(), second.casefold()}.isdisjoint(PARTICLES))  # `Ben-Ali` is a surname
    name = split_name(f"{first}-{second}")
    assert name.surname == () or name.particles
    full = split_name(f"{first}-{second} de Vries")
    assert full.given == name.given or name.particles


@pytest.mark.parametrize("sound", ["Tsja", "Sjonge", "Tjonge", "Hmhm", "Jeetje", "Poeh"])
def test_an_exclamation_is_nobody(sound):
    assert is_hesitation([sound.casefold()])
    assert recognised("Hoe was dat?", f"{sound}. Drie maanden.") == []


@pytest.mark.parametrize("town", ["Zwolle", "Almelo", "Haarlem"])
def test_a_psychiatrist_of_a_town_is_not_called_like_it(town):
    (row,) = recognised(f"De psychiater van {town} belde mij.")
    assert row[1:3] == (town, MentionType.PLACE)


def test_a_town_is_not_the_psychiatrist_whose_surname_it_is():
    roster = "psychiater: Petra van Almelo"
    rows = recognised("Ik woon in Almelo.", "Mevrouw van Almelo zei dat.", roster=roster)
    assert [(turn, kind) for turn, _, kind, _ in rows] == [
        (1, MentionType.PLACE),
        (2, MentionType.PERSON),
    ]


def test_a_town_is_nobody_whom_it_only_sounds_like():
    rows = recognised("Ik ging naar Zandvoort.", roster="zus: Sandra Zantvoort")
    assert [kind for _, _, kind, _ in rows] == [MentionType.PLACE]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "Mhm.",
        "Ehm, eh.",
        "Uhm",
        "Mm-hmm.",
        "Uh-huh.",
        "Hmm hmm",
        "Eeh",
        "Mmm.",
        "Ehm, Mhm, hm.",
        "Erm",
    ],
)
def test_a_sound_that_is_no_word_is_nobody(text, language):
    assert recognised(text, "Mhm.", text, language=language) == []


@given(st.from_regex(r"[Mm]h{1,3}m{1,3}|[Ee]{1,3}hm{0,3}|[Uu]{1,3}h{0,2}m{1,3}", fullmatch=True))
def test_however_long_it_is_drawn_out_it_is_no_word(sound):
    assert is_hesitation([sound.casefold()])


@pytest.mark.parametrize("name", ["Emma", "Mo", "Em", "Hamm", "Ahmed", "Tom", "Ab", "Pum"])
def test_short_names_are_no_such_sounds(name):
    assert not is_hesitation([name.casefold()])
