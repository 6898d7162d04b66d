"""The room check on the screen: what is chosen, heard, played back and warned of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interview_kit.audio.devices import find_device
from interview_kit.audio.file_source import FileSource
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.audio.room_sound import ChannelSound, Trouble
from interview_kit.interface.actions import of_screen
from interview_kit.interface.texts import say
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.check.room_findings import findings
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.workflow.capture.room_check import Concern, RoomCheck
from interview_kit.workflow.machine.power import Battery
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared
from tests.support.pilot import running, shown, until
from tests.support.virtual_microphone import Microphone

Launcher = Callable[..., InterviewKit]
KINDS = (*Trouble, "disk", "battery", "sleep")


def test_every_key_of_the_check_is_tried_here() -> None:
    assert {each.method for each in of_screen("check")} == {"listen", "play", "look", "leave"}


async def test_ten_seconds_are_heard_measured_and_judged_and_nothing_is_stored(
    study: Study, launch: Launcher, tmp_path: Path
) -> None:
    path = tmp_path / "half.wav"
    samples = np.zeros((160_000, 2), np.int16)
    samples[:, 0] = np.random.default_rng(1).integers(-9000, 9000, len(samples))
    soundfile.write(path, samples, 16_000, subtype="PCM_16")
    before = sorted(study.folder.rglob("*"))
    app = launch(open_source=lambda: FileSource(path, "fast"))
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "○ half.wav · 16000 Hz · two channels" in shown(app))
        await pilot.press("p")
        await until(pilot, lambda: "Nothing was heard yet" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "! Channel 2: It carries no sound at all." in shown(app))
        text = shown(app)
        assert "● half.wav" in text
        assert "peak -11 dB · mean -16 dB" in text
        assert "Disk: room for" in text
        await pilot.press("f5")
        await until(pilot, lambda: "● half.wav" in shown(app))
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    assert sorted(study.folder.rglob("*")) == before


async def test_the_microphone_that_was_chosen_is_played_back_and_records(
    study: Study,
    launch: Launcher,
    sound: Path,
    microphone: Microphone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in microphone.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("interview_kit.tui.check.check_screen.SECONDS", 0.5)
    name = find_device().name
    app = launch(start=NewInterview("P01"), keymap={"check.play": "x"})
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen))
        await pilot.press("f5")
        await until(pilot, lambda: f"○ {name} · 48000 Hz" in shown(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: say("check.heard", "en") in shown(app))
        assert f"● {name} · 48000 Hz" in shown(app)
        await pilot.press("x")
        assert "Playing; X stops." in shown(app)
        await until(pilot, lambda: "Playing" not in shown(app))
        assert say("check.heard", "en") in shown(app)  # it can be played again
        assert all(f"Channel {each}" in shown(app) for each in ("1 · Interviewer", "2 · Parti"))
        await pilot.press("x", "x")
        assert "Playing" not in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: f"{name} · 48000 Hz" in shown(app))
        app.hold(prepared(study))
        interview = await running(pilot)
        assert interview.conductor.state.rate == 48000
        source = app.open_source()
        assert isinstance(source, MicrophoneSource)
        assert source.name == name


def checked(*warnings: Concern, battery: Battery | None = None) -> RoomCheck:
    silent = ChannelSound(-120.0, -120.0, ())
    return RoomCheck(
        source="tone",
        rate=16_000,
        seconds=10,
        channels=(silent,),
        hours=9.4,
        battery=battery,
        stays_awake=not warnings,
        warnings=warnings,
        samples=np.zeros((0, 1), np.int16),
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_warning_says_what_is_wrong_and_what_to_do(kind: str, language: str) -> None:
    channel = 1 if kind in set(Trouble) else None
    first, *rest = findings(checked(Concern(kind, channel)), language).plain.splitlines()
    where = "" if channel is None else say("check.channel", language, channel=2) + ": "
    message, hint = say(f"check.{kind}", language), say(f"fix.{kind}", language)
    assert first == f"! {where}{message} {hint}"
    assert rest == ["", say("check.room_for", language, hours=9)]


def test_where_nothing_is_wrong_it_says_so_and_how_the_battery_is() -> None:
    lines = findings(checked(battery=Battery(80, is_plugged_in=False)), "en").plain.splitlines()
    assert lines[0] == "✓ All is well."
    assert "Battery: 80%, not plugged in." in lines
    assert lines[-1] == "The machine does not fall asleep while it records."
