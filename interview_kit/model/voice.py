"""A voice: who speaks when, before it is known who that is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """From `start_ms` to `end_ms` of the interview's clock the voice `number` speaks.

    Numbers count from 0, in the order in which the voices are first heard. Several may speak at
    once: of those that begin together the louder one comes first. One that `is_contested` sounds by
    itself more like another voice, and was given this one for what is said around it.
    """

    start_ms: int
    end_ms: int
    number: int
    is_contested: bool = False
