"""The corpus as an open thing, and what is kept and found in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from interview_kit.corpus.migrations import migrations
from interview_kit.disk.files import make_private_file
from interview_kit.disk.schema import update_schema
from interview_kit.errors import KitError, StudyError
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that a search found; `snippet` marks what matched with « and »."""

    interview: str
    participant: str
    turn: int
    speaker: str
    start_ms: int
    question: str
    snippet: str


class Corpus:
    """An open corpus: one connection, for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.db = Database(sqlite3.connect(path, timeout=20, check_same_thread=False))
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA foreign_keys = ON")
        self.db.execute("PRAGMA secure_delete = ON")

    @classmethod
    def create(cls, path: Path) -> Corpus:
        """Make a new corpus. Raises FileExistsError where there is one."""
        make_private_file(path)
        corpus = cls(path)
        migrations.apply(corpus.db)
        return corpus

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """Open a corpus and bring its schema up to date.

        Raises StudyError for a missing file, one that is no database, or a newer schema.
        """
        if not path.is_file():
            raise StudyError("The corpus is missing.", f"Put {path.name} back from a backup.")
        try:
            corpus = cls(path)
            update_schema(corpus.db, migrations)
        except sqlite3.DatabaseError as error:
            raise StudyError(
                "The corpus is damaged.", f"Put {path.name} back from a backup, or file again."
            ) from error
        return corpus

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def put(self, record: Record) -> None:
        """Keep a filed interview in place of its earlier version, whole or not at all."""
        with self.db.atomic() as db:
            for statement in (
                "DELETE FROM words WHERE turn IN (SELECT id FROM turns WHERE interview = ?)",
                "DELETE FROM turns WHERE interview = ?",
                "DELETE FROM questions WHERE interview = ?",
                "DELETE FROM interviews WHERE id = ?",
            ):
                db.execute(statement, [record.interview])
            attributes = json.dumps(dict(record.attributes), ensure_ascii=False, sort_keys=True)
            db.table("participants").upsert(
                {"code": record.participant, "attributes": attributes}, pk="code"
            )
            db.table("interviews").insert(
                {
                    "id": record.interview,
                    "participant": record.participant,
                    "language": record.language,
                    "guide": record.guide,
                    "guide_fingerprint": record.guide_fingerprint,
                    "month": record.month,
                    "length_ms": record.length_ms,
                    "version": record.version,
                }
            )
            for position, question in enumerate(record.questions):
                db.table("questions").insert(
                    {"interview": record.interview, "position": position, **asdict(question)}
                )
            for turn in record.turns:
                self._put_turn(db, record.interview, turn)

    def _put_turn(self, db: Database, interview: str, turn: Turn) -> None:
        cursor = db.execute(
            "INSERT INTO turns (interview, turn, speaker, start_ms, end_ms, question, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                interview,
                turn.number,
                turn.speaker,
                turn.start_ms,
                turn.end_ms,
                turn.question,
                turn.text,
            ],
        )
        for position, word in enumerate(turn.words):
            db.execute(
                "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)",
                [
                    cursor.lastrowid,
                    position,
                    word.text,
                    word.start_ms,
                    word.end_ms,
                    word.probability,
                ],
            )

    def remove_stretch(self, interview: str, start_ms: int, end_ms: int) -> None:
        """Destroy every turn that reaches into a stretch of the clock, and what was indexed of it.

        The interview stays filed with its other turns until it is filed again.
        """
        values = [interview, end_ms, start_ms]
        with self.db.atomic() as db:
            db.execute(
                "DELETE FROM words WHERE turn IN (SELECT id FROM turns "
                "WHERE interview = ? AND start_ms < ? AND end_ms > ?)",
                values,
            )
            db.execute(
                "DELETE FROM turns WHERE interview = ? AND start_ms < ? AND end_ms > ?", values
            )
            # A full-text index marks what was deleted, and drops it only when it is built anew.
            db.execute("INSERT INTO turns_search (turns_search) VALUES ('rebuild')")
        self.db.execute("VACUUM")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def version(self, interview: str) -> int:
        """How often an interview was filed; 0 if never."""
        row = next(
            self.db.query(
                "SELECT coalesce(max(version), 0) AS version FROM interviews WHERE id = ?",
                [interview],
            )
        )
        return int(row["version"])

    def ids(self) -> tuple[str, ...]:
        """Every filed interview, in order of its id."""
        rows = self.db.query("SELECT id FROM interviews ORDER BY participant, id")
        return tuple(row["id"] for row in rows)

    def records(self) -> Iterator[Record]:
        """Every filed interview, one in memory at a time, in order of its id."""
        for id in self.ids():
            yield self.record(id)

    def record(self, interview: str) -> Record:
        """One filed interview. Raises KitError where it is not filed."""
        found = next(
            self.db.query(
                "SELECT interviews.*, attributes FROM interviews "
                "JOIN participants ON code = participant WHERE id = ?",
                [interview],
            ),
            None,
        )
        if found is None:
            raise KitError(f"Interview {interview} is not filed.", "`interview-kit file` files it.")
        questions = self.db.query(
            "SELECT id, text, section, section_title, topic, mark FROM questions "
            "WHERE interview = ? ORDER BY position",
            [interview],
        )
        rows = self.db.query("SELECT * FROM turns WHERE interview = ? ORDER BY turn", [interview])
        return Record(
            interview=found["id"],
            participant=found["participant"],
            language=found["language"],
            guide=found["guide"],
            guide_fingerprint=found["guide_fingerprint"],
            month=found["month"],
            length_ms=found["length_ms"],
            version=found["version"],
            attributes=json.loads(found["attributes"]),
            questions=tuple(GuideQuestion(**row) for row in questions),
            turns=tuple(
                Turn(
                    row["turn"],
                    Speaker(row["speaker"]),
                    row["start_ms"],
                    row["end_ms"],
                    row["question"],
                    row["text"],
                    self._words(row["id"]),
                )
                for row in rows
            ),
        )

    def _words(self, turn: int) -> tuple[Word, ...]:
        rows = self.db.query("SELECT * FROM words WHERE turn = ? ORDER BY position", [turn])
        return tuple(
            Word(row["text"], row["start_ms"], row["end_ms"], row["probability"]) for row in rows
        )

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Turns with every word of `text`, best first; a word ending in * matches its beginning."""
        words = [word.replace('"', "") for word in text.split()]
        terms = [f'"{w[:-1]}"*' if w.endswith("*") else f'"{w}"' for w in words if w.strip("*")]
        if not terms:
            return ()
        rows = self.db.query(
            "SELECT turns.interview, participant, turn, speaker, start_ms, question, "
            "snippet(turns_search, 0, '«', '»', '…', 16) AS snippet "
            "FROM turns_search JOIN turns ON turns.id = turns_search.rowid "
            "JOIN interviews ON interviews.id = turns.interview "
            "WHERE turns_search MATCH ? ORDER BY rank, turns.id LIMIT ?",
            [" ".join(terms), limit],
        )
        return tuple(Hit(**row) for row in rows)
