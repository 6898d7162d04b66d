"""A filed transcript, to read: from a turn that was found, with what stands around it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.filed_interviews import record
from interview_kit.tui.bindings import bindings
from interview_kit.tui.coding.coding_screen import CodingScreen
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import KitScreen, kit, tell, words
from interview_kit.tui.read.transcript_rows import TranscriptRows
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.coding.codebook_keeping import take_guide_codes


class FiledScreen(KitScreen):
    """What is filed is frozen: it can be read here, and is corrected in the vault."""

    TABLE: ClassVar[str] = "filed"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filed")

    def __init__(self, corpus: Corpus, interview: str, turn: int = 0) -> None:
        super().__init__()
        self._corpus = corpus
        self._record = record(corpus, interview)
        self._first = turn

    def compose(self) -> ComposeResult:
        """The turns, one under the other."""
        record = self._record
        about = words(
            self, "filed.version", id=record.interview, version=record.version, held=record.held
        )
        yield TitleBar(words(self, "filed.title"), about)
        yield RowList(is_centred=True)
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show the turn that was asked for."""
        rows = TranscriptRows(self, self._record.wordings).rows(
            self._record.turns, correctors={}, removed_turns=(), gaps=(), rate=0
        )
        self.query_one(RowList).show(rows, self._first or None)
        self.query_one(RowList).focus()

    def action_find(self) -> None:
        """Go to the next turn that holds what is typed."""

        def find(query: str | None) -> None:
            if query and query.strip():
                self._find(query.strip().casefold())

        self.app.push_screen(LineDialog(words(self, "read.find"), keys="all.find_keys"), find)

    def action_code(self) -> None:
        """Code the transcript, from the turn under the cursor on."""
        key = self.query_one(RowList).key
        turn = key if isinstance(key, int) else 0
        if not self._corpus.is_read_only:
            take_guide_codes(kit(self).open_study.folder, self._corpus)
        self.app.push_screen(CodingScreen(self._corpus, self._record.interview, turn))

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def _find(self, query: str) -> None:
        rows, turns = self.query_one(RowList), self._record.turns
        position = next((n for n, turn in enumerate(turns) if turn.number == rows.key), -1)
        for turn in (*turns[position + 1 :], *turns[: position + 1]):
            if query in turn.text.casefold():
                rows.go_to(turn.number)
                return
        tell(self, words(self, "read.not_found"))
