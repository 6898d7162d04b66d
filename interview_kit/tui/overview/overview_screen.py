"""How far the study is: the figures of the report, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from interview_kit.coding.report_page import ChartKind, Figure, number
from interview_kit.tui.bindings import bindings
from interview_kit.tui.kit import KitScreen, kit, words
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.coding.report_figures import figures, study_titles

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
        study, language = kit(self).open_study, kit(self).language
        empty_note = words(self, "overview.empty")
        rows = [
            Row(figure_drawing(figure, empty_note, language), figure.id)
            for figure in figures(study, language, study_titles(study, language))
        ]
        self.query_one(RowList).show(rows)
        self.query_one(RowList).focus()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()


def figure_drawing(figure: Figure, empty_note: str, language: str) -> Drawing:
    """A figure as lines, numbers as `language` writes them; `empty_note` where it has no rows."""

    def draw(width: int) -> list[Line]:
        drawn: list[Line] = [(Piece(figure.title, "accent"),)]
        note = figure.note if figure.rows else empty_note
        drawn += [(Piece(line, "quiet"),) for line in lines(note, min(width, 92))]
        is_timeline = figure.kind is ChartKind.TIMELINE
        latest = figure.rows[-MOST_ROWS:] if figure.kind is ChartKind.LINE else figure.rows
        shown_rows = () if is_timeline else latest[:MOST_ROWS]
        values = [float(row[figure.drawn[0]]) for row in shown_rows if figure.drawn]
        longest = max((len(str(row[0])) for row in shown_rows), default=0) + 2
        beside = min(_LABEL, longest, width // 2)
        largest = max([*values, float(figure.target)], default=0) or 1
        for row, value in zip(shown_rows, values, strict=False):
            label = f"{shorten(str(row[0]), beside - 1):{beside}}"
            if figure.kind in (ChartKind.BARS, ChartKind.LINE):
                bar = "█" * round(value / largest * min(_BAR, width - beside - 8))
                drawn.append(
                    (Piece(label), Piece(bar, "accent"), Piece(f" {number(value, language)}"))
                )
            else:
                told = [
                    (figure.columns[at], number(float(row[at]), language)) for at in figure.drawn
                ]
                drawn.append((Piece(label), Piece(_cells(told, max(10, width - beside)))))
        return [*drawn, ()]

    return draw


def _cells(told: Sequence[tuple[str, str]], width: int) -> str:
    """Heads with their numbers in a line; the heads are shortened where there is no room."""
    cells = "  ".join(f"{head} {value}" for head, value in told)
    if len(cells) <= width or not told:
        return cells
    room = max(3, width // len(told) - 2 - max(len(value) + 1 for _, value in told))
    return shorten("  ".join(f"{shorten(head, room)} {value}" for head, value in told), width)
