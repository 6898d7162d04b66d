"""The bench of attacks, a little of each section that has no short form of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "scripts" / "bench"


@pytest.mark.parametrize(
    "command",
    [
        ("mutated_files.py", "--files", "300", "--studies", "1"),
        ("mutated_transcripts.py", "--files", "150"),
    ],
)
def test_damaged_files_are_read_or_refused(command):
    done = subprocess.run(
        [sys.executable, BENCH / command[0], *command[1:]], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
