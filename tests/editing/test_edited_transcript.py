"""Words keep their times through any editing, and every edit can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.editing import operations
from interview_kit.editing.edit import Edit, Operation, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.operations import Changes, SpeakerReach
from interview_kit.editing.text_word import WordSource
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

VOCABULARY = ("ja", "nee", "ik", "was", "toen", "Ziek.", "[pause]", "thuis,", "Thuis", "risperi")
texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)


class Bench:
    """Machine turns and a list of edits, as an editor keeps them."""

    def __init__(self, machine_turns: list[Turn]) -> None:
        self.machine_turns = machine_turns
        self.edits: list[Edit] = []

    @property
    def transcript(self) -> EditedTranscript:
        transcript = EditedTranscript(self.machine_turns)
        transcript.apply(standing(self.edits).edits)
        return transcript

    @property
    def new_number(self) -> int:
        return 1 + max(
            [turn.number for turn in self.machine_turns]
            + [number for edit in self.edits for number in edit.turns]
        )

    def do(self, operation: Operation, changes: Changes) -> None:
        if changes:
            id = len(self.edits) + 1
            self.edits.append(Edit(id, "", "", operation, id, turns=changes))

    def undo(self) -> None:
        if steps := standing(self.edits).done:
            self.edits.append(Edit(len(self.edits) + 1, "", "", Operation.UNDO, steps[-1]))

    def redo(self) -> None:
        if steps := standing(self.edits).undone:
            self.edits.append(Edit(len(self.edits) + 1, "", "", Operation.REDO, steps[-1]))

    def place(self) -> None:
        """Find every guessed word where it was guessed, and say so."""
        transcript, steps = self.transcript, standing(self.edits).done
        times = {}
        for number in transcript.rewritten_numbers:
            rows = [
                (index, word.start_ms, word.end_ms)
                for index, word in enumerate(transcript.words(number))
                if word.source is WordSource.TYPED
            ]
            if rows:
                times[number] = rows
        if times:
            id = len(self.edits) + 1
            step = steps[-1] if steps else id
            self.edits.append(Edit(id, "", "", Operation.PLACE, step, times=times))


@st.composite
def spoken(draw: st.DrawFn) -> list[Turn]:
    """Turns one after the other, each with its words and, at times, pauses between."""
    turns, clock = [], draw(st.integers(0, 500))
    for number in range(1, draw(st.integers(1, 5)) + 1):
        words = []
        for text in draw(texts).split():
            clock += draw(st.integers(0, 300))
            end = clock + draw(st.integers(0, 900))
            words.append(Word(f" {text}", clock, end, draw(st.floats(0, 1))))
            clock = end
        text = "".join(word.text for word in words).strip()
        speaker = draw(st.sampled_from((Speaker.INTERVIEWER, Speaker.PARTICIPANT)))
        span = words[0].start_ms, words[-1].end_ms
        turns.append(Turn(number, speaker, *span, "", text, tuple(words)))
    return turns


def act(data: st.DataObject, bench: Bench) -> None:
    """Do one thing that a person may do."""
    transcript = bench.transcript
    deeds: list[Callable[[], None]] = [bench.undo, bench.redo, bench.place]
    at_ms, text = data.draw(st.integers(0, 9_000)), data.draw(texts)

    def insert() -> None:
        after = data.draw(st.sampled_from((0, *transcript.numbers)))
        place = {"at_ms": at_ms} if data.draw(st.booleans()) else {"after": after}
        bench.do(
            Operation.INSERT,
            operations.insert(transcript, bench.new_number, text, Speaker.OTHER, **place),
        )

    deeds.append(insert)
    if transcript.numbers:
        number = data.draw(st.sampled_from(transcript.numbers))
        at = data.draw(st.integers(0, len(transcript.turn(number).text)))
        typed = transcript.turn(number).text
        typed = (
            f"{typed[:at]}{data.draw(st.sampled_from(('', ' ', ' ja ', 'x', '. ')))}{typed[at:]}"
        )
        new = bench.new_number
        reach = data.draw(st.sampled_from(SpeakerReach))
        deeds += [
            lambda: bench.do(Operation.WRITE, operations.write(transcript, number, text)),
            lambda: bench.do(Operation.WRITE, operations.write(transcript, number, typed)),
            lambda: bench.do(Operation.SPLIT, operations.split(transcript, number, at, new)),
            lambda: bench.do(Operation.JOIN, operations.join(transcript, number)),
            lambda: bench.do(Operation.DELETE, {number: None}),
            lambda: bench.do(
                Operation.SPEAKER,
                operations.change_speaker(transcript, number, Speaker.INTERPRETER, reach),
            ),
        ]
    data.draw(st.sampled_from(deeds))()


def assert_in_order(transcript: EditedTranscript) -> None:
    starts = [turn.start_ms for turn in transcript.turns]
    assert starts == sorted(starts)
    for turn in transcript.turns:
        words = transcript.words(turn.number)
        assert turn.text.split() == [word.text for word in words] != []
        assert "".join(word.text for word in turn.words).strip() == turn.text
        clock = turn.start_ms
        for word in words:
            assert clock <= word.start_ms <= word.end_ms
            clock = word.end_ms
        assert clock <= turn.end_ms


@settings(deadline=None)
@given(spoken(), st.data())
def test_times_never_run_backwards_and_no_word_is_outside_its_turn(
    machine_turns: list[Turn], data: st.DataObject
) -> None:
    bench = Bench(machine_turns)
    for _ in range(data.draw(st.integers(1, 12))):
        act(data, bench)
        assert_in_order(bench.transcript)


@settings(deadline=None)
@given(spoken(), st.data())
def test_what_was_heard_and_stays_keeps_its_time(
    machine_turns: list[Turn], data: st.DataObject
) -> None:
    bench = Bench(machine_turns)
    heard = {(word.start_ms, word.end_ms) for turn in machine_turns for word in turn.words}
    for _ in range(data.draw(st.integers(1, 12))):
        act(data, bench)
    transcript = bench.transcript
    assert heard >= {
        (word.start_ms, word.end_ms)
        for number in transcript.numbers
        for word in transcript.words(number)
        if word.source is WordSource.HEARD
    }


@settings(deadline=None)
@given(spoken(), st.data())
def test_all_can_be_undone_and_done_again(machine_turns: list[Turn], data: st.DataObject) -> None:
    bench = Bench(machine_turns)
    for _ in range(data.draw(st.integers(1, 12))):
        act(data, bench)
    before, steps = bench.transcript.turns, len(standing(bench.edits).done)
    for _ in range(steps):
        bench.undo()
    assert bench.transcript.turns == tuple(machine_turns)
    for _ in range(steps):
        bench.redo()
    assert bench.transcript.turns == before


# By hand

TURN = Turn(
    1,
    Speaker.PARTICIPANT,
    1_000,
    4_000,
    "story",
    "ik kreeg risperi don [unclear: toen] he",
    (
        Word(" ik", 1_000, 1_200, 0.9),
        Word(" kreeg", 1_200, 1_600, 0.9),
        Word(" risperi", 1_600, 2_000, 0.3),
        Word(" don", 2_000, 2_400, 0.2),
        Word(" toen", 3_000, 3_400, 0.1),
        Word(" he", 3_400, 4_000, 0.9),
    ),
)
NEXT = replace(
    TURN, number=2, start_ms=5_000, end_ms=5_400, text="ja", words=(Word(" ja", 5_000, 5_400, 1),)
)


def spans(bench: Bench, number: int = 1) -> list[tuple[str, int, int, WordSource]]:
    return [
        (word.text, word.start_ms, word.end_ms, word.source)
        for word in bench.transcript.words(number)
    ]


def test_one_word_in_the_place_of_two_has_the_time_of_both() -> None:
    bench = Bench([TURN])
    bench.do(
        Operation.WRITE,
        operations.write(bench.transcript, 1, "Ik kreeg risperidon [unclear: toen] he."),
    )
    assert spans(bench)[:3] == [
        ("Ik", 1_000, 1_200, WordSource.HEARD),
        ("kreeg", 1_200, 1_600, WordSource.HEARD),
        ("risperidon", 1_600, 2_400, WordSource.PLACED),
    ]
    assert spans(bench)[-1] == ("he.", 3_400, 4_000, WordSource.HEARD)


def test_what_is_put_in_shares_the_time_between_its_neighbours_by_letters() -> None:
    bench = Bench([TURN])
    text = "ik kreeg risperi don abcd ef [unclear: toen] he"
    bench.do(Operation.WRITE, operations.write(bench.transcript, 1, text))
    assert spans(bench)[4:6] == [
        ("abcd", 2_400, 2_775, WordSource.TYPED),
        ("ef", 2_775, 3_000, WordSource.TYPED),
    ]


@pytest.mark.parametrize(("at", "first", "second"), [
    (9, "ik kreeg", "risperi don [unclear: toen] he"),
    (8, "ik kreeg", "risperi don [unclear: toen] he"),
    (12, "ik kreeg ris", "peri don [unclear: toen] he"),
])  # fmt: skip
def test_a_turn_is_split_at_a_blank_or_within_a_word(at: int, first: str, second: str) -> None:
    bench = Bench([TURN, NEXT])
    bench.do(Operation.SPLIT, operations.split(bench.transcript, 1, at, 3))
    transcript = bench.transcript
    assert transcript.numbers == (1, 3, 2)
    assert [transcript.turn(1).text, transcript.turn(3).text] == [first, second]
    assert transcript.turn(3).question == "story"
    assert transcript.turn(1).end_ms <= transcript.turn(3).start_ms


@pytest.mark.parametrize("at", [-1, 0, len(TURN.text), 99])
def test_a_half_without_words_is_no_turn(at: int) -> None:
    assert operations.split(Bench([TURN]).transcript, 1, at, 3) == {}


def test_the_second_half_stands_behind_what_was_said_meanwhile() -> None:
    meanwhile = replace(NEXT, start_ms=1_300, end_ms=1_500, words=(Word(" ja", 1_300, 1_500, 1),))
    bench = Bench([TURN, meanwhile])
    bench.do(Operation.SPLIT, operations.split(bench.transcript, 1, 9, 3))
    assert bench.transcript.numbers == (1, 2, 3)


def test_without_times_the_second_half_stands_behind_the_first() -> None:
    untimed = [Turn(n, Speaker.PARTICIPANT, 0, 0, "", "een twee") for n in (1, 2)]
    bench = Bench(untimed)
    bench.do(Operation.SPLIT, operations.split(bench.transcript, 1, 4, 3))
    assert [turn.text for turn in bench.transcript.turns] == ["een", "twee", "een twee"]


def test_a_speaker_changes_here_from_here_on_and_everywhere() -> None:
    turns = [replace(NEXT, number=n) for n in (1, 2, 3)]
    for reach, expected in (("this", [2]), ("onward", [2, 3]), ("everywhere", [1, 2, 3])):
        transcript = Bench(turns).transcript
        changes = operations.change_speaker(transcript, 2, Speaker.OTHER, SpeakerReach(reach))
        assert sorted(changes) == expected


def test_times_that_were_found_go_with_the_step_they_belong_to() -> None:
    bench = Bench([TURN])
    bench.do(Operation.WRITE, operations.write(bench.transcript, 1, TURN.text + " ja ja"))
    bench.do(Operation.WRITE, operations.write(bench.transcript, 1, TURN.text + " ja ja hoor"))
    bench.undo()
    bench.place()
    bench.redo()
    assert [source for *_, source in spans(bench)[-3:]] == [
        WordSource.PLACED, WordSource.PLACED, WordSource.TYPED,
    ]  # fmt: skip
    bench.undo()
    bench.undo()
    assert bench.transcript.turns == (TURN,)


def test_a_turn_behind_one_that_is_spoken_into_stands_where_the_other_begins():
    def word(start_ms: int, end_ms: int) -> tuple[Word, ...]:
        return (Word(" ja", start_ms, end_ms, 0.9),)

    machine_turns = [
        Turn(1, Speaker.PARTICIPANT, 0, 2_000, "", "ja", word(0, 2_000)),
        Turn(2, Speaker.INTERVIEWER, 1_000, 1_500, "", "ja", word(1_000, 1_500)),
    ]
    bench = Bench(machine_turns)
    bench.do(
        Operation.INSERT,
        operations.insert(bench.transcript, bench.new_number, "nee", Speaker.OTHER, after=1),
    )
    assert bench.transcript.numbers == (1, 3, 2)
    assert bench.transcript.turn(3).start_ms == 1_000
    assert_in_order(bench.transcript)
