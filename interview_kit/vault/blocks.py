"""The sound of each interview, in blocks of about a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.disk.disk_errors import is_damage
from interview_kit.model.block import Block
from interview_kit.vault import salvaged_sound
from interview_kit.vault.salvaged_sound import Sound
from interview_kit.vault.vault import Vault

__all__ = ["Sound", "append", "destroy_blocks", "destroy_sound", "read", "sound", "within"]


def append(vault: Vault, interview: str, *new: Block) -> None:
    """Store blocks, all or none; they are on disk on return."""
    with vault.atomic() as db:
        for block in new:
            db.execute(
                "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    interview,
                    block.first_frame,
                    block.frames,
                    block.rate,
                    block.channels,
                    block.data,
                    block.hash,
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
    """How much is stored; all zero where there is nothing. What is damaged is passed over."""
    try:
        return _sound(vault, interview)
    except sqlcipher.DatabaseError as error:
        if not is_damage(error):
            raise
    return salvaged_sound.sound(vault.scan(), interview)


def _sound(vault: Vault, interview: str) -> Sound:
    # The last block says where the sound ends, and all have its rate: to ask each of them would
    # read the page of each, which takes longer than all else that opens an interview.
    rows = vault.db.query(
        "SELECT first_frame + frames AS end_frame, rate, channels, "
        "(SELECT count(*) FROM blocks WHERE interview = :interview) AS blocks "
        "FROM blocks WHERE interview = :interview ORDER BY first_frame DESC LIMIT 1",
        {"interview": interview},
    )
    return next((Sound(**row) for row in rows), Sound(0, 0, 0, 0))


def read(vault: Vault, interview: str, from_frame: int = 0) -> Iterator[Block]:
    """The blocks that reach past `from_frame`, in order, one in memory at a time.

    A block that is not what was written is passed over, and `Vault.has_damage` says so.
    """
    while True:
        try:
            stored = _next(vault, interview, from_frame)
        except sqlcipher.DatabaseError as error:
            if not is_damage(error):
                raise
            yield from salvaged_sound.read(vault.scan(), interview, from_frame)
            return
        if stored is None:
            return
        block, written = stored
        if written and block.hash != written:
            vault.has_damage = True
        else:
            yield block
        from_frame = block.end_frame


def _next(vault: Vault, interview: str, from_frame: int) -> tuple[Block, str] | None:
    """The first block that reaches past a frame, and the hash it was stored with."""
    rows = vault.db.query(
        # The last block that begins before the frame may reach past it; none earlier does.
        "SELECT first_frame, frames, rate, channels, data, hash FROM blocks "
        "WHERE interview = :interview AND first_frame + frames > :frame AND first_frame >= "
        "(SELECT coalesce(max(first_frame), 0) FROM blocks "
        "WHERE interview = :interview AND first_frame <= :frame) "
        "ORDER BY first_frame LIMIT 1",
        {"interview": interview, "frame": from_frame},
    )
    for row in rows:
        written = row.pop("hash")
        return Block(**row), written
    return None
