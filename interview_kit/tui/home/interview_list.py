"""The list of interviews as rows: columns that fit the width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.dom import DOMNode

from interview_kit.model.clock import timestamp
from interview_kit.tui.kit import words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row
from interview_kit.workflow.interviews.interview_overview import Overview

# What an interview in a stage needs next, as the name of the home screen's action.
NEXT_STEP: Mapping[str, str] = {
    "new": "go_on",
    "interrupted": "go_on",
    "consent_withdrawn": "debrief",
    "recorded": "transcribe",
    "transcribed": "read",
    "corrected": "find_names",
    "proposed": "review",
    "reviewed": "file",
    "checked": "file",
    "filed": "read",
    "released": "read",
}


COLUMNS = ("interview", "date", "length", "stage", "step")
"""What stands over the columns of the list, as the ends of text ids."""

_GAP = 2


class _Column(NamedTuple):
    text: str
    width: int
    role: str


def listing(
    node: DOMNode,
    interviews: Sequence[Overview],
    labels: Mapping[str, str],
    doing: Mapping[str, str],
) -> list[Row]:
    """One row for each interview, the newest first.

    `labels` name the next steps; `doing` has the id of the text for what is being done, by
    interview, or "".
    """
    head = [words(node, f"home.{name}") for name in COLUMNS]
    table = [(tuple(head), ("quiet",) * len(head), "")]
    for interview in reversed(interviews):
        stage = words(node, f"stage.{interview.stage}")
        if interview.stage == "transcribed" and interview.expected_error_percent is not None:
            count = round(interview.expected_error_percent)
            stage += ", " + words(node, "home.expected_errors", count=count)
        if interview.undecided:
            stage += ", " + words(node, "home.undecided", count=interview.undecided)
        if doing.get(interview.id):
            stage = words(node, doing[interview.id])
        # What is being heard needs nothing of a person until that is done.
        is_heard = doing.get(interview.id) == "home.is_heard"
        step = "" if is_heard else labels.get(NEXT_STEP.get(interview.stage, ""), "")
        values = (
            interview.id,
            interview.created_at[:10],
            timestamp(interview.length_ms) if interview.length_ms else "",
            stage,
            step,
        )
        table.append((values, ("strong", "text", "text", "text", "quiet"), interview.id))
    widths = [
        max(map(cell_len, column)) + _GAP for column in zip(*(row[0] for row in table), strict=True)
    ]
    return [
        Row(_drawing([*map(_Column, texts, widths, roles)], (() if id else ((),))), id or None)
        for texts, roles, id in table
    ]


def _drawing(columns: Sequence[_Column], last_lines: tuple[Line, ...]) -> Drawing:
    def draw(width: int) -> list[Line]:
        # Where it is narrow, the date goes first, then the length; the stage takes what is left.
        visible_columns = list(columns)
        for dispensable in (columns[1], columns[2]):
            if sum(column.width for column in visible_columns) > width:
                visible_columns.remove(dispensable)
        over = max(0, sum(column.width for column in visible_columns) - width)
        stage = columns[3]
        visible_columns[visible_columns.index(stage)] = stage._replace(
            width=max(_GAP + 1, stage.width - over)
        )
        pieces = [
            Piece(_filled(shorten(column.text, column.width - _GAP), column.width), column.role)
            for column in visible_columns
        ]
        return [tuple(pieces), *last_lines]

    return draw


def _filled(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))
