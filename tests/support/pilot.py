"""Waiting for the app, and reading what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.read.read_screen import ReadScreen

TURNS = 3000
"""How often is looked before something counts as not happening: half a minute or longer."""


async def until(pilot: Pilot[None], done: Callable[[], object]) -> None:
    """Wait for a thread of the app to have done its work."""
    for _ in range(TURNS):
        if done():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not happen")


async def acted(app: App[Any]) -> None:
    """Wait until the app, its screen and what has the focus have done what they were told."""
    for _ in range(2):  # a dialog that opens is a screen of its own
        for node in (app, app.screen, app.screen.focused):
            if node is not None and node.is_running:
                done = asyncio.Event()
                node.call_later(done.set)
                await done.wait()


async def running(pilot: Pilot[None]) -> InterviewScreen:
    """The interview screen, once sound is stored."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.conductor.frame > 0 and screen.is_ready)
    return screen


def read_screen(pilot: Pilot[None]) -> ReadScreen:
    """The screen on which a transcript is read and corrected."""
    screen = pilot.app.screen
    assert isinstance(screen, ReadScreen)
    return screen


async def looked(pilot: Pilot[None]) -> ReadScreen:
    """The same screen, once it is known what is doubtful."""
    screen = read_screen(pilot)
    await until(pilot, lambda: screen.outlook is not None)
    return screen


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the one before has done its work."""
    for key in keys:
        await pilot.press(key)
        await acted(pilot.app)


def shown(app: App[Any]) -> str:
    """Everything on the screen, as plain lines."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
