"""Coding one interview: what a coder does, step by step, and takes back again."""

from __future__ import annotations

from contextlib import AbstractContextManager
from uuid import uuid4

from sqlite_utils import Database

from interview_kit.corpus import codes, coding_history, codings
from interview_kit.corpus.coding_history import CodingAct, recorded
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding
from interview_kit.model.moment import utc_now
from interview_kit.workflow.coding.coding_undo import can_be_undone, undo_act


class CodingSession:
    """The codings of one interview, in the hands of one coder.

    Until `sees_others` is set, what others coded is not shown: a second coding is blind. Everything
    is kept at once, and taken back one step at a time, also of earlier sessions.
    """

    def __init__(self, corpus: Corpus, interview: str, coder: str) -> None:
        self._corpus = corpus
        self.interview = interview
        self.coder = coder
        self.sees_others = False

    @property
    def codebook(self) -> tuple[CodebookEntry, ...]:
        """The codes that are in use, those that this coder used last first."""
        own = [coding for coding in self._all() if coding.coder == self.coder]
        latest = {coding.code: coding.coded_at for coding in own}
        entries = [entry for entry in codes.entries(self._corpus.db) if not entry.is_retired]
        return tuple(sorted(entries, key=lambda entry: latest.get(entry.id, ""), reverse=True))

    @property
    def visible_codings(self) -> tuple[Coding, ...]:
        """What the coder may see: their own codings, and those of others once they want to."""
        return tuple(
            coding for coding in self._all() if self.sees_others or coding.coder == self.coder
        )

    def on_turn(self, turn: int) -> tuple[Coding, ...]:
        """The coder's own codings of a turn."""
        return tuple(
            coding for coding in self._all() if coding.turn == turn and coding.coder == self.coder
        )

    def put(self, code: str, turn: int, first_char: int, end_char: int) -> bool:
        """Code some characters of a turn; False where they have that code already."""
        coding = Coding(
            code, turn, first_char, end_char, self.coder,
            utc_now(), "", str(uuid4()),
        )  # fmt: skip
        with self._recorded(CodingAct.CODED):
            return bool(codings.add(self._corpus, self.interview, [coding]))

    def remove(self, mark: str) -> None:
        """Take a passage of the coder away. Raises KitError for that of another."""
        self._refuse_others(mark)
        with self._recorded(CodingAct.TAKEN_OFF):
            codings.remove(self._corpus, self.interview, [mark])

    def write_memo(self, mark: str, memo: str) -> None:
        """Write what is to be remembered of a passage. Raises KitError for that of another."""
        self._refuse_others(mark)
        with self._recorded(CodingAct.MEMO):
            codings.set_memo(self._corpus, self.interview, mark, memo)

    def undo(self) -> CodingAct | None:
        """Take back the coder's latest step in this interview, whenever it was; None without one.

        Raises KitError where it cannot be taken back.
        """
        past_acts = coding_history.acts(self._corpus, who=self.coder, about=self.interview)
        act = next((act for act in past_acts if can_be_undone(act)), None)
        if act is None:
            return None
        undo_act(self._corpus, act, self.coder)
        return act.act

    def _recorded(self, act: CodingAct) -> AbstractContextManager[Database]:
        return recorded(self._corpus, act, self.coder, self.interview, self.interview)

    def _refuse_others(self, mark: str) -> None:
        pieces = [coding for coding in self._all() if coding.mark == mark]
        if not pieces or pieces[0].coder != self.coder:
            raise KitError("Another coder marked this.", "Only who coded it can change it.")

    def _all(self) -> tuple[Coding, ...]:
        return codings.of_interview(self._corpus.db, self.interview)
