"""A microphone that hears what a test plays to it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "microphone"
ROOM = (
    "sink_name=room",
    "norewinds=1",
    "rate=48000",
    "format=s16le",
    "channels=2",
    "channel_map=front-left,front-right",
)


@dataclass(frozen=True, slots=True)
class Microphone:
    """A running virtual microphone: 48 kHz, two channels, the device `default`.

    `env` is what a process needs in its environment, before it loads PortAudio, to hear it;
    `server` is the process id of the sound server.
    """

    env: dict[str, str]
    server: int

    def play(self, path: Path) -> None:
        """Play a sound file to the microphone; returns when it has been heard."""
        self._run("paplay", "--device=room", str(path))

    def unplug(self) -> None:
        """Take the microphone away."""
        self._run("pactl", "unload-module", "module-null-sink")

    def plug_in(self) -> None:
        """Bring it back."""
        self._run("pactl", "load-module", "module-null-sink", *ROOM)

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=os.environ | self.env, check=True, capture_output=True)
