"""The network of the tagger: its pieces, its windows, and what it says of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.pseudonym import network, tagger
from interview_kit.pseudonym.detectors import Detector, detect_turns
from interview_kit.pseudonym.subwords import UNKNOWN, Pieces
from interview_kit.pseudonym.word_traits import COUNT, traits

TEXTS = [
    ["mijn", "zus", "marieke", "woont", "in", "almere"],
    ["Toen", "kwam", "dokter", "De", "Wit", "."],
    ["ja"],
    ("en toen zei youssef dat hij met tesfay naar utrecht ging " * 30).split(),
]


def read(texts: Sequence[Sequence[str]]) -> list[network.Floats]:
    """The probabilities of all words."""
    return network.probabilities(texts, "nl", [[True] * len(words) for words in texts])


def test_a_word_is_cut_where_its_pieces_are_likeliest() -> None:
    scores = {"▁ma": -2.0, "rie": -2.0, "ke": -2.0, "▁marie": -3.0, "▁": -9.0, "k": -6.0, "e": -6.0}
    pieces = Pieces({piece: at for at, piece in enumerate(scores, start=4)}, scores)
    assert pieces.cut("marieke") == ["▁marie", "ke"]
    assert pieces.of("marieke") == [7, 6]


def test_a_letter_that_no_piece_has_is_unknown() -> None:
    assert UNKNOWN in network.network().pieces.of("Жанна")


@settings(max_examples=50, deadline=None)
@given(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéëïö'-", min_size=1, max_size=20)
)
def test_pieces_put_together_are_the_word_again(word: str) -> None:
    cut = network.network().pieces.cut(word)
    assert "".join(cut).removeprefix("▁") == word


def test_weights_of_four_bits_are_unpacked_in_their_order() -> None:
    scale = np.array([0.5], np.float16).view(np.uint8)
    packed = np.arange(16, dtype=np.uint8) | np.uint8(15 << 4)
    row = network.unpacked(np.concatenate([scale, packed])[None, :])
    assert row.tolist() == [[*((np.arange(16) - 8) / 2), *([3.5] * 16)]]


def test_every_word_gets_a_probability_of_each_label() -> None:
    for text, rows in zip(TEXTS, read(TEXTS), strict=True):
        assert rows.shape == (len(text), len(network.LABELS))
        assert np.allclose(rows.sum(axis=1), 1, atol=1e-4)
    assert read([[]])[0].shape == (0, len(network.LABELS))


def test_texts_read_together_are_each_read_as_if_alone() -> None:
    together = read(TEXTS)
    for text, rows in zip(TEXTS, together, strict=True):
        assert np.allclose(rows, read([text])[0], atol=1e-3)


def test_a_word_is_read_alike_whether_others_are_asked_about_or_not() -> None:
    for every in (2, 5, 200):
        asked = [[at % every == 1 for at in range(len(words))] for words in TEXTS]
        some = network.probabilities(TEXTS, "nl", asked)
        for rows, of_all, chosen in zip(some, read(TEXTS), asked, strict=True):
            assert np.allclose(rows[chosen], of_all[chosen], atol=1e-3)
            assert not rows[np.logical_not(chosen)].any()


def test_the_network_knows_a_name_from_a_word_by_what_stands_around_it() -> None:
    words = ["mijn", "begeleider", "storm", "zei", "dat", "er", "storm", "kwam"]
    named = 1 - read([words])[0][:, 0]
    assert named[2] > 2 * named[6]


@pytest.mark.parametrize(("word", "language"), [("Marieke", "nl"), ("2024", "en"), ("?", "nl")])
def test_traits_are_ones_and_zeros(word: str, language: str) -> None:
    row = traits(word, language)
    assert row.shape == (COUNT,)
    assert set(row.tolist()) <= {0.0, 1.0}
    assert row.sum() >= 2


def test_reading_ahead_changes_nothing_that_is_found() -> None:
    texts = [" ".join(words) for words in TEXTS]

    def found(turn: int) -> list[list[tuple[int, int, str]]]:
        """What is found anew: what was found in a text is remembered by its turn."""
        mentions = (tagger.tag(text, turn, "nl") for text in texts)
        return [[(each.start, each.end, each.type) for each in some] for some in mentions]

    alone = found(turn=1)
    tagger.read_ahead(texts, "nl")
    assert found(turn=2) == alone != [[] for _text in texts]


def test_a_detector_is_given_all_turns_before_it_is_asked_about_one() -> None:
    heard: list[object] = []
    attentive = Detector(
        "attentive", ("nl",), lambda text, _context: heard.append(text) or [],
        prepare=lambda texts, language: heard.append((tuple(texts), language)),
    )  # fmt: skip
    detect_turns([(1, "een"), (2, "twee")], "nl", using=[attentive])
    assert heard == [(("een", "twee"), "nl"), "een", "twee"]
