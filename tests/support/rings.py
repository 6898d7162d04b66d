"""The rings of the tests, from the inside out, and which one a test stands in.

A test stands in one ring. It is that of its own mark; without one it is the outer of that of its
folder and those of the fixtures that it asks for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

RINGS = {
    "pure": "values in, values out: no study, no device, no model, no screen",
    "store": "a study on disk: vault, corpus, files",
    "sound": "recording, playing and reading sound",
    "model": "a speech model or the voiceprint network is loaded",
    "screen": "a whole front end: Textual, lines or the command line",
}
"""What each ring needs, by its mark; the inner come first."""

ALONE = "alone"
"""The mark of a test that needs the machine to itself: a microphone that plays in real time."""

FOLDERS = {
    **dict.fromkeys(
        ("coding", "deposit", "export", "guide", "interface", "pseudonym", "session"),
        "pure",
    ),
    **dict.fromkeys(("editing", "transcripts"), "pure"),
    **dict.fromkeys(("corpus", "disk", "door", "vault", "workflow"), "store"),
    "audio": "sound",
    "speech": "model",
    **dict.fromkeys(("cli", "plain", "tui"), "screen"),
}
"""The ring of a folder's tests where nothing else is said."""

FIXTURES = {
    "blank": "store",
    "microphone": "sound",
    "model": "model",
    "models": "model",
    "tiny_en": "model",
    "launch": "screen",
}
"""The ring that a fixture takes a test to, whoever asks for it."""


def place(item: pytest.Item) -> str:
    """Mark a test with its ring, and with ALONE where it needs the microphone; the ring.

    Raises UsageError where the test has no ring, several, or one that its fixtures do not allow.
    """
    order = list(RINGS)
    fixtures: list[str] = getattr(item, "fixturenames", [])
    needed = [FIXTURES[name] for name in fixtures if name in FIXTURES]
    own = {mark.name for mark in item.iter_markers() if mark.name in RINGS}
    folder = FOLDERS.get(Path(item.path).parent.name)
    if len(own) > 1:
        raise pytest.UsageError(f"{item.nodeid} stands in several rings: {', '.join(sorted(own))}")
    rings = own or {folder, *needed} - {None}
    if not own and folder is None:
        raise pytest.UsageError(f"{item.nodeid} stands in no ring: mark it, or name its folder")
    ring = max(rings, key=lambda name: order.index(str(name)))
    assert ring is not None
    if outside := [name for name in needed if order.index(name) > order.index(ring)]:
        raise pytest.UsageError(f"{item.nodeid} is marked {ring} and needs {outside[0]}")
    if not own:
        item.add_marker(ring)
    if "microphone" in fixtures:
        item.add_marker(ALONE)
    return ring
