"""The clock of an interview: frames of stored sound.

One rule holds everywhere. Time runs with the frames the recorder has stored. A pause, an
off-record stretch and a lost device store no frames, so they take no time on this clock; each
leaves an event that says how long it lasted. A struck stretch keeps its place: its sound is
destroyed, its frame numbers are never used again, and what follows keeps its time. A recording made
elsewhere has a clock of its own: where its time stamps say that sound is missing, the frame numbers
of that stretch are passed over, so that what follows has the time that it has in the file.
"""

from __future__ import annotations


def frames_to_ms(frames: int, rate: int) -> int:
    """Milliseconds, rounded down, that `frames` last at `rate` frames a second."""
    return frames * 1000 // rate


def ms_to_frames(ms: int, rate: int) -> int:
    """Frames, rounded down, that `ms` milliseconds hold at `rate` frames a second."""
    return ms * rate // 1000


def timestamp(ms: int) -> str:
    """`ms` as hours, minutes and seconds: `00:01:05`."""
    seconds = ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
