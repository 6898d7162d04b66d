"""Every screen in every state, as a table: how the app is begun, and what is done then.

Pictures (`scripts/screenshots`) and snapshot tests are made of the same scenes.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot

from interview_kit.errors import AudioError, PassphraseError
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui import sound_playback
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study.open_study import KEY, open_with_key
from tests.support.made_study import (
    PASSPHRASE,
    LostSource,
    StillSource,
    StillTransport,
    make_study,
)
from tests.support.scene_steps import (
    SHOWN_FOLDER,
    Step,
    alarmed,
    doubtful,
    emptied,
    exporting,
    filled_in,
    heard_unsurely,
    held,
    home,
    joining,
    known,
    looked,
    looked_for_sound,
    lost,
    microphones,
    noted,
    noted_debrief,
    nothing,
    offered,
    practised,
    releasing,
    replacing,
    suggested,
    suggested_twice,
    then,
    then_looked,
    transcribing,
    transcribing_all,
    troubled_room,
    weakly_made,
    withdrawn,
    withdrawn_and_ended,
)
from tests.support.stuck_place import stuck_places


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
    with (
        open_with_key(folder, _key_of(studies / language)) as study,
        patch.object(sound_playback, "stand_by", lambda _interview: StillTransport()),
    ):
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


def _welcome(step: Step) -> Scene:
    places = (SHOWN_FOLDER.parent,)
    return Scene(step, {"study": None, "screen": "welcome", "study_places": places})


SCENES: Mapping[str, Scene] = {
    "welcome": _welcome(nothing),
    "welcome-folder": _welcome(then(nothing, "down", "enter")),
    "make": _welcome(then(nothing, "enter", *"Recovery")),
    "make-weak": _welcome(then(weakly_made, "ctrl+s")),
    "settings": Scene(then(home, "s", *["down"] * 6)),
    "settings-choice": Scene(then(home, "s", *["down"] * 6, "enter")),
    "export": Scene(then(home, "e")),
    "export-release": Scene(releasing),
    "quality": Scene(then(home, "l")),
    "practice": Scene(practised),
    "unlock": _locked(nothing),
    "unlock-refused": _locked(then(nothing, *"wrong", "enter")),
    "home": Scene(home),
    "home-offer": Scene(offered),
    "home-empty": Scene(emptied),
    "home-working": Scene(transcribing, {"places": stuck_places}),
    "home-working-many": Scene(transcribing_all, {"places": stuck_places}),
    "home-export": Scene(exporting),
    "home-transcribed": Scene(then(home, "down")),
    "home-put-right": Scene(then(home, "k")),
    "home-delete": Scene(then(home, "D")),
    "home-join": Scene(joining),
    "home-help": Scene(then(home, "f1")),
    "home-palette": Scene(then(home, "ctrl+p")),
    "check": Scene(microphones),
    "check-troubled": Scene(troubled_room),
    "prepare": _form(looked_for_sound),
    "prepare-filled-in": _form(filled_in),
    "prepare-again": _form(known),
    "prepare-doubtful": _form(doubtful),
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
    "interview-consent-withdrawn": _interview(withdrawn),
    "interview-last": _interview(then(held, *["n"] * 30)),
    "interview-leave": _interview(then(held, "q")),
    "interview-help": _interview(then(held, "f1")),
    "debrief": _interview(then(held, "q", "down", "enter", *"Lit up when the dog came in.")),
    "debrief-leave": _interview(then(held, "q", "down", "enter", *"Lit up.", "escape")),
    "debrief-noted": _read(noted_debrief),
    "debrief-disposal": _interview(withdrawn_and_ended),
    "debrief-again": Scene(then(home, "down", "d")),
    "read": _read(looked),
    "read-noted": _read(noted),
    "read-notes": _read(then(noted, "l")),
    "read-edit": _read(then(looked, "down", "enter", *["ctrl+right"] * 3)),
    "read-doubt": _read(then(heard_unsurely, "f6")),
    "read-typed": _read(then_looked(heard_unsurely, "f6", "f6", *"Zutphen")),
    "read-replace": _read(replacing),
    "read-alike": _read(then(heard_unsurely, "f6", "ctrl+l", *"Zutphen", "enter")),
    "read-alike-ask": _read(then(heard_unsurely, "f6", "ctrl+l")),
    "read-reach": _read(then(looked, "down", "h")),
    "read-reach-far": _read(then(looked, "down", "h", "3")),
    "read-insert": _read(then(looked, "down", "i", *"Ja, dat klopt.")),
    "read-help": _read(then(looked, "f1")),
    "read-mark": _read(then(looked, "down", "k")),
    "read-speaker": _read(then_looked(looked, "down", "s")),
    "read-changes": _read(then(looked, "s", "down", "j", "down", "x", "up", "up", "G")),
    "read-compared": _read(then_looked(looked, "s", "down", "j", "down", "x", "home", "g")),
    "read-missed": _read(then(looked, "down", "m", *"Dijkstra", "enter")),
    "read-wipe": _read(then(looked, "down", "w")),
    "read-wipe-times": _read(then(looked, "down", "w", "down", "down", "enter")),
    "read-find": _read(then(looked, "slash", *"dog")),
    "corpus": Scene(then(home, "o")),
    "corpus-search": Scene(then(home, "o", "slash", *"dog c")),
    "corpus-answers": Scene(then(home, "o", "down", "down", "enter")),
    "filed": Scene(then(home, "o", "slash", *"annelies", "enter")),
    "overview": Scene(then(home, "O")),
    "coding": Scene(then(home, "o", "slash", *"annelies", "enter", "c")),
    "coding-coded": Scene(
        then(
            home,
            "o",
            "slash",
            *"annelies",
            "enter",
            "c",
            "enter",
            *"medic",
            "enter",
            "w",
            "right",
            "1",
        )
    ),
    "coding-find": Scene(then(home, "o", "slash", *"annelies", "enter", "c", "slash", *"medi")),
    "review": _review(nothing),
    "review-rename": _review(then(nothing, "c")),
    "review-all": _review(then(nothing, "ctrl+a")),
    "review-done": _review(then(nothing, "ctrl+a", "down", "enter")),
}
