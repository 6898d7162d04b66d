"""Where turns come from: which of the machine's they were, and who changed them.

What was split, joined or moved is compared with the words that it was made of: so a turn that was
only split off has no new words, and the turn that it was split off has lost none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from interview_kit.editing.edit import ChangedTurn, Edit, KeptWords
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.word_difference import (
    WordDifference,
    WordPair,
    differences,
    in_runs,
    word_pairs,
)
from interview_kit.model.speaker import Speaker


class TurnOrigins:
    """The origins of all turns of `transcript`, on whose machine turns `edits` were laid."""

    def __init__(self, transcript: EditedTranscript, edits: Iterable[Edit]) -> None:
        self._transcript = transcript
        self._origins: dict[int, frozenset[int]] = {
            number: frozenset({number}) for number in transcript.machine
        }
        self._people: dict[int, dict[str, None]] = {}
        self._machine_texts: dict[int, str] = {}
        for edit in edits:
            self._follow(edit)
        self._heirs: dict[int, list[int]] = {}
        for number in transcript.numbers:
            for origin in self._origins.get(number, ()):
                self._heirs.setdefault(origin, []).append(number)

    @property
    def removed_numbers(self) -> tuple[int, ...]:
        """The machine's turns of which no turn has anything, in order."""
        return tuple(number for number in self._transcript.machine if number not in self._heirs)

    def origins(self, number: int) -> tuple[int, ...]:
        """The machine's turns that a turn was made of, in order; none where a person put it in."""
        own_origins = self._origins.get(number, frozenset())
        return tuple(origin for origin in self._transcript.machine if origin in own_origins)

    def people(self, number: int) -> tuple[str, ...]:
        """Who changed a turn or what is noted beside it, the first one first."""
        return tuple(self._people.get(number, ()))

    def differences(self, number: int) -> tuple[WordDifference, ...]:
        """What became of the machine's words in a turn. Raises KeyError for no such turn."""
        own_text = self._transcript.turn(number).text
        machine_numbers, numbers = self._kin(number)
        if not machine_numbers:
            return differences("", own_text)
        machine_texts = [self._transcript.machine[origin].text for origin in machine_numbers]
        texts = [self._transcript.turn(heir).text for heir in numbers]
        pairs = word_pairs(" ".join(machine_texts), " ".join(texts))
        ends = list(accumulate(len(text.split()) for text in texts))
        return in_runs(_pairs_of_turn(pairs, ends, numbers.index(number)))

    def machine_text(self, number: int) -> str:
        """The machine's words that stood where a turn stands; none where it heard nothing there."""
        if number not in self._machine_texts:
            parts = self.differences(number)
            self._machine_texts[number] = " ".join(part.before for part in parts if part.before)
        return self._machine_texts[number]

    def machine_speaker(self, number: int) -> Speaker | None:
        """Whose a turn was for the machine, of several the first; None where it had none there."""
        origins = self.origins(number)
        first = number if number in self._transcript.machine else next(iter(origins), None)
        return None if first is None else self._transcript.machine[first].speaker

    # How it is found

    def _follow(self, edit: Edit) -> None:
        new_origins = {
            number: self._origins.get(number, frozenset()).union(*_sources(change, self._origins))
            for number, change in edit.turns.items()
            if change is not None
        }
        for number in edit.turns:
            self._origins.pop(number, None)
        self._origins |= new_origins
        if edit.who:
            for number in (*edit.turns, *edit.notes):
                self._people.setdefault(number, {})[edit.who] = None

    def _kin(self, number: int) -> tuple[list[int], list[int]]:
        """The machine's turns that hang together with a turn, and the turns made of them."""
        machine_numbers: set[int] = set()
        numbers = {number}
        waiting = [number]
        while waiting:
            new_origins = self._origins.get(waiting.pop(), frozenset()) - machine_numbers
            machine_numbers |= new_origins
            new_heirs = {heir for origin in new_origins for heir in self._heirs[origin]} - numbers
            numbers |= new_heirs
            waiting += new_heirs
        return (
            _in_order(self._transcript.machine, machine_numbers),
            _in_order(self._transcript.numbers, numbers),
        )


def _sources(
    change: ChangedTurn, origins: Mapping[int, frozenset[int]]
) -> Iterator[frozenset[int]]:
    """The origins of the words that a change takes from turns."""
    for piece in change.pieces or ():
        if isinstance(piece, KeptWords):
            yield origins.get(piece.turn, frozenset())


def _in_order(order: Iterable[int], numbers: Collection[int]) -> list[int]:
    return [number for number in order if number in numbers]


def _pairs_of_turn(
    pairs: Iterable[WordPair], ends: Sequence[int], index: int
) -> Iterator[WordPair]:
    """The pairs that stand in one of several texts; `ends` count the words up to the end of each.

    A word that is in none of them any more counts to the text of the word before it.
    """
    count = 0
    for pair in pairs:
        if pair[1]:
            count += 1
        if bisect_left(ends, max(count, 1)) == index:
            yield pair
