"""A transcript as it stands: the machine's turns with edits laid over them, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interview_kit.editing.edit import ChangedTurn, Edit, KeptWords, TypedWords
from interview_kit.editing.rewriting import rewritten
from interview_kit.editing.text_word import (
    TextWord,
    WordSource,
    as_words,
    joined,
    spread,
    text_words,
)
from interview_kit.editing.word_order import in_order
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn


class EditedTranscript:
    """Turns in order, by place and not by number, with the edits so far.

    A turn whose words nobody touched has the machine's own.
    """

    def __init__(self, machine_turns: Iterable[Turn]) -> None:
        self.machine = {turn.number: turn for turn in machine_turns}
        self.notes: dict[int, str] = {}
        self._order = list(self.machine)
        self._turns = dict(self.machine)
        self._stale: set[int] = set()
        self._words: dict[int, tuple[TextWord, ...]] = {}

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the turns, in order."""
        return tuple(self._order)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns, in order."""
        return tuple(self.turn(number) for number in self._order)

    def copy(self) -> EditedTranscript:
        """The same transcript, which does not follow what is laid over this one."""
        twin = EditedTranscript(())
        twin.machine, twin.notes, twin._order = self.machine, dict(self.notes), self._order[:]
        twin._turns, twin._stale = dict(self._turns), set(self._stale)
        twin._words = dict(self._words)
        return twin

    def __contains__(self, number: object) -> bool:
        return number in self._turns

    def turn(self, number: int) -> Turn:
        """The turn with this number. Raises KeyError where there is none."""
        if number in self._stale:
            words = self._words[number]
            self._turns[number] = replace(
                self._turns[number], text=joined(words), words=as_words(words)
            )
            self._stale.remove(number)
        return self._turns[number]

    def words(self, number: int) -> tuple[TextWord, ...]:
        """The words of a turn's text. Raises KeyError where there is none such."""
        if number in self._words:
            return self._words[number]
        return text_words(self._turns[number])

    def is_edited(self, number: int) -> bool:
        """Whether a turn is not, or no more, as the machine made it."""
        turn, machine = self.turn(number), self.machine.get(number)
        return machine is None or (turn.speaker, turn.text) != (machine.speaker, machine.text)

    @property
    def rewritten_numbers(self) -> tuple[int, ...]:
        """The numbers of the turns whose words an edit has touched, in order."""
        return tuple(number for number in self._order if number in self._words)

    def neighbour(self, number: int, step: int) -> int | None:
        """The turn so many places after another one, None where there is none."""
        place = self._order.index(number) + step
        return self._order[place] if 0 <= place < len(self._order) else None

    def apply(self, edits: Iterable[Edit]) -> None:
        """Lay edits over the transcript, in order."""
        for edit in edits:
            if edit.turns:
                self._change(edit.turns)
            for number, places in edit.times.items():
                self._place(number, places)
            for number, text in edit.notes.items():
                self.notes[number] = text
                if not text:
                    del self.notes[number]
            for number, question in edit.questions.items():
                if number in self._turns:
                    self._turns[number] = replace(self._turns[number], question=question)

    def _change(self, changes: Mapping[int, ChangedTurn | None]) -> None:
        new_words = {
            number: self._new_words(number, change)
            for number, change in changes.items()
            if change is not None
        }
        for number, change in changes.items():
            if change is None:
                self._order.remove(number)
                del self._turns[number]
                self._words.pop(number, None)
                self._stale.discard(number)
                continue
            if change.after is not None:
                if number in self._turns:
                    self._order.remove(number)
                place = self._order.index(change.after) + 1 if change.after else 0
                self._order.insert(place, number)
            self._put(number, change, new_words[number])

    def _new_words(self, number: int, change: ChangedTurn) -> tuple[TextWord, ...] | None:
        """The words that a turn has from now on; None where it keeps those that it has."""
        pieces: Sequence[KeptWords | TypedWords | TextWord] | None = change.pieces
        if change.text is not None:
            turn = self.turn(number)
            if change.text == turn.text:
                return None
            span = (turn.start_ms, turn.end_ms)
            pieces = rewritten(number, self.words(number), change.text, span)
        if pieces is None:
            return None
        return tuple(word for piece in pieces for word in self._words_of(piece))

    def _words_of(self, piece: KeptWords | TypedWords | TextWord) -> tuple[TextWord, ...]:
        if isinstance(piece, TextWord):
            return (piece,)
        if isinstance(piece, TypedWords):
            source = WordSource.PLACED if piece.is_placed else WordSource.TYPED
            return spread(piece.text.split(), piece.start_ms, piece.end_ms, source)
        words = self.words(piece.turn)[piece.first : piece.end]
        return tuple(replace(word, text=piece.text) for word in words) if piece.text else words

    def _put(self, number: int, change: ChangedTurn, words: tuple[TextWord, ...] | None) -> None:
        turn = self._turns.get(number) or Turn(number, Speaker.OTHER, 0, 0, "", "")
        start_ms, end_ms = change.span or (turn.start_ms, turn.end_ms)
        self._turns[number] = replace(
            turn,
            speaker=change.speaker or turn.speaker,
            start_ms=start_ms,
            end_ms=end_ms,
            question=turn.question if change.question is None else change.question,
        )
        if words is not None:
            self._set_words(number, words)

    def _place(self, number: int, places: Iterable[tuple[int, int, int]]) -> None:
        words = list(self.words(number))
        for index, start_ms, end_ms in places:
            words[index] = replace(
                words[index], start_ms=start_ms, end_ms=end_ms, source=WordSource.PLACED
            )
        self._set_words(number, words)

    def _set_words(self, number: int, words: Sequence[TextWord]) -> None:
        turn = self._turns[number]
        self._words[number] = in_order(words, turn.start_ms, turn.end_ms)
        self._stale.add(number)  # its text is made when it is read
