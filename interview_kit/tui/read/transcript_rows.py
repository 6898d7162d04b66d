"""Turns as rows: time and speaker in the margin, questions as headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual.dom import DOMNode

from interview_kit.interface.missing_sound import gaps_inside, missing_line, with_gaps
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import Gap
from interview_kit.tui.kit import kit, words
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row

_TIME, _SPEAKER = 10, 13
_BESIDE_FROM = 66
"""From this width on time and speaker stand beside the text, below it above the text."""
_MARGIN_FROM = 108
"""From this width on there is a margin for notes, as a terminal of 120 columns has it."""
_MARGIN, _TEXT, _TEXT_WIDE = 32, 76, 96


class TranscriptRows:
    """Makes rows of the turns of one interview; `wordings` are its questions by id.

    `notes` are lines that stand in the margin of a turn, by its number.
    """

    def __init__(self, node: DOMNode, wordings: Mapping[str, str]) -> None:
        self.notes: Mapping[int, Sequence[str]] = {}
        self._language = kit(node).language
        self._questions = wordings
        self._before = words(node, "read.before")
        self._corrected = words(node, "read.corrected")
        self._inner_gaps: Mapping[int, tuple[tuple[int, Gap], ...]] = {}
        self._rate = 0
        self._overlap = words(node, "read.overlap")
        self._speakers: Mapping[Speaker, str] = {
            speaker: words(node, f"speaker.{speaker}") for speaker in Speaker
        }

    def rows(
        self, turns: Sequence[Turn], corrected_turns: frozenset[int], gaps: Sequence[Gap], rate: int
    ) -> list[Row]:
        """All turns, with a line for each gap and a heading where the question changes."""
        rows: list[Row] = []
        question: str | None = None
        self._inner_gaps = {turn.number: gaps_inside(turn, gaps, rate) for turn in turns}
        self._rate = rate
        inner_gaps = {gap for places in self._inner_gaps.values() for _, gap in places}
        outer_gaps = [gap for gap in gaps if gap not in inner_gaps]
        for earlier_gaps, turn in with_gaps(turns, outer_gaps, rate):
            rows += [Row(_gap(missing_line(gap, rate, self._language))) for gap in earlier_gaps]
            if turn is None:
                break
            if turn.question != question:
                question = turn.question
                rows.append(Row(_heading(self._questions.get(question, self._before))))
            rows.append(self.row(turn, turn.number in corrected_turns))
        return rows

    def row(self, turn: Turn, is_corrected: bool) -> Row:
        """One turn; a corrected one says so."""
        return Row(self._drawing(turn, is_corrected), turn.number)

    def _drawing(self, turn: Turn, is_corrected: bool) -> Callable[[int], list[Line]]:
        time = timestamp(turn.start_ms)
        speaker = self._speakers[turn.speaker]
        role = "quiet" if turn.speaker is Speaker.INTERVIEWER else "text"
        inner_gaps = self._inner_gaps.get(turn.number, ())
        remarks = [f"✎ {self._corrected}"] if is_corrected else []
        remarks += [f"⇄ {self._overlap}"] if turn.overlaps else []
        remark_text = "  ".join(["", *remarks])
        notes = self.notes.get(turn.number, ())

        def text_pieces(width: int) -> list[Piece]:
            """The text, with a line for each gap in it."""
            pieces: list[Piece] = []
            words_left, begun = turn.text, 0
            for place, gap in inner_gaps:
                before = " ".join(words_left.split()[: place - begun])
                words_left = " ".join(words_left.split()[place - begun :])
                begun = place
                pieces += [Piece(line, role) for line in lines(before, width)] if before else []
                gap_text = missing_line(gap, self._rate, self._language)
                pieces += [Piece(line, "caution") for line in lines(gap_text, width)]
            return [*pieces, *(Piece(line, role) for line in lines(words_left, width))]

        def draw(width: int) -> list[Line]:
            head = (
                Piece(time.ljust(_TIME), "quiet"),
                Piece(speaker.ljust(_SPEAKER), "strong"),
            )
            if width < _BESIDE_FROM:
                text = [(piece,) for piece in text_pieces(width - 2)]
                text += [(Piece(line, "accent"),) for line in _wrapped(notes, width - 2)]
                return [(*head, Piece(remark_text, "quiet")), *text, ()]
            indent = Piece(" " * (_TIME + _SPEAKER))
            has_margin = width >= _MARGIN_FROM
            room = width - _TIME - _SPEAKER - 2 - (_MARGIN + 2 if has_margin else 0)
            text_width = min(_TEXT_WIDE if has_margin else _TEXT, room)
            first, *other_lines = text_pieces(text_width)
            drawn_lines: list[Line] = [(*head, first)]
            drawn_lines += [(indent, piece) for piece in other_lines]
            if remark_text:
                drawn_lines.append((indent, Piece(remark_text.strip(), "quiet")))
            if has_margin:
                return [*_with_margin(drawn_lines, _wrapped(notes, _MARGIN), text_width), ()]
            drawn_lines += [(indent, Piece(line, "accent")) for line in _wrapped(notes, text_width)]
            return [*drawn_lines, ()]

        return draw


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


def _heading(text: str) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "accent"),) for line in lines(text, min(width, 96))), ()]

    return draw


def _gap(text: str) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        return [*((Piece(line, "caution"),) for line in lines(text, min(width, 96))), ()]

    return draw
