"""Where the passages of a coded file stand in the filed interviews: exactly, or with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from uuid import uuid4

from interview_kit.coding.coded_text import CodedPassage, CodedProject, CodedRow, CodedText
from interview_kit.coding.counting import Counting, span_of, ways_of
from interview_kit.coding.following import LossReason, NewPlace, Passage, TextChange, TurnText
from interview_kit.export.refi import ORIGIN, refi_text
from interview_kit.model.coding import Coding
from interview_kit.model.record import Record

LEAST_SHARED = 0.5
"""Of an interview's longer turns: a text that holds fewer is of another interview."""

_LONG = 12
_HEAD = re.compile(
    r"\s*(?:[\[#(]?\d{1,3}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3})?[\])#]?\s+)?"
    r"(?:(?:Interviewer|Participant|Deelnemer|Other|Ander)(?: ?\d)?: ?)?"
)
_TAIL = re.compile(r"\s*#\d{1,3}:\d{2}:\d{2}-\d#\s*$|\s+$")


class WhyNot(StrEnum):
    """Why a coding of a file has no place, or one that is to be looked at."""

    NO_INTERVIEW = "no interview"
    """No filed interview has this text or this id."""
    NO_TURN = "no turn"
    """The interview has no turn of that number."""
    OUTSIDE = "outside"
    """The characters are beyond the end of the text."""
    COUNTING = "counting"
    """It cannot be told how the program counts, and the ways differ here."""
    NO_WORDS = "no words"
    """Only a heading, a time or a speaker is marked."""
    GONE = "gone"
    """Its words do not stand there."""
    AMBIGUOUS = "ambiguous"
    """Its words stand there more than once."""
    CHANGED = "changed"
    """It has a place, and words in it were changed since."""
    NO_TEXT = "no text"
    """It is on sound, a picture, or a text that is not in the file."""
    NO_CODE = "no code"
    """The row names no code."""


@dataclass(frozen=True, slots=True)
class ListedCoding:
    """A coding that is to be looked at: what it is called in the file, and why."""

    source: str
    code: str
    coder: str
    place: str
    why: WhyNot


@dataclass(slots=True)
class Placement:
    """The codings of a file, by interview; their codes are keys of the file.

    `guide` counts those that an export of ours put on every question: they are no coder's.
    """

    codings: dict[str, list[Coding]] = field(default_factory=dict)
    listed: list[ListedCoding] = field(default_factory=list)
    exact: int = 0
    guide: int = 0

    def put(self, interview: str, codings: Iterable[Coding]) -> None:
        """Add the codings of a passage."""
        self.codings.setdefault(interview, []).extend(codings)


class Interviews:
    """The filed interviews, each read once: by id, or by what is said in them.

    `renamed_ids` are ids by what a file calls interviews, where that is something else.
    """

    def __init__(
        self,
        ids: Sequence[str],
        read: Callable[[str], Record],
        renamed_ids: Mapping[str, str] | None = None,
    ) -> None:
        self.ids = tuple(ids)
        self._renamed_ids = dict(renamed_ids or {})
        self._read = read
        self._records: dict[str, Record] = {}

    def record(self, id: str) -> Record:
        """A filed interview."""
        if id not in self._records:
            self._records[id] = self._read(id)
        return self._records[id]

    def called(self, name: str) -> str:
        """The interview of an id, of another name for it, or of a participant with only one.

        Empty where there is none.
        """
        ids = self._renamed_ids | {id: id for id in self.ids}
        if name in ids:
            return ids[name]
        sittings = {id for called, id in ids.items() if called.rpartition("-")[0] == name}
        return sittings.pop() if len(sittings) == 1 else ""

    def of_text(self, text: CodedText) -> str:
        """The interview that a text is of, first those that its name says; empty for none."""
        named_ids = [
            id for id in self.ids if re.search(rf"(?<!\w){re.escape(id)}(?!\w)", text.name)
        ]
        for id in named_ids:
            if _shared(self.record(id), text.text) >= LEAST_SHARED:
                return id
        lines = set(self._by_line)
        here = [line for line in _contents(text.text) if line in lines]
        votes: dict[str, int] = {}
        for line in here:
            for id in self._by_line[line]:
                votes[id] = votes.get(id, 0) + len(line)
        best_id = max(votes, key=lambda id: votes[id], default="")
        is_it = bool(best_id) and _shared(self.record(best_id), text.text) >= LEAST_SHARED
        return best_id if is_it else ""

    @cached_property
    def _by_line(self) -> dict[str, set[str]]:
        """The interviews in which a longer turn is said, by its words."""
        found: dict[str, set[str]] = {}
        for id in self.ids:
            for turn in self.record(id).turns:
                words = " ".join(turn.text.split())
                if len(words) >= _LONG:
                    found.setdefault(words, set()).add(id)
        return found


def place(project: CodedProject, interviews: Interviews) -> Placement:
    """Where every coding of a project stands."""
    placement = Placement()
    texts = tuple(replace(text, text=_with_line_feeds(text.text)) for text in project.texts)
    ways = ways_of(texts)
    for text in texts:
        _place_text(project, text, ways, interviews, placement)
    for row in project.rows:
        _place_row(project, row, interviews, placement)
    placement.guide += sum(unread.coder == ORIGIN for unread in project.unread)
    placement.listed += [
        ListedCoding(
            unread.source, project.codes[unread.code].title, unread.coder, "", WhyNot.NO_TEXT
        )
        for unread in project.unread
        if unread.coder != ORIGIN
    ]
    return placement


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _place_text(
    project: CodedProject,
    text: CodedText,
    ways: Sequence[Counting],
    interviews: Interviews,
    placement: Placement,
) -> None:
    own = [passage for passage in text.passages if passage.coder == ORIGIN]
    placement.guide += len(own)
    passages = [passage for passage in text.passages if passage.coder != ORIGIN]
    id = interviews.of_text(text) if passages else ""
    words = _TextWords(text.text, interviews.record(id)) if id else None
    for passage in passages:
        why: WhyNot | None = WhyNot.NO_INTERVIEW
        if words is not None:
            span = span_of(ways, text, passage)
            fits = any(way.span(text, passage) for way in ways)
            if span is None:
                why = WhyNot.COUNTING if fits else WhyNot.OUTSIDE
            else:
                places, why = words.places(*span)
                if places:
                    mark = str(uuid4())
                    placement.put(
                        id, (_coding(passage, new_place, mark, why) for new_place in places)
                    )
                    placement.exact += why is None
        if why is not None:
            placement.listed.append(
                ListedCoding(
                    text.name,
                    project.codes[passage.code].title,
                    passage.coder,
                    f"{passage.start}-{passage.end}",
                    why,
                )
            )


def _coding(passage: CodedPassage, place: Passage, mark: str, why: WhyNot | None) -> Coding:
    return Coding(
        passage.code,
        place.key,
        place.first_char,
        place.end_char,
        passage.coder,
        passage.coded_at,
        passage.memo,
        mark,
        why is WhyNot.CHANGED,
    )


class _TextWords:
    """A text of another program beside the interview that it is of."""

    def __init__(self, text: str, record: Record) -> None:
        self._turns = {turn.number: turn.text for turn in record.turns}
        own_text, self._spans = refi_text(record)
        self._is_own = own_text.rstrip() == text.rstrip()
        self._lines: list[tuple[int, int, int]] = []
        if self._is_own:
            return
        before, start = [], 0
        for number, line in enumerate(text.split("\n"), 1):
            head = _HEAD.match(line)
            first = head.end() if head else 0
            tail = _TAIL.search(line, first)
            last = tail.start() if tail else len(line)
            if first < last:
                # Lines have keys of their own, so that none is taken for a turn.
                before.append(TurnText(-number, line[first:last]))
                self._lines.append((-number, start + first, start + last))
            start += len(line) + 1
        after = [TurnText(turn.number, turn.text) for turn in record.turns]
        self._change = TextChange(before, after)

    def places(self, start: int, end: int) -> tuple[tuple[Passage, ...], WhyNot | None]:
        """Where characters of the text stand, on one turn or several; why not, or changed."""
        return self._own_places(start, end) if self._is_own else self._other_places(start, end)

    def _own_places(self, start: int, end: int) -> tuple[tuple[Passage, ...], WhyNot | None]:
        passages = []
        for span in self._spans:
            first, last = max(start, span.start), min(end, span.end)
            if first >= last:
                continue
            sources = span.sources[first - span.start : last - span.start]
            passages.append(Passage(span.turn, sources[0], sources[-1] + 1))
        return tuple(passages), None if passages else WhyNot.NO_WORDS

    def _other_places(self, start: int, end: int) -> tuple[tuple[Passage, ...], WhyNot | None]:
        found: list[NewPlace] = []
        for key, first, last in self._lines:
            begin, stop = max(start, first), min(end, last)
            if begin < stop:
                found.append(self._change.follow(Passage(key, begin - first, stop - first)))
        if not found:
            return (), WhyNot.NO_WORDS
        # A heading among the lines is in no turn; one that is all there is has no place.
        new_places = [new_place for new_place in found if new_place.passages]
        if not new_places:
            reasons = {new_place.reason for new_place in found}
            is_unclear = LossReason.AMBIGUOUS in reasons
            return (), WhyNot.AMBIGUOUS if is_unclear else WhyNot.GONE
        is_changed = len(new_places) < len(found) or any(
            new_place.has_changed for new_place in new_places
        )
        passages = tuple(passage for new_place in new_places for passage in new_place.passages)
        return passages, WhyNot.CHANGED if is_changed else None


def _place_row(
    project: CodedProject, row: CodedRow, interviews: Interviews, placement: Placement
) -> None:
    id = interviews.called(row.interview)
    why, place = _row_place(row, id, interviews)
    if why is None and place is not None:
        placement.put(
            id,
            [
                Coding(
                    row.code, place.key, place.first_char, place.end_char, row.coder,
                    row.coded_at, row.memo, row.passage or str(uuid4()),
                )
            ],
        )  # fmt: skip
        placement.exact += 1
        return
    title = project.codes[row.code].title if row.code else ""
    where = str(row.turn) if row.turn > 0 else ""
    placement.listed.append(
        ListedCoding(row.interview, title, row.coder, where, why or WhyNot.GONE)
    )


def _row_place(
    row: CodedRow, id: str, interviews: Interviews
) -> tuple[WhyNot | None, Passage | None]:
    if not row.code:
        return WhyNot.NO_CODE, None
    if not id:
        return WhyNot.NO_INTERVIEW, None
    texts = {turn.number: turn.text for turn in interviews.record(id).turns}
    text = texts.get(row.turn)
    if row.turn and text is None and not row.quotation:
        return WhyNot.NO_TURN, None
    has_place = text is not None and row.first_char >= 0
    if has_place and text is not None:
        is_inside = 0 <= row.first_char < row.end_char <= len(text)
        marked_text = text[row.first_char : row.end_char]
        if is_inside and (not row.quotation or _same_words(marked_text, row.quotation)):
            return None, Passage(row.turn, row.first_char, row.end_char)
        if not row.quotation:
            return WhyNot.OUTSIDE, None
    if not row.quotation:
        if text is None or row.first_char != -1 or row.end_char != -1 or not text.strip():
            return WhyNot.NO_TURN if text is None else WhyNot.OUTSIDE, None
        return None, Passage(row.turn, 0, len(text))
    for places in (_quoted(row.quotation, {row.turn: text}) if text is not None else [],
                   _quoted(row.quotation, texts)):  # fmt: skip
        if len(places) == 1:
            return None, places[0]
        if places:
            return WhyNot.AMBIGUOUS, None
    return WhyNot.GONE, None


def _quoted(quotation: str, texts: Mapping[int, str]) -> list[Passage]:
    pattern = re.compile(r"\s+".join(map(re.escape, quotation.split())))
    return [
        Passage(number, *match.span())
        for number, text in texts.items()
        for match in pattern.finditer(text)
    ]


def _same_words(left_text: str, right: str) -> bool:
    return left_text.split() == right.split()


def _contents(text: str) -> Iterator[str]:
    """What is said in the lines of a text, without times and speakers."""
    for line in text.split("\n"):
        head = _HEAD.match(line)
        said_words = _TAIL.sub("", line[head.end() if head else 0 :])
        yield " ".join(said_words.split())


def _shared(record: Record, text: str) -> float:
    """How much of an interview's longer turns stands in a text, by letters."""
    flat = " ".join(text.split())
    said_words = [" ".join(turn.text.split()) for turn in record.turns]
    longer = [words for words in said_words if len(words) >= _LONG] or said_words
    total = sum(map(len, longer))
    return sum(len(words) for words in longer if words in flat) / total if total else 0.0
