"""The margin of a transcript: what was noted, beside the turns it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.dom import DOMNode

from interview_kit.guide.guide import Guide
from interview_kit.interface.note_lines import note_line
from interview_kit.model.clock import timestamp
from interview_kit.model.turn import Turn
from interview_kit.session.margin_notes import MarginNote
from interview_kit.tui.kit import kit
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row
from interview_kit.workflow.interviews.interview_notes import note_ms, turns_beside


class NoteMargin:
    """The notes of one interview, in the words of its `guide`; `spoken` is its language.

    `own_notes` gives those of who corrects, by turn. They are called by that number, below 0.
    """

    def __init__(
        self,
        node: DOMNode,
        guide: Guide,
        spoken: str,
        notes: Sequence[MarginNote],
        turns: Sequence[Turn],
        rate: int,
        own_notes: Callable[[], Mapping[int, str]],
    ) -> None:
        language = kit(node).language
        self._own_notes = own_notes
        self._starts_ms = {turn.number: turn.start_ms for turn in turns}
        self._times_ms = {note.number: note_ms(note, rate) for note in notes}
        self._beside = turns_beside(notes, turns, rate)
        self._lines = {
            note.number: f"{timestamp(note_ms(note, rate))} "
            f"{note_line(note, guide, spoken, language)}"
            for note in notes
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        return not (self._lines or self._own_notes())

    @property
    def noted_turns(self) -> list[int]:
        """The numbers of the turns beside which something was noted."""
        return sorted({*self._beside.values(), *self._own_notes()})

    def lines(self) -> Mapping[int, Sequence[str]]:
        """The notes of each turn, by its number."""
        lines_by_turn: dict[int, list[str]] = {}
        for number, line in self._lines.items():
            lines_by_turn.setdefault(self._beside[number], []).append(line)
        return lines_by_turn

    def turn_of(self, note: int) -> int:
        """The number of the turn that a note stands beside."""
        return -note if note < 0 else self._beside[note]

    def rows(self, query: str) -> list[Row]:
        """The notes in which `query` stands, each under the number of its entry."""
        wanted = query.strip().casefold()
        dated_lines = [
            (self._times_ms[number], number, line) for number, line in self._lines.items()
        ]
        for turn, text in self._own_notes().items():
            start_ms = self._starts_ms.get(turn, 0)
            dated_lines.append((start_ms, -turn, f"{timestamp(start_ms)} ≡ {text}"))
        return [
            Row(_drawing(line), number)
            for _, number, line in sorted(dated_lines, key=lambda dated: dated[0])
            if wanted in line.casefold()
        ]


def _drawing(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [(Piece(line),) for line in lines(text, width)]

    return draw
