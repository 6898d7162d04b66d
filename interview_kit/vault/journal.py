"""The journal of each interview: append only, but for words that are destroyed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlite_utils import Database

from interview_kit.model.moment import utc_now
from interview_kit.session.interview_events import Event
from interview_kit.session.journal_entry import JournalEntry, decode, encode
from interview_kit.vault.vault import Vault

_Kind = TypeVar("_Kind")


def append(
    vault: Vault, interview: str, frame: int, events: Iterable[Event]
) -> tuple[JournalEntry, ...]:
    """Append `events`, all at `frame`, together or not at all; they are on disk on return."""
    at = utc_now("milliseconds")
    entries: list[JournalEntry] = []
    with vault.atomic() as db:
        row = next(
            db.query(
                "SELECT coalesce(max(number), 0) AS last FROM journal WHERE interview = ?",
                [interview],
            )
        )
        for number, event in enumerate(events, row["last"] + 1):
            name, payload = encode(event)
            db.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)",
                [interview, number, frame, at, name, json.dumps(payload, ensure_ascii=False)],
            )
            entries.append(JournalEntry(number, frame, at, event))
    return tuple(entries)


def put(db: Database, interview: str, entries: Iterable[JournalEntry]) -> None:
    """Keep entries as they are, with their numbers and times. Belongs in a transaction."""
    for entry in entries:
        name, payload = encode(entry.event)
        written = json.dumps(payload, ensure_ascii=False)
        db.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)",
            [interview, entry.number, entry.frame, entry.at, name, written],
        )


def rewrite(vault: Vault, interview: str, entries: Iterable[JournalEntry]) -> None:
    """Put other content into entries that are there: what they held is destroyed."""
    with vault.atomic() as db:
        for entry in entries:
            _, payload = encode(entry.event)
            db.execute(
                "UPDATE journal SET payload = ? WHERE interview = ? AND number = ?",
                [json.dumps(payload, ensure_ascii=False), interview, entry.number],
            )


def read(vault: Vault, interview: str) -> tuple[JournalEntry, ...]:
    """The whole journal of an interview, in order."""
    rows = vault.db.query("SELECT * FROM journal WHERE interview = ? ORDER BY number", [interview])
    return tuple(
        JournalEntry(row["number"], row["frame"], row["at"], _event(row["event"], row["payload"]))
        for row in rows
    )


def events_of_kind(vault: Vault, kind: type[_Kind]) -> Iterator[tuple[str, _Kind]]:
    """Every event of a kind with its interview, those of the oldest interview first."""
    rows = vault.db.query(
        "SELECT interview, event, payload FROM journal JOIN interviews ON id = interview "
        "WHERE event = ? ORDER BY created_at, id, number",
        [kind.__name__],
    )
    for row in rows:
        event = _event(row["event"], row["payload"])
        if isinstance(event, kind):
            yield row["interview"], event


def _event(name: str, payload: str) -> Event:
    return decode(name, json.loads(payload))
