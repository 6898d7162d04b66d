"""What a person can do with a transcript, each as the turns that it changes.

Every function looks at a transcript and says what an edit of it is to hold; nothing is changed.
Numbers are those of turns that are there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeAlias

from interview_kit.editing.edit import ChangedTurn, KeptWords, TypedWords
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.rewriting import Pieces, rewritten
from interview_kit.model.speaker import Speaker

Changes: TypeAlias = dict[int, ChangedTurn | None]

MS_A_LETTER = 70
"""How long a letter is spoken where nothing says how long: as in imported texts."""


class SpeakerReach(StrEnum):
    """How far a change of speaker goes."""

    THIS = "this"
    """This turn."""
    ONWARD = "onward"
    """This turn, and all after it that have the same speaker."""
    EVERYWHERE = "everywhere"
    """All turns that have the same speaker."""


def write(transcript: EditedTranscript, number: int, text: str) -> Changes:
    """Give a turn another text; nothing where it has that text already."""
    turn = transcript.turn(number)
    if text.split() == turn.text.split():
        return {}
    span = (turn.start_ms, turn.end_ms)
    return {number: ChangedTurn(pieces=rewritten(number, transcript.words(number), text, span))}


def split(transcript: EditedTranscript, number: int, at: int, new_number: int) -> Changes:
    """Part a turn at a character of its text: what follows is a turn with a new number.

    The new one stands where its time is: after those that begin before it. Nothing where one half
    would be empty.
    """
    turn, words = transcript.turn(number), transcript.words(number)
    first_count = len(turn.text[:at].split())
    first_pieces: Pieces = (KeptWords(number, 0, first_count),)
    second_pieces: Pieces = (KeptWords(number, first_count, len(words)),)
    around = turn.text[at - 1 : at + 1] if 0 < at < len(turn.text) else ""
    if len(around.split()) != 1 or len(around.strip()) != 2:
        if not 0 < first_count < len(words):
            return {}
        end_ms, start_ms = words[first_count - 1].end_ms, words[first_count].start_ms
    else:  # within a word
        head, tail = turn.text[:at].split()[-1], turn.text[at:].split()[0]
        word = words[first_count - 1]
        length_ms = word.end_ms - word.start_ms
        start_ms = end_ms = word.start_ms + length_ms * len(head) // (len(head) + len(tail))
        first_pieces = (
            KeptWords(number, 0, first_count - 1),
            TypedWords(head, word.start_ms, end_ms, is_placed=True),
        )
        second_pieces = (TypedWords(tail, start_ms, word.end_ms, is_placed=True), *second_pieces)
    return {
        number: ChangedTurn(pieces=first_pieces, span=(turn.start_ms, end_ms)),
        new_number: ChangedTurn(
            turn.speaker,
            second_pieces,
            (start_ms, max(turn.end_ms, start_ms)),
            place_at(transcript, start_ms, number),
            turn.question,
        ),
    }


def join(transcript: EditedTranscript, number: int) -> Changes:
    """Put the next turn at the end of one, whose speaker it gets; nothing after the last."""
    next_number = transcript.neighbour(number, 1)
    if next_number is None:
        return {}
    turn, next_turn = transcript.turn(number), transcript.turn(next_number)
    pieces = (
        KeptWords(number, 0, len(transcript.words(number))),
        KeptWords(next_number, 0, len(transcript.words(next_number))),
    )
    span = min(turn.start_ms, next_turn.start_ms), max(turn.end_ms, next_turn.end_ms)
    return {number: ChangedTurn(pieces=pieces, span=span), next_number: None}


def insert(
    transcript: EditedTranscript,
    new_number: int,
    text: str,
    speaker: Speaker,
    *,
    at_ms: int | None = None,
    after: int = 0,
) -> Changes:
    """A turn that was not heard: at a time, or without one behind the turn `after` (0: first).

    It lasts as long as its letters take, but not into the next turn, which may have begun before
    the one that it stands behind is over.
    """
    if at_ms is not None:
        after = place_at(transcript, at_ms)
    question = transcript.turn(after).question if after else ""
    order = transcript.numbers
    next_number = transcript.neighbour(after, 1) if after else next(iter(order), None)
    next_ms = None if next_number is None else transcript.turn(next_number).start_ms
    if at_ms is None:
        own_end_ms = transcript.turn(after).end_ms if after else 0
        at_ms = own_end_ms if next_ms is None else min(own_end_ms, next_ms)
    end_ms = at_ms + MS_A_LETTER * len(text)
    if next_ms is not None:
        end_ms = max(at_ms, min(end_ms, next_ms))
    words = TypedWords(" ".join(text.split()), at_ms, end_ms)
    return {new_number: ChangedTurn(speaker, (words,), (at_ms, end_ms), after, question)}


def place_at(transcript: EditedTranscript, start_ms: int, first: int = 0) -> int:
    """The turn behind which one that begins at `start_ms` stands, not before `first`; 0: none.

    That is the last one before the first that begins later. Where times go back, as where a text
    has several parts, it is the one before that.
    """
    order = transcript.numbers
    place, clock = (order.index(first), transcript.turn(first).start_ms) if first else (-1, 0)
    while place + 1 < len(order):
        next_start_ms = transcript.turn(order[place + 1]).start_ms
        if not clock <= next_start_ms < start_ms:
            break
        place, clock = place + 1, next_start_ms
    return order[place] if place >= 0 else 0


def change_speaker(
    transcript: EditedTranscript, number: int, speaker: Speaker, reach: SpeakerReach
) -> Changes:
    """Give a turn, and as many others as `reach` says, to another speaker."""
    old_speaker = transcript.turn(number).speaker
    numbers: Collection[int] = (number,)
    if reach is SpeakerReach.EVERYWHERE:
        numbers = transcript.numbers
    elif reach is SpeakerReach.ONWARD:
        numbers = transcript.numbers[transcript.numbers.index(number) :]
    return reassign(transcript, {old_speaker: speaker}, numbers)


def reassign(
    transcript: EditedTranscript, new: Mapping[Speaker, Speaker], numbers: Collection[int]
) -> Changes:
    """Give turns whose speaker is in `new` to the one that stands there."""
    return {
        number: ChangedTurn(speaker=new[speaker])
        for number in numbers
        if (speaker := transcript.turn(number).speaker) in new and new[speaker] is not speaker
    }
