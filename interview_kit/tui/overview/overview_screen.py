"""How far the study is: the figures of the report, as lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview_kit.coding.report_page import ChartKind, Figure, number
from interview_kit.tui.bindings import bindings
from interview_kit.tui.kit import KitScreen, kit, words
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.coding.report_figures import figures

_LABEL, _BAR = 34, 30
MOST_ROWS = 12
"""Of a figure: the report has all."""


class OverviewScreen(KitScreen):
    """What `report` writes as a page."""

    TABLE: ClassVar[str] = "overview"
    BINDINGS: ClassVar[list[BindingType]] = bindings("overview")

    def compose(self) -> ComposeResult:
        """The figures, one under the other."""
        yield TitleBar(words(self, "overview.title"), kit(self).open_study.settings.name)
        yield RowList()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Count."""
        drawn = figures(kit(self).open_study, kit(self).language)
        rows = [Row(_figure(figure, words(self, "overview.empty")), figure.id) for figure in drawn]
        self.query_one(RowList).show(rows)
        self.query_one(RowList).focus()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()


def _figure(figure: Figure, empty_note: str) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        drawn: list[Line] = [(Piece(figure.title, "accent"),)]
        note = figure.note if figure.rows else empty_note
        drawn += [(Piece(line, "quiet"),) for line in lines(note, min(width, 92))]
        is_timeline = figure.kind is ChartKind.TIMELINE
        latest = figure.rows[-MOST_ROWS:] if figure.kind is ChartKind.LINE else figure.rows
        shown_rows = () if is_timeline else latest[:MOST_ROWS]
        values = [float(row[figure.drawn[0]]) for row in shown_rows if figure.drawn]
        largest = max([*values, float(figure.target)], default=0) or 1
        for row, value in zip(shown_rows, values, strict=False):
            label = shorten(str(row[0]), _LABEL).ljust(_LABEL)
            if figure.kind in (ChartKind.BARS, ChartKind.LINE):
                bar = "█" * round(value / largest * _BAR)
                drawn.append((Piece(label), Piece(bar, "accent"), Piece(f" {number(value)}")))
            else:
                cells = "  ".join(
                    f"{shorten(figure.columns[column], 12)} {number(float(row[column]))}"
                    for column in figure.drawn
                )
                drawn.append((Piece(label), Piece(shorten(cells, max(10, width - _LABEL)))))
        return [*drawn, ()]

    return draw
