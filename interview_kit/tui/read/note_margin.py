"""The margin of a transcript: what was noted, beside the turns it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    """The notes of one interview, in the words of its `guide`; `spoken` is its language."""

    def __init__(
        self,
        node: DOMNode,
        guide: Guide,
        spoken: str,
        notes: Sequence[MarginNote],
        turns: Sequence[Turn],
        rate: int,
    ) -> None:
        language = kit(node).language
        self._beside = turns_beside(notes, turns, rate)
        self._lines = {
            note.number: f"{timestamp(note_ms(note, rate))} "
            f"{note_line(note, guide, spoken, language)}"
            for note in notes
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing was noted."""
        return not self._lines

    @property
    def noted_turns(self) -> list[int]:
        """The numbers of the turns beside which something was noted, in order."""
        return sorted(set(self._beside.values()))

    def lines(self) -> Mapping[int, Sequence[str]]:
        """The notes of each turn, by its number."""
        lines_by_turn: dict[int, list[str]] = {}
        for number, line in self._lines.items():
            lines_by_turn.setdefault(self._beside[number], []).append(line)
        return lines_by_turn

    def turn_of(self, note: int) -> int:
        """The number of the turn that a note stands beside."""
        return self._beside[note]

    def rows(self, query: str) -> list[Row]:
        """The notes in which `query` stands, each under the number of its entry."""
        wanted = query.strip().casefold()
        return [
            Row(_drawing(line), number)
            for number, line in self._lines.items()
            if wanted in line.casefold()
        ]


def _drawing(text: str) -> Drawing:
    def draw(width: int) -> list[Line]:
        return [(Piece(line),) for line in lines(text, width)]

    return draw
