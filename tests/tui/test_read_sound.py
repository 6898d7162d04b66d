"""Hearing and striking from the transcript, and the gaps that stand in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from interview_kit.audio.block_codec import encode_block
from interview_kit.errors import KitError
from interview_kit.interface.time_span import parse_time_span, time_span_text
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session import interview_events as did
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import blocks, journal, names, transcripts
from interview_kit.vault.names import Proposal
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import correction_progress
from tests.support.interview_stages import RATE, prepared
from tests.support.pilot import read_screen, shown, until
from tests.support.virtual_microphone import Microphone

Launcher = Callable[..., InterviewKit]
SECONDS = 12
SAID = ("How are you today?", "My sister knew.", "It went on.")


@pytest.fixture
def loudspeaker(microphone: Microphone, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that plays where nobody hears it."""
    for name, value in microphone.env.items():
        monkeypatch.setenv(name, value)


def sounded(study: Study, *gaps: tuple[int, did.Event]) -> str:
    """An interview of twelve seconds with sound; a turn of three words from 1, 5 and 9 s on."""
    id = prepared(study)
    noise = np.random.default_rng(5).integers(-9000, 9000, (SECONDS * RATE, 1)).astype(np.int16)
    for second in range(SECONDS):
        pcm = noise[second * RATE : (second + 1) * RATE].tobytes()
        blocks.append(study.vault, id, encode_block(pcm, second * RATE, RATE, 1))
    begun = [did.RecordingStarted(RATE, 1, "tone"), did.QuestionShown("today")]
    journal.append(study.vault, id, 0, begun)
    for second, event in gaps:
        journal.append(study.vault, id, second * RATE, [event])
    journal.append(study.vault, id, SECONDS * RATE, [did.Ended()])
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(
        study.vault, run, [turn(number, text) for number, text in enumerate(SAID, 1)]
    )
    return id


def turn(number: int, text: str) -> Turn:
    start_ms = 4000 * number - 3000
    words = tuple(
        Word(f" {part}", start_ms + 300 * at, start_ms + 300 * at + 250, 0.9)
        for at, part in enumerate(text.split())
    )
    return Turn(number, Speaker.PARTICIPANT, start_ms, words[-1].end_ms, "today", text, words)


def numbers(study: Study, id: str) -> list[int]:
    return [each.number for each in transcripts.turns(study.vault, id)]


async def test_sound_is_played_from_the_turn_on_until_it_is_told_to_stop_or_ends(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    app = launch(screen="read", interview=sounded(study))
    async with app.run_test(notifications=True) as pilot:
        screen = read_screen(pilot)
        await pilot.press("down", "p")
        assert "▶ 00:00:05" in shown(app)
        assert screen.sound.is_playing
        await pilot.press("p")
        assert not screen.sound.is_playing
        assert "■ 00:00:05" in shown(app)
        await pilot.press("end", "p")
        assert "▶ 00:00:09" in shown(app)
        await until(pilot, lambda: "▶" not in shown(app))


async def test_the_word_that_sounds_is_lit_and_the_cursor_goes_along(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    app = launch(screen="read", interview=sounded(study))
    async with app.run_test() as pilot:
        screen = read_screen(pilot)
        lit = []
        await pilot.press("f4")

        def over() -> bool:
            word = screen.marks.lit
            if word is not None and word not in lit:
                lit.append(word)
            return not screen.sound.is_playing

        await until(pilot, over)
        spoken_words = [screen.editor.turn(n).text[start:end] for n, (start, end) in lit]
        assert spoken_words == " ".join(SAID).split()
        assert screen.number == 3
        assert screen.marks.lit is None
        progress = correction_progress(study.interview(screen.interview_id))
        assert (progress.heard_percent or 0) > 80


async def test_typing_begins_behind_the_word_that_was_heard_last(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    app = launch(screen="read", interview=sounded(study))
    async with app.run_test() as pilot:
        screen = read_screen(pilot)
        await pilot.press("down", "f4")
        await until(pilot, lambda: screen.marks.lit is not None and screen.marks.lit[1][0] > 0)
        await pilot.press("f4")
        assert screen.position_ms is not None
        begun_spans = [
            span for span, start_ms, _ in screen.word_spans(2) if start_ms <= screen.position_ms
        ]
        await pilot.press("enter")
        assert (screen.number, screen.place) == (2, begun_spans[-1][1])
        await pilot.press("escape", "up", "enter")
        assert (screen.number, screen.place) == (1, 0)


async def test_back_and_forth_slower_and_over_and_over(
    study: Study, launch: Launcher, loudspeaker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = launch(screen="read", interview=sounded(study))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = read_screen(pilot)
        await pilot.press("down", "f4")
        await pilot.press("f5")
        assert (screen.position_ms or 0) >= 8000
        await pilot.press("f3", "f3")
        assert (screen.position_ms or 0) < 8000
        await pilot.press("f9")
        assert screen.sound.tempo == 0.9
        assert "0.9×" in shown(app)
        await pilot.press("f4")
        stopped_ms = screen.position_ms or 0
        begun_at_ms = []
        start = screen.sound.start

        def noted_start(*span: int) -> None:
            begun_at_ms.append(span[0])
            start(*span)

        monkeypatch.setattr(screen.sound, "start", noted_start)
        await pilot.press("f4")  # what was stopped goes on a little earlier
        assert begun_at_ms == [stopped_ms - 1000]
        await pilot.press("f4", "home", "f8")
        await until(pilot, lambda: (screen.position_ms or 0) > 1500)
        await until(pilot, lambda: (screen.position_ms or 0) < 1500)  # it began again
        assert "over and over" in shown(app)
        await pilot.press("f8")
        assert not screen.sound.is_playing


async def test_a_click_on_a_word_plays_it(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    app = launch(screen="read", interview=sounded(study))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = read_screen(pilot)
        lines = shown(app).split("\n")
        row = next(at for at, line in enumerate(lines) if "sister" in line)
        await pilot.click(offset=(lines[row].index("sister") + 1, row))
        await until(pilot, lambda: screen.sound.is_playing)
        assert screen.number == 2
        assert 5300 <= (screen.position_ms or 0) < 6500


async def test_sound_plays_on_while_one_types_and_the_cursor_stays(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    id = sounded(study)
    app = launch(screen="read", interview=id)
    async with app.run_test() as pilot:
        screen = read_screen(pilot)
        await pilot.press("enter", "end", "f4", "f5", *" So")
        await until(pilot, lambda: screen.marks.lit and screen.marks.lit[0] == 2)
        assert screen.number == 1
        assert screen.typed is not None
        await pilot.press("f4", "escape")
        assert transcripts.turns(study.vault, id)[0].text == "How are you today? So"


async def test_the_review_plays_from_the_turn_of_a_place_on(
    study: Study, launch: Launcher, loudspeaker: None
) -> None:
    id = sounded(study)
    names.put_entities(study.vault, [Entity("e1", MentionType.PERSON, "[aunt]", ("sister",))])
    mention = Mention(2, 3, 9, MentionType.PERSON, "sister", "test", 1.0)
    names.replace_proposals(study.vault, id, [Proposal(mention, "e1")])
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await pilot.press("home", "p")
        await until(pilot, lambda: "Playing from 00:00:05" in shown(app))
        assert screen.sound.is_playing
        await pilot.press("p")
        assert not screen.sound.is_playing


async def test_without_sound_playing_says_so(study: Study, launch: Launcher) -> None:
    id = sounded(study)
    blocks.destroy_blocks(study.vault, id, blocks.within(study.vault, id, 0, SECONDS * RATE))
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "holds no sound" in shown(app))


async def test_a_turn_is_struck_after_one_question(study: Study, launch: Launcher) -> None:
    id = sounded(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await pilot.press("down", "w", "enter")
        assert numbers(study, id) == [1, 2, 3]
        await pilot.press("w", "down", "enter")
        await until(pilot, lambda: "✕ struck, 00:00:00" in shown(app))
        assert numbers(study, id) == [1, 3]
        assert "My sister knew." not in shown(app)
        await until(pilot, lambda: "Destroyed: 00:00:05 - 00:00:06" in shown(app))
        assert app.screen.query_one(RowList).key == 3
    kept = [(each.first_frame, each.end_frame) for each in blocks.read(study.vault, id)]
    assert (5 * RATE, 6 * RATE) not in kept
    assert not blocks.within(study.vault, id, 5 * RATE, 5 * RATE + 800 * RATE // 1000)
    assert [e.event for e in journal.read(study.vault, id) if isinstance(e.event, did.Struck)]


async def test_a_stretch_is_struck_by_its_times(study: Study, launch: Launcher) -> None:
    id = sounded(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("w", "down", "down", "enter")
        assert "00:00:01 - 00:00:03" in shown(app)
        assert "Enter destroys" in shown(app)
        await pilot.press(*["backspace"] * 19, *"nonsense", "enter")
        await until(pilot, lambda: "is no stretch" in shown(app))
        await pilot.press("w", "down", "down", "enter", *["backspace"] * 19, *"0:04 12", "enter")
        await until(pilot, lambda: "✕ struck, 00:00:08" in shown(app))
    assert numbers(study, id) == [1]
    assert blocks.sound(study.vault, id).end_frame == 4 * RATE


async def test_every_gap_stands_in_the_transcript_at_its_place(
    study: Study, launch: Launcher
) -> None:
    id = sounded(
        study,
        (3, did.Paused()), (3, did.Resumed()),
        (4, did.WentOffRecord()), (4, did.CameOnRecord()),
        (8, did.DeviceLost("gone")), (8, did.DeviceBack(2000)),
        (11, did.Interrupted()), (11, did.Continued("tone")),
    )  # fmt: skip
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.pause()
        text = shown(app)
        marks = ["How are you", "‖ paused", "◌ off record", "My sister", "✕ no sound", "It went on",
                 "■ interrupted"]  # fmt: skip
        places = [text.index(mark) for mark in marks]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "stretch"),
    [
        ("1:05 - 1:20", (65_000, 80_000)),
        ("65 80", (65_000, 80_000)),
        ("0:01:05 to 1:00:20", (65_000, 3_620_000)),
        (" 0:05,5 tot 6.25 ", (5500, 6250)),
        (time_span_text(65_400, 80_100), (65_000, 81_000)),
    ],
)
def test_two_times_are_read_as_people_write_them(typed: str, stretch: tuple[int, int]) -> None:
    assert parse_time_span(typed) == stretch


@pytest.mark.parametrize("typed", ["", "1:05", "a b", "1 2 3", "-5 10", "20 10", "5 5"])
def test_what_is_no_stretch_is_refused(typed: str) -> None:
    with pytest.raises(KitError):
        parse_time_span(typed)
