"""The list of interviews as rows: columns that fit the width."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.dom import DOMNode

from interview_kit.model.clock import timestamp
from interview_kit.tui.fit import shorten
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.lined import Line, Piece
from interview_kit.tui.widgets.rows import Row
from interview_kit.workflow.interviews import Overview

# What an interview in a stage needs next, as the name of the home screen's action.
NEXT_STEP: Mapping[str, str] = {
    "new": "go_on",
    "interrupted": "go_on",
    "recorded": "transcribe",
    "transcribed": "find_names",
    "proposed": "review",
    "reviewed": "file",
    "filed": "read",
}


class _Column(NamedTuple):
    text: str
    width: int
    role: str


def listing(node: DOMNode, interviews: Sequence[Overview], labels: Mapping[str, str]) -> list[Row]:
    """One row for each interview, the newest first; `labels` name the next steps."""
    head = [
        words(node, f"home.{name}") for name in ("interview", "date", "length", "stage", "step")
    ]
    widths = (10, 12, 10, 26, 20)
    heading = [_Column(text, width, "quiet") for text, width in zip(head, widths, strict=True)]
    rows = [Row(_drawing(heading, last_lines=((),)))]
    for each in reversed(interviews):
        stage = words(node, f"stage.{each.stage}")
        if each.undecided:
            stage += ", " + words(node, "home.undecided", count=each.undecided)
        step = labels.get(NEXT_STEP.get(each.stage, ""), "")
        values = (each.id, each.created_at[:10], timestamp(each.length_ms), stage, step)
        roles = ("strong", "text", "text", "text", "quiet")
        columns = [
            _Column(text, width, role)
            for text, width, role in zip(values, widths, roles, strict=True)
        ]
        rows.append(Row(_drawing(columns), each.id))
    return rows


def _drawing(
    columns: Sequence[_Column], last_lines: tuple[Line, ...] = ()
) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        # Where it is narrow, the date goes first, then the length.
        shown = list(columns)
        for dispensable in (columns[1], columns[2]):
            if sum(column.width for column in shown) > width:
                shown.remove(dispensable)
        pieces = [
            Piece(shorten(column.text, column.width - 1).ljust(column.width), column.role)
            for column in shown
        ]
        return [tuple(pieces), *last_lines]

    return draw
