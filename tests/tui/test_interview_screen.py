"""Holding an interview: every key does what the table says, at a frame of the clock."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.events import Key
from textual.widgets import Input

from interview_kit.audio.recorder_events import (
    Clipping,
    DiskFreed,
    DiskLow,
    FlatLine,
    Overflow,
    RecorderAlive,
    RecorderFailed,
    SourceLost,
    SourceReturned,
)
from interview_kit.interface.actions import of_screen
from interview_kit.interface.alarms import alarm_notice
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.interview_machine import wording_of
from interview_kit.session.interview_state import Phase
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.crash import CrashError
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.alarm_line import Alarm
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.thread_messages import SoundChanged
from interview_kit.vault import blocks, journal
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared
from tests.support.pilot import running, shown, until
from tests.support.pure_interview import GUIDE

Launcher = Callable[..., InterviewKit]
TODAY, DAILY = "today", "daily-life"

# action: (the keys that are pressed from the first question on, the events they cause)
QUOTE = next(item for item in GUIDE.consent if item.id == "quote")
KEYS: dict[str, tuple[tuple[str, ...], tuple[did.Event, ...]]] = {
    "asked_next": (
        ("enter",),
        (did.QuestionMarked(TODAY, Mark.ASKED), did.QuestionShown(DAILY)),
    ),
    "next": (("n",), (did.QuestionShown(DAILY),)),
    "back": (("n", "b"), (did.QuestionShown(DAILY), did.QuestionShown(TODAY))),
    "look_on": (("right", "down", "c", "escape"), (did.QuestionMarked("story", Mark.COVERED),)),
    "look_back": (("right", "right", "left", "enter"), (did.QuestionShown(DAILY),)),
    "look_away": (("right", "escape", "a"), (did.QuestionMarked(TODAY, Mark.ASKED),)),
    "topic": (("m", "2"), (did.QuestionMarked("medication", Mark.RAISED),)),
    "guidance": (("i", "escape", "f"), (did.Flagged(),)),
    "jump": (("j", *"ordinary", "enter"), (did.QuestionShown(DAILY),)),
    "probe": (("1",), (did.ProbeUsed("today-comfortable"),)),
    "asked": (("a",), (did.QuestionMarked(TODAY, Mark.ASKED),)),
    "raised": (("r",), (did.QuestionMarked(TODAY, Mark.RAISED),)),
    "covered": (("c",), (did.QuestionMarked(TODAY, Mark.COVERED),)),
    "skip": (
        ("s", *"late", "enter"),
        (did.QuestionMarked(TODAY, Mark.SKIPPED, "late"),),
    ),
    "refused": (("x",), (did.QuestionMarked(TODAY, Mark.REFUSED),)),
    "reopen": (
        ("a", "u"),
        (did.QuestionMarked(TODAY, Mark.ASKED), did.QuestionMarked(TODAY, Mark.OPEN)),
    ),
    "flag": (("f",), (did.Flagged(),)),
    "note": (("t", *"calm", "enter"), (did.NoteTaken("calm"),)),
    "consent": (
        ("k", *["down"] * 2, "enter", "down", "enter"),
        (did.ConsentAnswered("quote", Answer.NO, wording_of(QUOTE, "en"), "en"),),
    ),
    "pause": (("p", "p"), (did.Paused(), did.Resumed())),
    "off_record": (("o", "o"), (did.WentOffRecord(), did.CameOnRecord())),
    "distress": (("d", "escape"), (did.DistressOpened(),)),
    "leave": (("q", "down", "enter"), (did.Ended(),)),
}


def test_every_key_of_the_interview_is_tried_here() -> None:
    tried = {*KEYS, "strike", "confirm", "wave_away"}
    assert {action.method for action in of_screen("interview")} == tried


async def test_each_key_puts_its_events_into_the_journal(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    async with launch(screen="interview", interview=id).run_test() as pilot:
        screen = await running(pilot)
        for action, (keys, events) in KEYS.items():
            screen.conductor.do(ask.Show(TODAY))
            screen.conductor.do(ask.MarkQuestion(TODAY, Mark.OPEN))
            begun = journal.read(study.vault, id)
            await pilot.press(*keys)
            await until(pilot, lambda: screen.is_ready)
            entries = journal.read(study.vault, id)[len(begun) :]
            assert (action, tuple(_timeless(entry.event) for entry in entries)) == (action, events)
            assert begun[-1].frame <= entries[0].frame <= entries[-1].frame
    assert study.interview(id).state.phase is Phase.ENDED


def _timeless(event: did.Event) -> did.Event:
    """A note says when its line was opened, and here sound runs on while it is typed."""
    return replace(event, at_frame=None) if isinstance(event, did.NoteTaken) else event


async def test_a_note_stands_at_the_moment_its_line_was_opened(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    async with launch(screen="interview", interview=id).run_test() as pilot:
        screen = await running(pilot)
        before = screen.conductor.frame
        await pilot.press("t", "x")
        opened = screen.conductor.frame
        await until(pilot, lambda: screen.conductor.frame > opened)
        await pilot.press("enter")
        entry = journal.read(study.vault, id)[-1]
        assert isinstance(entry.event, did.NoteTaken)
        assert entry.event.at_frame is not None
        assert before <= entry.event.at_frame <= opened < entry.frame


async def test_withdrawing_consent_to_record_stops_the_recording(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        screen = await running(pilot)
        await pilot.press("k", "down", "enter", "down", "enter")
        assert study.interview(id).state.phase is Phase.CONSENT_WITHDRAWN
        assert "nothing more is stored" in shown(app)
        frame = screen.conductor.frame
        await pilot.press("o")
        assert study.interview(id).state.phase is Phase.CONSENT_WITHDRAWN
        assert screen.conductor.frame == frame


async def test_ending_leads_to_the_debrief_which_is_kept_in_the_journal(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        await running(pilot)
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press(*"calm", "enter", *"sad", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        entry = journal.read(study.vault, id)[-1]
        assert entry.event == did.Debriefed("calm\nsad")
        await pilot.press("d")
        await until(pilot, lambda: "calm" in shown(app))
        await pilot.press("x", "escape", "enter")
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert journal.read(study.vault, id)[-1] == entry


async def test_wiping_destroys_the_sound_since_the_question_after_one_confirmation(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    async with launch(screen="interview", interview=id).run_test(notifications=True) as pilot:
        screen = await running(pilot)
        await pilot.press("w", "enter")
        assert not any(isinstance(e.event, did.Struck) for e in journal.read(study.vault, id))
        await pilot.press("w", "down", "down", "enter")
        await until(pilot, lambda: screen.is_ready)
        struck = [e.event for e in journal.read(study.vault, id) if isinstance(e.event, did.Struck)]
        assert [event.first_frame for event in struck] == [0]
        kept = list(blocks.read(study.vault, id))
        assert all(block.first_frame >= struck[0].end_frame for block in kept)


async def test_without_consent_the_form_is_opened_and_nothing_is_recorded(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study, answer=Answer.NO)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen))
        await until(pilot, lambda: "Prepared interview" in shown(app))
        assert not blocks.sound(study.vault, id).blocks


async def test_escape_and_stray_keys_do_not_leave_the_interview(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        screen = await running(pilot)
        await pilot.press("escape", "ctrl+c", "y", "ctrl+q", "escape", "q", "enter")
        assert app.screen is screen
        assert study.interview(id).state.phase is Phase.RECORDING


async def test_leaving_for_later_keeps_the_interview_and_it_can_go_on(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        await pilot.press("q", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert study.interview(id).state.phase is Phase.INTERRUPTED
        await pilot.press("g")
        await running(pilot)
        await pilot.pause()
        assert "Next  I would like to get to know you" in shown(app)
        assert study.interview(id).state.phase is Phase.RECORDING


async def test_closing_the_program_keeps_what_was_recorded(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
    assert study.interview(id).state.phase is Phase.INTERRUPTED
    assert blocks.sound(study.vault, id).end_frame > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
async def test_a_closed_terminal_keeps_what_was_recorded(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        signal.raise_signal(signal.SIGHUP)
        await until(pilot, lambda: app.return_code is not None)
    assert study.interview(id).state.phase is Phase.INTERRUPTED


async def test_a_crash_names_its_kind_alone_and_keeps_the_recording(
    study: Study, launch: Launcher, capsys: pytest.CaptureFixture[str]
) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)

    def fail() -> None:
        secret = "Marijke"
        raise ValueError(secret)

    async def crash() -> None:
        async with app.run_test(notifications=True) as pilot:
            await running(pilot)
            app.call_later(fail)
            await pilot.pause()

    with pytest.raises(CrashError, match="ValueError"):
        await crash()
    printed = capsys.readouterr()
    assert "Marijke" not in printed.out + printed.err
    assert study.interview(id).state.phase is Phase.INTERRUPTED


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (SourceLost(0, "gone"), "gives no sound"),
        (FlatLine(0, 4, 0), "is dead silent"),
        (Clipping(0, 1), "Channel 2 is too loud"),
        (Overflow(0, 0), "A little sound was lost"),
        (DiskLow(0, 20), "less than 20 min of sound"),
        (RecorderFailed(0, "The disk is full."), "The disk is full."),
    ],
)
async def test_what_is_wrong_with_the_sound_is_said_at_once(
    event: SourceLost, words: str, study: Study, launch: Launcher
) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        screen = await running(pilot)
        screen.post_message(SoundChanged(event))
        await pilot.pause()
        assert words in shown(app)


async def test_a_passing_fault_does_not_hide_a_lost_microphone(
    study: Study, launch: Launcher
) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True) as pilot:
        screen = await running(pilot)
        for event in (FlatLine(0, 4, 0), Clipping(0, 0), SourceLost(0, "gone")):
            screen.post_message(SoundChanged(event))
        await pilot.pause()
        assert screen.query_one(Alarm).text.startswith("The microphone gives no sound")
        assert "too loud" in shown(app)
        screen.post_message(SoundChanged(SourceReturned(0, 2000, "tone")))
        await pilot.pause()
        assert "gives no sound" not in screen.query_one(Alarm).text


async def test_what_is_not_mended_stays_on_the_screen_until_it_is(
    study: Study, launch: Launcher
) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        screen = await running(pilot)
        alarm = screen.query_one(Alarm)
        lasting = (FlatLine(0, 4, 0), FlatLine(0, 4, 1), DiskLow(0, 5))
        for event in lasting:
            assert alarm_notice(event, "en").seconds is None
            screen.post_message(SoundChanged(event))
        await pilot.pause()
        assert len(alarm.text.splitlines()) == 3
        for event in (RecorderAlive(0, 1), DiskLow(0, 2), DiskFreed(0)):
            screen.post_message(SoundChanged(event))
        await pilot.pause()
        assert alarm.text.startswith("Channel 1 is dead silent")
        assert len(alarm.text.splitlines()) == 1
        await until(pilot, lambda: "Channel 2 gives sound again" in shown(app))


async def test_the_recording_state_stands_there_in_words(study: Study, launch: Launcher) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        assert "● REC" in shown(app)
        await until(pilot, lambda: " dB " in shown(app))
        await pilot.press("p")
        assert "‖ PAUSED" in shown(app)
        assert "not stored" in shown(app)
        assert " dB " not in shown(app)
        await pilot.press("p", "o")
        assert "◌ OFF RECORD" in shown(app)
        assert "not stored" in shown(app)


async def test_the_end_of_a_sound_file_is_told_and_ends_nothing(
    study: Study, launch: Launcher, sound: object
) -> None:
    from interview_kit.audio.file_source import FileSource

    id = prepared(study)
    app = launch(
        screen="interview",
        interview=id,
        open_source=lambda: FileSource(sound, pace="fast"),
    )
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "come to its end" in shown(app))
        assert "✕ NO SOUND" in shown(app)
        assert isinstance(app.screen, InterviewScreen)


@pytest.mark.parametrize(("key", "typed"), [("j", "medica"), ("t", "pass on")])
async def test_letters_typed_in_one_breath_with_the_key_of_a_dialog_go_into_it(
    study: Study, launch: Launcher, key: str, typed: str
) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test() as pilot:
        screen = await running(pilot)
        before = len(journal.read(study.vault, screen.conductor.interview.id))
        for letter in key + typed:  # all of them wait before the first is looked at
            app.post_message(Key(letter if letter != " " else "space", letter))
        await until(pilot, lambda: app.screen is not screen and app.screen.query(Input))
        await until(pilot, lambda: app.screen.query_one(Input).value == typed)
        assert len(journal.read(study.vault, screen.conductor.interview.id)) == before


async def test_letters_work_with_caps_lock_on(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    async with launch(screen="interview", interview=id).run_test() as pilot:
        screen = await running(pilot)
        entries_before = journal.read(study.vault, id)
        await pilot.press("F", "T", "A", "b", "enter", "O", "O")
        await until(pilot, lambda: screen.is_ready)
        entries = journal.read(study.vault, id)[len(entries_before) :]
        assert [_timeless(entry.event) for entry in entries] == [
            did.Flagged(),
            did.NoteTaken("Ab"),
            did.WentOffRecord(),
            did.CameOnRecord(),
        ]
