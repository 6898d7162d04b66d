"""Transcripts: what the machine heard, run by run, the turns made of it, and corrections beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from interview_kit.model.speaker import Speaker
from interview_kit.model.stretch import Segment, Stretch
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Run:
    """One transcription of one interview; `settings` hold model hash, language and parameters."""

    id: int
    interview: str
    model: str
    settings: Mapping[str, Any]
    finished: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of a turn; the machine's turn stays beside it."""

    turn: int
    at: str
    speaker: Speaker
    text: str


def open_run(vault: Vault, interview: str, model: str, settings: Mapping[str, Any]) -> Run:
    """The unfinished run with these settings, to go on with, or a new one."""
    written = json.dumps(settings, sort_keys=True)
    with vault.atomic() as db:
        for row in db.query(
            "SELECT * FROM runs WHERE interview = ? AND model = ? AND settings = ? "
            "AND finished_at IS NULL ORDER BY id DESC LIMIT 1",
            [interview, model, written],
        ):
            return _run(row)
        values = {
            "interview": interview,
            "model": model,
            "settings": written,
            "started_at": _now(),
            "finished_at": None,
        }
        id = db.table("runs").insert(values, pk="id").last_pk
    return Run(int(str(id)), interview, model, settings, finished=False)


def latest_run(vault: Vault, interview: str) -> Run | None:
    """The last run that went to the end of the sound, or None."""
    for row in vault.db.query(
        "SELECT * FROM runs WHERE interview = ? AND finished_at IS NOT NULL "
        "ORDER BY id DESC LIMIT 1",
        [interview],
    ):
        return _run(row)
    return None


def append_stretch(vault: Vault, run: Run, stretch: Stretch) -> None:
    """Store one stretch; it is on disk on return."""
    segments = [[asdict(word) for word in segment.words] for segment in stretch.segments]
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO stretches VALUES (?, ?, ?, ?, ?)",
            [
                run.id,
                stretch.first_frame,
                stretch.end_frame,
                stretch.language,
                json.dumps(segments, ensure_ascii=False),
            ],
        )


def reached_frame(vault: Vault, run: Run) -> int:
    """The frame after the last stretch that a run has stored; 0 before the first."""
    rows = vault.db.query("SELECT max(end_frame) AS reached FROM stretches WHERE run = ?", [run.id])
    return next(rows)["reached"] or 0


def stretches(vault: Vault, run: Run) -> tuple[Stretch, ...]:
    """What a run has stored so far, in order."""
    rows = vault.db.query("SELECT * FROM stretches WHERE run = ? ORDER BY first_frame", [run.id])
    return tuple(
        Stretch(
            row["first_frame"],
            row["end_frame"],
            row["language"],
            tuple(Segment(_words(words)) for words in json.loads(row["segments"])),
        )
        for row in rows
    )


def finish_run(vault: Vault, run: Run, turns: Iterable[Turn]) -> None:
    """Close a run and make its turns the interview's; what hung on older turns goes with them."""
    with vault.atomic() as db:
        db.execute("DELETE FROM mentions WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM searches WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM corrections WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM turns WHERE interview = ?", [run.interview])
        for turn in turns:
            db.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    run.interview,
                    turn.number,
                    turn.speaker,
                    turn.start_ms,
                    turn.end_ms,
                    turn.question,
                    turn.text,
                    json.dumps([asdict(word) for word in turn.words], ensure_ascii=False),
                ],
            )
        db.execute("UPDATE runs SET finished_at = ? WHERE id = ?", [_now(), run.id])


def machine_turns(vault: Vault, interview: str) -> tuple[Turn, ...]:
    """The turns as the machine made them, in order."""
    rows = vault.db.query("SELECT * FROM turns WHERE interview = ? ORDER BY number", [interview])
    return tuple(
        Turn(
            row["number"],
            Speaker(row["speaker"]),
            row["start_ms"],
            row["end_ms"],
            row["question"],
            row["text"],
            _words(json.loads(row["words"])),
        )
        for row in rows
    )


def count_turns(vault: Vault, interview: str) -> int:
    """How many turns an interview has."""
    rows = vault.db.query("SELECT count(*) AS n FROM turns WHERE interview = ?", [interview])
    return int(next(rows)["n"])


def turns(vault: Vault, interview: str) -> tuple[Turn, ...]:
    """The turns with the last correction of each laid over the machine's."""
    latest = {each.turn: each for each in corrections(vault, interview)}
    return tuple(
        replace(turn, speaker=latest[turn.number].speaker, text=latest[turn.number].text)
        if turn.number in latest
        else turn
        for turn in machine_turns(vault, interview)
    )


def corrections(vault: Vault, interview: str) -> tuple[Correction, ...]:
    """Every correction of an interview, oldest first."""
    rows = vault.db.query("SELECT * FROM corrections WHERE interview = ? ORDER BY id", [interview])
    return tuple(
        Correction(row["turn"], row["at"], Speaker(row["speaker"]), row["text"]) for row in rows
    )


def correct(vault: Vault, interview: str, turn: int, speaker: Speaker, text: str) -> None:
    """Keep a correction. Its mentions counted the old text's letters and are dropped: names are
    to be looked for again before anything is filed."""
    with vault.atomic() as db:
        db.table("corrections").insert(
            {"interview": interview, "turn": turn, "at": _now(), "speaker": speaker, "text": text}
        )
        db.execute("DELETE FROM mentions WHERE interview = ? AND turn = ?", [interview, turn])
        db.execute("DELETE FROM searches WHERE interview = ?", [interview])


def _words(values: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    return tuple(Word(**{**value, "levels": tuple(value["levels"])}) for value in values)


def _run(row: Mapping[str, Any]) -> Run:
    return Run(
        row["id"],
        row["interview"],
        row["model"],
        json.loads(row["settings"]),
        row["finished_at"] is not None,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
