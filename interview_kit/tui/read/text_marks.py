"""What is marked in the text of the turns: doubt, the word that sounds, the cursor of who types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from interview_kit.interface.typed_text import TypedText
from interview_kit.interface.wrapped_text import Span, line_of
from interview_kit.tui.widgets.line_area import Piece

Mark = tuple[Span, str]
"""A stretch of a text, and the role in which it is drawn."""


@dataclass(slots=True)
class TextMarks:
    """Marks by the number of their turn; the later of two covers the earlier.

    `cleaned` turns are shown without fillers: places of the full text are none of theirs. `doubts`
    are doubtful places; `lit` is the turn and the word that sounds; `typed` the turn in
    which somebody types, and its text as it stands meanwhile.
    """

    cleaned: set[int] = field(default_factory=set)
    doubts: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    lit: tuple[int, Span] | None = None
    typed: tuple[int, TypedText] | None = None

    def text(self, number: int, shown_text: str) -> str:
        """The text of a turn: what is typed, or else `shown_text`."""
        typed_text = self.typed_in(number)
        return shown_text if typed_text is None else typed_text.text

    def typed_in(self, number: int) -> TypedText | None:
        """What is typed in a turn; None where nobody types in it."""
        return self.typed[1] if self.typed is not None and self.typed[0] == number else None

    def of(self, number: int) -> list[Mark]:
        """What is marked in a turn."""
        if number in self.cleaned and self.typed_in(number) is None:
            return []
        marks = [(span, "doubt") for span in self.doubts.get(number, ())]
        if self.lit is not None and self.lit[0] == number:
            marks.append((self.lit[1], "lit"))
        typed_text = self.typed_in(number)
        if typed_text is not None:
            start, end = typed_text.selection
            marks += [((start, end), "selected")] if start < end else []
            marks.append(((typed_text.place, typed_text.place + 1), "caret"))
        return marks


def marked_pieces(
    text: str, spans: Sequence[Span], role: str, marks: Sequence[Mark]
) -> list[list[Piece]]:
    """The lines of a text, cut where a mark begins or ends; a cursor behind a line stands there."""
    caret = next((span[0] for span, mark_role in marks if mark_role == "caret"), None)
    caret_line = None if caret is None else line_of(spans, caret)
    lines = []
    for number, (start, end) in enumerate(spans):
        own_marks = [
            mark
            for mark in marks
            if mark[0][0] < end
            and mark[0][1] > start
            and (mark[1] != "caret" or number == caret_line)
        ]
        cuts = {start, end}
        for (mark_start, mark_end), _ in own_marks:
            cuts |= {max(start, mark_start), min(end, mark_end)}
        places = sorted(cuts)
        pieces = []
        for first, after in pairwise(places):
            covering_roles = [
                mark_role for (s, e), mark_role in own_marks if s <= first and after <= e
            ]
            pieces.append(Piece(text[first:after], covering_roles[-1] if covering_roles else role))
        if number == caret_line and caret is not None and caret >= end:
            pieces += [Piece(" " * (caret - end), role), Piece(" ", "caret")]
        lines.append(pieces or [Piece("", role)])
    return lines
