"""Sound out of the vault, into a file somebody asked for."""

from __future__ import annotations

from pathlib import Path

from interview_kit.audio.sound import Gaps, write_sound
from interview_kit.errors import KitError
from interview_kit.vault import blocks, interviews
from interview_kit.workflow.study import Study


def write_interview_sound(
    study: Study,
    interview: str,
    target: Path,
    from_seconds: float = 0,
    to_seconds: float | None = None,
    *,
    cut_gaps: bool = False,
) -> None:
    """Write a stretch of an interview to a FLAC or WAV file, whole or not at all; struck
    stretches are silence, or left out."""
    interviews.get(study.vault, interview)
    sound = blocks.sound(study.vault, interview)
    first = int(from_seconds * sound.rate)
    end = sound.end_frame if to_seconds is None else int(to_seconds * sound.rate)
    end = min(end, sound.end_frame)
    if first >= end:
        raise KitError("That stretch holds no sound.", "Choose an earlier or longer stretch.")
    gaps: Gaps = "cut" if cut_gaps else "silence"
    write_sound(target, blocks.read(study.vault, interview, first), first, end, gaps)
