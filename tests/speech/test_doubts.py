"""Doubtful places: each reason is seen where it is one, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import unmarked
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech.doubtful_place import Reason
from interview_kit.speech.doubts import (
    LEAST_CHANCE,
    MOST_WORDS,
    Knowledge,
    TranscriptDoubts,
    least_doubted,
    transcript_doubts,
)
from interview_kit.speech.expected_errors import Comparison
from interview_kit.speech.spell_checker import SpellChecker
from interview_kit.speech.word_places import word_key

pytestmark = pytest.mark.pure

ASKS, TELLS = Speaker.INTERVIEWER, Speaker.PARTICIPANT


def turn(number: int, text: str, *, speaker: Speaker = TELLS, start_ms: int | None = None) -> Turn:
    """A turn of sure words; one written `word/0.3` is that unsure."""
    begin = number * 60_000 if start_ms is None else start_ms
    words: list[Word] = []
    for part in text.split():
        said, _, probability = part.partition("/")
        start = words[-1].end_ms + 40 if words else begin
        words.append(Word(f" {said}", start, start + 80 * len(said), float(probability or 0.99)))
    heard = "".join(word.text for word in words).strip()
    return Turn(number, speaker, begin, words[-1].end_ms, "q", heard, tuple(words))


def known(*terms: str, voices: tuple[Voice, ...] = (), folder: str = "") -> Knowledge:
    return Knowledge("nl", SpellChecker("nl", folder, terms), Comparison.SETTLED, terms, voices)


def places(*turns: Turn, knowledge: Knowledge | None = None):
    doubts = transcript_doubts(turns, turns, frozenset(), knowledge or known())
    return {place.text: place for place in doubts.places}


def share_left(doubts: TranscriptDoubts) -> float:
    assert doubts.errors_left is not None
    assert doubts.errors_before
    return doubts.errors_left / doubts.errors_before


def test_an_unsure_word_is_doubted_and_a_sure_one_is_not():
    doubted = places(turn(1, "ik ging naar de bakker/0.1 in de grote stad en toen weer naar huis"))
    assert doubted["bakker"].reasons == (Reason.UNSURE,)
    assert len(doubted) == 1


def test_a_term_that_was_split_or_spelt_otherwise_is_offered():
    doubted = places(
        turn(1, "ik kreeg risperi don en daarna halldol van de dokter"),
        knowledge=known("risperidon", "Haldol"),
    )
    assert doubted["risperi don"].reasons[0] is Reason.TERM
    assert doubted["risperi don"].suggestions == ("risperidon",)
    assert doubted["halldol"].suggestions == ("Haldol",)


def test_a_term_as_it_should_be_is_no_doubt():
    assert not places(turn(1, "ik kreeg risperidon van de dokter"), knowledge=known("risperidon"))


def test_a_name_does_not_take_the_word_behind_it():
    doubted = places(turn(1, "dokter Verhoeve in de stad"), knowledge=known("Verhoeven"))
    assert doubted["Verhoeve"].suggestions == ("Verhoeven",)


def test_a_negation_on_an_unsure_word_and_one_of_the_draft_alone():
    said = turn(1, "dat wil ik niet/0.5 meer. Dat wil ik wel graag nog eens zien.")
    words = list(said.words)
    words[8] = replace(words[8], alternative=" niet")
    doubted = places(replace(said, words=tuple(words)))
    assert Reason.NEGATION in doubted["niet"].reasons
    assert Reason.NEGATION in doubted["wel"].reasons
    assert doubted["wel"].suggestions == ("niet",)


def test_what_the_draft_has_for_several_words_is_offered_for_all_of_them():
    said = turn(1, "toen was het koude/0.2 rij/0.2 voorbij en ging ik weer naar mijn huis toe")
    words = list(said.words)
    words[3] = replace(words[3], alternative=" behandeling")
    words[4] = replace(words[4], alternative="")
    (place,) = places(replace(said, words=tuple(words))).values()
    assert (place.text, place.suggestions) == ("koude rij", ("behandeling",))
    assert Reason.DRAFT in place.reasons


def test_credits_loops_and_hurried_words():
    said = turn(1, "Dat was alles. Ondertiteld door de Amara.org gemeenschap. Ja ja ja ja ja.")
    short = list(said.words)
    short[2] = replace(short[2], text=" ziekenhuisopname.", end_ms=short[2].start_ms + 60)
    doubted = places(replace(said, text="".join(w.text for w in short).strip(), words=tuple(short)))
    assert Reason.CREDIT in doubted["Ondertiteld door de Amara.org gemeenschap"].reasons
    assert Reason.REPEATED in doubted["Ja ja ja ja ja"].reasons
    assert Reason.PACE in doubted["ziekenhuisopname"].reasons


def test_a_sentence_that_another_speaker_goes_on_with():
    asked = turn(1, "en toen ging u", speaker=ASKS, start_ms=0)
    doubted = places(asked, turn(2, "naar huis gegaan.", start_ms=asked.end_ms + 200))
    assert doubted["naar"].reasons == (Reason.SPEAKER,)
    later = turn(2, "naar huis gegaan.", start_ms=asked.end_ms + 5_000)
    assert not places(asked, later)


def test_a_voice_without_words_and_words_without_a_voice():
    spoken, beside = turn(1, "ik ging naar huis"), turn(2, "en weer terug")
    voices = (Voice(60_000, spoken.end_ms, 0), Voice(80_000, 84_000, 0))
    doubted = places(spoken, beside, knowledge=known(voices=voices))
    assert doubted["en weer terug"].reasons == (Reason.NO_VOICE,)
    assert doubted[""].reasons == (Reason.NO_TEXT,)
    assert (doubted[""].turn, doubted[""].start_ms, doubted[""].end_ms) == (1, 80_000, 84_000)
    assert doubted[""].start == doubted[""].end == len(spoken.text)
    struck = replace(known(voices=voices), struck_spans=((79_000, 85_000),))
    assert "" not in places(spoken, beside, knowledge=struck)


def test_words_that_sound_more_like_another_voice():
    said = turn(1, "ja dat is zo want ik ging naar huis")
    begins = [word.start_ms for word in said.words]
    voices = (
        Voice(said.start_ms, begins[2], 0),
        Voice(begins[2], begins[4], 0, is_contested=True),
        Voice(begins[4], said.end_ms, 0),
    )
    doubted = places(said, knowledge=known(voices=voices))
    assert {text: place.reasons for text, place in doubted.items()} == {"is zo": (Reason.VOICE,)}


def test_halves_of_a_word_are_one_place():
    doubted = places(turn(1, "in de kerst dagen ging ik naar huis en bij een en ander"))
    assert doubted["kerst dagen"].reasons == (Reason.HALVES,)
    assert doubted["kerst dagen"].suggestions == ("kerstdagen",)
    assert len(doubted) == 1


def test_a_place_holds_the_whole_mark_around_its_words():
    marked = turn(1, "ik woonde in Almelo/0.1 en zag de ruiter/0.15 gaan met zijn paard")
    text = "ik woonde in [unclear: Almelo] en zag de [unclear: ruiter] gaan met zijn paard"
    doubted = places(replace(marked, text=text))
    assert {"[unclear: Almelo]", "[unclear: ruiter]"} <= {
        part for place in doubted for part in re.findall(r"\[unclear: \w+\]", place)
    }
    assert all(place.count("[") == place.count("]") for place in doubted)


@pytest.mark.parametrize(
    ("text", "place", "offer"),
    [
        ("ik kreeg [unclear: het] risperi don en ging", "[unclear: het] risperi don",
         "het risperidon"),
        ("ik kreeg het [unclear: risperi] don en ging", "[unclear: risperi] don", "risperidon"),
        ("ik [unclear: kreeg het risperi] don en ging", "[unclear: kreeg het risperi] don",
         "kreeg het risperidon"),
    ],
)  # fmt: skip
def test_what_is_offered_at_a_mark_holds_no_half_of_one(text, place, offer):
    unsure = turn(1, " ".join(
        f"{word}/0.3" if word == "het" and "[unclear: het]" in text else word
        for word in unmarked(text).split()
    ))  # fmt: skip
    doubted = places(replace(unsure, text=text), knowledge=known("risperidon"))
    assert doubted[place].suggestions == (offer,)


def test_what_is_marked_unclear_is_doubted_whatever_its_chance():
    marked = turn(1, "ik woonde in Almelo en daar was het goed")
    text = "ik woonde in [unclear: Almelo] en daar was het goed"
    assert "[unclear: Almelo]" in places(replace(marked, text=text))


def test_a_word_far_under_the_others_was_said_by_nobody():
    said = turn(1, "ik ging naar huis toe")
    words = tuple(
        replace(word, levels=(-20.0, -60.0) if number else (-75.0, -70.0))
        for number, word in enumerate(said.words)
    )
    assert places(replace(said, words=words))["ik"].reasons == (Reason.NO_VOICE,)


def test_words_of_a_person_are_not_doubted_but_for_their_spelling():
    heard = turn(1, "ik ging naar de bakker/0.1 in de grote stad en weer naar huis")
    written = replace(heard, text=heard.text.replace("bakker", "slager") + " qwxzt")
    doubts = transcript_doubts([heard], [written], frozenset(), known())
    (place,) = doubts.places
    assert (place.text, place.reasons) == ("qwxzt", (Reason.SPELLING,))
    assert share_left(doubts) < 1


def test_what_was_checked_is_kept_apart_and_counts_no_more():
    heard = turn(1, "ik ging naar de bakker/0.1 in de grote stad en weer naar huis")
    doubts = transcript_doubts([heard], [heard], {word_key(heard.words[4])}, known())
    assert not doubts.places
    assert doubts.checked[0].text == "bakker"
    assert share_left(doubts) < 1 / 2


def test_a_split_turn_keeps_its_doubts():
    heard = turn(1, "ik ging naar de bakker/0.1 toe. En toen ging ik weer naar/0.1 huis toe.")
    first = replace(heard, text="ik ging naar de bakker toe.", words=heard.words[:6])
    second = replace(
        heard, number=9, text="En toen ging ik weer naar huis toe.", words=heard.words[6:]
    )
    doubts = transcript_doubts([heard], [first, second], frozenset(), known())
    assert [(place.turn, place.text) for place in doubts.places] == [(1, "bakker"), (9, "naar")]
    assert share_left(doubts) == pytest.approx(1)


def test_without_a_machine_nothing_is_expected():
    typed = turn(1, "ik ging naar de bakker/0.1 toe")
    knowledge = replace(known(), comparison=None)
    doubts = transcript_doubts([typed], [typed], frozenset(), knowledge)
    assert (doubts.places, doubts.errors_before, doubts.errors_left) == ((), None, None)


@given(st.lists(st.floats(0, 1), max_size=80))
def test_no_more_words_are_doubted_for_their_chance_than_is_said(values):
    chances = np.array(values)
    least = least_doubted(chances)
    assert least >= LEAST_CHANCE
    assert (chances > least).sum() <= MOST_WORDS * len(chances)


def test_a_dictionary_is_read_from_a_folder(tmp_path: Path):
    (tmp_path / "nl.aff").write_text("SET UTF-8\n")
    (tmp_path / "nl.dic").write_text("2\nqwxzt\nbrombeest\n")
    checker = SpellChecker("nl", str(tmp_path))
    assert checker.has_dictionary
    assert checker.is_right("qwxzt")
    assert not checker.is_right("qwxzs")


def test_spelling_knows_names_numbers_marks_and_parts_of_words(tmp_path: Path):
    checker = SpellChecker("nl", str(tmp_path), ["risperidon"])
    text = "Marijke kreeg 12 keer [unclear: risperidon] of herstel-qwxzt."
    assert [text[start:end] for start, end in checker.misspelt(text)] == ["qwxzt"]


def test_a_language_without_lists_is_judged_by_its_dictionary_alone(tmp_path: Path):
    assert SpellChecker("xx", str(tmp_path)).is_right("qwxzs")
    assert SpellChecker("xx", str(tmp_path)).suggestions("qwxzs") == ()
    (tmp_path / "xx.aff").write_text("SET UTF-8\nTRY qwxzt\n")
    (tmp_path / "xx.dic").write_text("1\nqwxzt\n")
    checker = SpellChecker("xx", str(tmp_path))
    assert not checker.is_right("qwxzs")
    assert checker.suggestions("qwxzs") == ("qwxzt",)


def test_a_broken_dictionary_is_named(tmp_path: Path):
    (tmp_path / "xy.aff").write_text("SET NOTHING\n")
    (tmp_path / "xy.dic").write_text("")
    with pytest.raises(KitError, match="xy cannot be read"):
        SpellChecker("xy", str(tmp_path)).is_right("qwxzs")


def test_what_sounds_the_same_is_offered_first(tmp_path: Path):
    assert SpellChecker("nl", str(tmp_path)).suggestions("komersieel")[0] == "commercieel"


def test_near_words_are_offered_without_a_dictionary(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("interview_kit.speech.spell_checker.SYSTEM_FOLDERS", ())
    assert "psychiater" in SpellChecker("nl", str(tmp_path)).suggestions("psygiater")
