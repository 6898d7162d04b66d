"""What a person made of the machine's text: from one change to the next, and all in a list."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.editing.word_difference import DifferenceKind, WordDifference
from interview_kit.interface.wrapped_text import wrapped_spans
from interview_kit.model.clock import timestamp
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.kit import words
from interview_kit.tui.read.correcting import Correcting
from interview_kit.tui.read.text_marks import Mark, marked_pieces
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row
from interview_kit.workflow.transcription.second_reading import (
    CorrectedTurn,
    TurnChange,
    standing_turn,
)

AROUND_WORDS = 5
"""So many words that stay are shown before and after those that were changed."""


class ChangeKeys(Correcting):
    """The keys of who reads what somebody else corrected."""

    _compared_text = ""
    """What became of the turn that was led to."""

    def compared_hint(self) -> str:
        """What is told of the turn that was led to, where the machine heard the same words."""
        return self._compared_text if self.is_compared else ""

    def action_next_change(self) -> None:
        """To the next turn that is not as the machine made it; after the last to the first."""
        if not self.settle():
            return
        order = self.turn_order
        changed_numbers = {self._place_of(row) for row in self.editor.corrected_turns}
        here = order.get(self.number, -1)
        places = sorted(order[number] for number in changed_numbers if number in order)
        later_places = [place for place in places if place > here]
        if not places:
            self.told("read.no_changes")
            return
        if not later_places:
            self.told("read.changes_anew")
        self._compare(self.turns[(later_places or places)[0]].number)

    def action_changes(self) -> None:
        """A list of everything that was changed; choosing one goes there."""
        if not self.settle():
            return
        changes = self.editor.corrected_turns
        if not changes:
            self.told("read.no_changes")
            return
        places = [self._place_of(row) for row in changes]
        entries = [(self._head(row), *_shortened(row)) for row in changes]

        def find(query: str) -> list[Row]:
            folded_query = query.strip().casefold()
            return [
                Row(_drawing(head, text, marks), place)
                for place, (head, text, marks) in enumerate(entries)
                if folded_query in f"{head} {text}".casefold()
            ]

        def chosen(place: str | None) -> None:
            if place is not None:
                self._compare(places[int(place)])

        self.app.push_screen(FindDialog(words(self, "read.changes"), find), chosen)

    def _compare(self, number: int) -> None:
        """Go to a turn, and show what the machine heard there."""
        self.stop_typing()
        rows = [row for row in self.editor.corrected_turns if self._place_of(row) == number]
        self.compared_turn, self._compared_text = number, "  ".join(map(self._head, rows))
        self.rows.go_to(number)
        self.draw_state()

    def _place_of(self, row: CorrectedTurn) -> int:
        return standing_turn(row, self.turns)

    def _head(self, row: CorrectedTurn) -> str:
        names = [words(self, f"speaker.{role}") for role in row.machine_speakers]
        own_name = "" if row.speaker is None else words(self, f"speaker.{row.speaker}")
        speakers = dict.fromkeys(name for name in (", ".join(names), own_name) if name)
        parts = [
            f"{timestamp(row.start_ms)}  {' → '.join(speakers)}",
            self._change_text(row),
            self.named_people(row.people),
            f"≡ {row.note}" if row.note else "",
        ]
        return " · ".join(filter(None, parts))

    def _change_text(self, row: CorrectedTurn) -> str:
        if row.change is TurnChange.SPLIT_OFF:
            machine_turn = self.editor.transcript.machine[row.origins[0]]
            return words(self, "read.split_off", time=timestamp(machine_turn.start_ms))
        if row.change is TurnChange.JOINED:
            return words(self, "read.joined", count=len(row.origins))
        texts = {
            TurnChange.CHANGED: "read.changed",
            TurnChange.ADDED: "read.added",
            TurnChange.REMOVED: "read.left_out",
        }
        return words(self, texts[row.change])


def _shortened(row: CorrectedTurn) -> tuple[str, list[Mark]]:
    """What was changed with some words around it: the text, and its marks."""
    text, marks = "", []
    last = len(row.differences) - 1
    for place, part in enumerate(row.differences):
        if part.kind is DifferenceKind.SAME:
            pieces = [(_around(part, is_first=not place, is_last=place == last), "")]
        else:
            pieces = [(f"−{part.before}", "caution")] if part.before else []
            pieces += [(f"+{part.after}", "accent")] if part.after else []
        for piece, role in pieces:
            start = len(text) + bool(text)
            text = f"{text} {piece}".lstrip()
            marks += [((start, len(text)), role)] if role else []
    return text, marks


def _around(part: WordDifference, *, is_first: bool, is_last: bool) -> str:
    """Words that stay, of which those far from a change are left out."""
    same_words = part.after.split()
    if is_first and is_last:  # no word was changed
        first, last = same_words[: 2 * AROUND_WORDS], same_words[:0]
    else:
        first = [] if is_first else same_words[:AROUND_WORDS]
        last = [] if is_last else same_words[max(len(first), len(same_words) - AROUND_WORDS) :]
    is_cut = len(first) + len(last) < len(same_words)
    return " ".join([*first, *(["…"] if is_cut else []), *last])


def _drawing(head: str, text: str, marks: Sequence[Mark]) -> Drawing:
    def draw(width: int) -> list[Line]:
        room = max(10, width - 4)
        spans = wrapped_spans(text, room)
        text_lines = marked_pieces(text, spans, "quiet", marks)
        heads = [(Piece(line, "strong"),) for line in lines(head, room)]
        return [*heads, *((Piece("  "), *line) for line in text_lines), ()]

    return draw
