"""Which of the machine's turns a turn was, and what became of the words in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.editing import operations
from interview_kit.editing.edit import Edit, Operation
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.operations import Changes
from interview_kit.editing.turn_origins import TurnOrigins
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn

TEXTS = ("hoe gaat het", "ja goed ik kreeg risperi don", "en toen", "verhuisd naar mijn zus")


class Corrected:
    """A transcript that is corrected step by step, with the edits that did it."""

    def __init__(self) -> None:
        turns = [
            Turn(number, Speaker.PARTICIPANT, 1000 * number, 1000 * number + 900, "", text)
            for number, text in enumerate(TEXTS, 1)
        ]
        self.transcript = EditedTranscript(turns)
        self.edits: list[Edit] = []

    def do(self, changes: Changes, who: str = "els") -> None:
        edit = Edit(len(self.edits) + 1, "", who, Operation.WRITE, 0, turns=changes)
        self.transcript.apply([edit])
        self.edits.append(edit)

    @property
    def new_number(self) -> int:
        numbers = [number for edit in self.edits for number in edit.turns]
        return max([len(TEXTS), *numbers]) + 1

    @property
    def origins(self) -> TurnOrigins:
        return TurnOrigins(self.transcript, self.edits)

    def kinds(self, number: int) -> list[tuple[str, str, str]]:
        return [
            (part.kind.value, part.before, part.after) for part in self.origins.differences(number)
        ]


def test_what_is_split_off_is_compared_with_its_own_words() -> None:
    corrected = Corrected()
    corrected.do(operations.split(corrected.transcript, 2, len("ja goed"), 5))
    corrected.do(operations.write(corrected.transcript, 5, "ik kreeg risperidon"), "jan")
    assert corrected.kinds(2) == [("same", "ja goed", "ja goed")]
    assert corrected.kinds(5) == [
        ("same", "ik kreeg", "ik kreeg"),
        ("changed", "risperi don", "risperidon"),
    ]
    origins = corrected.origins
    assert (origins.origins(5), origins.people(5)) == ((2,), ("els", "jan"))
    assert origins.machine_text(5) == "ik kreeg risperi don"


def test_a_turn_that_was_joined_is_not_taken_out() -> None:
    corrected = Corrected()
    corrected.do(operations.join(corrected.transcript, 2))
    corrected.do({4: None})
    origins = corrected.origins
    assert (origins.origins(2), origins.removed_numbers) == ((2, 3), (4,))
    assert corrected.kinds(2) == [("same", f"{TEXTS[1]} {TEXTS[2]}", f"{TEXTS[1]} {TEXTS[2]}")]


def test_half_of_a_split_that_was_taken_out_is_seen_in_the_other() -> None:
    corrected = Corrected()
    corrected.do(operations.split(corrected.transcript, 2, len("ja goed"), 5))
    corrected.do({2: None})
    assert corrected.origins.removed_numbers == ()
    assert corrected.kinds(5)[0] == ("removed", "ja goed", "")


def test_what_was_put_in_has_no_origin() -> None:
    corrected = Corrected()
    changes = operations.insert(corrected.transcript, 5, "echt waar", Speaker.OTHER, after=1)
    corrected.do(changes)
    assert corrected.origins.origins(5) == ()
    assert corrected.kinds(5) == [("added", "", "echt waar")]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("spljdi"), st.integers(0, 9), st.integers(0, 9))))
def test_no_word_of_the_machine_is_lost_or_seen_twice(
    steps: list[tuple[str, int, int]],
) -> None:
    """Whatever is done, each word stands once in the differences of a turn, or was taken out."""
    corrected = Corrected()
    for deed, turn_place, word_place in steps:
        numbers = corrected.transcript.numbers
        if not numbers:
            break
        number = numbers[turn_place % len(numbers)]
        words = corrected.transcript.turn(number).text.split()
        at = len(" ".join(words[: word_place % len(words) + 1]))
        if deed in "sp":
            changes = operations.split(corrected.transcript, number, at, corrected.new_number)
        elif deed == "l":
            text = " ".join([*words[:word_place], "nieuw", *words[word_place + 1 :]])
            changes = operations.write(corrected.transcript, number, text)
        elif deed == "j":
            changes = operations.join(corrected.transcript, number)
        elif deed == "d":
            changes = {number: None}
        else:
            changes = operations.insert(
                corrected.transcript, corrected.new_number, "erbij", Speaker.OTHER, after=number
            )
        corrected.do(changes)
    transcript, origins = corrected.transcript, corrected.origins
    shown_words: list[str] = []
    for number in transcript.numbers:
        parts = origins.differences(number)
        own_words = " ".join(part.after for part in parts if part.after).split()
        assert own_words == transcript.turn(number).text.split()
        shown_words += " ".join(part.before for part in parts).split()
    for number in origins.removed_numbers:
        shown_words += transcript.machine[number].text.split()
    assert sorted(shown_words) == sorted(" ".join(TEXTS).split())
