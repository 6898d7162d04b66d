"""How loud it is, in a word."""

from __future__ import annotations

QUIET_DBFS, LOUD_DBFS = -45.0, -6.0
FLOOR_DBFS = -60.0  # where a meter's bar begins


def loudness(peak_dbfs: float) -> str:
    """The id of the text that says whether a peak of so many dBFS is quiet, good or loud."""
    if peak_dbfs < QUIET_DBFS:
        return "sound.quiet"
    return "sound.loud" if peak_dbfs > LOUD_DBFS else "sound.good"
