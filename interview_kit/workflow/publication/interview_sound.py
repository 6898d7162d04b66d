"""Sound out of the vault: into a file somebody asked for, or to be heard."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.audio.block_codec import decode_block
from interview_kit.audio.player import Player
from interview_kit.audio.sound_level import rms_dbfs
from interview_kit.audio.stored_sound import Decode, Gaps, join, with_gains, write_sound
from interview_kit.audio.transport import Transport
from interview_kit.errors import KitError
from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.session.timeline import channel_layout, question_spans
from interview_kit.vault import blocks
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.interviews.needed_parts import stored_sound
from interview_kit.workflow.pseudonymisation.name_mask import (
    NameCover,
    Names,
    Suspected,
    name_cover,
)
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Span = tuple[int, int]

log = logging.getLogger(__name__)


def write_interview_sound(
    interview: StudyInterview,
    target: Path,
    from_seconds: float = 0,
    to_seconds: float | None = None,
    *,
    question: str = "",
    cut_gaps: bool = False,
    names: Names = "keep",
    suspected: Suspected = "sure",
) -> NameCover:
    """Write sound of an interview to a FLAC or WAV file, whole or not at all.

    It is what lies between two times, or with `question` what was said while that question was
    shown, one time after the other. Struck stretches are silence, or left out. What the text
    replaces and every name that was heard is kept, silenced or covered by a tone, as `names` says,
    and so is one that is no more than `suspected`: none, those that are surely so, or all. What
    covers names is given back, counted in what is written. Raises KitError where there is no sound,
    where names are to be covered and not all are decided on, or where there is such a file;
    AudioError for another suffix, OSError where the disk refuses.
    """
    if target.exists():
        raise KitError(
            "There is a file {name} already.", "Give the sound another name.", name=target.name
        )
    sound = stored_sound(interview)
    end = sound.end_frame if to_seconds is None else int(to_seconds * sound.rate)
    span = (int(from_seconds * sound.rate), min(end, sound.end_frame))
    spans = _spans_of(interview, question) if question else [span]
    frames = sum(end - first for first, end in spans)
    if frames <= 0:
        raise KitError("That stretch holds no sound.", "Choose an earlier or longer stretch.")
    parts = [
        (frames_to_ms(first, sound.rate), frames_to_ms(end, sound.rate)) for first, end in spans
    ]
    cover = name_cover(interview, sound.rate, names, suspected, parts)
    pieces = _pieces(interview, spans, "cut" if cut_gaps else "silence", cover.mask.decode)
    write_sound(target, pieces, frames, sound.rate, sound.channels)
    try:
        study_audit.note(
            interview.study,
            AuditAct.SOUND_WRITTEN,
            interview.id,
            ms=frames_to_ms(frames, sound.rate),
        )
    except KitError as error:  # a full disk: the sound is to be saved from it all the same
        log.warning("that sound was written could not be noted: %s", error.message)
    return cover


def play_interview_sound(interview: StudyInterview, start_ms: int, end_ms: int) -> Player:
    """Play a stretch of an interview; what holds no sound is left out.

    A channel that is upside down is turned, so that one loudspeaker does not play silence.

    Returns at once: wait for the player, or stop it. Close the study only after that. Raises
    KitError where there is no sound, AudioError where nothing can be played.
    """
    sound = stored_sound(interview)
    span = (
        ms_to_frames(max(0, start_ms), sound.rate),
        min(ms_to_frames(end_ms, sound.rate), sound.end_frame),
    )
    layout = channel_layout(interview.entries)
    pieces = _pieces(interview, [span], "cut")
    turned = (with_gains(samples, layout.gains) for samples in pieces)
    return Player(turned, sound.rate, sound.channels)


def stand_by(interview: StudyInterview) -> Transport:
    """A loudspeaker that stands by for the sound of an interview: close it before the study.

    What is to be heard is read from the vault meanwhile, in memory; what holds no sound is passed
    over. Raises KitError where there is no sound.
    """
    sound = stored_sound(interview)
    return Transport(
        lambda first, end: _sounding(interview, first, end), sound.rate, sound.channels
    )


def sound_levels(
    interview: StudyInterview, first_step: int, end_step: int, step_ms: int
) -> tuple[float | None, ...]:
    """How loud each step of so many ms is, in dBFS of the louder channel; None without sound."""
    rate = interview.sound.rate
    levels: list[float | None] = [None] * max(0, end_step - first_step)
    if not rate:
        return tuple(levels)
    span = (ms_to_frames(first_step * step_ms, rate), ms_to_frames(end_step * step_ms, rate))
    for frame, samples in _sounding(interview, *span):
        first = frames_to_ms(frame, rate) // step_ms
        end = frames_to_ms(frame + len(samples), rate) // step_ms
        for step in range(first, min(end + 1, end_step)):
            start = max(0, ms_to_frames(step * step_ms, rate) - frame)
            part = samples[start : max(0, ms_to_frames((step + 1) * step_ms, rate) - frame)]
            if len(part):
                before = levels[step - first_step]
                level = max(rms_dbfs(part))
                levels[step - first_step] = level if before is None else max(before, level)
    return tuple(levels)


def _sounding(
    interview: StudyInterview, first_frame: int, end_frame: int
) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """What is heard between two frames, block by block, each piece with its first frame."""
    gains = channel_layout(interview.entries).gains
    for block in blocks.read(interview.vault, interview.id, first_frame):
        if block.first_frame >= end_frame:
            return
        start, end = max(first_frame, block.first_frame), min(end_frame, block.end_frame)
        samples = decode_block(block)[start - block.first_frame : end - block.first_frame]
        yield start, with_gains(samples, gains)


def _spans_of(interview: StudyInterview, question: str) -> Sequence[Span]:
    questions = interview.guide.questions
    if question not in {candidate.id for candidate in questions}:
        question_ids = ", ".join(candidate.id for candidate in questions)
        raise KitError(
            "The guide has no question {question}.",
            "It has: {known}.",
            question=question,
            known=question_ids,
        )
    spans = question_spans(interview.entries, question, interview.sound.end_frame)
    if not spans:
        raise KitError(
            "Question {question} was not shown in {interview}.",
            "`interview-kit show` tells which.",
            question=question,
            interview=interview.id,
        )
    return spans


def _pieces(
    interview: StudyInterview,
    spans: Sequence[Span],
    gaps: Gaps,
    decode: Decode = decode_block,
) -> Iterator[NDArray[np.int16]]:
    for first, end in spans:
        yield from join(blocks.read(interview.vault, interview.id, first), first, end, gaps, decode)
