"""TOML that somebody wrote: read whole, or refused with one sentence."""

from __future__ import annotations

import tomllib
from typing import Any

from interview_kit.errors import KitError

MOST_CHARACTERS = 200_000
"""More than any settings have; a file of many megabytes is no settings."""


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The table of a TOML file named `name` in messages. Raises KitError where it is none."""
    if len(text) > MOST_CHARACTERS:
        raise KitError(
            "{name} is too long to be settings.",
            "It has at most {most} characters.",
            name=name,
            most=MOST_CHARACTERS,
        )
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError as cause:
        raise KitError("{name} is nested too deeply.", "Mend it.", name=name) from cause
    except ValueError as cause:  # a TOMLDecodeError, or a number that has too many digits
        raise KitError(
            "{name} cannot be read: {error}.", "Mend that line.", name=name, error=cause
        ) from cause
