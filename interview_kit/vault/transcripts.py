"""Transcripts: what the machine heard, run by run, the turns made of it, and corrections beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from interview_kit.model.chunk import Chunk
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault.struck_spans import segments_outside, spans, turn_outside
from interview_kit.vault.vault import Vault
from interview_kit.vault.word_json import dump_segments, dump_words, load_segments, load_words


@dataclass(frozen=True, slots=True)
class Run:
    """One transcription of one interview.

    `settings` hold what decides about the words: the model's hash, versions, parameters, language.
    A `live` one was begun while the interview was held; the turns are those of the `current` one.
    """

    id: int
    interview: str
    model: str
    settings: Mapping[str, Any]
    live: bool
    started_at: str
    finished: bool
    current: bool

    @property
    def is_settled(self) -> bool:
        """Whether its text was read in whole sections; what was not is a draft."""
        return "sections" in self.settings


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of a turn; the machine's turn stays beside it."""

    turn: int
    at: str
    speaker: Speaker
    text: str


def open_run(
    vault: Vault,
    interview: str,
    model: str,
    settings: Mapping[str, Any],
    *,
    live: bool = False,
) -> Run:
    """The unfinished run with these settings, to go on with, or a new one."""
    settings_json = json.dumps(settings, sort_keys=True)
    with vault.atomic() as db:
        for row in db.query(
            "SELECT * FROM runs WHERE interview = ? AND model = ? AND settings = ? "
            "AND finished_at IS NULL ORDER BY id DESC LIMIT 1",
            [interview, model, settings_json],
        ):
            return _run(row)
        values = {
            "interview": interview,
            "model": model,
            "settings": settings_json,
            "live": live,
            "started_at": _now(),
        }
        id = db.table("runs").insert(values, pk="id").last_pk
        return _run(next(db.query("SELECT * FROM runs WHERE id = ?", [id])))


def runs(vault: Vault, interview: str) -> tuple[Run, ...]:
    """Every run of an interview, oldest first."""
    rows = vault.db.query("SELECT * FROM runs WHERE interview = ? ORDER BY id", [interview])
    return tuple(_run(row) for row in rows)


def current_run(vault: Vault, interview: str) -> Run | None:
    """The run that the interview's turns were made of, or None."""
    return next((run for run in runs(vault, interview) if run.current), None)


def append_chunk(vault: Vault, run: Run, stretch: Chunk) -> Chunk:
    """Store one stretch and return it as stored: without what was struck since it was heard."""
    with vault.atomic() as db:
        segments = segments_outside(stretch.segments, spans(vault, run.interview))
        db.execute(
            "INSERT INTO stretches VALUES (?, ?, ?, ?, ?)",
            [
                run.id,
                stretch.first_frame,
                stretch.end_frame,
                stretch.language,
                dump_segments(segments),
            ],
        )
    return replace(stretch, segments=segments)


def reached_frame(vault: Vault, run: Run) -> int:
    """The frame after the last stretch that a run has stored; 0 before the first."""
    rows = vault.db.query("SELECT max(end_frame) AS reached FROM stretches WHERE run = ?", [run.id])
    return next(rows)["reached"] or 0


def chunks(vault: Vault, run: Run) -> tuple[Chunk, ...]:
    """What a run has stored so far, in order."""
    rows = vault.db.query("SELECT * FROM stretches WHERE run = ? ORDER BY first_frame", [run.id])
    return tuple(
        Chunk(
            row["first_frame"],
            row["end_frame"],
            row["language"],
            load_segments(row["segments"]),
        )
        for row in rows
    )


def finish_run(
    vault: Vault,
    run: Run,
    turns: Iterable[Turn],
    errors_by_turn: Mapping[int, float] | None = None,
) -> None:
    """Close a run and make its turns the interview's; what hung on older turns goes with them.

    `errors_by_turn` are those that turns probably have, by number, where that is known. Other runs
    and their stretches stay, and one of them can be made current again. A turn that reaches into a
    struck stretch keeps its words outside.
    """
    with vault.atomic() as db:
        struck_spans = spans(vault, run.interview)
        db.execute("DELETE FROM mentions WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM searches WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM question_starts WHERE interview = ?", [run.interview])
        db.execute(
            "UPDATE repairs SET undone = 1 WHERE interview = ? AND field = 'questions'",
            [run.interview],
        )
        db.execute("DELETE FROM corrections WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM checked_words WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM turns WHERE interview = ?", [run.interview])
        for turn in (turn_outside(turn, struck_spans) for turn in turns):
            if turn is None:
                continue
            db.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    run.interview,
                    turn.number,
                    turn.speaker,
                    turn.start_ms,
                    turn.end_ms,
                    turn.question,
                    turn.text,
                    dump_words(turn.words),
                    (errors_by_turn or {}).get(turn.number),
                ],
            )
        db.execute(
            "UPDATE runs SET current = (id = ?) WHERE interview = ?", [run.id, run.interview]
        )
        db.execute(
            "UPDATE runs SET finished_at = coalesce(finished_at, ?) WHERE id = ?", [_now(), run.id]
        )


def destroy_transcript(vault: Vault, interview: str) -> None:
    """Destroy all that was heard and corrected in an interview; names found in it stay."""
    with vault.atomic() as db:
        for statement in (
            "DELETE FROM stretches WHERE run IN (SELECT id FROM runs WHERE interview = ?)",
            "DELETE FROM runs WHERE interview = ?",
            "DELETE FROM corrections WHERE interview = ?",
            "DELETE FROM checked_words WHERE interview = ?",
            "DELETE FROM turns WHERE interview = ?",
            "DELETE FROM searches WHERE interview = ?",
            "DELETE FROM question_starts WHERE interview = ?",
        ):
            db.execute(statement, [interview])


def lay_questions(vault: Vault, interview: str, questions: Mapping[int, str]) -> None:
    """Say under which question each turn is, by its number; no word changes."""
    with vault.atomic() as db:
        for turn, question in questions.items():
            db.execute(
                "UPDATE turns SET question = ? WHERE interview = ? AND number = ?",
                [question, interview, turn],
            )


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
            load_words(row["words"]),
        )
        for row in rows
    )


def count_turns(vault: Vault, interview: str) -> int:
    """How many turns an interview has."""
    rows = vault.db.query("SELECT count(*) AS n FROM turns WHERE interview = ?", [interview])
    return int(next(rows)["n"])


def turns(vault: Vault, interview: str) -> tuple[Turn, ...]:
    """The turns with the last correction of each laid over the machine's."""
    latest_corrections = {
        correction.turn: correction for correction in corrections(vault, interview)
    }
    return tuple(
        replace(
            turn,
            speaker=latest_corrections[turn.number].speaker,
            text=latest_corrections[turn.number].text,
        )
        if turn.number in latest_corrections
        else turn
        for turn in machine_turns(vault, interview)
    )


def expected_errors(vault: Vault, interview: str) -> dict[int, float]:
    """The errors that turns probably have, by number: none where a person changed the text."""
    rows = vault.db.query(
        "SELECT number, iif(EXISTS (SELECT 1 FROM corrections WHERE interview = turns.interview "
        "AND turn = number AND text != turns.text), 0, expected_errors) AS errors FROM turns "
        "WHERE interview = ? AND expected_errors IS NOT NULL ORDER BY number",
        [interview],
    )
    return {row["number"]: float(row["errors"]) for row in rows}


def count_words(vault: Vault, interview: str) -> int:
    """About how many words the turns have, without reading them word by word."""
    rows = vault.db.query(
        "SELECT sum(1 + length(trim(text)) - length(replace(trim(text), ' ', ''))) AS n "
        "FROM turns WHERE interview = ?",
        [interview],
    )
    return int(next(rows)["n"] or 0)


def texts(vault: Vault, interview: str) -> dict[int, str]:
    """The text of each turn as it stands now, by number; far quicker than `turns`."""
    rows = vault.db.query(
        "SELECT number, text FROM turns WHERE interview = ? ORDER BY number", [interview]
    )
    texts_by_turn = {row["number"]: row["text"] for row in rows}
    return texts_by_turn | {
        correction.turn: correction.text for correction in corrections(vault, interview)
    }


def corrections(vault: Vault, interview: str) -> tuple[Correction, ...]:
    """Every correction of an interview, oldest first."""
    rows = vault.db.query("SELECT * FROM corrections WHERE interview = ? ORDER BY id", [interview])
    return tuple(
        Correction(row["turn"], row["at"], Speaker(row["speaker"]), row["text"]) for row in rows
    )


def correct(vault: Vault, interview: str, turn: int, speaker: Speaker, text: str) -> None:
    """Keep a correction. Where the text changed, its mentions counted the old text's letters and
    are dropped: names are to be looked for again before anything is filed."""
    with vault.atomic() as db:
        turn_before = next(row for row in turns(vault, interview) if row.number == turn)
        _correct(db, interview, turn, speaker, text)
        if text != turn_before.text:
            db.execute("DELETE FROM mentions WHERE interview = ? AND turn = ?", [interview, turn])
            db.execute("DELETE FROM searches WHERE interview = ?", [interview])


def reassign_turns(vault: Vault, interview: str, new: Mapping[Speaker, Speaker]) -> int:
    """Correct the speaker of every turn, all or none: each in `new` becomes what stands there.

    The texts, and so the names found in them, stay. How many turns changed.
    """
    with vault.atomic() as db:
        changed_turns = [turn for turn in turns(vault, interview) if turn.speaker in new]
        for turn in changed_turns:
            _correct(db, interview, turn.number, new[turn.speaker], turn.text)
    return len(changed_turns)


def _correct(db: Database, interview: str, turn: int, speaker: Speaker, text: str) -> None:
    db.table("corrections").insert(
        {"interview": interview, "turn": turn, "at": _now(), "speaker": speaker, "text": text}
    )


def _run(row: Mapping[str, Any]) -> Run:
    return Run(
        row["id"],
        row["interview"],
        row["model"],
        json.loads(row["settings"]),
        bool(row["live"]),
        row["started_at"],
        row["finished_at"] is not None,
        bool(row["current"]),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
