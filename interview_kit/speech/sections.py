"""Where a section ends: at a pause, once there is talk enough to read it in several windows.

A section is pieces of sound in a row, and where it ends rests on those pieces alone. So sections,
as the pieces, do not depend on when the sound arrives or where a run was broken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from interview_kit.speech.chunker import ChunkSound, windows
from interview_kit.speech.voice_activity import talk_windows

FILLED = windows(80)
"""So much talk, with the pauses in it, fills a section: about three windows of the model."""

LONGEST = windows(150)
"""A section of this length ends whatever is in it: so much quiet is no reason to wait."""

PAUSE = windows(0.1)
"""Quiet at its end by which a piece is known to have ended at a pause."""


SECTIONS_TOGETHER = 5
PIECES_TOGETHER = 12
"""So many sections, and pieces of a draft, are collected, as reading several at once is quicker."""

HELD = windows(450)
"""So long together, sections are not collected further: their sound is in memory."""


class SectionBuilder:
    """Takes pieces of sound in their order, and gives sections."""

    def __init__(self) -> None:
        self._cuts: list[ChunkSound] = []
        self._talk = 0
        self._length = 0

    def add(self, cuts: Iterable[ChunkSound]) -> Iterator[ChunkSound]:
        """The sections that `cuts` complete."""
        for cut in cuts:
            self._cuts.append(cut)
            self._talk += int(talk_windows(cut.voiced).sum())
            self._length += len(cut.voiced)
            is_full = self._talk >= FILLED and not cut.voiced[-PAUSE:].any()
            if is_full or self._length >= LONGEST:
                yield from self.finish()

    def are_enough(self, waiting: Sequence[ChunkSound]) -> bool:
        """Whether the sections that wait are to be read now."""
        held = sum(len(section.voiced) for section in waiting)
        return len(waiting) >= SECTIONS_TOGETHER or held >= HELD

    def finish(self) -> Iterator[ChunkSound]:
        """What is left, after which there is no more sound."""
        cuts, self._cuts, self._talk, self._length = self._cuts, [], 0, 0
        if cuts:
            yield joined(cuts)


class WholePieces:
    """Takes pieces of sound where no sections are wanted, and gives them as they are."""

    def add(self, cuts: Iterable[ChunkSound]) -> Iterator[ChunkSound]:
        """Each of `cuts`."""
        yield from cuts

    def are_enough(self, waiting: Sequence[ChunkSound]) -> bool:
        """Whether the pieces that wait are to be decoded now."""
        return len(waiting) >= PIECES_TOGETHER

    def finish(self) -> Iterator[ChunkSound]:
        """Nothing is left."""
        yield from ()


def joined(cuts: Sequence[ChunkSound]) -> ChunkSound:
    """Pieces that follow each other as one."""
    return ChunkSound(
        cuts[0].first_frame,
        cuts[0].rate,
        np.concatenate([cut.samples for cut in cuts]),
        np.concatenate([cut.sound for cut in cuts]),
        np.concatenate([cut.voiced for cut in cuts]),
    )
