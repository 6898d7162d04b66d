"""Cells are given to voices by how they sound and by what is around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from interview_kit.speech.filterbank import BANDS, filterbank
from interview_kit.speech.voice_cells import VoiceCell
from interview_kit.speech.voice_chain import voice_path
from interview_kit.speech.voice_networks import PRINT

pytestmark = pytest.mark.pure

CELL = 15


def cells(spoken_cells: Sequence[tuple[int, int]], noise: float = 0.03) -> list[VoiceCell]:
    """A cell for each pair: who says it, and which of its window's voices; -1 is a pause."""
    chance = np.random.default_rng(3)
    voices = np.eye(PRINT, dtype=np.float32)
    cells_made = []
    for place, (who, local) in enumerate(spoken_cells):
        if who >= 0:
            print = voices[who] + chance.normal(0, noise, PRINT).astype(np.float32)
            print /= np.linalg.norm(print)
            cells_made.append(VoiceCell(place * CELL, (place + 1) * CELL, 0, (local,), print))
    return cells_made


def cell_voices(spoken_cells: Sequence[tuple[int, int]], voices: int = 2) -> list[int]:
    """Who says each cell, with the first voice as 0."""
    path = voice_path(cells(spoken_cells), voices).numbers
    return [int(number != path[0]) for number in path]


def test_two_that_the_segmentation_takes_for_one_are_told_apart_by_their_sound() -> None:
    assert cell_voices([(0, 0)] * 9 + [(1, 0)] * 5 + [(0, 0)] * 9) == [0] * 9 + [1] * 5 + [0] * 9


def test_one_that_the_segmentation_takes_for_two_stays_one() -> None:
    spoken_cells = [(0, 0)] * 9 + [(1, 1)] * 9 + [(0, 1)] * 6 + [(0, 2)] * 6
    assert cell_voices(spoken_cells) == [0] * 9 + [1] * 9 + [0] * 12


@pytest.mark.parametrize(("gap", "is_told"), [(4, True), (0, False)])
def test_a_short_answer_between_moments_of_quiet_is_told_by_less(gap: int, is_told: bool) -> None:
    """A cell that sounds like both, a little more like the other: within talk it is an edge."""
    spoken_cells = cells([(0, 0)] * 9 + [(1, 1)] * 9 + [(0, 0)] * 9)
    first, second = spoken_cells[2].print, spoken_cells[12].print
    assert first is not None
    assert second is not None
    mixed = 0.51 * first + 0.86 * second
    answer = spoken_cells[22]
    spoken_cells[22] = replace(
        answer, begin=answer.begin + gap, end=answer.end - gap, print=mixed / np.linalg.norm(mixed)
    )
    path = voice_path(spoken_cells, 2).numbers
    assert path[21] == path[23] == path[0]
    assert bool(path[22] == path[12]) == is_told


def test_a_cell_that_sounds_like_the_other_and_stays_is_contested() -> None:
    """One such cell within talk is not worth two changes of voice; a whole answer is."""
    spoken_cells = cells([(0, 0)] * 9 + [(1, 1)] * 9 + [(0, 0)] * 9)
    first, second = spoken_cells[2].print, spoken_cells[12].print
    assert first is not None
    assert second is not None
    mixed = 0.51 * first + 0.86 * second
    spoken_cells[22] = replace(spoken_cells[22], print=mixed / np.linalg.norm(mixed))
    spoken_cells[5] = replace(spoken_cells[5], print=None)
    path = voice_path(spoken_cells, 2)
    assert path.numbers[22] == path.numbers[0]
    assert [int(place) for place in np.flatnonzero(path.contested(spoken_cells))] == [22]


def test_a_cell_without_a_print_goes_with_what_the_segmentation_says() -> None:
    spoken_cells = cells([(0, 0)] * 9 + [(1, 1)] * 9 + [(0, 0)] * 9)
    spoken_cells[20:20] = [VoiceCell(20 * CELL, 20 * CELL + 4, 0, (1,), None)]
    path = voice_path(spoken_cells, 2).numbers
    assert path[20] == path[12] != path[0]


def test_as_many_are_told_apart_as_are_asked_for() -> None:
    spoken_cells = [(0, 0)] * 9 + [(1, 1)] * 9 + [(2, 2)] * 9
    assert len(set(voice_path(cells(spoken_cells), 3).numbers)) == 3
    assert set(voice_path(cells(spoken_cells), 1).numbers) == {0}


def test_a_filterbank_does_not_hang_on_loudness() -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, 8_000).astype(np.float32)
    bands = filterbank(sound)
    assert bands.shape == (48, BANDS)
    assert np.abs(bands - filterbank(0.3 * sound)).max() < 1e-2
