"""Coding a filed transcript: codes on turns or on chosen words, with memos, and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.filed_interviews import record
from interview_kit.errors import KitError
from interview_kit.interface.terminal_text import plain
from interview_kit.language.values import value_phrase
from interview_kit.model.account import account_name
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding
from interview_kit.model.turn import Turn
from interview_kit.tui.bindings import bindings
from interview_kit.tui.coding.marked_turns import (
    ChosenWords,
    chosen_span,
    marked_rows,
    word_spans,
)
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.text_dialog import TextDialog
from interview_kit.tui.kit import KitScreen, tell, tell_error, words
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.coding.coding_session import CodingSession


class CodingScreen(KitScreen):
    """The nine codes that were used last have a number; every other is found by its name."""

    TABLE: ClassVar[str] = "coding"
    BINDINGS: ClassVar[list[BindingType]] = bindings("coding")
    CSS = """
    CodingScreen #palette { height: auto; max-height: 7; padding: 0 2; color: $quiet;
                            border-top: solid $line; }
    """

    def __init__(self, corpus: Corpus, interview: str, turn: int = 0) -> None:
        super().__init__()
        self._record = record(corpus, interview)
        self._session = CodingSession(corpus, interview, account_name())
        self._palette_codes: tuple[CodebookEntry, ...] = ()
        self._selection: ChosenWords | None = None
        self._first = turn

    def compose(self) -> ComposeResult:
        """The turns with their codes."""
        yield TitleBar(words(self, "coding.title", id=self._record.interview))
        yield RowList(is_centred=True)
        yield Static(id="palette", markup=False)
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Begin at the turn that was asked for."""
        self._palette_codes = self._session.codebook[:9]
        self._draw(self._first or None)
        self.query_one(RowList).focus()

    # What the keys do

    def action_code(self, number: int) -> None:
        """Give the code with this number to the turn, or to the chosen words."""
        if number <= len(self._palette_codes):
            self._put(self._palette_codes[number - 1].id)
        else:
            tell(self, words(self, "coding.no_number", number=number))

    def action_find_code(self) -> None:
        """Find a code by its name, and give it."""
        entries = self._session.codebook
        if not entries:
            tell(self, words(self, "coding.no_codes"))
            return
        numbers = {entry.id: at for at, entry in enumerate(self._palette_codes, 1)}

        def find(query: str) -> list[Row]:
            wanted_text = query.strip().casefold()
            return [
                Row(_code_line(entry, numbers.get(entry.id)), entry.id)
                for entry in entries
                if wanted_text in entry.title.casefold() or wanted_text in entry.id
            ]

        def found(code: str | None) -> None:
            if code:
                self._put(code)

        self.app.push_screen(FindDialog(words(self, "coding.which"), find), found)

    def action_choose_words(self) -> None:
        """Choose words of this turn; once more: the whole turn again."""
        turn = self._turn
        if self._selection is not None or turn is None or not word_spans(turn.text):
            self._selection = None
        else:
            self._selection = ChosenWords(turn.number, 0, 0)
        self._draw()

    def action_next_word(self) -> None:
        """The words that are chosen end one later."""
        self._move(0, 1)

    def action_previous_word(self) -> None:
        """The words that are chosen end one earlier."""
        self._move(0, -1)

    def action_begin_later(self) -> None:
        """The words that are chosen begin one later."""
        self._move(1, 0)

    def action_begin_earlier(self) -> None:
        """The words that are chosen begin one earlier."""
        self._move(-1, 0)

    def action_memo(self) -> None:
        """Write what is to be remembered of a coding of this turn."""

        def chosen(coding: Coding) -> None:
            def written(memo: str | None) -> None:
                if memo is not None:
                    self._do(lambda: self._session.write_memo(coding.mark, memo.strip()))

            remark = words(self, "coding.memo_remark")
            self.app.push_screen(
                TextDialog(words(self, "coding.memo"), coding.memo, remark), written
            )

        self._which(words(self, "coding.memo_which"), chosen)

    def action_remove(self) -> None:
        """Take a code off this turn."""
        self._which(
            words(self, "coding.remove_which"),
            lambda coding: self._do(lambda: self._session.remove(coding.mark)),
        )

    def action_undo(self) -> None:
        """Take back the coder's latest step in this interview, also one of before."""

        def step() -> None:
            act = self._session.undo()
            text_id = "coding.undone" if act else "coding.nothing_to_undo"
            tell(self, words(self, text_id, act=value_phrase(act or "")))

        self._do(step)

    def action_others(self) -> None:
        """Show what others coded; once more: hide it."""
        self._session.sees_others = not self._session.sees_others
        self._draw()

    def action_coder(self) -> None:
        """Say who codes."""

        def named(coder: str | None) -> None:
            if coder and coder.strip():
                self._session.coder = coder.strip()
                self._palette_codes = self._session.codebook[:9]
                self._draw()

        dialog = LineDialog(words(self, "coding.who"), self._session.coder, is_selected=True)
        self.app.push_screen(dialog, named)

    def action_leave(self) -> None:
        """From chosen words to the whole turn, from there to the screen before."""
        if self._selection is not None:
            self._selection = None
            self._draw()
        else:
            self.dismiss()

    def on_row_list_moved(self, _event: RowList.Moved) -> None:
        """Chosen words belong to the turn under the cursor."""
        turn = self._turn
        if self._selection is not None and (turn is None or turn.number != self._selection.turn):
            self._selection = None
            self._draw()

    # How

    @property
    def _turn(self) -> Turn | None:
        key = self.query_one(RowList).key
        return next((turn for turn in self._record.turns if turn.number == key), None)

    def _put(self, code: str) -> None:
        turn = self._turn
        if turn is None:
            return
        if self._selection is not None:
            first, end = chosen_span(turn.text, self._selection)
        else:
            spans = word_spans(turn.text)
            if not spans:
                return
            first, end = spans[0][0], spans[-1][1]
        if not self._session.put(code, turn.number, first, end):
            tell(self, words(self, "coding.has_it"))
        self._selection = None
        self._draw()

    def _move(self, begin: int, end: int) -> None:
        turn, chosen = self._turn, self._selection
        if chosen is None or turn is None:
            return
        last_word = len(word_spans(turn.text)) - 1
        last = min(max(chosen.last + end, 0), last_word)
        first = min(max(chosen.first + begin, 0), last_word)
        self._selection = ChosenWords(chosen.turn, min(first, last), max(first, last))
        self._draw()

    def _which(self, ask: str, do: Callable[[Coding], None]) -> None:
        """Do something with a coding of this turn: the only one, or the one that is chosen."""
        turn = self._turn
        if turn is None:
            return
        own = self._session.on_turn(turn.number)
        titles = {entry.id: entry.title for entry in self._record.codebook}
        if not own:
            tell(self, words(self, "coding.none_here"))
        elif len(own) == 1:
            do(own[0])
        else:
            options = [
                (str(at), f"{titles.get(coding.code, coding.code)}: "
                 f"{turn.text[coding.first_char : coding.end_char]}")
                for at, coding in enumerate(own)
            ]  # fmt: skip

            def chosen(at: str | None) -> None:
                if at is not None:
                    do(own[int(at)])

            self.app.push_screen(ChoiceDialog(ask, options), chosen)

    def _do(self, step: Callable[[], object]) -> None:
        try:
            step()
        except KitError as error:
            tell_error(self, error)
        self._draw()

    def _draw(self, key: object = None) -> None:
        titles = {entry.id: entry.title for entry in self._session.codebook}
        rows = self.query_one(RowList)
        here = key if key is not None else rows.key
        rows.show(
            marked_rows(
                self,
                self._record.turns,
                self._record.wordings,
                self._session.visible_codings,
                titles,
                self._selection,
                self._session.coder,
            ),
            here,
        )
        sight_id = "coding.with_others" if self._session.sees_others else "coding.blind"
        self.query_one(TitleBar).about(f"{self._session.coder} · {words(self, sight_id)}")
        self._draw_palette()

    def on_resize(self) -> None:
        """The codes with a number fill the lines there are."""
        self._draw_palette()

    def _draw_palette(self) -> None:
        width = max(20, self.size.width - 4)
        palette_lines: list[list[Content]] = [[]]
        for at, entry in enumerate(self._palette_codes, 1):
            code = Content.assemble((f"{at} ", "bold $accent"), plain(entry.title))
            line = palette_lines[-1]
            if line and sum(each.cell_length + 3 for each in line) + code.cell_length > width:
                palette_lines.append([code])
            else:
                line.append(code)
        content = Content("\n").join([Content("   ").join(line) for line in palette_lines])
        self.query_one("#palette", Static).update(content)


def _code_line(entry: CodebookEntry, number: int | None) -> Drawing:
    def draw(width: int) -> list[Line]:
        head = f"{number or ' '}  {entry.title}"
        first, *_ = lines(head, width)
        return [(Piece(first),)]

    return draw
