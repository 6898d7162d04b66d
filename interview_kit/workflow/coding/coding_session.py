"""Coding one interview: what a coder does, step by step, and takes back again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from interview_kit.corpus import codes, codings
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding


class CodingSession:
    """The codings of one interview, in the hands of one coder.

    Until `sees_others` is set, what others coded is not shown: a second coding is blind. Everything
    is kept at once, and taken back one step at a time.
    """

    def __init__(self, corpus: Corpus, interview: str, coder: str) -> None:
        self._corpus = corpus
        self.interview = interview
        self.coder = coder
        self.sees_others = False
        self._steps: list[Callable[[], object]] = []

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
            datetime.now(UTC).isoformat(timespec="seconds"), "", str(uuid4()),
        )  # fmt: skip
        if not codings.add(self._corpus, self.interview, [coding]):
            return False
        self._steps.append(lambda: codings.remove(self._corpus, self.interview, [coding.mark]))
        return True

    def remove(self, mark: str) -> None:
        """Take a passage of the coder away. Raises KitError for that of another."""
        pieces = self._own(mark)
        codings.remove(self._corpus, self.interview, [mark])
        self._steps.append(lambda: codings.add(self._corpus, self.interview, pieces))

    def write_memo(self, mark: str, memo: str) -> None:
        """Write what is to be remembered of a passage. Raises KitError for that of another."""
        memo_before = self._own(mark)[0].memo
        codings.set_memo(self._corpus, self.interview, mark, memo)
        self._steps.append(
            lambda: codings.set_memo(self._corpus, self.interview, mark, memo_before)
        )

    def undo(self) -> bool:
        """Take back the latest step of this session; False where there is none."""
        if not self._steps:
            return False
        self._steps.pop()()
        return True

    def _own(self, mark: str) -> list[Coding]:
        pieces = [coding for coding in self._all() if coding.mark == mark]
        if not pieces or pieces[0].coder != self.coder:
            raise KitError("Another coder marked this.", "Only who coded it can change it.")
        return [replace(piece) for piece in pieces]

    def _all(self) -> tuple[Coding, ...]:
        return codings.of_interview(self._corpus.db, self.interview)
