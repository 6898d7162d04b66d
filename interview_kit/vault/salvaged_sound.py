"""The sound of an interview read past SQLite, around what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from interview_kit.model.block import Block
from interview_kit.vault.records import Row
from interview_kit.vault.scan import Scan


@dataclass(frozen=True, slots=True)
class Sound:
    """What is stored of an interview: `end_frame` is where the clock stands, `blocks` how many."""

    end_frame: int
    rate: int
    channels: int
    blocks: int


def read(scan: Scan, interview: str, from_frame: int = 0) -> Iterator[Block]:
    """The blocks that are whole and reach past `from_frame`, in order, one in memory at a time."""
    for place in sorted(_places(scan, interview)):
        first_frame, frames, leaf, number = place
        if first_frame + frames > from_frame:
            row = scan.row("blocks", leaf, number)
            if row is not None:
                yield _block(row)


def sound(scan: Scan, interview: str) -> Sound:
    """How much is whole; all zero where there is nothing."""
    form, end, count = (0, 0), 0, 0
    for row in scan.rows("blocks"):
        if row.values[0] == interview:
            block = _block(row)
            form, end, count = (block.rate, block.channels), max(end, block.end_frame), count + 1
    return Sound(end, *form, count)


def _places(scan: Scan, interview: str) -> Iterator[tuple[int, int, int, int]]:
    """Where each block lies: its first frame, its frames, its page, the number of its row."""
    for row in scan.rows("blocks"):
        if row.values[0] == interview:
            block = _block(row)
            yield block.first_frame, block.frames, row.pages[0], row.number


def _block(row: Row) -> Block:
    first_frame, frames, rate, channels = (cast(int, value) for value in row.values[1:5])
    return Block(first_frame, frames, rate, channels, cast(bytes, row.values[5]))
