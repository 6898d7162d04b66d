"""A text that was corrected elsewhere, laid on the words that it was made of.

Both are aligned word for word with the least number of changes (Levenshtein, by rapidfuzz). A line
goes to the turn that most of its words come from; lines that a program only broke for the screen
are one turn again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from interview_kit.editing.edit import ChangedTurn, KeptWords, TypedWords
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.operations import Changes
from interview_kit.editing.text_word import TextWord, WordSource, bare, spread
from interview_kit.model.speaker import Speaker


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A line of a file: whose it is by its label, what it says, and when, where the file says so.

    `is_whole` says that the file itself parts turns here.
    """

    label: str
    text: str
    start_ms: int | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class LaidText:
    """What a text changes, and which share of its words stood there, 0 to 1.

    `voices` are whose the labels are that name no role.
    """

    changes: Changes
    matched: float
    voices: Mapping[str, Speaker] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    """Tokens of the file that are one turn: from `first` up to `end`."""

    first: int
    end: int
    label: str
    home: int | None
    start_ms: int | None
    is_whole: bool


@dataclass(slots=True)
class _WordRow:
    """The words of a transcript in one row, and what became of each token of the file."""

    words: list[TextWord]
    places: list[tuple[int, int]]  # turn and index
    tokens: list[str]
    old_words: dict[int, int] = field(default_factory=dict)  # by token: the word it was
    new_words: dict[int, TextWord] = field(default_factory=dict)  # by token


def lay(
    transcript: EditedTranscript,
    lines: Sequence[OutsideLine],
    roles: Mapping[str, Speaker],
    new_number: int,
) -> LaidText:
    """What makes `lines` of a transcript.

    `roles` say whose a label is. One that is not there is whose most of its words are, and lines
    without a label stay whose they are. New turns are numbered from `new_number` on.
    """
    places = [
        (number, index)
        for number in transcript.numbers
        for index in range(len(transcript.words(number)))
    ]
    words = [word for number in transcript.numbers for word in transcript.words(number)]
    row = _WordRow(words, places, [token for line in lines for token in line.text.split()])
    _align(row)
    speakers = _speakers_by_label(transcript, row, lines, roles)
    groups = list(_groups(row, lines, speakers))
    changes = _changes(transcript, row, groups, speakers, new_number)
    voices = {
        line.label: speakers.get(line.label, Speaker.OTHER)
        for line in lines
        if line.label and line.label not in roles
    }
    return LaidText(changes, len(row.old_words) / max(1, len(row.tokens)), voices)


def _align(row: _WordRow) -> None:
    opcodes = Levenshtein.opcodes(
        [word.bare for word in row.words], [bare(token) for token in row.tokens]
    )
    blocks = opcodes.as_matching_blocks()
    old_from = new_from = 0
    for block in blocks:
        tokens = row.tokens[new_from : block.b]
        if tokens:
            typed_words = _typed(row.words, (old_from, block.a), tokens)
            row.new_words |= dict(enumerate(typed_words, start=new_from))
        row.old_words |= {block.b + step: block.a + step for step in range(block.size)}
        old_from, new_from = block.a + block.size, block.b + block.size


def _typed(
    words: Sequence[TextWord], replaced_span: tuple[int, int], tokens: Sequence[str]
) -> tuple[TextWord, ...]:
    """New words in the place of those from `replaced_span` on, or between their neighbours."""
    first, end = replaced_span
    start_ms = words[first - 1].end_ms if first else 0
    if first < end:
        start_ms, end_ms = words[first].start_ms, words[end - 1].end_ms
    else:
        end_ms = words[end].start_ms if end < len(words) else start_ms
    is_placed = len(tokens) == 1 and first < end
    source = WordSource.PLACED if is_placed else WordSource.TYPED
    return spread(tokens, start_ms, max(start_ms, end_ms), source)


def _groups(
    row: _WordRow, lines: Sequence[OutsideLine], speakers: Mapping[str, Speaker]
) -> Iterator[_Group]:
    """The lines, those of one turn together; two labels of one speaker part none."""
    group: _Group | None = None
    first = 0
    for line in lines:
        end = first + len(line.text.split())
        if end == first:
            continue
        homes = Counter(
            row.places[row.old_words[token]][0]
            for token in range(first, end)
            if token in row.old_words
        )
        home = homes.most_common(1)[0][0] if homes else None
        goes_on = (
            group is not None
            and not (line.is_whole or group.is_whole)
            and _voice(line.label, speakers) == _voice(group.label, speakers)
            and (home is None or group.home is None or home == group.home)
        )
        if goes_on and group is not None:
            group.end, group.home = end, group.home or home
        else:
            if group is not None:
                yield group
            group = _Group(first, end, line.label, home, line.start_ms, line.is_whole)
        first = end
    if group is not None:
        yield group


def _voice(label: str, speakers: Mapping[str, Speaker]) -> Speaker | str:
    return speakers.get(label, label)


def _speakers_by_label(
    transcript: EditedTranscript,
    row: _WordRow,
    lines: Sequence[OutsideLine],
    roles: Mapping[str, Speaker],
) -> dict[str, Speaker]:
    votes: dict[str, Counter[Speaker]] = {}
    first = 0
    for line in lines:
        end = first + len(line.text.split())
        own_votes = votes.setdefault(line.label, Counter())
        for token in range(first, end):
            if token in row.old_words:
                own_votes[transcript.turn(row.places[row.old_words[token]][0]).speaker] += 1
        first = end
    likely_speakers = {
        label: own_votes.most_common(1)[0][0] for label, own_votes in votes.items() if own_votes
    }
    return {label: speaker for label, speaker in {**likely_speakers, **roles}.items() if label}


def _changes(
    transcript: EditedTranscript,
    row: _WordRow,
    groups: Sequence[_Group],
    speakers: dict[str, Speaker],
    new_number: int,
) -> Changes:
    changes: Changes = {}
    taken_numbers: set[int] = set()
    after, clock = 0, 0
    for group in groups:
        pieces = tuple(_pieces(row, group))
        first_word, last_word = _word(row, group.first), _word(row, group.end - 1)
        span = first_word.start_ms, max(last_word.end_ms, first_word.start_ms)
        if group.home is not None and group.home not in taken_numbers:
            number = group.home
            turn, count = transcript.turn(number), len(transcript.words(number))
            speaker = speakers.get(group.label, turn.speaker)
            if pieces == (KeptWords(number, 0, count),):
                if speaker is not turn.speaker:
                    changes[number] = ChangedTurn(speaker)
                clock = max(clock, turn.start_ms)
            else:
                span = _bounds(pieces, number, count, span, (turn.start_ms, turn.end_ms))
                span = max(span[0], clock), max(span[1], clock)
                changes[number] = ChangedTurn(speaker, pieces, span)
                clock = span[0]
        else:
            number, new_number = new_number, new_number + 1
            if group.home is None and group.start_ms is not None:
                span = max(span[0], group.start_ms), max(span[1], group.start_ms)
            span = max(span[0], clock), max(span[1], clock)
            clock = span[0]
            question = transcript.turn(group.home).question if group.home else ""
            if not question and after in transcript:
                question = transcript.turn(after).question
            speaker = speakers.get(group.label, Speaker.OTHER)
            changes[number] = ChangedTurn(speaker, pieces, span, after, question)
        taken_numbers.add(number)
        after = number
    removed_numbers = [number for number in transcript.numbers if number not in taken_numbers]
    return changes | dict.fromkeys(removed_numbers)


def _bounds(
    pieces: Sequence[KeptWords | TypedWords],
    number: int,
    count: int,
    span: tuple[int, int],
    old_span: tuple[int, int],
) -> tuple[int, int]:
    """A turn that still has its first word begins where it began, and so for its end."""
    first, last = pieces[0], pieces[-1]
    keeps_first = isinstance(first, KeptWords) and (first.turn, first.first) == (number, 0)
    keeps_last = isinstance(last, KeptWords) and (last.turn, last.end) == (number, count)
    return (
        old_span[0] if keeps_first else span[0],
        max(old_span[1] if keeps_last else span[1], old_span[0] if keeps_first else span[0]),
    )


def _word(row: _WordRow, token: int) -> TextWord:
    return row.words[row.old_words[token]] if token in row.old_words else row.new_words[token]


def _pieces(row: _WordRow, group: _Group) -> Iterator[KeptWords | TypedWords]:
    """What makes a turn of its tokens: runs of kept words, respelt ones, and typed ones."""
    token = group.first
    while token < group.end:
        end = token + 1
        if token not in row.old_words:
            while end < group.end and end not in row.old_words:
                end += 1
            words = [row.new_words[at] for at in range(token, end)]
            is_placed = all(word.source is WordSource.PLACED for word in words)
            text = " ".join(word.text for word in words)
            yield TypedWords(text, words[0].start_ms, words[-1].end_ms, is_placed)
        else:
            turn, index = row.places[row.old_words[token]]
            if not _is_as_it_was(row, token):
                yield KeptWords(turn, index, index + 1, row.tokens[token])
            else:
                while (
                    end < group.end
                    and end in row.old_words
                    and row.places[row.old_words[end]] == (turn, index + end - token)
                    and _is_as_it_was(row, end)
                ):
                    end += 1
                yield KeptWords(turn, index, index + end - token)
        token = end


def _is_as_it_was(row: _WordRow, token: int) -> bool:
    return row.words[row.old_words[token]].text == row.tokens[token]
