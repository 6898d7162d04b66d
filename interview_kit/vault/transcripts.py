"""Transcripts: what the machine heard, run by run, the turns made of it, and edits beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from interview_kit.editing.edit import Edit, Operation, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.model.chunk import Chunk
from interview_kit.model.moment import utc_now
from interview_kit.model.reading import Reading
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import edits
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
    def reading(self) -> Reading:
        """How the sound was read; engines without sections say whether it was for good."""
        if sections := self.settings.get("sections"):
            return Reading(sections.get("reading", Reading.SETTLED))
        return Reading.SETTLED if self.settings.get("settled") else Reading.DRAFT


@dataclass(frozen=True, slots=True)
class Correction:
    """That a person changed a turn, when (UTC) and who; the machine's turn stays beside it.

    `changes_text` is False where only another speaker was put at it.
    """

    turn: int
    at: str
    who: str
    changes_text: bool = True


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
            "started_at": utc_now("milliseconds"),
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


def close_run(vault: Vault, run: Run) -> None:
    """Close a run that reached the end and is there to be compared; the turns stay as they are."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE runs SET finished_at = coalesce(finished_at, ?) WHERE id = ?",
            [utc_now("milliseconds"), run.id],
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
        db.execute("DELETE FROM heard_names WHERE interview = ?", [run.interview])
        db.execute("DELETE FROM name_hearings WHERE interview = ?", [run.interview])
        db.execute(
            "UPDATE repairs SET undone = 1 WHERE interview = ? AND field = 'questions'",
            [run.interview],
        )
        edits.destroy(vault, run.interview)
        db.execute("DELETE FROM checked_places WHERE interview = ?", [run.interview])
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
        close_run(vault, run)


def destroy_transcript(vault: Vault, interview: str) -> None:
    """Destroy all that was heard and corrected in an interview; names found in it stay."""
    with vault.atomic() as db:
        for statement in (
            "DELETE FROM stretches WHERE run IN (SELECT id FROM runs WHERE interview = ?)",
            "DELETE FROM runs WHERE interview = ?",
            "DELETE FROM edits WHERE interview = ?",
            "DELETE FROM checked_places WHERE interview = ?",
            "DELETE FROM checked_words WHERE interview = ?",
            "DELETE FROM turns WHERE interview = ?",
            "DELETE FROM searches WHERE interview = ?",
            "DELETE FROM question_starts WHERE interview = ?",
            "DELETE FROM heard_names WHERE interview = ?",
            "DELETE FROM name_hearings WHERE interview = ?",
        ):
            db.execute(statement, [interview])


def lay_questions(vault: Vault, interview: str, questions: Mapping[int, str]) -> None:
    """Say under which question each turn is, by its number; no word changes."""
    with vault.atomic() as db:
        added_turns = {}
        for turn, question in questions.items():
            cursor = db.execute(
                "UPDATE turns SET question = ? WHERE interview = ? AND number = ?",
                [question, interview, turn],
            )
            if not cursor.rowcount:
                added_turns[turn] = question
        if added_turns:
            edit = Edit(0, "", "", Operation.QUESTIONS, 0, questions=added_turns)
            edits.append(vault, interview, edit)


def machine_turns(vault: Vault, interview: str) -> tuple[Turn, ...]:
    """The turns as the machine made them, in order."""
    rows = vault.db.query("SELECT * FROM turns WHERE interview = ? ORDER BY number", [interview])
    return tuple(_turn(row) for row in rows)


def turns(vault: Vault, interview: str) -> tuple[Turn, ...]:
    """The turns as they stand, in order of their place: the machine's with what was edited."""
    return edited_transcript(vault, interview).turns


def edited_transcript(vault: Vault, interview: str) -> EditedTranscript:
    """The transcript as it stands, with the words and the notes of edited turns."""
    transcript = EditedTranscript(machine_turns(vault, interview))
    transcript.apply(standing(edits.of_interview(vault, interview)).edits)
    return transcript


def expected_errors(vault: Vault, interview: str) -> dict[int, float]:
    """The errors that turns probably have, by number: none where a person changed the text.

    Those of words that were heard and found right do not count.
    """
    rows = vault.db.query(
        "SELECT number, max(0, expected_errors - coalesce((SELECT sum(errors) FROM checked_words "
        "WHERE checked_words.interview = turns.interview "
        "AND checked_words.start_ms BETWEEN turns.start_ms AND turns.end_ms), 0)) "
        "AS expected_errors FROM turns "
        "WHERE interview = ? AND expected_errors IS NOT NULL ORDER BY number",
        [interview],
    )
    rewritten_numbers, removed_numbers = _touched_numbers(vault, interview)
    return {
        row["number"]: 0.0 if row["number"] in rewritten_numbers else float(row["expected_errors"])
        for row in rows
        if row["number"] not in removed_numbers
    }


def count_turns(vault: Vault, interview: str) -> int:
    """How many turns an interview has."""
    rows = vault.db.query("SELECT number FROM turns WHERE interview = ?", [interview])
    rewritten_numbers, removed_numbers = _touched_numbers(vault, interview)
    return len(({row["number"] for row in rows} | rewritten_numbers) - removed_numbers)


def count_words(vault: Vault, interview: str) -> int:
    """About how many words the turns have, by what the machine heard."""
    rows = vault.db.query(
        "SELECT sum(1 + length(trim(text)) - length(replace(trim(text), ' ', ''))) AS n "
        "FROM turns WHERE interview = ?",
        [interview],
    )
    return int(next(rows)["n"] or 0)


def texts(vault: Vault, interview: str) -> dict[int, str]:
    """The text of each turn as it stands now, in order, by number; far quicker than `turns`."""
    transcript = _without_untouched_words(vault, interview)
    return {turn.number: turn.text for turn in transcript.turns}


def corrections(vault: Vault, interview: str) -> tuple[Correction, ...]:
    """Each change of a turn that was not taken back, in order."""
    return tuple(
        Correction(number, edit.at, edit.who, turn is None or turn.changes_text)
        for edit in standing(edits.of_interview(vault, interview)).edits
        for number, turn in edit.turns.items()
    )


def _touched_numbers(vault: Vault, interview: str) -> tuple[set[int], set[int]]:
    """The turns whose words an edit changed, and those that are no more, without their texts."""
    rewritten_numbers: set[int] = set()
    removed_numbers: set[int] = set()
    standing_edits = standing(edits.of_interview(vault, interview)).edits
    if not standing_edits:
        return rewritten_numbers, removed_numbers
    rows = vault.db.query("SELECT number, text FROM turns WHERE interview = ?", [interview])
    machine_texts = {row["number"]: row["text"] for row in rows}
    for edit in standing_edits:
        for number, turn in edit.turns.items():
            if turn is None:
                removed_numbers.add(number)
            elif turn.pieces is not None or turn.text not in (None, machine_texts.get(number)):
                rewritten_numbers.add(number)
    return rewritten_numbers, removed_numbers


def _without_untouched_words(vault: Vault, interview: str) -> EditedTranscript:
    """The transcript with the words of those turns alone that an edit is about."""
    counting_edits = standing(edits.of_interview(vault, interview)).edits
    touched_turns = {number for edit in counting_edits for number in (*edit.turns, *edit.times)}
    rows = vault.db.query(
        "SELECT interview, number, speaker, start_ms, end_ms, question, text, "
        "iif(number IN (SELECT value FROM json_each(?)), words, '[]') AS words "
        "FROM turns WHERE interview = ? ORDER BY number",
        [json.dumps(sorted(touched_turns)), interview],
    )
    transcript = EditedTranscript(_turn(row) for row in rows)
    transcript.apply(counting_edits)
    return transcript


def _turn(row: Mapping[str, Any]) -> Turn:
    return Turn(
        row["number"],
        Speaker(row["speaker"]),
        row["start_ms"],
        row["end_ms"],
        row["question"],
        row["text"],
        load_words(row["words"]),
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
