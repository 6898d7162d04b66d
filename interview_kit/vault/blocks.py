"""The sound of each interview, in blocks of about a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview_kit.model.block import Block
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Sound:
    """What is stored of an interview: `end_frame` is where the clock stands, `blocks` how many."""

    end_frame: int
    rate: int
    channels: int
    blocks: int


def append(vault: Vault, interview: str, *new: Block) -> None:
    """Store blocks, all or none; they are on disk on return."""
    with vault.atomic() as db:
        for block in new:
            db.execute(
                "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)",
                [
                    interview,
                    block.first_frame,
                    block.frames,
                    block.rate,
                    block.channels,
                    block.data,
                ],
            )


def within(vault: Vault, interview: str, first_frame: int, end_frame: int) -> tuple[int, ...]:
    """Where the blocks begin that hold a frame from `first_frame` up to `end_frame`, in order."""
    rows = vault.db.query(
        "SELECT first_frame FROM blocks WHERE interview = ? AND first_frame < ? "
        "AND first_frame + frames > ? ORDER BY first_frame",
        [interview, end_frame, first_frame],
    )
    return tuple(row["first_frame"] for row in rows)


def destroy_blocks(vault: Vault, interview: str, first_frames: Iterable[int]) -> None:
    """Destroy the blocks that begin at these frames."""
    with vault.atomic() as db:
        for first_frame in first_frames:
            db.execute(
                "DELETE FROM blocks WHERE interview = ? AND first_frame = ?",
                [interview, first_frame],
            )


def destroy_sound(vault: Vault, interview: str) -> None:
    """Destroy all sound of an interview."""
    with vault.atomic() as db:
        db.execute("DELETE FROM blocks WHERE interview = ?", [interview])


def sound(vault: Vault, interview: str) -> Sound:
    """How much is stored; all zero where there is nothing."""
    row = next(
        vault.db.query(
            "SELECT coalesce(max(first_frame + frames), 0) AS end_frame, "
            "coalesce(max(rate), 0) AS rate, coalesce(max(channels), 0) AS channels, "
            "count(*) AS blocks FROM blocks WHERE interview = ?",
            [interview],
        )
    )
    return Sound(**row)


def read(vault: Vault, interview: str, from_frame: int = 0) -> Iterator[Block]:
    """The blocks that reach past `from_frame`, in order, one in memory at a time."""
    while True:
        rows = vault.db.query(
            # The last block that begins before the frame may reach past it; none earlier does.
            "SELECT first_frame, frames, rate, channels, data FROM blocks "
            "WHERE interview = :interview AND first_frame + frames > :frame AND first_frame >= "
            "(SELECT coalesce(max(first_frame), 0) FROM blocks "
            "WHERE interview = :interview AND first_frame <= :frame) "
            "ORDER BY first_frame LIMIT 1",
            {"interview": interview, "frame": from_frame},
        )
        block = next((Block(**row) for row in rows), None)
        if block is None:
            return
        yield block
        from_frame = block.end_frame
