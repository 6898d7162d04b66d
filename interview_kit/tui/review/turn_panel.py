"""Beside the review where the screen is wide: the whole turn, with the one before and after."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview_kit.interface.note_lines import NOTE_SHAPES
from interview_kit.interface.terminal_text import plain
from interview_kit.model.turn import Turn
from interview_kit.session.margin_notes import NoteKind
from interview_kit.tui.kit import words


class TurnPanel(VerticalScroll, can_focus=False):
    """Hidden below 120 columns, where the lines need the room."""

    DEFAULT_CSS = """
    TurnPanel { display: none; width: 50; height: 1fr; padding: 0 2; margin-right: 2;
                border-left: solid $line; }
    TurnPanel Static { width: 100%; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns: Mapping[int, Turn] = {}
        self._searched_turns: Mapping[int, Turn] = {}

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def take(self, turns: tuple[Turn, ...], searched_turns: tuple[Turn, ...]) -> None:
        """The turns of the interview; `searched_turns` hold those of notes as well, below 0."""
        self._turns = {turn.number: turn for turn in turns}
        self._searched_turns = {turn.number: turn for turn in searched_turns}

    def show(self, number: int | None, place: tuple[int, int] = (0, 0)) -> None:
        """Show a turn between its neighbours, or a note; `place` is where in it the name stands."""
        page = self.query_one(Static)
        turn = self._searched_turns.get(number) if number is not None else None
        if turn is None:
            page.update("")
            return
        numbers = list(self._turns)
        at = numbers.index(turn.number) if turn.number in self._turns else None
        parts = []
        for near in [turn.number] if at is None else numbers[max(0, at - 1) : at + 2]:
            near_turn = self._searched_turns[near]
            text = self._marked(near_turn, place) if near_turn is turn else self._quiet(near_turn)
            parts.append(Content.assemble(self._head(near_turn), "\n", text))
        page.update(Content("\n\n").join(parts))
        self.scroll_home(animate=False)

    def _head(self, turn: Turn) -> Content:
        if turn.number < 0:
            head = f"{turn.clock}  {NOTE_SHAPES[NoteKind.NOTE]} "
            return Content.styled(head + words(self, "review.noted"), "bold $accent")
        speaker = words(self, f"speaker.{turn.speaker}")
        return Content.styled(f"{turn.clock}  {speaker}", "$quiet")

    @staticmethod
    def _quiet(turn: Turn) -> Content:
        return Content.styled(plain(turn.text), "$quiet")

    @staticmethod
    def _marked(turn: Turn, place: tuple[int, int]) -> Content:
        start, end = place
        return Content.assemble(
            plain(turn.text[:start]),
            (plain(turn.text[start:end]), "bold underline $accent"),
            plain(turn.text[end:]),
        )
