"""What all keys of the transcript share: the turns, the cursor in them, and what is drawn."""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping

from interview_kit.errors import KitError
from interview_kit.interface.typed_text import TypedText
from interview_kit.interface.wrapped_text import Span
from interview_kit.model.turn import Turn
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.read.text_marks import TextMarks
from interview_kit.tui.read.transcript_list import TranscriptList
from interview_kit.tui.read.transcript_rows import TranscriptRows
from interview_kit.tui.sound_playback import SoundPlayback
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.transcript_editor import Edited, TranscriptEditor

_WORD = re.compile(r"\S+")


class Correcting(KitScreen):
    """A transcript in which something is read, heard and put right.

    `editor` keeps each change at once. What the cursor stands on is a turn, and where somebody
    types a place in its text (`marks.typed`).
    """

    study: Study
    interview_id: str
    interview: StudyInterview
    editor: TranscriptEditor
    sound: SoundPlayback
    rows: TranscriptList
    maker: TranscriptRows
    marks: TextMarks
    compared_turn = 0
    _turns: tuple[Turn, ...] | None = None

    # What the screen does for its keys

    @abstractmethod
    def draw_turns(self, turn: int = 0) -> None:
        """Show all turns anew, the cursor on `turn` or where it was."""

    @abstractmethod
    def draw_turn(self, number: int) -> None:
        """Show one turn anew."""

    @abstractmethod
    def draw_state(self) -> None:
        """Show anew what is said below the text."""

    @abstractmethod
    def refresh_turns(self, turn: int = 0) -> None:
        """Read anew what others wrote in the transcript, and show it."""

    @abstractmethod
    def settle(self) -> bool:
        """Keep what is typed; whether that could be done."""

    @abstractmethod
    def type_in(self, number: int, place: int, anchor: int | None = None) -> None:
        """Type in a turn from a place on; what lies between it and `anchor` is selected."""

    @abstractmethod
    def stop_typing(self) -> None:
        """Keep what is typed, and read again."""

    @abstractmethod
    def text_changed(self, number: int, before: str, after: str) -> None:
        """Follow another text of a turn with all that counts its characters."""

    @abstractmethod
    def turns_changed(self) -> None:
        """Look anew for what is doubtful, soon."""

    @abstractmethod
    def shown_text(self, number: int) -> str:
        """The text of a turn as it stands on the screen."""

    @abstractmethod
    def compared_hint(self) -> str:
        """What is told of a turn whose changes one looks at; empty for others."""

    @abstractmethod
    def heard_place(self, number: int) -> int:
        """Where in a turn's text the word ends that sounds or was heard last; 0 for elsewhere."""

    @abstractmethod
    def worked(self) -> None:
        """Count the time in which somebody works."""

    # What the keys share

    def named_people(self, people: tuple[str, ...]) -> str:
        """The names of who changed something; none where that is who sits here alone."""
        return "" if people == (self.who,) else ", ".join(people)

    def fresh(self) -> StudyInterview:
        """The interview as it stands now."""
        return self.study.interview(self.interview_id)

    @property
    def who(self) -> str:
        """Who corrects: as the program was told, or else the account of this machine."""
        return kit(self).launch.who

    @property
    def number(self) -> int:
        """The number of the turn under the cursor; 0 where there is none."""
        key = self.rows.key
        return key if isinstance(key, int) else 0

    @property
    def chosen(self) -> Turn | None:
        """The turn under the cursor as it is kept."""
        return self.editor.turn(self.number) if self.number else None

    @property
    def is_compared(self) -> bool:
        """Whether one looks at what was changed in the turn under the cursor."""
        return self.typed is None and self.number != 0 and self.number == self.compared_turn

    @property
    def typed(self) -> TypedText | None:
        """The text under the cursor while somebody types in it."""
        return self.marks.typed[1] if self.marks.typed else None

    @property
    def place(self) -> int:
        """The place in the text of the turn under the cursor; its beginning while one reads."""
        return self.typed.place if self.typed else 0

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order; put together once for each change, since sound asks all the time."""
        if self._turns is None:
            self._turns = self.editor.turns
        return self._turns

    def forget_turns(self) -> None:
        """Something was changed."""
        self._turns = None

    @property
    def turn_order(self) -> dict[int, int]:
        """The place of each turn in the order of the text, by its number."""
        return {turn.number: index for index, turn in enumerate(self.turns)}

    def change(self, do: Callable[[], Edited | None]) -> Edited | None:
        """Change something in the transcript and show it; an error is told, and changes nothing."""
        if not self.settle():
            return None
        texts = {turn.number: turn.text for turn in self.turns}
        try:
            edit_outcome = do()
        except KitError as error:
            tell_error(self, error)
            return None
        if edit_outcome is not None:
            self.show_edited(edit_outcome, texts)
        return edit_outcome

    def show_edited(self, edit_outcome: Edited, texts: dict[int, str]) -> None:
        """Show what was changed; `texts` are those of the turns before."""
        self.forget_turns()
        self.follow_texts(edit_outcome.changed, texts)
        if edit_outcome.added or edit_outcome.removed or len(edit_outcome.changed) > 1:
            self.draw_turns()
        else:
            for number in edit_outcome.changed:
                self.draw_turn(number)
        self.turns_changed()
        self.draw_state()

    def follow_texts(self, changed_numbers: Collection[int], texts: Mapping[int, str]) -> None:
        """Follow changed turns with the doubtful places, and with the text one types in.

        What somebody types on must be the text as it is kept, or it would be written over.
        """
        remaining_numbers = {turn.number for turn in self.turns}
        for number in remaining_numbers.intersection(changed_numbers):
            self.text_changed(number, texts.get(number, ""), self.editor.turn(number).text)
        typed_turn = self.marks.typed
        if typed_turn is not None and typed_turn[0] not in remaining_numbers:
            self.marks.typed = self.rows.typist = None
        elif typed_turn is not None and typed_turn[0] in changed_numbers:
            number, typed_text = typed_turn
            text = self.editor.turn(number).text
            self.marks.typed = number, TypedText(text).moved(min(typed_text.place, len(text)))

    def told(self, id: str, **values: object) -> None:
        """Say a text of the table in passing."""
        tell(self, words(self, id, **values))

    def word_spans(self, number: int) -> list[tuple[Span, int, int]]:
        """Each word of a turn as it is kept: its span in the text, when it begins and ends."""
        text_words = self.editor.words(number)
        spans = [match.span() for match in _WORD.finditer(self.editor.turn(number).text)]
        return [
            (span, word.start_ms, word.end_ms)
            for span, word in zip(spans, text_words, strict=False)
        ]

    def time_at(self, number: int, place: int) -> int:
        """When the word begins that stands at a place of a turn, or the next after it."""
        spans = self.word_spans(number)
        if not spans:
            return self.editor.turn(number).start_ms
        index = bisect_right([span[0] for span, _, _ in spans], place) - 1
        return spans[max(0, index)][1]

    def time_of(self, number: int, start: int, end: int) -> tuple[int, int]:
        """When the words begin and end that a stretch of a turn's text touches."""
        touched = [
            (start_ms, end_ms)
            for (first, after), start_ms, end_ms in self.word_spans(number)
            if first < end and start < after
        ]
        if not touched:
            ms = self.time_at(number, start)
            return ms, ms
        return touched[0][0], touched[-1][1]
