"""Correcting a transcript on the screen: typing where the text stands, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from interview_kit.editing.text_word import WordSource
from interview_kit.model.speaker import Speaker
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.read import word_times
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import correction_progress
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.heard_transcript import heard_transcript
from tests.support.late_outlook import hold_outlook
from tests.support.pilot import acted, looked, pressed, read_screen, shown, until

Launcher = Callable[..., InterviewKit]
INTERVIEWER, PARTICIPANT = Speaker.INTERVIEWER, Speaker.PARTICIPANT
SAID = (
    (INTERVIEWER, ("How", "are", "you", "today?")),
    (PARTICIPANT, ("I", "took", ("risperi", 0.2, "risperidon"), "then", "and", "slept.")),
    (PARTICIPANT, ("It", "was", ("hart", 0.3), "for", "everyone.")),
)


@pytest.fixture
def id(study: Study) -> str:
    return heard_transcript(study, SAID)


def texts(study: Study, id: str) -> list[str]:
    return [turn.text for turn in transcripts.turns(study.vault, id)]


async def test_words_are_typed_where_they_stand_and_kept_as_one_goes(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        await pressed(pilot, "down", "enter", "end", *" Really")
        assert texts(study, id)[1].endswith("slept.")
        await pressed(pilot, "space")
        assert texts(study, id)[1].endswith("slept. Really")
        await pressed(pilot, *"so")
        await until(pilot, lambda: texts(study, id)[1].endswith("Really so"))
        assert transcripts.machine_turns(study.vault, id)[1].text.endswith("slept.")


async def test_what_was_typed_is_kept_on_leaving_whatever_way(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        await pressed(pilot, "enter", "end", *"!", "escape")
        assert texts(study, id)[0] == "How are you today?!"
        await pressed(pilot, "down", "enter", *"Well ", *"no")
        await pilot.press("ctrl+q")
    assert texts(study, id)[1].startswith("Well noI took")


async def test_enter_splits_and_backspace_joins(study: Study, launch: Launcher, id: str) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        await pressed(pilot, "enter", *["ctrl+right"] * 2, "enter")
        assert texts(study, id)[:2] == ["How are", "you today?"]
        screen = read_screen(pilot)
        assert screen.place == 0
        assert screen.number == 4  # numbers stay with their turns
        await pressed(pilot, "backspace")
        assert texts(study, id)[0] == "How are you today?"
        assert (screen.number, screen.place) == (1, 7)
        await pressed(pilot, "end", "delete")
        assert texts(study, id)[0] == "How are you today? I took risperi then and slept."


async def test_every_change_is_taken_back_and_done_again_also_another_day(
    study: Study, launch: Launcher, id: str
) -> None:
    before = texts(study, id)
    async with launch(screen="read", interview=id).run_test() as pilot:
        await pressed(pilot, "s", "down", "enter", *"So ", "escape", "j", "x")
        after = texts(study, id)
        assert len(after) == 1
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        await pressed(pilot, *["u"] * 4)
        assert texts(study, id) == before
        assert transcripts.turns(study.vault, id)[0].speaker is INTERVIEWER
        await pressed(pilot, "u")
        assert "nothing to take back" in shown(pilot.app)
        await pressed(pilot, *["ctrl+y"] * 4)
        assert texts(study, id) == after


async def test_a_doubtful_place_is_selected_with_its_reason_and_typing_replaces_it(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        screen = await looked(pilot)
        await pressed(pilot, "f6")
        assert screen.doubt is not None
        assert screen.doubt.text == "risperi"
        assert "“risperi”" in shown(pilot.app)
        await pressed(pilot, *"lithium", "f6")
        assert texts(study, id)[1] == "I took lithium then and slept."
        assert screen.doubt.text == "hart"
        await pressed(pilot, "shift+f6")
        assert screen.doubt is not None


@pytest.mark.parametrize(("then", "doubted"), [((), "risperi"), (("down", "down"), "hart")])
async def test_a_place_asked_for_too_early_is_gone_to_unless_one_goes_elsewhere(
    study: Study,
    launch: Launcher,
    id: str,
    monkeypatch: pytest.MonkeyPatch,
    then: Sequence[str],
    doubted: str,
) -> None:
    is_pressed = hold_outlook(monkeypatch)
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        screen = read_screen(pilot)
        await pressed(pilot, "f6")
        assert "Looking for doubtful places" in shown(pilot.app)
        await pressed(pilot, *then)
        assert screen.typed is None
        is_pressed.set()
        await looked(pilot)
        assert screen.doubt is not None
        assert screen.doubt.text == doubted
        assert (screen.typed is None) is bool(then)


async def test_one_key_takes_what_is_offered(study: Study, launch: Launcher, id: str) -> None:
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await looked(pilot)
        assert "Tab take" not in shown(pilot.app)
        await pressed(pilot, "f6")
        assert "Tab take" in shown(pilot.app)
        assert "“risperi” → risperidon (Tab) ·" in shown(pilot.app)
        await pressed(pilot, "tab")
        assert texts(study, id)[1] == "I took risperidon then and slept."


async def test_what_is_right_is_ticked_off_and_stays_so(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        screen = await looked(pilot)
        count = screen.left_count
        await pressed(pilot, "f6", "f7")
        assert screen.left_count == count - 1
        assert screen.doubt is not None
        assert screen.doubt.text == "hart"
        await until(pilot, lambda: screen.outlook and screen.outlook.worklist.done == 1)
    async with launch(screen="read", interview=id).run_test() as pilot:
        assert (await looked(pilot)).left_count == count - 1


async def test_what_is_right_is_unclear_no_more_and_the_cursor_does_not_jump(
    study: Study, launch: Launcher, id: str
) -> None:
    marked = "I took [unclear: risperi] then and slept."
    correct_turn(study.interview(id), 2, text=marked)
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        screen = await looked(pilot)
        await pressed(pilot, "f6")
        assert screen.doubt is not None
        assert screen.doubt.text == "[unclear: risperi]"
        await pressed(pilot, "f7")
        assert texts(study, id)[1] == "I took risperi then and slept."
        assert screen.doubt is not None
        assert screen.doubt.text == "hart"
        await until(pilot, lambda: screen.outlook and screen.outlook.worklist.done == 1)
        await pressed(pilot, "ctrl+z")
        assert texts(study, id)[1] == marked


async def test_what_is_said_of_doubt_and_progress_is_never_cut_in_a_narrow_terminal(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        screen = await looked(pilot)
        await pressed(pilot, "c", "f6")
        await until(pilot, lambda: "checked to" in shown(pilot.app))
        assert "…" not in shown(pilot.app)
        assert "→ risperidon (Tab)" in screen.doubt_line(30)[:30]


async def test_what_the_machine_heard_is_shown_where_somebody_types(
    study: Study, launch: Launcher
) -> None:
    long_talk = "Then my sister came by in the evening and we had some tea and took risperi home."
    id = heard_transcript(study, ((PARTICIPANT, tuple(long_talk.split())),))
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pressed(pilot, "enter", "ctrl+end", "ctrl+left", "ctrl+w", *"lithium ")
        await until(pilot, lambda: read_screen(pilot).is_still)
        await pressed(pilot, "ctrl+end")
        assert "machine heard: …" in shown(pilot.app)
        assert "took risperi home." in shown(pilot.app)


async def test_places_move_along_with_what_is_typed_before_them(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        screen = await looked(pilot)
        await pressed(pilot, "down", "enter", *"Well ", "f6")
        assert screen.typed is not None
        start, end = screen.typed.selection
        assert screen.typed.text[start:end] == "risperi"


async def test_who_speaks_is_changed_from_here_on(study: Study, launch: Launcher, id: str) -> None:
    async with launch(screen="read", interview=id).run_test() as pilot:
        await pressed(pilot, "down", "ctrl+o", "3", "enter")
        speakers = [turn.speaker for turn in transcripts.turns(study.vault, id)]
        assert speakers == [INTERVIEWER, Speaker.OTHER, Speaker.OTHER]


async def test_marks_and_notes_stand_where_they_were_put(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "enter", "ctrl+right", "ctrl+k", "1")
        assert texts(study, id)[0] == "How [laughs] are you today?"
        await pressed(pilot, "escape", "t", *"nods", "enter")
        assert "≡ nods" in shown(pilot.app)
        assert TranscriptEditor(study.interview(id)).notes == {1: "nods"}


async def test_what_was_not_heard_is_put_in_and_what_was_never_said_taken_out(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        await pressed(pilot, "i", *"Fine, thanks.", "enter")
        turns = transcripts.turns(study.vault, id)
        assert [turn.text for turn in turns][1] == "Fine, thanks."
        assert turns[1].speaker is PARTICIPANT
        await pressed(pilot, "x")
        assert "Fine, thanks." not in texts(study, id)
        await pressed(pilot, "home", "enter", *["delete"] * 18, "escape")
        assert texts(study, id)[0].startswith("I took")
        assert "brings it back" in shown(pilot.app)


async def test_it_opens_after_what_is_checked(study: Study, launch: Launcher, id: str) -> None:
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "down", "c")
        assert correction_progress(study.interview(id)).checked_turn == 2
        await until(pilot, lambda: "checked to" in shown(pilot.app))
    async with launch(screen="read", interview=id).run_test() as pilot:
        await acted(pilot.app)
        assert read_screen(pilot).number == 3


async def test_everywhere_is_replaced_what_is_shown_and_taken_back_at_once(
    study: Study, launch: Launcher, id: str
) -> None:
    other = heard_transcript(study, SAID, "P02")
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 30)
    ) as pilot:
        await pressed(pilot, "ctrl+r", *"risperi", "enter", *"risperidon", "ctrl+o", "ctrl+o")
        await until(pilot, lambda: "places: 2" in shown(pilot.app))
        await pressed(pilot, "enter")
        for each in (id, other):
            assert texts(study, each)[1] == "I took risperidon then and slept."
        await pressed(pilot, "u")
        for each in (id, other):
            assert texts(study, each)[1] == "I took risperi then and slept."


async def test_what_is_sought_next_is_typed_over_what_was_sought_before(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        for misheard, right in (("risperi", "risperidon"), ("slept", "rested")):
            await pressed(pilot, "ctrl+r", *misheard, "tab", *right)
            await until(pilot, lambda: "places: 1" in shown(pilot.app))
            await pressed(pilot, "enter")
        assert texts(study, id)[1] == "I took risperidon then and rested."


async def test_all_that_sounds_alike_is_put_right_at_once(study: Study, launch: Launcher) -> None:
    id = heard_transcript(
        study,
        (
            (PARTICIPANT, ("I", "took", ("risperi", 0.2), ("don", 0.2), "then.")),
            (PARTICIPANT, ("So", "risperidom", "it", "was.")),
        ),
    )
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "enter", *["ctrl+right"] * 2, "right", *["ctrl+shift+right"] * 2)
        await pressed(pilot, "ctrl+l", *["backspace"] * 12, *"risperidon", "enter")
        await until(pilot, lambda: "☑" in shown(pilot.app))
        await pressed(pilot, "enter")
        assert texts(study, id) == ["I took risperidon then.", "So risperidon it was."]


class Aligner:
    """A model that finds each word in the last tenth of a second of its stretch."""

    def __enter__(self) -> Aligner:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def align(
        self,
        chunks: Iterator[bytes],
        words: Sequence[str],
        *,
        rate: int,
        channels: int,
        language: str,
    ) -> tuple[tuple[int, int], ...]:
        length_ms = sum(map(len, chunks)) * 1000 // (2 * channels * rate)
        return tuple((length_ms - 100, length_ms - 50) for _ in words)


async def test_typed_words_are_looked_for_in_the_sound_once_nothing_is_changed(
    study: Study, launch: Launcher, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_times, "ALIGN_SECONDS", 0.01)
    app = launch(screen="read", interview=id, transcriber=lambda _study: Aligner())
    async with app.run_test() as pilot:
        screen = read_screen(pilot)
        await pressed(pilot, "down", "enter", *["ctrl+right"] * 2, *" some more of", "escape")
        await until(
            pilot,
            lambda: WordSource.TYPED not in {word.source for word in screen.editor.words(2)},
        )
        assert screen.editor.turn(2).text == "I took some more of risperi then and slept."
        times = [word.start_ms for word in screen.editor.words(2)]
        assert times == sorted(times)


WRONG_WORDS = (
    *("heart:hard", "trees:threes", "still:steel", "house:horse", "brake:break"),
    *("ladies:babies", "cost:coast", "bridge:fridge", "choose:cheese", "ways:weighs"),
    *("snow:slow", "agent:urgent", "ever:never", "lying:flying", "friends:fiends", "sent:spent"),
    *("weather:whether", "ostrich:strict", "drama:trauma", "ample:amply"),
)
"""What was heard and what was said; the draft has the last four right."""
OFFERED_COUNT = 4
MOST_KEYS = 120
AS_EVER = "there as we all did on that day and again."
"""The rest of each turn: no worklist holds a third of all words."""


async def test_twenty_wrong_words_in_ten_turns_take_few_keys(
    study: Study, launch: Launcher
) -> None:
    pairs = [each.split(":") for each in WRONG_WORDS]
    offers = [None] * (len(pairs) - OFFERED_COUNT) + [right for _, right in pairs[-OFFERED_COUNT:]]
    doubted_words = [
        (wrong, 0.2) if offer is None else (wrong, 0.2, offer)
        for (wrong, _), offer in zip(pairs, offers, strict=True)
    ]
    right_words = [
        (
            PARTICIPANT,
            (
                *["I", "said"],
                doubted_words[2 * turn],
                *["and", "then"],
                doubted_words[2 * turn + 1],
                *AS_EVER.split(),
            ),
        )
        for turn in range(10)
    ]
    id = heard_transcript(study, right_words)
    keys = 0
    async with launch(screen="read", interview=id).run_test() as pilot:
        screen = await looked(pilot)
        for _, right in pairs:
            await pressed(pilot, "f6")
            keys += 1
            typed = ("tab",) if screen.offers[:1] == (right,) else tuple(right)
            await pressed(pilot, *typed)
            keys += len(typed)
        await pressed(pilot, "escape")
        keys += 1
    assert texts(study, id) == [
        f"I said {pairs[2 * turn][1]} and then {pairs[2 * turn + 1][1]} {AS_EVER}"
        for turn in range(10)
    ]
    assert keys <= MOST_KEYS
