"""The outline: every section and question with what became of it."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode

from interview_kit.guide.guide import Guide, Question
from interview_kit.interface.mark_shapes import shape_and_word
from interview_kit.interface.question_search import find_questions
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState
from interview_kit.tui.kit import words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row

_WORD_WIDTH = 13


def outline_rows(
    node: DOMNode, guide: Guide, state: InterviewState, language: str, query: str = ""
) -> list[Row]:
    """Headings and questions in the order of the guide.

    With `query` only the questions whose section or text holds each of its words.
    """
    among = find_questions(guide, query, language) if query else guide.questions
    wanted_ids = {question.id for question in among}
    rows: list[Row] = []
    for section in guide.sections:
        title = section.title.in_(language)
        questions = [question for question in section.questions if question.id in wanted_ids]
        if questions:
            rows.append(Row(_heading(title, first=not rows)))
            rows += [
                Row(_question(node, guide, state, question, language), question.id)
                for question in questions
            ]
    return rows


def _heading(title: str, *, first: bool) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        line = (Piece(shorten(title, width), "accent"),)
        return [line] if first else [(), line]

    return draw


def _question(
    node: DOMNode, guide: Guide, state: InterviewState, question: Question, language: str
) -> Callable[[int], list[Line]]:
    shape, word_id = shape_and_word(guide, state, question)
    word = "" if word_id == f"mark.{Mark.OPEN}" else words(node, word_id)
    role = "strong" if question.id == state.question else "text" if not word else "quiet"
    if question.id == state.question and not word:
        word = words(node, "interview.question_here")

    def draw(width: int) -> list[Line]:
        room = width - 2 - (len(word) + 1 if word else 0)
        text = shorten(question.text.in_(language), room)
        return [
            (
                Piece(f"{shape} ", role),
                Piece(text.ljust(room), role),
                Piece(f" {plain(word)}" if word else "", "quiet"),
            )
        ]

    return draw
