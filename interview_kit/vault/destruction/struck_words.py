"""Struck words: what was said or noted in a struck stretch goes, from every table that holds it.

A turn that lies partly inside keeps the words outside, and of what a person typed there only what
stands clear of the stretch; names are to be looked for again.
"""

from __future__ import annotations

import json

from interview_kit.session.margin_notes import text_of, without_struck, without_texts
from interview_kit.vault import checked_words, decisions, heard_names, journal, names, transcripts
from interview_kit.vault.destruction.struck_turns import destroy_in_turns
from interview_kit.vault.struck_spans import StruckSpan, segments_outside
from interview_kit.vault.vault import Vault
from interview_kit.vault.word_json import dump_segments, load_segments


def destroy_words(
    vault: Vault, interview: str, span: StruckSpan, first_frame: int, end_frame: int
) -> None:
    """Destroy the words within `span`: of runs, turns, edits, mentions, notes and names.

    `first_frame` and `end_frame` are the struck stretch on the interview's clock.
    """
    with vault.atomic():
        struck_text = _destroy_in_journal(vault, interview, first_frame, end_frame)
        struck_text += _destroy_in_runs(vault, interview, span)
        struck_text += destroy_in_turns(vault, interview, span)
        checked_words.destroy_within(vault, interview, span)
        heard_names.destroy_within(vault, interview, span)
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
