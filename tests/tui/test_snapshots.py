"""Every screen in every state looks as it did, and can be read in every look.

Nothing on a screen is told by colour alone, so its text is a picture of it that a person can read
and compare; the colours are measured, letter by letter. After a change that is meant:

    .venv/bin/python -m pytest tests/tui/test_snapshots.py --snapshot-update
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.themes import PALETTES
from tests.support.painted_letters import contrast, letters_of, lines_of
from tests.support.scenes import SCENES, make_studies, played

SIZES = ((60, 24), (80, 24), (120, 40))
AA = 4.5
# Sentences are about as long in both languages; these hold most of them, and the longest.
IN_DUTCH = (
    *("unlock", "home", "home-help", "home-empty", "prepare", "prepare-filled-in", "interview"),
    *("interview-off-record", "interview-lost", "interview-suggestion", "interview-leave"),
    *("interview-consent", "interview-wipe", "interview-distress", "interview-help"),
    *("debrief-again", "read", "review", "review-done", "welcome", "make-weak", "settings"),
    *("export", "export-release", "quality", "practice", "prepare-again", "prepare-doubtful"),
    *("interview-consent-withdrawn", "debrief-noted", "debrief-disposal", "read-noted"),
    *("read-doubt", "read-replace", "read-help", "read-changes"),
)
# Every kind of thing that is drawn.
IN_EVERY_LOOK = (
    *("unlock-refused", "home-working", "home-palette", "check-troubled", "prepare-no-sound"),
    *("interview", "interview-paused", "interview-off-record", "interview-alarms"),
    *("interview-suggestion", "interview-jump-typed", "interview-flagged", "interview-leave"),
    *("debrief-again", "read-speaker", "read-edit", "review", "welcome", "make-weak", "settings"),
    *("export-release", "practice", "prepare-doubtful", "quality"),
    *("interview-consent-withdrawn", "debrief-noted", "read-noted"),
    *("read-doubt", "read-typed", "read-replace", "read-changes"),
)
CASES = [*((name, "en") for name in SCENES), *((name, "nl") for name in IN_DUTCH)]


class ScreenText(SingleFileSnapshotExtension):
    """One text file for each scene."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(ScreenText)


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("studies")
    make_studies(folder)
    return folder


@pytest.mark.parametrize(("name", "language"), CASES, ids=[f"{n}-{lang}" for n, lang in CASES])
async def test_screen(
    name: str, language: str, studies: Path, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    async with played(name, studies, tmp_path, language, SIZES[0]) as pilot:
        shown = [await at_size(pilot, *size) for size in SIZES]
    assert "".join(shown) == snapshot


@pytest.mark.parametrize("name", IN_EVERY_LOOK)
async def test_every_letter_can_be_read_in_every_look(
    name: str, studies: Path, tmp_path: Path
) -> None:
    async with played(name, studies, tmp_path, "en", SIZES[-1]) as pilot:
        looks = [await in_look(pilot, look) for look in PALETTES]
    assert all(text == looks[0] for text in looks)


async def at_size(pilot: Pilot[None], width: int, height: int) -> str:
    """The screen at one size, as text."""
    await pilot.resize_terminal(width, height)
    await pilot.pause()
    for screen in pilot.app.screen_stack:
        if isinstance(screen, InterviewScreen):
            screen.draw()  # what lies under a dialog is else drawn when it next changes
    await pilot.pause()
    lines = lines_of(pilot.app)
    assert all(len(line) <= width for line in lines)
    return "\n".join([f" {width}x{height} ".center(width, "="), *lines, ""])


async def in_look(pilot: Pilot[None], look: str) -> str:
    """The screen in one look, as text, of which every letter can be read."""
    app = pilot.app
    app.theme = f"kit-{look}"
    await pilot.pause()
    faint = [each for each in letters_of(app) if contrast(each.ink, each.ground) < AA]
    assert not faint, look
    return await at_size(pilot, *app.size)
