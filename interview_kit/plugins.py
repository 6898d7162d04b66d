"""What others install beside the program: loaded by entry point, refused with a sentence."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TypeVar

from interview_kit.errors import KitError

Plugin = TypeVar("Plugin")


def load(point: EntryPoint, wanted: type[Plugin]) -> Plugin:
    """What an entry point names. Raises KitError where it cannot be loaded, or is no `wanted`."""
    kind = wanted.__name__
    try:
        found = point.load()
    except Exception as error:
        raise KitError(
            "The {kind} {name!r} cannot be loaded: {error}.",
            "Update or uninstall the package that brings it.",
            kind=kind.lower(),
            name=point.name,
            error=type(error).__name__,
        ) from error
    if not isinstance(found, wanted):
        raise KitError(
            "What is called {name!r} is no {kind}.",
            "Its entry point must name a {place}.{kind}.",
            name=point.name,
            kind=kind,
            place=wanted.__module__,
        )
    return found
