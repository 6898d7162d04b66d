"""Asides: sound that belongs to an interview and is kept apart from it.

An oral consent and a spoken debrief each have a track of their own. Nothing that reads the
interview's sound or words sees them. They go when the interview goes. An aside without an
interview belongs to a form that is still being filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from interview_kit.errors import KitError
from interview_kit.model.block import Block
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault


class SideRecordingKind(StrEnum):
    """What was recorded."""

    CONSENT = "consent"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True)
class SideRecording:
    """One recording apart: `at` is when it began (UTC, ISO 8601).

    `interview` is empty while its form is not yet kept; `text` is what was heard in it, empty
    until somebody asked for that.
    """

    id: int
    interview: str
    kind: SideRecordingKind
    at: str
    rate: int
    channels: int
    frames: int
    text: str

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return frames_to_ms(self.frames, self.rate) if self.rate else 0


_SELECT = (
    "SELECT a.id, coalesce(a.interview, '') AS interview, a.kind, a.at, a.text, "
    "coalesce(max(b.rate), 0) AS rate, coalesce(max(b.channels), 0) AS channels, "
    "coalesce(max(b.first_frame + b.frames), 0) AS frames "
    "FROM asides a LEFT JOIN aside_blocks b ON b.aside = a.id "
)


def begin(vault: Vault, kind: SideRecordingKind, interview: str = "") -> int:
    """A new aside without sound yet; its id."""
    with vault.atomic() as db:
        at = utc_now()
        row = {"interview": interview or None, "kind": kind.value, "at": at}
        return int(cast(int, db.table("asides").insert(row).last_pk))


def append(vault: Vault, aside: int, block: Block) -> None:
    """Store a block; it is on disk on return."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO aside_blocks VALUES (?, ?, ?, ?, ?, ?)",
            [aside, block.first_frame, block.frames, block.rate, block.channels, block.data],
        )


def read(vault: Vault, aside: int) -> Iterator[Block]:
    """The blocks of an aside, in order."""
    rows = vault.db.query(
        "SELECT first_frame, frames, rate, channels, data FROM aside_blocks WHERE aside = ? "
        "ORDER BY first_frame",
        [aside],
    )
    return (Block(**row) for row in rows)


def get(vault: Vault, id: int) -> SideRecording:
    """An aside by id. Raises KitError where there is none."""
    for side_recording in _side_recordings(vault, "WHERE a.id = ?", [id]):
        return side_recording
    raise KitError("There is no recording {id}.", "Look at the numbers in the list.", id=id)


def of_interview(
    vault: Vault, interview: str, kind: SideRecordingKind
) -> tuple[SideRecording, ...]:
    """The asides of one kind that belong to an interview, oldest first."""
    where = "WHERE a.interview = ? AND a.kind = ?"
    return tuple(_side_recordings(vault, where, [interview, kind.value]))


def hand_over(vault: Vault, id: int, interview: str) -> None:
    """An aside that was begun with a form belongs to the interview that came of it."""
    with vault.atomic() as db:
        db.execute("UPDATE asides SET interview = ? WHERE id = ?", [interview, id])


def put_text(vault: Vault, id: int, text: str) -> None:
    """Keep what was heard in an aside."""
    with vault.atomic() as db:
        db.execute("UPDATE asides SET text = ? WHERE id = ?", [text, id])


def destroy_side_recording(vault: Vault, id: int) -> None:
    """Destroy an aside with its sound."""
    with vault.atomic() as db:
        db.execute("DELETE FROM asides WHERE id = ?", [id])


def destroy_unclaimed(vault: Vault) -> int:
    """Destroy the asides whose form was never kept; how many there were."""
    with vault.atomic() as db:
        return int(db.execute("DELETE FROM asides WHERE interview IS NULL").rowcount)


def _side_recordings(vault: Vault, where: str, values: list[object]) -> Iterator[SideRecording]:
    for row in vault.db.query(f"{_SELECT} {where} GROUP BY a.id ORDER BY a.id", values):
        yield SideRecording(**{**row, "kind": SideRecordingKind(row["kind"])})
