"""Turns with what is coded in them as rows, and the words that are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.dom import DOMNode

from interview_kit.model.clock import timestamp
from interview_kit.model.coding import Coding
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.tui.kit import words
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row

_MARGIN = 4
_WIDEST = 92
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """Words of a turn that a code is for: from one to another, by their numbers from 0."""

    turn: int
    first: int
    last: int


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [match.span() for match in _WORD.finditer(text)]


def chosen_span(text: str, selection: ChosenWords) -> tuple[int, int]:
    """The characters of the chosen words."""
    spans = word_spans(text)
    first, last = sorted((selection.first, selection.last))
    return spans[first][0], spans[last][1]


def marked_rows(
    node: DOMNode,
    turns: Sequence[Turn],
    wordings: Mapping[str, str],
    codings: Sequence[Coding],
    titles: Mapping[str, str],
    selection: ChosenWords | None,
    coder: str,
) -> list[Row]:
    """A row for each turn, with its codes under it, under a heading where the question changes."""
    by_turn: dict[int, list[Coding]] = {}
    for coding in codings:
        by_turn.setdefault(coding.turn, []).append(coding)
    names = {speaker: words(node, f"speaker.{speaker}") for speaker in Speaker}
    rows: list[Row] = []
    question: str | None = None
    for turn in turns:
        if turn.question != question:
            question = turn.question
            rows.append(Row(_heading(wordings.get(question, words(node, "read.before")))))
        here = selection if selection is not None and selection.turn == turn.number else None
        draw = _turn(turn, names[turn.speaker], by_turn.get(turn.number, []), titles, here, coder)
        rows.append(Row(draw, turn.number))
    return rows


def _turn(
    turn: Turn,
    speaker: str,
    codings: Sequence[Coding],
    titles: Mapping[str, str],
    selection: ChosenWords | None,
    coder: str,
) -> Drawing:
    marked_spans = [(coding.first_char, coding.end_char) for coding in codings]
    span = chosen_span(turn.text, selection) if selection is not None else None

    def draw(width: int) -> list[Line]:
        room = min(width, _WIDEST) - _MARGIN
        head = (Piece(f"{timestamp(turn.start_ms)}  ", "quiet"), Piece(speaker, "strong"))
        drawn_lines: list[Line] = [head]
        drawn_lines += _wrapped(turn, room, marked_spans, span)
        for coding in codings:
            quotation = turn.text[coding.first_char : coding.end_char]
            is_whole = quotation == turn.text.strip()
            about = [f"▪ {titles.get(coding.code, coding.code)}"]
            about += [] if is_whole else [f"«{_short(quotation)}»"]
            about += [coding.coder] if coding.coder != coder else []
            about += [f"✎ {coding.memo}"] if coding.memo else []
            about += ["⟲"] if coding.has_changed else []
            drawn_lines += [
                (Piece(" " * _MARGIN), Piece(line, "accent"))
                for line in lines("  ".join(about), room)
            ]
        return [*drawn_lines, ()]

    return draw


def _wrapped(
    turn: Turn, room: int, marked_spans: Sequence[tuple[int, int]], span: tuple[int, int] | None
) -> Iterator[Line]:
    """The words of a turn, line by line; those that are coded or chosen stand out."""
    pieces: list[Piece] = [Piece(" " * _MARGIN)]
    used_cells = 0
    usual = "quiet" if turn.speaker is Speaker.INTERVIEWER else "text"
    for start, end in word_spans(turn.text):
        word = turn.text[start:end]
        if used_cells and used_cells + 1 + len(word) > room:
            yield tuple(pieces)
            pieces, used_cells = [Piece(" " * _MARGIN)], 0
        role = (
            "strong" if any(first < end and start < last for first, last in marked_spans) else usual
        )
        if span is not None and span[0] <= start < span[1]:
            role = "swap"
        pieces.append(Piece(f"{' ' if used_cells else ''}{word}", role))
        used_cells += len(word) + (1 if used_cells else 0)
    yield tuple(pieces)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def _heading(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "accent"),) for line in lines(text, min(width, _WIDEST))), ()]

    return draw
