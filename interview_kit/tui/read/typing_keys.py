"""Typing in the text of a turn, where it stands; what is typed is kept as one goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.timer import Timer

from interview_kit.errors import KitError
from interview_kit.interface.shifted_places import changed_span, same_place
from interview_kit.interface.typed_text import TypedText
from interview_kit.interface.wrapped_text import column_of, line_of, place_at
from interview_kit.tui.kit import kit, tell_error, words
from interview_kit.tui.read.correcting import Correcting

KEEP_SECONDS = 0.7
"""How long somebody stops typing before the word is kept, also in its middle."""

HINT_LETTERS = 24
"""How much is shown of what the machine heard before the place where somebody types."""

_Move = Callable[[TypedText], int]

_MOVES: Mapping[str, _Move] = {
    "left": lambda typed_text: typed_text.place - 1,
    "right": lambda typed_text: typed_text.place + 1,
    "ctrl+left": lambda typed_text: typed_text.word_before,
    "ctrl+right": lambda typed_text: typed_text.word_after,
    "alt+b": lambda typed_text: typed_text.word_before,
    "alt+f": lambda typed_text: typed_text.word_after,
    "ctrl+home": lambda _typed: 0,
    "ctrl+end": lambda typed_text: len(typed_text.text),
}
_ERASURES: Mapping[str, _Move] = {
    "backspace": lambda typed_text: typed_text.place - 1,
    "delete": lambda typed_text: typed_text.place + 1,
    "ctrl+w": lambda typed_text: typed_text.word_before,
    "ctrl+backspace": lambda typed_text: typed_text.word_before,
    "alt+backspace": lambda typed_text: typed_text.word_before,
    "ctrl+delete": lambda typed_text: typed_text.word_after,
    "alt+d": lambda typed_text: typed_text.word_after,
}


class TypingKeys(Correcting):
    """What keys do in a text: those of every field one types in."""

    _timer: Timer | None = None
    _goes_on = False
    _column: int | None = None

    def action_edit(self) -> None:
        """Type in the turn under the cursor: behind the word that was heard last, or in front."""
        if self.number:
            self.type_in(self.number, self.heard_place(self.number))

    def type_in(self, number: int, place: int, anchor: int | None = None) -> None:
        """Type in a turn from a place on; what lies between it and `anchor` is selected."""
        if self.marks.typed is not None and self.marks.typed[0] != number:
            self.stop_typing()
        self.settle()
        text = self.editor.turn(number).text
        self.rows.typist = self.press
        self._goes_on = False
        self.marks.typed = number, TypedText(text, place, place if anchor is None else anchor)
        self.rows.go_to(number)
        self._show()
        self.draw_state()

    def stop_typing(self) -> None:
        """Keep what is typed, and read again; a turn without words was never said."""
        typed_text = self.marks.typed
        if typed_text is None:
            return
        is_kept = self.settle()
        self.marks.typed = self.rows.typist = None
        number = typed_text[0]
        if is_kept and not typed_text[1].words:
            self.change(lambda: self.editor.delete(number))
            self.told("read.removed", key=kit(self).key("read.undo"))
        else:
            self.draw_turn(number)
        self.draw_state()

    def settle(self) -> bool:
        """Keep what is typed, where it is another text that has words; whether it could be."""
        try:
            change = self.keep()
        except KitError as error:
            tell_error(self, error)
            return False
        if change is not None:
            self.forget_turns()
            self.text_changed(*change)
            self.draw_turn(change[0])
            self.turns_changed()
            self.draw_state()
        return True

    def keep(self) -> tuple[int, str, str] | None:
        """Keep what is typed and draw nothing: the turn, its text before and after a change."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.marks.typed is None:
            return None
        number, typed_text = self.marks.typed
        before, after = self.editor.turn(number).text, typed_text.words
        if not after or after == before:
            return None
        self.editor.write(number, after, goes_on=self._goes_on)
        self._goes_on = True
        return number, before, after

    def press(self, key: str, letter: str | None) -> bool:
        """Do what a key does in a text; whether it does anything there."""
        self.worked()
        if self.marks.typed is None:
            return False
        number, typed_text = self.marks.typed
        if key == "paste" or (letter is not None and key != "tab"):
            self._put(number, typed_text.typed(letter or ""))
            if letter is not None and letter.isspace():
                self.settle()
            return True
        base = "+".join(part for part in key.split("+") if part != "shift")
        is_extending = base != key
        if key == "enter":
            self.action_split()
        elif key in _ERASURES:
            self._erase(number, typed_text, key)
        elif base in _MOVES:
            self._move(
                number, typed_text.moved(_MOVES[base](typed_text), is_extending=is_extending), base
            )
        elif base in ("home", "end"):
            start, end = self._line(number, typed_text)
            place = start if base == "home" else end
            self._move(number, typed_text.moved(place, is_extending=is_extending), base)
        elif base in ("up", "down"):
            self._move_line(number, typed_text, -1 if base == "up" else 1, is_extending)
        else:
            return False
        return True

    def action_split(self) -> None:
        """Part the turn at the cursor; the second half is a turn of its own."""
        if self.marks.typed is None:
            return
        self.settle()
        number, typed_text = self.marks.typed
        before = len(typed_text.text[: typed_text.place].lstrip())
        edit_outcome = self.change(lambda: self.editor.split(number, before))
        if edit_outcome is not None and edit_outcome.added:
            self.type_in(edit_outcome.added[0], 0)

    def _erase(self, number: int, typed_text: TypedText, key: str) -> None:
        end = _ERASURES[key](typed_text)
        has_selection = typed_text.place != typed_text.anchor
        if not has_selection and end < typed_text.place == 0:
            self._join_before(number)
        elif not has_selection and end > typed_text.place == len(typed_text.text):
            self._join_after(number)
        else:
            self._put(number, typed_text.erased(end))

    def _join_before(self, number: int) -> None:
        numbers = [turn.number for turn in self.turns]
        index = numbers.index(number)
        if index:
            self._join(numbers[index - 1])

    def _join_after(self, number: int) -> None:
        if self.turns[-1].number == number:
            self.told("read.no_next_turn")
        else:
            self._join(number)

    def _join(self, first: int) -> None:
        """Join a turn with the next, the cursor where they meet."""
        self.settle()
        place = len(self.editor.turn(first).text)
        if self.change(lambda: self.editor.join(first)) is not None:
            self.type_in(first, place)

    def _put(self, number: int, typed_text: TypedText) -> None:
        """Show another text, and keep it soon."""
        self.marks.typed = number, typed_text
        self._column = None
        self._show()
        if self._timer is None:
            self._timer = self.set_timer(KEEP_SECONDS, self.settle)
        else:
            self._timer.reset()
            self._timer.resume()

    def _move(self, number: int, typed_text: TypedText, key: str) -> None:
        """Put the cursor elsewhere; beyond the text it goes to the turn beside it."""
        before = self.marks.typed[1] if self.marks.typed else typed_text
        if typed_text.place == before.place and key in ("left", "right"):
            self._go_beside(number, -1 if key == "left" else 1)
            return
        self._column = None
        self._moved(number, typed_text)

    def _moved(self, number: int, typed_text: TypedText) -> None:
        self.settle()
        self._goes_on = False
        self.marks.typed = number, typed_text
        self._show()
        self.draw_state()

    def _move_line(self, number: int, typed_text: TypedText, step: int, is_extending: bool) -> None:
        spans = self._spans(number)
        here = line_of(spans, typed_text.place)
        if self._column is None:
            self._column = column_of(typed_text.text, spans[here], typed_text.place)
        if 0 <= here + step < len(spans):
            place = place_at(typed_text.text, spans[here + step], self._column)
            self._moved(number, typed_text.moved(place, is_extending=is_extending))
        else:
            self._go_beside(number, step)

    def _go_beside(self, number: int, step: int) -> None:
        """Type on in the turn before or after this one; up and down keep the column."""
        numbers = [turn.number for turn in self.turns]
        index = numbers.index(number) + step
        if not 0 <= index < len(numbers):
            return
        column, other = self._column, numbers[index]
        text = self.editor.turn(other).text
        self.type_in(other, len(text) if step < 0 else 0)
        spans = self._spans(other)
        if column is not None and self.typed is not None:
            place = place_at(text, spans[0 if step > 0 else -1], column)
            self._moved(other, self.typed.moved(place))
            self._column = column

    def _line(self, number: int, typed_text: TypedText) -> tuple[int, int]:
        spans = self._spans(number)
        return spans[line_of(spans, typed_text.place)]

    def _spans(self, number: int) -> list[tuple[int, int]]:
        """The lines of a turn's text as they were drawn."""
        return [span for _, span in self.maker.places(number) if span is not None] or [(0, 0)]

    def _show(self) -> None:
        """Draw the turn in which somebody types, its cursor in view."""
        if self.marks.typed is None:
            return
        number, typed_text = self.marks.typed
        self.draw_turn(number)
        places = self.maker.places(number)
        spans = self._spans(number)
        wanted_span = spans[line_of(spans, typed_text.place)]
        for line, (_, span) in enumerate(places):
            if span == wanted_span:
                self.rows.reveal_line(line)
                break

    def typing_hint(self) -> str:
        """What is said of a turn: what the machine heard there, or else that one types in it."""
        number = self.number
        turn, machine_text = self.editor.turn(number), self.editor.machine_text(number)
        machine_speaker = self.editor.machine_speaker(number)
        is_its_speaker = machine_speaker in (None, turn.speaker)
        if not machine_text or (machine_text == turn.text and is_its_speaker):
            return "" if self.typed is None else words(self, "read.typing")
        if self.typed is not None:
            place = same_place(self.place, self.shown_text(number), machine_text)
        else:
            is_same = machine_text == turn.text
            place = 0 if is_same else changed_span(machine_text, turn.text)[0][0]
        start = machine_text.rfind(" ", 0, max(0, place - HINT_LETTERS)) + 1
        heard_text = f"{'…' if start else ''}{machine_text[start:]}"
        if not is_its_speaker:
            heard_text = f"{words(self, f'speaker.{machine_speaker}')}: {heard_text}"
        return words(self, "read.machine", text=heard_text)
