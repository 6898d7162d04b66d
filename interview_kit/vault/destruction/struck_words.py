"""Struck words: what was said or noted in a struck stretch goes, from every table that holds it.

A turn that lies partly inside keeps the words outside. What a person made of it may repeat what
was struck, so it falls back to those words; names are to be looked for again.
"""

from __future__ import annotations

import json

from interview_kit.model.turn import Turn
from interview_kit.session.margin_notes import text_of, without_struck, without_texts
from interview_kit.vault import checked_words, decisions, journal, names, transcripts
from interview_kit.vault.struck_spans import StruckSpan, segments_outside, turn_outside
from interview_kit.vault.vault import Vault
from interview_kit.vault.word_json import dump_segments, dump_words, load_segments


def destroy_words(
    vault: Vault, interview: str, span: StruckSpan, first_frame: int, end_frame: int
) -> None:
    """Destroy the words within `span`: of runs, turns, corrections, mentions, notes and names.

    `first_frame` and `end_frame` are the struck stretch on the interview's clock.
    """
    with vault.atomic():
        struck_text = _destroy_in_journal(vault, interview, first_frame, end_frame)
        struck_text += _destroy_in_runs(vault, interview, span)
        touched_texts = [
            turn
            for turn in transcripts.machine_turns(vault, interview)
            if span.touches(turn.start_ms, turn.end_ms)
        ]
        numbers = {turn.number for turn in touched_texts}
        struck_text += [turn.text for turn in touched_texts]
        struck_text += [
            correction.text
            for correction in transcripts.corrections(vault, interview)
            if correction.turn in numbers
        ]
        checked_words.destroy_within(vault, interview, span)
        for turn in touched_texts:
            _destroy_in_turn(vault, interview, turn, span)
        if touched_texts:
            vault.db.execute("DELETE FROM searches WHERE interview = ?", [interview])
        _destroy_originals(vault, interview, " ".join(struck_text).casefold())


def holds_noted_words(vault: Vault, interview: str) -> bool:
    """Whether something that was typed while an interview was held is still there."""
    return bool(without_texts(journal.read(vault, interview)))


def destroy_noted_words(vault: Vault, interview: str) -> None:
    """Destroy everything that was typed in an interview while it was held."""
    journal.rewrite(vault, interview, without_texts(journal.read(vault, interview)))


def _destroy_in_journal(
    vault: Vault, interview: str, first_frame: int, end_frame: int
) -> list[str]:
    """Take out what was noted in the stretch, and where names stand in it; what was typed."""
    entries = journal.read(vault, interview)
    emptied_entries = without_struck(entries, first_frame, end_frame)
    journal.rewrite(vault, interview, emptied_entries)
    emptied_numbers = {entry.number for entry in emptied_entries}
    texts = [text_of(entry.event) for entry in entries if entry.number in emptied_numbers]
    for number in emptied_numbers:
        vault.db.execute(
            "DELETE FROM mentions WHERE interview = ? AND turn = ?", [interview, -number]
        )
    if any(texts):
        vault.db.execute("DELETE FROM searches WHERE interview = ?", [interview])
    return texts


def _destroy_in_runs(vault: Vault, interview: str, span: StruckSpan) -> list[str]:
    """Take the words out of every run; the texts as they were."""
    rows = vault.db.query(
        "SELECT run, first_frame, segments FROM stretches JOIN runs ON runs.id = run "
        "WHERE interview = ?",
        [interview],
    )
    texts: list[str] = []
    for row in list(rows):
        segments_before = load_segments(row["segments"])
        segments_after = segments_outside(segments_before, [span])
        if segments_after != segments_before:
            texts += [segment.text for segment in segments_before]
            vault.db.execute(
                "UPDATE stretches SET segments = ? WHERE run = ? AND first_frame = ?",
                [dump_segments(segments_after), row["run"], row["first_frame"]],
            )
    return texts


def _destroy_in_turn(vault: Vault, interview: str, turn: Turn, span: StruckSpan) -> None:
    """Leave the words outside; who spoke is no word, so that correction stays."""
    db, key = vault.db, [interview, turn.number]
    speaker = next(
        row.speaker for row in transcripts.turns(vault, interview) if row.number == turn.number
    )
    db.execute("DELETE FROM mentions WHERE interview = ? AND turn = ?", key)
    db.execute("DELETE FROM corrections WHERE interview = ? AND turn = ?", key)
    remaining_turn = turn_outside(turn, [span])
    if remaining_turn is None:
        db.execute("DELETE FROM turns WHERE interview = ? AND number = ?", key)
        return
    db.execute(
        "UPDATE turns SET start_ms = ?, end_ms = ?, text = ?, words = ?, "
        "expected_errors = expected_errors * ? "
        "WHERE interview = ? AND number = ?",
        [
            remaining_turn.start_ms,
            remaining_turn.end_ms,
            remaining_turn.text,
            dump_words(remaining_turn.words),
            len(remaining_turn.words) / max(1, len(turn.words)),
            *key,
        ],
    )
    if speaker is not remaining_turn.speaker:
        transcripts.correct(vault, interview, turn.number, speaker, remaining_turn.text)


def _destroy_originals(vault: Vault, interview: str, struck_text: str) -> None:
    """Take out the originals that stood in `gone` and that nothing says any more.

    What was typed at consent stays. An entity without originals keeps its row, so that its
    pseudonym stays taken.
    """
    db, changed_entities = vault.db, []
    texts = [turn.text for turn in transcripts.turns(vault, interview)]
    texts += [text_of(entry.event) for entry in journal.read(vault, interview)]
    spoken_text = " ".join(texts).casefold()
    for entity in names.entities(vault):
        mentioned_text = " ".join(text for *_, text in names.places(vault, entity.id)).casefold()
        kept_forms = [
            form
            for form in entity.forms
            if form.casefold() not in struck_text
            or form.casefold() in f"{spoken_text} {mentioned_text}"
        ]
        if entity.rostered or len(kept_forms) == len(entity.forms):
            continue
        changed_entities.append(entity.id)
        db.execute(
            "UPDATE entities SET forms = ?, role = ? WHERE id = ?",
            [
                json.dumps(kept_forms, ensure_ascii=False),
                entity.role if kept_forms else "",
                entity.id,
            ],
        )
    decisions.destroy_content(vault, changed_entities)
