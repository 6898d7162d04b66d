"""Erasing: what was transcribed of a struck stretch goes, in every table that holds a part of it.

A turn that lies partly inside keeps the words outside. What a person made of it may repeat what
was struck, so it falls back to those words; names are to be looked for again.
"""

from __future__ import annotations

import json

from interview_kit.model.turn import Turn
from interview_kit.vault import decisions, names, transcripts
from interview_kit.vault.struck import StruckSpan, segments_outside, turn_outside
from interview_kit.vault.vault import Vault
from interview_kit.vault.word_json import dump_segments, dump_words, load_segments


def erase_words(vault: Vault, interview: str, span: StruckSpan) -> None:
    """Destroy the words within `span`: of runs, turns, corrections, mentions and names."""
    with vault.atomic():
        gone = _erase_from_runs(vault, interview, span)
        touched = [
            turn
            for turn in transcripts.machine_turns(vault, interview)
            if span.touches(turn.start_ms, turn.end_ms)
        ]
        numbers = {turn.number for turn in touched}
        gone += [turn.text for turn in touched]
        gone += [
            each.text for each in transcripts.corrections(vault, interview) if each.turn in numbers
        ]
        for turn in touched:
            _erase_from_turn(vault, interview, turn, span)
        if touched:
            vault.db.execute("DELETE FROM searches WHERE interview = ?", [interview])
        _forget(vault, interview, " ".join(gone).casefold())


def _erase_from_runs(vault: Vault, interview: str, span: StruckSpan) -> list[str]:
    """Take the words out of every run; the texts as they were."""
    rows = vault.db.query(
        "SELECT run, first_frame, segments FROM stretches JOIN runs ON runs.id = run "
        "WHERE interview = ?",
        [interview],
    )
    texts: list[str] = []
    for row in list(rows):
        before = load_segments(row["segments"])
        after = segments_outside(before, [span])
        if after != before:
            texts += [segment.text for segment in before]
            vault.db.execute(
                "UPDATE stretches SET segments = ? WHERE run = ? AND first_frame = ?",
                [dump_segments(after), row["run"], row["first_frame"]],
            )
    return texts


def _erase_from_turn(vault: Vault, interview: str, turn: Turn, span: StruckSpan) -> None:
    """Leave the words outside; who spoke is no word, so that correction stays."""
    db, key = vault.db, [interview, turn.number]
    speaker = next(
        each.speaker for each in transcripts.turns(vault, interview) if each.number == turn.number
    )
    db.execute("DELETE FROM mentions WHERE interview = ? AND turn = ?", key)
    db.execute("DELETE FROM corrections WHERE interview = ? AND turn = ?", key)
    kept = turn_outside(turn, [span])
    if kept is None:
        db.execute("DELETE FROM turns WHERE interview = ? AND number = ?", key)
        return
    db.execute(
        "UPDATE turns SET start_ms = ?, end_ms = ?, text = ?, words = ? "
        "WHERE interview = ? AND number = ?",
        [kept.start_ms, kept.end_ms, kept.text, dump_words(kept.words), *key],
    )
    if speaker is not kept.speaker:
        transcripts.correct(vault, interview, turn.number, speaker, kept.text)


def _forget(vault: Vault, interview: str, gone: str) -> None:
    """Take out the originals that stood in `gone` and that nothing says any more.

    What was typed at consent stays. An entity without originals keeps its row, so that its
    pseudonym stays taken.
    """
    db, changed = vault.db, []
    said = " ".join(turn.text for turn in transcripts.turns(vault, interview)).casefold()
    for entity in names.entities(vault):
        mentioned = " ".join(text for *_, text in names.places(vault, entity.id)).casefold()
        kept = [
            form
            for form in entity.forms
            if form.casefold() not in gone or form.casefold() in f"{said} {mentioned}"
        ]
        if entity.rostered or len(kept) == len(entity.forms):
            continue
        changed.append(entity.id)
        db.execute(
            "UPDATE entities SET forms = ?, role = ? WHERE id = ?",
            [json.dumps(kept, ensure_ascii=False), entity.role if kept else "", entity.id],
        )
    decisions.forget(vault, changed)
