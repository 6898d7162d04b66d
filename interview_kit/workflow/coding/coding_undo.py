"""Undoing what was done to codes and codings, and the list of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from interview_kit.corpus import coders, coding_history, past_codings
from interview_kit.corpus.coding_history import ActContent, CodingAct, PastAct
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.model.account import account_name
from interview_kit.workflow.coding.codebook_keeping import coded_corpus, readable_corpus


@dataclass(frozen=True, slots=True)
class UndoneAct:
    """An act that was undone, and how many passages changed with it."""

    act: PastAct
    passages: int


def coding_acts(folder: Path, *, forget: bool = False) -> tuple[PastAct, ...]:
    """What was done to codes and codings, the latest first.

    With `forget` it is kept who did what, and no more what it changed.
    """
    if forget:
        with coded_corpus(folder) as corpus:
            coding_history.forget(corpus)
    with readable_corpus(folder) as corpus:
        return coding_history.acts(corpus)


def undo_coding(folder: Path, id: int = 0, *, who: str = "") -> UndoneAct:
    """Undo the act with an id, else the latest of `who`, else of this account.

    Raises KitError where there is none, or where later acts stand on it.
    """
    with coded_corpus(folder) as corpus:
        who = who or account_name()
        past_acts = coding_history.acts(corpus, id=id, who="" if id else who)
        act = next((act for act in past_acts if can_be_undone(act)), None)
        if act is None:
            raise KitError(
                "There is nothing that can be undone.",
                "`interview-kit codes history` lists what everybody did; `codes undo ID` undoes "
                "one of it.",
            )
        return UndoneAct(act, undo_act(corpus, act, account_name()))


def can_be_undone(act: PastAct) -> bool:
    """Whether an act holds, and what it changed is known."""
    return not act.undone_at and bool(act.codes or act.codings)


def undo_act(corpus: Corpus, act: PastAct, who: str) -> int:
    """Undo an act; how many passages changed. Raises KitError where later acts stand on it."""
    content = coding_history.content(corpus.db, act.id)
    if act.act is CodingAct.CODER_RENAMED:
        return _name_as_before(corpus, act, content, who)
    changed_codes = past_codings.changed_since(corpus.db, content)
    if changed_codes:
        raise KitError(
            "Since then these codes were changed again: {codes}.",
            "Undo what was done later first: `interview-kit codes history` lists it.",
            codes=", ".join(changed_codes),
        )
    try:
        with corpus.atomic() as db:
            passages = past_codings.undo_content(db, content)
            coding_history.note_undone(db, act.id, who)
    except sqlite3.IntegrityError as error:
        raise KitError(
            "A code that would go is in use by now.",
            "Take it off, or merge it into another: `interview-kit codes merge`.",
        ) from error
    return passages


def _name_as_before(corpus: Corpus, act: PastAct, content: ActContent, who: str) -> int:
    """Give a coder the former name back; how many passages are theirs."""
    before, after = content.gone_rows[0]["coder"], content.new_rows[0]["coder"]
    known_coders = {coder.coder: coder for coder in coders.listed(corpus.db)}
    if before in known_coders:
        raise KitError(
            "Since then somebody coded under the name of before.",
            "Give one of them another name first: interview-kit codes rename-coder",
        )
    with corpus.atomic() as db:
        coders.rename(db, after, before, but_act=act.id)
        coding_history.note_undone(db, act.id, who)
    renamed_coder = known_coders.get(after)
    return renamed_coder.passages if renamed_coder else 0
