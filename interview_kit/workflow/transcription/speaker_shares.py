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
from interview_kit.model.unclear_mark import spoken_words
from interview_kit.session.interview_events import ChannelsJudged
from interview_kit.vault import blocks, journal
from interview_kit.workflow.interviews.conversation_language import (
    note_interpreter,
    spoken_languages,
)
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.corrections import swap_speakers
from interview_kit.workflow.transcription.interview_channels import has_channel_each, layout_of
from interview_kit.workflow.transcription.transcribe import (
    IMPORTED_MODEL,
    TWO,
    TranscriptionProgress,
    find_voices,
    has_no_words,
    make_turns,
    refuse_to_lose_corrections,
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker says in an interview.

    `seconds` run from the first word of each turn to its last. `overlapping` counts the turns in
    which another speaks at the same time, as far as that can be heard.
    """

    speaker: Speaker
    turns: int
    words: int
    seconds: int
    overlapping: int


def shares(interview: StudyInterview) -> tuple[Share, ...]:
    """The share of each who speaks, as corrected. Raises KitError without such an interview."""
    turns_by_speaker = {
        role: [turn for turn in interview.turns if turn.speaker == role] for role in Speaker
    }
    return tuple(
        Share(
            speaker,
            len(mine),
            sum(len(spoken_words(turn.text)) for turn in mine),
            sum(turn.end_ms - turn.start_ms for turn in mine) // 1000,
            sum(turn.overlaps for turn in mine),
        )
        for speaker, mine in turns_by_speaker.items()
        if mine
    )


@dataclass(frozen=True, slots=True)
class MendedShares:
    """Who says how much.

    `wordless` says that the interview was heard to its end without a word; `mixed_well` is False
    where the words have to be heard anew, since the channels were mixed otherwise. `languages` are
    those that it is spoken in, and `heard_in` those that its words were heard in, where they were.
    """

    shares: tuple[Share, ...]
    wordless: bool
    mixed_well: bool
    languages: str = ""
    heard_in: str = ""


def mended_shares(
    interview: StudyInterview,
    *,
    swap: tuple[Speaker, Speaker] | None = None,
    voices: int | None = None,
    apart: bool | None = None,
    interpreter: str = "",
    discard_corrections: bool = False,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> MendedShares:
    """Who says how much, once channels are taken otherwise, voices told apart anew or two swapped.

    `apart` takes two channels for a voice each, or for one recording; `interpreter` is the language
    that one speaks too, or "none". Raises KitError where
    corrections would be lost, and what `take_channels`, `diarize` and `swap_speakers` raise.
    """
    mixed_well = True
    if interpreter:
        note_interpreter(interview, interpreter)
        interview = interview.reread()
    if not discard_corrections and (voices is not None or apart is not None):
        refuse_to_lose_corrections(interview)
    if apart is not None:
        mixed_well = take_channels(interview, apart=apart, voices=voices or TWO, progress=progress)
    elif voices is not None:
        diarize(interview, voices, progress)
    if swap is not None:
        swap_speakers(interview, *swap)
    mended = interview.reread()
    run = mended.text.run
    is_heard = run is not None and run.model != IMPORTED_MODEL
    return MendedShares(
        shares(mended),
        has_no_words(mended),
        mixed_well,
        spoken_languages(mended),
        str(run.settings.get("language", "")) if run is not None and is_heard else "",
    )


def diarize(
    interview: StudyInterview,
    voices: int,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> tuple[Turn, ...]:
    """Listen for at most so many voices, and make the turns of the current text anew.

    Corrections and names hang on turns and are lost. Raises KitError where each speaker has a
    channel, or there is no text of this program.
    """
    run = interview.text.run
    if run is None or run.model == IMPORTED_MODEL:
        raise KitError(
            "{interview} was not transcribed here.",
            "Transcribe it first: interview-kit transcribe {interview}",
            interview=interview.id,
        )
    _channels(interview)
    if has_channel_each(interview):
        raise KitError(
            "{interview} has a channel for each speaker.",
            "If they are the wrong way round: interview-kit speakers {interview} "
            "--swap interviewer participant. If both are on both channels: "
            "interview-kit speakers {interview} --as one",
            interview=interview.id,
        )
    find_voices(interview, voices, progress)
    return make_turns(interview, run)


def take_channels(
    interview: StudyInterview,
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
    if _channels(interview) < 2:
        raise KitError(
            "{interview} has one channel.",
            "Its voices are told apart by their sound: interview-kit speakers {interview} "
            "--voices 2",
            interview=interview.id,
        )
    mixed = layout_of(interview).gains
    layout = ChannelLayout.APART if apart else _one_recording(interview)
    event = ChannelsJudged(layout)
    journal.append(interview.vault, interview.id, interview.clock_end, [event])
    judged = interview.reread()
    run = judged.text.run
    if run is None or run.model == IMPORTED_MODEL:
        return True
    find_voices(judged, voices, progress)
    make_turns(judged, run)
    return layout.gains == mixed


def _one_recording(interview: StudyInterview) -> ChannelLayout:
    """How two channels are one recording: alike, unless one is upside down or empty."""
    sound = interview.sound
    comparison = ChannelComparison(sound.rate)
    stored_blocks = blocks.read(interview.vault, interview.id)
    for samples in join(stored_blocks, 0, sound.end_frame, "cut"):
        comparison.add(samples)
    layout = comparison.layout()
    if layout is None or layout is ChannelLayout.APART:
        return ChannelLayout.TOGETHER
    return layout


def _channels(interview: StudyInterview) -> int:
    channels = interview.sound.channels
    if not channels:
        raise KitError(
            "Interview {interview} holds no sound.",
            "Record or import it first.",
            interview=interview.id,
        )
    return channels
