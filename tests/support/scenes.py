"""Every screen in every state, as a table: how the app is begun, and what is done then.

Pictures (`scripts/screenshots`) and snapshot tests are made of the same scenes.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from interview_kit.audio.recorder_events import DiskLow, FlatLine, Level
from interview_kit.audio.room_sound import ChannelSound, Trouble
from interview_kit.errors import AudioError, PassphraseError
from interview_kit.interface.new_interview import NewInterview
from interview_kit.model.clock import timestamp
from interview_kit.session.interview_events import Answer
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.check.check_screen import CheckScreen
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.home.transcription_panel import TranscriptionPanel
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.launch import Launch
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.thread_messages import LevelChanged, SoundChanged, words_for
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.capture.room_check import Concern, RoomCheck
from interview_kit.workflow.capture.source_choice import SourceChoice
from interview_kit.workflow.machine.power import Battery
from interview_kit.workflow.study.open_study import KEY, open_with_key
from tests.support.made_study import PASSPHRASE, RATE, LostSource, StillSource, make_study
from tests.support.pilot import acted, shown, until
from tests.support.stuck_place import PROGRESS_MS, stuck_places

SHOWN_FOLDER = Path("/home/anna/recovery-stories")

Step = Callable[[Pilot[None]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is given to `Launch`, and what is done once the app runs."""

    step: Step
    given: Mapping[str, Any] = field(default_factory=dict)


def make_studies(folder: Path) -> None:
    """The studies that scenes are played on, one for each language of the interface."""
    for language in ("nl", "en"):
        make_study(folder / language, language)


@asynccontextmanager
async def played(
    name: str, studies: Path, scratch: Path, language: str, size: tuple[int, int]
) -> AsyncIterator[Pilot[None]]:
    """The app in the state that a scene leads to, on a copy of the study."""
    scene = SCENES[name]
    folder = scratch / "study"
    shutil.copytree(studies / language, folder)
    with open_with_key(folder, _key_of(studies / language)) as study:
        options: dict[str, Any] = {
            "folder": SHOWN_FOLDER,
            "unlock": _closed,
            "open_source": StillSource,
            "transcriber": _closed,
            "study": study,
        }
        app = InterviewKit(Launch(**(options | dict(scene.given))))
        app.language = language
        app.NOTIFICATION_TIMEOUT = 3600  # type: ignore[misc]
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await scene.step(pilot)
            await pilot.pause()
            yield pilot


@cache
def _key_of(folder: Path) -> bytes:
    """The key of a made study and of its copies: unwrapping one is slow on purpose."""
    return unwrap(read_holders(folder / KEY), Secret(PASSPHRASE))


def _closed(*_given: object) -> Any:
    raise PassphraseError("That passphrase does not open the vault.", "Try again.")


def _no_microphone() -> Any:
    raise AudioError("No microphone was found.", "Plug one in, then press F5.")


def _slow_microphone() -> Any:
    Event().wait(30)
    return StillSource()


# Steps


async def nothing(_pilot: Pilot[None]) -> None:
    """The screen as it opens."""


async def home(pilot: Pilot[None]) -> None:
    """The list, once what broke off was offered and left for later."""
    await offered(pilot)
    await pilot.press("escape")


async def offered(pilot: Pilot[None]) -> None:
    """What broke off is offered."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))


async def held(pilot: Pilot[None]) -> None:
    """An interview that goes on, with a level as from a quiet room."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.is_ready)
    screen.post_message(LevelChanged(Level(0, (-18.2,), (-30.0,))))
    await pilot.pause()


async def lost(pilot: Pilot[None]) -> None:
    """The microphone is gone."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.conductor.state.device_lost)


async def alarmed(pilot: Pilot[None]) -> None:
    """Several things are wrong with the sound at once."""
    await held(pilot)
    for event in (FlatLine(0, 4, 1), DiskLow(0, 10)):  # these stay; others go by themselves
        pilot.app.screen.post_message(SoundChanged(event))


async def chosen_microphone(pilot: Pilot[None]) -> CheckScreen:
    """The room check, with two microphones to choose from."""
    await home(pilot)
    await pilot.press("c")
    screen = pilot.app.screen
    assert isinstance(screen, CheckScreen)
    await until(pilot, lambda: not list(pilot.app.workers))
    names = ("Table microphone", "Built-in microphone")
    choices = tuple(SourceChoice(name, RATE, 1, StillSource) for name in names)
    screen.offer(choices, choices[0])
    return screen


async def microphones(pilot: Pilot[None]) -> None:
    """The room check as it opens."""
    await chosen_microphone(pilot)


async def troubled_room(pilot: Pilot[None]) -> None:
    """The room was listened to; something is wrong."""
    screen = await chosen_microphone(pilot)
    channels = (ChannelSound(-12.0, -27.0, ()), ChannelSound(-41.0, -58.0, (Trouble.QUIET,)))
    warnings = (Concern(Trouble.QUIET, 1), Concern(Trouble.HUM, 1), Concern("battery", None))
    power, silence = Battery(41, is_plugged_in=False), np.zeros((0, 2), np.int16)
    screen.report(RoomCheck("tone", RATE, 10, channels, 41.5, power, True, warnings, silence))


async def suggested(pilot: Pilot[None]) -> None:
    """The participant may have raised a topic."""
    await held(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    said = {"nl": "ze zetten me in de separeer", "en": "they put me in seclusion"}
    text = said[pilot.app.language]  # type: ignore[attr-defined]
    screen.conductor.hear(text)
    words_for(screen)(CaptionedTalk(text, 1_440_000, ("coercion",)))


async def suggested_twice(pilot: Pilot[None]) -> None:
    """The participant may have raised two topics."""
    await suggested(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    said = {"nl": "toen kreeg ik een diagnose", "en": "then I got a diagnosis"}
    text = said[pilot.app.language]  # type: ignore[attr-defined]
    screen.conductor.hear(text)
    words_for(screen)(CaptionedTalk(text, 1_440_000, ("diagnosis",)))


async def looked_for_sound(pilot: Pilot[None]) -> None:
    """The form, once the microphone is found or is not."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
    await until(pilot, lambda: pilot.app.screen.query(ConsentAnswer))
    await until(pilot, lambda: not list(pilot.app.workers))


async def filled_in(pilot: Pilot[None]) -> None:
    """The form, half filled in."""
    await looked_for_sound(pilot)
    screen = pilot.app.screen
    items = list(screen.query(ConsentAnswer))
    for item, answer in zip(items, (Answer.YES, Answer.YES, Answer.NO), strict=False):
        item.answer = answer
        item.refresh()
    screen.query_one("#names", TextArea).text = "sister: Marijke Dijkstra\nplace: Zwolle"
    await pilot.press(*"P08")
    if pilot.app.size.width < 100:
        items[0].focus()


async def transcribing(pilot: Pilot[None]) -> None:
    """An interview that is being transcribed beside the list."""
    await home(pilot)
    pilot.app.screen.query_one(TranscriptionPanel).add(("P05-1",))
    await until(pilot, lambda: f"{timestamp(PROGRESS_MS)} " in shown(pilot.app))


async def transcribing_all(pilot: Pilot[None]) -> None:
    """Two interviews that are being transcribed, and one that waits."""
    await home(pilot)
    pilot.app.screen.query_one(TranscriptionPanel).add(("P05-1", "P06-1", "P03-1"))
    await until(pilot, lambda: f"{timestamp(2 * PROGRESS_MS)} " in shown(pilot.app))


async def emptied(pilot: Pilot[None]) -> None:
    """A study without an interview."""
    await home(pilot)
    study = pilot.app.open_study  # type: ignore[attr-defined]
    study.vault.db.execute("PRAGMA foreign_keys = OFF")
    with study.vault.atomic() as db:
        db.execute("DELETE FROM interviews")
    pilot.app.screen.draw()  # type: ignore[attr-defined]


async def exporting(pilot: Pilot[None]) -> None:
    """Where to export to."""
    await home(pilot)
    await pilot.press("e")
    field = pilot.app.screen.query_one(Input)
    field.value = str(SHOWN_FOLDER / "export")


def then(first: Step, *keys: str) -> Step:
    """A screen after some keys."""

    async def step(pilot: Pilot[None]) -> None:
        await first(pilot)
        for key in keys:  # on a machine at work a pilot goes on before a dialog is there
            await pilot.press(key)
            await acted(pilot.app)

    return step


def _locked(step: Step) -> Scene:
    return Scene(step, {"study": None})


def _form(step: Step, **given: object) -> Scene:
    return Scene(step, {"start": NewInterview(interviewer="WV"), **given})


def _interview(step: Step, **given: object) -> Scene:
    return Scene(step, {"screen": "interview", "interview": "P04-1", **given})


def _read(step: Step) -> Scene:
    return Scene(step, {"screen": "read", "interview": "P07-1"})


def _review(step: Step) -> Scene:
    return Scene(step, {"screen": "review", "interview": "P07-1"})


SCENES: Mapping[str, Scene] = {
    "unlock": _locked(nothing),
    "unlock-refused": _locked(then(nothing, *"wrong", "enter")),
    "home": Scene(home),
    "home-offer": Scene(offered),
    "home-empty": Scene(emptied),
    "home-working": Scene(transcribing, {"places": stuck_places}),
    "home-working-many": Scene(transcribing_all, {"places": stuck_places}),
    "home-export": Scene(exporting),
    "home-help": Scene(then(home, "f1")),
    "home-palette": Scene(then(home, "ctrl+p")),
    "check": Scene(microphones),
    "check-troubled": Scene(troubled_room),
    "prepare": _form(looked_for_sound),
    "prepare-filled-in": _form(filled_in),
    "prepare-no-sound": _form(looked_for_sound, open_source=_no_microphone),
    "prepare-leave": _form(then(filled_in, "escape")),
    "interview-opening": _interview(nothing, open_source=_slow_microphone),
    "interview": _interview(held),
    "interview-paused": _interview(then(held, "p")),
    "interview-off-record": _interview(then(held, "o")),
    "interview-lost": _interview(lost, open_source=LostSource),
    "interview-alarms": _interview(alarmed),
    "interview-suggestion": _interview(suggested),
    "interview-suggestions": _interview(suggested_twice),
    "interview-looking": _interview(then(held, "right", "right", "right")),
    "interview-topics": _interview(then(suggested_twice, "m")),
    "interview-guidance": _interview(then(held, "i")),
    "interview-note-dropped": _interview(then(held, "t", *"lit up", "escape")),
    "interview-leave-off-record": _interview(then(held, "o", "q")),
    "interview-flagged": _interview(then(held, "f")),
    "interview-refusal": _interview(then(held, "p", "o")),
    "interview-probe-used": _interview(then(held, "1")),
    "interview-jump": _interview(then(held, "j")),
    "interview-jump-typed": _interview(then(held, "j", *"hope")),
    "interview-jump-cue": _interview(then(held, "j", *"abilify")),
    "interview-jump-nothing": _interview(then(held, "j", *"xyz")),
    "interview-note": _interview(then(held, "t", *"lit up when the dog came in")),
    "interview-skip": _interview(then(held, "s")),
    "interview-wipe": _interview(then(held, "w")),
    "interview-distress": _interview(then(held, "d")),
    "interview-consent": _interview(then(held, "k")),
    "interview-consent-answer": _interview(then(held, "k", "enter")),
    "interview-last": _interview(then(held, *["n"] * 30)),
    "interview-leave": _interview(then(held, "q")),
    "interview-help": _interview(then(held, "f1")),
    "debrief": _interview(then(held, "q", "down", "enter", *"Lit up when the dog came in.")),
    "debrief-leave": _interview(then(held, "q", "down", "enter", *"Lit up.", "escape")),
    "debrief-again": Scene(then(home, "down", "d")),
    "read": _read(nothing),
    "read-edit": _read(then(nothing, "down", "enter")),
    "read-speaker": _read(then(nothing, "down", "s")),
    "read-missed": _read(then(nothing, "down", "m", *"Dijkstra", "enter")),
    "read-wipe": _read(then(nothing, "down", "w")),
    "read-wipe-times": _read(then(nothing, "down", "w", "down", "down", "enter")),
    "read-find": _read(then(nothing, "slash", *"dog")),
    "corpus": Scene(then(home, "o")),
    "corpus-search": Scene(then(home, "o", "slash", *"dog c")),
    "corpus-answers": Scene(then(home, "o", "down", "down", "enter")),
    "filed": Scene(then(home, "o", "slash", *"dog", "enter")),
    "review": _review(nothing),
    "review-rename": _review(then(nothing, "c")),
    "review-all": _review(then(nothing, "ctrl+a")),
    "review-done": _review(then(nothing, "ctrl+a", "down", "enter")),
}
