"""Who speaks: how much each says, and telling voices apart once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview_kit.audio.channel_comparison import ChannelComparison
from interview_kit.audio.stored_sound import join
from interview_kit.errors import KitError
from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import ChannelsJudged
from interview_kit.vault import blocks, interviews, journal, transcripts
from interview_kit.workflow.study.interview_overview import clock_end
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcribe import (
    IMPORTED_MODEL,
    TWO,
    TranscriptionProgress,
    find_voices,
    has_channel_each,
    layout_of,
    turns_of,
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker says in an interview.

    `seconds` run from the first word of each turn to its last. `overlapping` counts the turns in
    which another speaks at the same time, as far as two channels show it.
    """

    speaker: Speaker
    turns: int
    words: int
    seconds: int
    overlapping: int


def shares(study: Study, interview: str) -> tuple[Share, ...]:
    """The share of each who speaks, as corrected. Raises KitError without such an interview."""
    interviews.get(study.vault, interview)
    turns = transcripts.turns(study.vault, interview)
    turns_by_speaker = {role: [turn for turn in turns if turn.speaker == role] for role in Speaker}
    return tuple(
        Share(
            speaker,
            len(mine),
            sum(len(turn.text.split()) for turn in mine),
            sum(turn.end_ms - turn.start_ms for turn in mine) // 1000,
            sum(turn.overlaps for turn in mine),
        )
        for speaker, mine in turns_by_speaker.items()
        if mine
    )


def diarize(
    study: Study,
    interview: str,
    voices: int,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> tuple[Turn, ...]:
    """Listen for at most so many voices, and make the turns of the current text anew.

    Corrections and names hang on turns and are lost. Raises KitError where each speaker has a
    channel, or there is no text of this program.
    """
    run = transcripts.current_run(study.vault, interview)
    if run is None or run.model == IMPORTED_MODEL:
        raise KitError(
            "{interview} was not transcribed here.",
            "Transcribe it first: interview-kit transcribe {interview}",
            interview=interview,
        )
    _channels(study, interview)
    if has_channel_each(study, interview):
        raise KitError(
            "{interview} has a channel for each speaker.",
            "If they are the wrong way round: interview-kit speakers {interview} "
            "--swap interviewer participant. If both are on both channels: "
            "interview-kit speakers {interview} --as one",
            interview=interview,
        )
    find_voices(study, interview, voices, progress)
    turns = turns_of(study, run)
    transcripts.finish_run(study.vault, run, turns)
    return turns


def take_channels(
    study: Study,
    interview: str,
    *,
    apart: bool,
    voices: int = TWO,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> bool:
    """Take the two channels of an interview for a voice each, or for one recording.

    The turns of a text that was heard here are made anew; corrections and names hang on them and
    are lost. False where the words have to be heard anew as well, because the channels were not
    mixed in the way that suits them. Raises KitError where there are no two channels.
    """
    if _channels(study, interview) < 2:
        raise KitError(
            "{interview} has one channel.",
            "Its voices are told apart by their sound: interview-kit speakers {interview} "
            "--voices 2",
            interview=interview,
        )
    mixed = layout_of(study, interview).gains
    layout = ChannelLayout.APART if apart else _one_recording(study, interview)
    journal.append(study.vault, interview, clock_end(study, interview), [ChannelsJudged(layout)])
    run = transcripts.current_run(study.vault, interview)
    if run is None or run.model == IMPORTED_MODEL:
        return True
    find_voices(study, interview, voices, progress)
    transcripts.finish_run(study.vault, run, turns_of(study, run))
    return layout.gains == mixed


def _one_recording(study: Study, interview: str) -> ChannelLayout:
    """How two channels are one recording: alike, unless one is upside down or empty."""
    sound = blocks.sound(study.vault, interview)
    comparison = ChannelComparison(sound.rate)
    for samples in join(blocks.read(study.vault, interview), 0, sound.end_frame, "cut"):
        comparison.add(samples)
    layout = comparison.layout()
    if layout is None or layout is ChannelLayout.APART:
        return ChannelLayout.TOGETHER
    return layout


def _channels(study: Study, interview: str) -> int:
    channels = blocks.sound(study.vault, interview).channels
    if not channels:
        raise KitError(
            "Interview {interview} holds no sound.",
            "Record or import it first.",
            interview=interview,
        )
    return channels
