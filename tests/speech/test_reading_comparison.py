"""Two readings of the same sound: the likelier words are written, the others stand beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.speech.reading_comparison import with_likelier_words, with_likeliest_words

pytestmark = pytest.mark.pure

STEP_MS = 500


def chunk(text: str, first_frame: int = 0, end_frame: int = 100) -> Chunk:
    """A word each half second; `_` is half a second without one, and `|` ends a sentence.

    `word:0.3` is as probable as it says, others 0.9.
    """
    segments, at_ms = [], 0
    for sentence in text.split("|"):
        words = []
        for word in sentence.split():
            if word != "_":
                text_of_word, _, probability = word.partition(":")
                end_ms = at_ms + STEP_MS
                words.append(Word(f" {text_of_word}", at_ms, end_ms, float(probability or 0.9)))
            at_ms += STEP_MS
        segments.append(Segment(tuple(words)))
    return Chunk(first_frame, end_frame, "nl", tuple(segments))


def compared(settled: str, drafted: str, *familiar_words: str) -> list[Word]:
    (section,) = with_likeliest_words([chunk(settled)], [[chunk(drafted)]], familiar_words)
    return [word for segment in section.segments for word in segment.words]


def written(settled: str, drafted: str, *familiar_words: str) -> str:
    return "".join(word.text for word in compared(settled, drafted, *familiar_words)).strip()


@pytest.mark.parametrize(
    ("settled", "drafted", "expected"),
    [
        ("ik ging naar huis", "ik ging naar huis", [None] * 4),
        ("Ik ging, naar huis.", "ik ging naar Huis", [None] * 4),
        ("ik ging naar huis", "ik ging na huis", [None, None, " na", None]),
        ("ik ging naar huis", "ik ging _ huis", [None, None, "", None]),
        ("ik ging _ huis", "ik ging naar huis", [None, " ging naar", None]),
        ("zij _ nam | haldol _ op", "zij nam _ dat ook op", [None, None, " dat ook", None]),
    ],
)
def test_a_word_has_what_the_draft_has_in_its_place(
    settled: str, drafted: str, expected: list[str | None]
) -> None:
    assert [word.alternative for word in compared(settled, drafted)] == expected


@pytest.mark.parametrize(
    ("settled", "drafted", "expected"),
    [
        ("zij keek aarzelund:0.4 om", "zij keek aarzelend:0.5 om", "zij keek aarzelend om"),
        ("dat is zeker bleuw:0.5 dak", "dat is zeker blauw dak", "dat is zeker blauw dak"),
        ("toen geenquaad:0.3 _ hier", "toen geen:0.8 kwaad:0.8 hier", "toen geen kwaad hier"),
    ],
)
def test_likelier_words_of_the_draft_are_written(settled: str, drafted: str, expected: str) -> None:
    assert written(settled, drafted) == expected


def test_of_two_texts_of_the_same_windows_the_likelier_words_stay_and_nothing_beside_them() -> None:
    section = chunk("zij keek aarzelund:0.4 om en nam haldol")
    other = chunk("zij keek aarzelend:0.5 om en dat haldol")
    segments = with_likelier_words(section, other).segments
    words = [word for segment in segments for word in segment.words]
    assert [word.text.strip() for word in words] == [
        "zij",
        "keek",
        "aarzelend",
        "om",
        "en",
        "nam",
        "haldol",
    ]
    assert {word.alternative for word in words} == {None}


def test_what_was_settled_stands_beside_the_words_of_the_draft() -> None:
    words = compared("toen geenquaad:0.3 _ hier", "toen geen:0.8 kwaad:0.8 hier")
    assert [word.alternative for word in words] == [None, " geenquaad", "", None]
    assert [(word.start_ms, word.end_ms) for word in words[1:3]] == [(500, 1_000), (1_000, 1_500)]


@pytest.mark.parametrize(
    "drafted", ["ik bleef dan _ maar thuis", "ik bleef _ _ maar thuis", "ik bleef", ""]
)
def test_no_draft_leaves_out_what_was_said(drafted: str) -> None:
    settled = "ik bleef dannn:0.2 altijdd:0.2 maar thuis"
    text = written(settled, drafted)
    assert text == "ik bleef dannn altijdd maar thuis"


def test_words_that_the_study_knows_are_ordinary() -> None:
    settled, drafted = "ik kreeg lorazapan:0.5 erbij", "ik kreeg lorazepam:0.5 erbij"
    assert written(settled, drafted, "lorazepam") == "ik kreeg lorazepam erbij"


@pytest.mark.parametrize(
    ("settled", "drafted", "expected"),
    [
        ("en bleuw,:0.3 zei ze", "en | Blauw zei ze", "en blauw, zei ze"),
        ("Bleuw:0.3 was het", "blauw was het", "Blauw was het"),
        ("het was bleuw:0.3", "het was blauw:0.8", "het was blauw"),
        ("en bakkir:0.2 zei", "en Bakker:0.9 zei", "en Bakker zei"),
    ],
)
def test_capitals_and_marks_are_those_of_the_sentence(
    settled: str, drafted: str, expected: str
) -> None:
    assert written(settled, drafted) == expected


def test_nothing_but_the_alternatives_is_changed_where_the_settled_words_are_likelier() -> None:
    settled = chunk("ik ging | naar huis")
    (section,) = with_likeliest_words([settled], [[chunk("ik ging na huis")]])
    words = [[replace(word, alternative=None) for word in part.words] for part in section.segments]
    assert words == [list(part.words) for part in settled.segments]


def test_a_draft_that_ends_before_a_section_does_says_nothing_of_it() -> None:
    settled = chunk("ik ging naar huis", end_frame=200)
    assert list(with_likeliest_words([settled], [[chunk("ik", end_frame=100)]])) == [settled]
    assert list(with_likeliest_words([settled], [])) == [settled]


def test_each_reading_is_compared_with_what_is_written_after_those_before() -> None:
    settled = chunk("zij keek aarzelund:0.3 naar het bleuw:0.4 dak")
    readings = [
        [chunk("zij keek aarzelend:0.5 naar het bleuw:0.4 dak")],
        [chunk("zij keek aarzelund:0.3 naar het blauwe:0.8 dak")],
    ]
    (section,) = with_likeliest_words([settled], readings)
    words = [word for segment in section.segments for word in segment.words]
    text = "".join(word.text for word in words).strip()
    assert text == "zij keek aarzelend naar het blauwe dak"
    assert [word.alternative for word in words if word.alternative] == [" aarzelund", " bleuw"]


def test_what_replaces_words_of_two_sentences_belongs_to_the_first() -> None:
    settled = chunk("toen was ik geen:0.3 | kwaed:0.3 meer hier")
    (section,) = with_likeliest_words(
        [settled], [[chunk("toen was ik gewoon:0.9 kwaad:0.9 meer hier")]]
    )
    assert [segment.text for segment in section.segments] == [
        "toen was ik gewoon kwaad",
        "meer hier",
    ]


SOUNDS = st.lists(
    st.sampled_from(["ik", "ging:0.3", "naer:0.2", "naar", "huis.", "_", "|", "blauw:0.5"]),
    max_size=12,
).map(" ".join)


@given(SOUNDS, st.lists(SOUNDS, min_size=1, max_size=3))
def test_words_keep_their_order_in_time_and_none_is_lost(settled: str, others: list[str]) -> None:
    (section,) = with_likeliest_words([chunk(settled)], [[chunk(other)] for other in others])
    words = [word for segment in section.segments for word in segment.words]
    assert all(word.start_ms <= word.end_ms for word in words)
    assert all(word.end_ms <= next_word.start_ms for word, next_word in pairwise(words))
    settled_letters = sum(map(str.isalpha, settled.replace("_", "")))
    kept_letters = sum(sum(map(str.isalpha, word.text)) for word in words)
    assert kept_letters >= 0.6 ** len(others) * settled_letters
