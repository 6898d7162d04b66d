"""The one table of diarizers: what tells voices apart in sound of one channel.

Others join by an entry point in the group `interview_kit.diarizers` that names a `Diarizer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import numpy as np
from numpy.typing import NDArray

from interview_kit.errors import SpeechError
from interview_kit.model.voice import Voice
from interview_kit.plugins import PluginTable

GROUP = "interview_kit.diarizers"

DIARIZER = "dialogue"
"""The one that is used unless another is asked for."""

PRESENCE = "presence"
"""The one that hears whether anybody speaks: where a channel each says who it is."""

BUILT_IN = (
    EntryPoint(DIARIZER, "interview_kit.speech.dialogue:DIALOGUE", GROUP),
    EntryPoint("voiceprints", "interview_kit.speech.voice_clustering:VOICEPRINTS", GROUP),
    EntryPoint(PRESENCE, "interview_kit.speech.voice_presence:ANYBODY", GROUP),
)
"""Loaded like any other, when it is used: a network comes with it."""

Listen = Callable[[Iterable[NDArray[np.float32]], int], Iterable[Voice]]
"""Who speaks when; see `Diarizer`."""


@dataclass(frozen=True, slots=True)
class Diarizer:
    """A way to tell voices apart, by the `name` that settings call it.

    `listen` is given the sound in pieces, one channel of floats at 16 kHz, and how many voices
    there are at most, and gives each `Voice` in the order of time. It is called in a process of its
    own, without a network.
    """

    name: str
    title: str
    listen: Listen


DIARIZERS = PluginTable(Diarizer, GROUP, BUILT_IN)


def diarizers() -> tuple[str, ...]:
    """The names of those there are; the program's own come first."""
    return DIARIZERS.names()


def find_diarizer(name: str) -> Diarizer:
    """A diarizer by name. Raises SpeechError naming those there are; KitError for a false one."""
    diarizer = DIARIZERS.find(name)
    if diarizer is None:
        raise SpeechError(
            "There is no diarizer {name}.",
            "There are: {known}.",
            name=name,
            known=", ".join(diarizers()),
        )
    return diarizer
