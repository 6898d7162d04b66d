"""Turns as rows: time and speaker in the margin, questions as headings."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import islice

from rich.cells import cell_len
from textual.dom import DOMNode

from interview_kit.interface.missing_sound import gaps_inside, missing_line, with_gaps
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.wrapped_text import Span, place_at, wrapped_spans
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import Gap
from interview_kit.tui.kit import kit, words
from interview_kit.tui.read.text_marks import TextMarks, marked_pieces
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row

_TIME, _SPEAKER = 10, 13
_BESIDE_FROM = 66
"""From this width on time and speaker stand beside the text, below it above the text."""
_MARGIN_FROM = 108
"""From this width on there is a margin for notes, as a terminal of 120 columns has it."""
_MARGIN, _TEXT, _TEXT_WIDE = 32, 76, 96


class TranscriptRows:
    """Makes rows of the turns of one interview; `wordings` are its questions by id.

    `notes` are lines that stand in the margin of a turn, by its number; `marks` what is marked in
    the text. A row is the same object for as long as its turn is, so that it is drawn once.
    """

    def __init__(self, node: DOMNode, wordings: Mapping[str, str]) -> None:
        self.notes: dict[int, Sequence[str]] = {}
        self.marks = TextMarks()
        self._row_by_turn: dict[int, tuple[tuple[object, ...], Row]] = {}
        self._places: dict[int, list[tuple[int, Span | None]]] = {}
        self._language = kit(node).language
        self._questions = wordings
        self._before = words(node, "read.before")
        self._corrected, self._removed = words(node, "read.corrected"), words(node, "read.left_out")
        self._inner_gaps: Mapping[int, tuple[tuple[int, Gap], ...]] = {}
        self._rate = 0
        self._overlap = words(node, "read.overlap")
        self._speakers: Mapping[Speaker, str] = {
            speaker: words(node, f"speaker.{speaker}") for speaker in Speaker
        }

    def rows(
        self,
        turns: Sequence[Turn],
        correctors: Mapping[int, str],
        removed_turns: Sequence[Turn],
        gaps: Sequence[Gap],
        rate: int,
    ) -> list[Row]:
        """All turns, with a line for each gap and a heading where the question changes.

        `correctors` are who else corrected a turn, empty for nobody else, by the number of each
        corrected or removed turn. A removed turn is a line where it was.
        """
        rows: list[Row] = []
        question: str | None = None
        self._inner_gaps = {turn.number: gaps_inside(turn, gaps, rate) for turn in turns}
        self._rate = rate
        inner_gaps = {gap for places in self._inner_gaps.values() for _, gap in places}
        outer_gaps = [gap for gap in gaps if gap not in inner_gaps]
        unsaid_turns = deque(removed_turns)
        for earlier_gaps, turn in with_gaps(turns, outer_gaps, rate):
            while unsaid_turns and (turn is None or unsaid_turns[0].start_ms < turn.start_ms):
                unsaid_turn = unsaid_turns.popleft()
                rows.append(self._removed_row(unsaid_turn, correctors[unsaid_turn.number]))
            rows += [Row(_gap(missing_line(gap, rate, self._language))) for gap in earlier_gaps]
            if turn is None:
                break
            if turn.question != question:
                question = turn.question
                rows.append(Row(_heading(self._questions.get(question, self._before))))
            rows.append(self.row(turn, correctors.get(turn.number)))
        rows += [self._removed_row(turn, correctors[turn.number]) for turn in unsaid_turns]
        return rows

    def row(self, turn: Turn, corrector: str | None = None) -> Row:
        """One turn; a corrected one says so, and who did it where a `corrector` is named."""
        content = (turn, corrector, self.notes.get(turn.number), self._inner_gaps.get(turn.number))
        earlier = self._row_by_turn.get(turn.number)
        if earlier is not None and earlier[0] == content:
            return earlier[1]
        row = Row(self._drawing(turn, corrector), turn.number)
        self._row_by_turn[turn.number] = content, row
        return row

    def place_at(self, turn: int, line: int, column: int, text: str) -> int | None:
        """The place in the text of a turn that stands in a column of one of its lines."""
        places = self.places(turn)
        if not 0 <= line < len(places):
            return None
        indent, span = places[line]
        return None if span is None else place_at(text, span, max(0, column - indent))

    def places(self, turn: int) -> Sequence[tuple[int, Span | None]]:
        """The lines of a turn as they were drawn last: the column and span of the text on each."""
        return self._places.get(turn, ())

    def _removed_row(self, turn: Turn, corrector: str) -> Row:
        """What the machine heard and a person took out, in one line."""
        remark = _by(self._removed, corrector)
        text = f"✎ {remark}: {self._speakers[turn.speaker]}: {turn.text}"
        indent = Piece(turn.clock.ljust(_TIME), "quiet")

        def draw(width: int) -> list[Line]:
            room = min(width - 2 - _TIME, _TEXT_WIDE)
            return [(indent, Piece(shorten(text, room), "quiet")), ()]

        return Row(draw)

    def _drawing(self, turn: Turn, corrector: str | None) -> Drawing:
        head = (
            Piece(turn.clock.ljust(_TIME), "quiet"),
            Piece(self._speakers[turn.speaker].ljust(_SPEAKER), "strong"),
        )
        remarks = [] if corrector is None else [f"✎ {_by(self._corrected, corrector)}"]
        remarks += [f"⇄ {self._overlap}"] if turn.overlaps else []
        remark_text = "  ".join(["", *remarks])
        notes = self.notes.get(turn.number, ())

        def draw(width: int) -> list[Line]:
            is_beside = width >= _BESIDE_FROM
            has_margin = width >= _MARGIN_FROM
            room = width - 2
            if is_beside:
                room -= _TIME + _SPEAKER + (_MARGIN + 2 if has_margin else 0)
                room = min(_TEXT_WIDE if has_margin else _TEXT, room)
            spans, text = self._text_lines(turn, room)
            if not is_beside:
                self._places[turn.number] = [(0, None), *((0, span) for span in spans)]
                below = [(Piece(line, "accent"),) for line in _wrapped(notes, room)]
                return [(*head, Piece(remark_text, "quiet")), *text, *below, ()]
            self._places[turn.number] = [(_TIME + _SPEAKER, span) for span in spans]
            indent = Piece(" " * (_TIME + _SPEAKER))
            drawn_lines: list[Line] = [(*head, *text[0])]
            drawn_lines += [(indent, *pieces) for pieces in text[1:]]
            if remark_text:
                drawn_lines.append((indent, Piece(remark_text.strip(), "quiet")))
            if has_margin:
                return [*_with_margin(drawn_lines, _wrapped(notes, _MARGIN), room), ()]
            drawn_lines += [(indent, Piece(line, "accent")) for line in _wrapped(notes, room)]
            return [*drawn_lines, ()]

        return draw

    def _text_lines(self, turn: Turn, width: int) -> tuple[list[Span | None], list[Line]]:
        """The text with a line for each gap in it; the span of each line, None for a gap's."""
        role = "quiet" if turn.speaker is Speaker.INTERVIEWER else "text"
        text, marks = self.marks.text(turn.number, turn.text), self.marks.of(turn.number)
        spans: list[Span | None] = []
        drawn_lines: list[Line] = []
        start = 0

        def add_text(end: int) -> None:
            text_spans = wrapped_spans(text, width, start, end)
            here = [mark for mark in marks if start <= mark[0][0] < end or end == len(text)]
            spans.extend(text_spans)
            drawn_lines.extend(map(tuple, marked_pieces(text, text_spans, role, here)))

        for place, gap in self._inner_gaps.get(turn.number, ()):
            end = _start_of_word(text, place)
            add_text(end)
            gap_lines = lines(missing_line(gap, self._rate, self._language), width)
            spans.extend([None] * len(gap_lines))
            drawn_lines.extend((Piece(line, "caution"),) for line in gap_lines)
            start = end
        add_text(len(text))
        return spans, drawn_lines


_WORD = re.compile(r"\S+")


def _start_of_word(text: str, count: int) -> int:
    """Where the word begins that has `count` words before it; the end where there are fewer."""
    return next((m.start() for m in islice(_WORD.finditer(text), count, None)), len(text))


def _by(remark: str, people: str) -> str:
    return f"{remark} ({people})" if people else remark


def _wrapped(notes: Sequence[str], width: int) -> list[str]:
    return [line for note in notes for line in lines(note, width)]


def _with_margin(drawn_lines: list[Line], notes: list[str], text_width: int) -> list[Line]:
    """Lines of a turn with those of its notes to the right of them."""
    column = _TIME + _SPEAKER + text_width
    rows = max(len(drawn_lines), len(notes))
    padded_lines = drawn_lines + [()] * (rows - len(drawn_lines))
    return [
        (
            *line,
            Piece(" " * (column - _cells(line))),
            Piece("│", "rule"),
            Piece(f" {note}", "quiet"),
        )
        if note
        else line
        for line, note in zip(padded_lines, notes + [""] * (rows - len(notes)), strict=True)
    ]


def _cells(line: Line) -> int:
    return sum(cell_len(plain(piece.text)) for piece in line)


def _heading(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "accent"),) for line in lines(text, min(width, 96))), ()]

    return draw


def _gap(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "caution"),) for line in lines(text, min(width, 96))), ()]

    return draw
