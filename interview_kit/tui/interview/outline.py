"""The outline: every section, question and topic with what became of it."""

from __future__ import annotations

from textual.dom import DOMNode

from interview_kit.guide.guide import Guide, Question, Topic
from interview_kit.interface.mark_shapes import shape_and_word
from interview_kit.interface.question_search import FoundQuestion, search_questions
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.topic_marks import topic_mark
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.topic_suggestion import open_suggestions, question_of
from interview_kit.tui.kit import words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row


def outline_rows(
    node: DOMNode,
    guide: Guide,
    state: InterviewState,
    language: str,
    query: str = "",
    looked_at: str = "",
) -> list[Row]:
    """Headings and questions in the order of the guide.

    With `query` only the questions it leads to; what was found by its topic says so.
    """
    questions_by_id = {each.question.id: each for each in search_questions(guide, query, language)}
    suggested_topics = frozenset(open_suggestions(guide, state))
    rows: list[Row] = []
    for section in guide.sections:
        title = section.title.in_(language)
        found_questions = [
            questions_by_id[question.id]
            for question in section.questions
            if question.id in questions_by_id
        ]
        if found_questions:
            rows.append(Row(_heading(title, first=not rows)))
        for found in found_questions:
            word_id = _word(guide, state, found.question, suggested_topics, looked_at)
            drawing = _question(node, guide, state, found, word_id, language)
            rows.append(Row(drawing, found.question.id))
    return rows


def topic_rows(node: DOMNode, guide: Guide, state: InterviewState, language: str) -> list[Row]:
    """Every topic under its number; the key is the id of the question about it, or its own."""
    return [
        Row(
            _topic(node, guide, state, topic, number, language),
            question.id if (question := question_of(guide, topic.id)) else topic.id,
        )
        for number, topic in enumerate(guide.topics, start=1)
    ]


def _word(
    guide: Guide,
    state: InterviewState,
    question: Question,
    suggested_topics: frozenset[str],
    looked_at: str,
) -> str:
    """The id of the word beside a question; "" for none."""
    if question.id == looked_at:
        return "interview.looked_at"
    if looked_at and question.id == state.question:
        return "interview.question_here"
    if question.topic in suggested_topics and question_of(guide, question.topic) == question:
        return "mark.suggested"
    _, word_id = shape_and_word(guide, state, question)
    if word_id != f"mark.{Mark.OPEN}":
        return word_id
    return "interview.question_here" if question.id == state.question else ""


def _heading(title: str, *, first: bool) -> Drawing:
    def draw(width: int) -> list[Line]:
        line = (Piece(shorten(title, width), "accent"),)
        return [line] if first else [(), line]

    return draw


def _question(
    node: DOMNode,
    guide: Guide,
    state: InterviewState,
    found: FoundQuestion,
    word_id: str,
    language: str,
) -> Drawing:
    question = found.question
    shape, mark_id = shape_and_word(guide, state, question)
    is_here = question.id == state.question
    role = "strong" if is_here else "text" if mark_id == f"mark.{Mark.OPEN}" else "quiet"
    reason = _reason(node, found)
    word = plain(words(node, word_id)) if word_id else ""

    def draw(width: int) -> list[Line]:
        room = width - 2 - (len(word) + 1 if word else 0)
        text = shorten(question.text.in_(language), room)
        line = (
            Piece(f"{shape} ", role),
            Piece(text.ljust(room), role),
            Piece(f" {word}" if word else "", "quiet"),
        )
        return [line, (Piece(f"  {shorten(reason, width - 2)}", "quiet"),)] if reason else [line]

    return draw


def _reason(node: DOMNode, found: FoundQuestion) -> str:
    """Why a question was found whose own words are others."""
    if found.cue:
        return words(node, "interview.cue_of", topic=found.topic, cue=found.cue)
    return words(node, "interview.topic_of", topic=found.topic) if found.topic else ""


def _topic(
    node: DOMNode, guide: Guide, state: InterviewState, topic: Topic, number: int, language: str
) -> Drawing:
    shape, word_id = topic_mark(guide, state, topic.id)
    word = "" if word_id == f"mark.{Mark.OPEN}" else plain(words(node, word_id))
    role = "strong" if word_id == "mark.suggested" else "quiet" if word else "text"

    def draw(width: int) -> list[Line]:
        room = width - 5 - (len(word) + 1 if word else 0)
        title = shorten(topic.title.in_(language), room)
        return [
            (
                Piece(f"{number:>2} ", "accent"),
                Piece(f"{shape} {title.ljust(room)}", role),
                Piece(f" {word}" if word else "", role),
            )
        ]

    return draw
