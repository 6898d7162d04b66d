"""Asking which names that stand in the study twice are one."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.tui.dialogs.marking_dialog import MarkingDialog
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Piece
from interview_kit.tui.widgets.row_list import Drawing
from interview_kit.workflow.pseudonymisation.entity_merging import SharedName


class SharedNamesDialog(MarkingDialog):
    """The answer is which pairs are one."""

    KEYS = "repair.join_keys"
    MOST_ROWS = 12

    def __init__(self, ask: str, pairs: Sequence[SharedName]) -> None:
        super().__init__(ask, len(pairs))
        self._pairs = pairs

    def drawing(self, number: int, *, is_marked: bool) -> Drawing:
        """A name with what stood for the one and stands for both."""
        pair, sign = self._pairs[number], "☒" if is_marked else "☐"
        text = f"{pair.form}: {pair.other_pseudonym} → {pair.kept_pseudonym}"
        return lambda width: [(Piece(f"{sign} ", "accent"), Piece(shorten(text, width - 2)))]
