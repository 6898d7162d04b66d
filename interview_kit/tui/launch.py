"""What the screen is started with; known without loading Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from interview_kit.model.account import account_name
from interview_kit.session.new_interview import NewInterview

if TYPE_CHECKING:
    from interview_kit.audio.sound_source import Source
    from interview_kit.speech.speech_client import Transcriber
    from interview_kit.workflow.capture.live_captions import LiveCaptions
    from interview_kit.workflow.study.open_study import Secret, Study
    from interview_kit.workflow.transcription.transcription_queue import Places

ScreenName = Literal["welcome", "practice", "home", "interview", "read", "review"]
"""Where the screen can begin."""


def _places_here(study: Study) -> Places:
    from interview_kit.workflow.transcription.transcription_queue import study_places

    return study_places(study)


def _keep_nothing(_theme: str) -> None:
    """The choice holds for this time."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How to reach the study, the sound and the transcriber, and where to begin.

    `study` is given where it is open already, and then stays the caller's to close; otherwise
    `unlock` opens it with a secret and raises PassphraseError where that is wrong.
    `open_source` finds the microphone or sound file and raises AudioError; `transcriber` starts
    a speech process, and `places` finds where several interviews are transcribed. They are called
    from a thread of their own and may take seconds.
    `screen` and `interview` name where to begin, "welcome" where there is no study yet and
    "practice" where none is needed: then `language` is that of the screen, and `start` has the
    guide and language of what is practised; `start` opens the form of a new interview. In
    `study_places` studies are looked for, and in the last of them a new one is made.
    `live_words` begins live transcription, where there is any, once sound is stored; `listen` says
    whether it is wanted, the study's settings where it is None. `keymap` gives actions, by id,
    other keys than their own. `theme` is dark, light or contrast, and `keep_theme` is told of
    another choice. `who` is kept with decisions.
    """

    folder: Path
    unlock: Callable[[Secret], Study]
    open_source: Callable[[], Source]
    transcriber: Callable[[Study], AbstractContextManager[Transcriber]]
    places: Callable[[Study], Places] = _places_here
    study: Study | None = None
    start: NewInterview | None = None
    screen: ScreenName = "home"
    interview: str = ""
    language: str = "en"
    study_places: tuple[Path, ...] = ()
    theme: str = "dark"
    keep_theme: Callable[[str], None] = _keep_nothing
    live_words: LiveCaptions | None = None
    listen: bool | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)
    who: str = field(default_factory=account_name)
