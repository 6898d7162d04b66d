"""The names of coders: who there are, and calling one otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.corpus import coders
from interview_kit.corpus.coders import Coder
from interview_kit.corpus.coding_history import CodingAct, recorded
from interview_kit.errors import KitError
from interview_kit.model.account import account_name
from interview_kit.workflow.coding.codebook_keeping import coded_corpus, readable_corpus


@dataclass(frozen=True, slots=True)
class RenamedCoder:
    """A coder with another name, and how many passages are theirs."""

    before: str
    after: str
    passages: int


def listed_coders(folder: Path) -> tuple[Coder, ...]:
    """Everybody who coded, in the order of their names."""
    with readable_corpus(folder) as corpus:
        return coders.listed(corpus.db)


def rename_coder(folder: Path, coder: str, name: str) -> RenamedCoder:
    """Call a coder otherwise; `coder` is the name, or the number in the list where none has it.

    Raises KitError for a coder who is none, and for the name of another: whose is whose could not
    be told apart any more.
    """
    name = name.strip()
    with coded_corpus(folder) as corpus:
        known_coders = coders.listed(corpus.db)
        by_name = {known_coder.coder: known_coder for known_coder in known_coders}
        by_number = {str(known_coder.number): known_coder for known_coder in known_coders}
        coder_before = by_name.get(coder) or by_number.get(coder)
        if coder_before is None:
            raise KitError(
                "There is no coder {coder}.",
                "`interview-kit codes coders` lists those there are.",
                coder=coder,
            )
        if not name:
            raise KitError("The new name is empty.", "Give one.")
        if name != coder_before.coder:
            if name in by_name:
                raise KitError(
                    "There is a coder {name} already.",
                    "Give another name: passages of two coders would become those of one.",
                    name=name,
                )
            with recorded(corpus, CodingAct.CODER_RENAMED, account_name(), name) as db:
                coders.rename(db, coder_before.coder, name)
        return RenamedCoder(coder_before.coder, name, coder_before.passages)
