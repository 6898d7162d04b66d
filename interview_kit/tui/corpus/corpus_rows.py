"""Questions, hits and answers as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from textual.dom import DOMNode

from interview_kit.corpus.answers import AnswerTurn, AskedQuestion
from interview_kit.corpus.search import SearchHit
from interview_kit.interface.mark_shapes import SHAPES
from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import Mark
from interview_kit.tui.kit import words
from interview_kit.tui.read.transcript_rows import TranscriptRows
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row

TEXT_WIDTH = 96  # longer lines are hard to read


def question_rows(node: DOMNode, questions: Sequence[AskedQuestion]) -> list[Row]:
    """A row for each question under its section, with how many said something under it."""
    rows = [Row(_quiet(words(node, "corpus.questions")))]
    for title, section in groupby(questions, key=lambda question: question.section_title):
        rows.append(Row(_heading(title)))
        for row in section:
            count = words(node, "corpus.answered", answered=row.answered, interviews=row.interviews)
            rows.append(Row(_question(row.text, count), row.id))
        rows.append(Row(_gap))
    return rows


def hit_rows(node: DOMNode, hits: Sequence[SearchHit], wordings: Mapping[str, str]) -> list[Row]:
    """A row for each turn that was found: where it stands, and the words around what matched."""
    return [
        Row(
            _hit(hit, words(node, f"speaker.{hit.speaker}"), wordings.get(hit.question, "")),
            (hit.interview, hit.turn),
        )
        for hit in hits
    ]


def answer_rows(node: DOMNode, wording: str, answers: Sequence[AnswerTurn]) -> list[Row]:
    """A question, and every turn under it, under a heading for each interview."""
    maker = TranscriptRows(node, {})
    rows = [Row(_quiet(wording))]
    for interview, turns in groupby(answers, key=lambda answer: answer.interview):
        run = list(turns)
        rows += [Row(_heading(_about(node, run[0]))), Row(_gap)]
        for entry in run:
            turn = Turn(
                entry.turn,
                Speaker(entry.speaker),
                entry.start_ms,
                entry.end_ms,
                "",
                entry.text,
            )
            rows.append(Row(maker.row(turn).draw, (interview, entry.turn)))
    return rows


def note(text: str) -> Row:
    """A sentence where there is nothing to list."""
    return Row(_quiet(text))


def _about(node: DOMNode, first: AnswerTurn) -> str:
    parts = [first.interview, first.held]
    if first.mark in set(Mark):
        mark = Mark(first.mark)
        parts.append(f"{SHAPES[mark]} {words(node, f'mark.{mark.value}')}")
    return " · ".join(filter(None, parts))


def _hit(hit: SearchHit, speaker: str, wording: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        where = f"{hit.interview.ljust(9)}{timestamp(hit.start_ms)}  {speaker.ljust(13)}"
        wording_text = shorten(wording, max(1, min(width, TEXT_WIDTH) - len(where)))
        head = (Piece(hit.interview.ljust(9), "strong"), Piece(where[9:], "quiet"))
        text = [
            tuple(marked_piece) for marked_piece in _marked(hit.snippet, min(width, TEXT_WIDTH))
        ]
        return [(*head, Piece(wording_text, "quiet")), *text, ()]

    return draw


def _marked(snippet: str, width: int) -> Iterator[list[Piece]]:
    """The lines of a snippet; what stands between « and » matched, also across two lines."""
    inside = False
    for line in lines(snippet, width):
        pieces = []
        for number, text in enumerate(line.replace("»", "«").split("«")):
            inside = inside if number == 0 else not inside
            if text:
                pieces.append(Piece(text, "swap" if inside else "text"))
        yield pieces


def _question(text: str, count: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        room = min(width, TEXT_WIDTH) - 12
        first, *other_lines = lines(text, room)
        count_piece = Piece(count.rjust(11), "quiet")
        return [(Piece(first.ljust(room)), count_piece), *((Piece(line),) for line in other_lines)]

    return draw


def _heading(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [(Piece(line, "accent"),) for line in lines(text, min(width, TEXT_WIDTH))]

    return draw


def _quiet(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "quiet"),) for line in lines(text, min(width, TEXT_WIDTH))), ()]

    return draw


def _gap(_width: int) -> list[Line]:
    return [()]
