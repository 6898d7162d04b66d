"""How sound is read: at once and in pieces, or whole, and whole again from other places."""

from __future__ import annotations

from enum import StrEnum


class Reading(StrEnum):
    """One way through the sound of an interview; each has a run of its own.

    A draft is written while somebody speaks. The settled text is read in whole sections when they
    have ended. The second and the third reading are of the same sections in windows that begin
    elsewhere: what is hardly heard comes out otherwise.
    """

    DRAFT = "draft"
    SETTLED = "settled"
    SECOND = "second"
    THIRD = "third"

    @property
    def is_further(self) -> bool:
        """Whether it is there to be compared with the settled text."""
        return self in FURTHER_READINGS


FURTHER_READINGS = (Reading.SECOND, Reading.THIRD)
"""Those that are compared with the settled text, in the order in which they are read."""

MOST_READINGS = 1 + len(FURTHER_READINGS)
"""The settled text, and those."""
