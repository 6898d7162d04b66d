"""The leak check: no known original is left, however it is written."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.detectors import BUILT_IN, Detector
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak_check import find_leaks, known_forms
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.propose import propose, rendered
from interview_kit.pseudonym.recognise import recognise
from interview_kit.pseudonym.replace import replace_turn
from interview_kit.pseudonym.roster import parse_roster

ROSTER = parse_roster(
    "zus: Marieke de Vries\nplaats: Almere\npsychiater: dr. Bos\nvriendin: Zoë\n"
    "vriend: Ben Tukker\nbuurvrouw: Storm\n",
    "P07",
)
FORMS = known_forms((), ROSTER)


@pytest.mark.parametrize(
    "text",
    ["mijn zus marieke zei", "MARIEKES boek", "Marieke's", "mariekje", "ZOE", "zoë", "Zoe\u0308",
     "Zo&#235;", "Zo&euml;", "Zo%C3%AB", json.dumps("bij Zoë"), json.dumps("ja\nMarieke"),
     "bij dokter bos", "toen zei Ben dat", "storm kwam langs", "de vries", "P07_Marieke",
     "Ma\u00adrieke", "Mar\u200bieke", "ben tukker", "<b>Marieke</b>", "ALMERE"],
)  # fmt: skip
def test_an_original_is_found_however_it_is_written(text: str) -> None:
    assert find_leaks(text, FORMS, "here")
    assert find_leaks(text.encode(), FORMS, "here")
    assert find_leaks(text.encode("utf-16"), FORMS, "here")


def test_an_original_is_found_among_wide_letters_of_another_encoding() -> None:
    for name, roster in (("Marieke", ROSTER), ("王秀英", parse_roster("buur: 王秀英", "P07"))):
        wide = f"ab {name} cd".encode("utf-16-le")
        for data in (b"Values side by side" + wide + b"and more\x00", b"odd" + wide):
            assert find_leaks(data, known_forms((), roster), "here")


@pytest.mark.parametrize(
    "text",
    ["ik liep in het bos", "ik ben daar", "Ben ik dat?", "mariekerke", "[zus van P07]",
     "in 2019", "het vriest"],
)  # fmt: skip
def test_what_is_no_name_there_is_no_leak(text: str) -> None:
    assert find_leaks(text, FORMS, "here") == ()


def test_a_name_is_found_between_the_values_of_a_database_file() -> None:
    assert find_leaks(b"\x00\x01P07participantmarieke zei", FORMS, "corpus.db")


def test_a_leak_names_the_place_and_never_the_original() -> None:
    (leak,) = find_leaks("bij Zoë en Marieke".encode()[8:], FORMS, "turns.csv")
    assert str(leak) == "turns.csv, position 4: a known person name"
    assert (leak.offset, leak.length) == (4, 7)


def test_ages_and_years_are_not_looked_for_elsewhere() -> None:
    entities = (
        Entity("e1", MentionType.AGE, forms=("47 jaar",)),
        Entity("e2", MentionType.DATE, forms=("2019",)),
        Entity("e3", MentionType.DATE, forms=("23 mei 1974",)),
    )
    forms = known_forms(entities)
    assert find_leaks("47 jaar in 2019", forms, "here") == ()
    assert find_leaks("op 23 mei 1974", forms, "here")


PIECES = st.sampled_from(
    ["Marieke", "marieke", "mariekes", "Marieke's", "de Vries", "meneer Bos", "het bos", "Zoë",
     "ZOE", "ben tukker", "zei Ben", "ik ben", "Almere", "storm", "Samira", "op 23 mei 1974",
     "47 jaar", "ja", "nou,", "toen.", "dat", "mariecke", "[plaats 1]", "'s", "—"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12), st.booleans())
def test_no_forbidden_form_survives_and_replacing_twice_changes_nothing(
    pieces: list[str], corrected: bool
) -> None:
    text = " ".join(pieces)
    heard = text.split()[1:] if corrected else text.split()
    words = tuple(Word(f" {word}", i * 100, i * 100 + 90, 0.9) for i, word in enumerate(heard))
    turn = Turn(1, Speaker.PARTICIPANT, 0, 5000, "q1", text, words)
    once, entities = pseudonymised(turn)
    assert (once.number, once.speaker, once.question) == (turn.number, turn.speaker, turn.question)
    assert (once.start_ms, once.end_ms) == (turn.start_ms, turn.end_ms)
    assert {word.start_ms for word in once.words} <= {word.start_ms for word in words}
    assert {word.end_ms for word in once.words} <= {word.end_ms for word in words}
    forms = known_forms(entities, ROSTER)
    assert find_leaks(once.text, forms, "text") == ()
    assert find_leaks("".join(word.text for word in once.words), forms, "words") == ()
    assert find_leaks(json.dumps([once.text]).encode(), forms, "json") == ()
    # A second hearing by the tagger may find more in another context; decisions stay decisions.
    decided = [each for each in BUILT_IN if each.name != "tagger"]
    twice, _ = pseudonymised(once, entities, decided)
    assert twice == once


def pseudonymised(
    turn: Turn, known: tuple[Entity, ...] = (), using: Sequence[Detector] = BUILT_IN
) -> tuple[Turn, tuple[Entity, ...]]:
    found = recognise([(turn.number, turn.text)], "nl", ROSTER, known, "P07", using=using)
    entities = propose(found.linking.entities, "nl")
    by_id = {entity.id: entity for entity in entities}
    spans = [
        (mention.start, mention.end, rendered(mention.text, by_id[id_]))
        for mention, id_ in zip(found.mentions, found.linking.ids, strict=True)
    ]
    return replace_turn(turn, spans), entities
