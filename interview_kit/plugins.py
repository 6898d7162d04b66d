"""What others install beside the program: loaded by entry point, refused with a sentence."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TypeVar

from interview_kit.errors import KitError

Plugin = TypeVar("Plugin")


def load(point: EntryPoint, expected_type: type[Plugin]) -> Plugin:
    """What an entry point names. Raises KitError where that is no `expected_type`."""
    kind = expected_type.__name__
    try:
        plugin = point.load()
    except Exception as error:
        raise KitError(
            "The {kind} {name!r} cannot be loaded: {error}.",
            "Update or uninstall the package that brings it.",
            kind=kind.lower(),
            name=point.name,
            error=type(error).__name__,
        ) from error
    if not isinstance(plugin, expected_type):
        raise KitError(
            "What is called {name!r} is no {kind}.",
            "Its entry point must name a {place}.{kind}.",
            name=point.name,
            kind=kind,
            place=expected_type.__module__,
        )
    return plugin
