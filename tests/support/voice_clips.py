"""Where the clips of pocketsphinx-testdata lie: sentences of LibriVox, 16 kHz."""

from __future__ import annotations

from pathlib import Path

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
RATE = 16_000
