"""Comparing the speech models of this machine on a study's own sound: errors, speed, memory.

Each model hears all of the sound in a process of its own, one after the other. What it wrote is
held to a reference: a text of the whole file, or the turns of an interview whose words a person
wrote or checked.
No word of either is kept or printed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event

import psutil

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.sound_source import Fault
from interview_kit.errors import KitError, SpeechError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import phrase
from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.speech import model_store
from interview_kit.speech.engines import find_engine, require_installed
from interview_kit.speech.model_fitness import refuse_other_language
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.respelling import respelt
from interview_kit.speech.word_errors import WordErrors, total_errors, word_errors
from interview_kit.workflow.interviews.conversation_language import (
    spoken_languages,
    transcribed_language,
)
from interview_kit.workflow.interviews.needed_parts import stored_sound
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.interview_terms import hotwords_of
from interview_kit.workflow.transcription.reference_turns import ReferenceTurns, reference_turns
from interview_kit.workflow.transcription.transcribe import (
    new_transcriber,
    stored_pcm,
)
from interview_kit.workflow.transcription.transcript_import import read_file

PIECES_AHEAD = 64
"""So many pieces of a file wait for the worker at most: memory stays flat."""

PATIENCE_S = 0.25
"""How long to wait for a piece before looking whether anybody still wants it."""

Tell = Callable[[str, int, int | None], None]
"""Called with a model's name, the ms it heard and, where known, all there are."""


@dataclass(frozen=True, slots=True)
class ComparedModel:
    """What one model made of the sound; where it was left out `note` says why, without figures.

    `wer` is in percent of the `words` of the reference. `speed` is how many times as fast as the
    sound it was; that and `cpu_s`, the processor time, include loading the model. `peak_mb` is the
    most memory that its process took, where the system tells. `omitted_turns` are those of an
    interview that somebody changed and whose other words are the machine's: they are no reference.
    """

    model: str
    engine: str
    wer: float | None = None
    words: int = 0
    substituted: int = 0
    inserted: int = 0
    deleted: int = 0
    speed: float | None = None
    cpu_s: float | None = None
    peak_mb: int | None = None
    note: str = ""
    omitted_turns: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """What was said from `start_ms` up to `end_ms`; without an end, in all of the sound."""

    text: str
    start_ms: int = 0
    end_ms: int | None = None

    def heard_in(self, words: Sequence[Word]) -> str:
        """The words that were heard in it, by their middle."""
        end_ms = self.end_ms
        return "".join(
            word.text
            for word in words
            if end_ms is None or self.start_ms <= (word.start_ms + word.end_ms) // 2 < end_ms
        )


@dataclass(frozen=True, slots=True)
class _HeardSound:
    """Sound to be heard, as often as wanted: `chunks` gives it from its beginning."""

    chunks: Callable[[], Iterator[bytes]]
    rate: int
    channels: int
    language: str
    hotwords: tuple[str, ...] = ()
    frames: int | None = None

    @property
    def length_ms(self) -> int | None:
        return None if self.frames is None else frames_to_ms(self.frames, self.rate)


def compare_on_file(
    path: Path,
    reference: Path,
    language: str,
    chosen_names: Sequence[str] = (),
    tell: Tell = lambda _model, _done_ms, _total_ms: None,
) -> tuple[ComparedModel, ...]:
    """Compare on a sound file of which the text in `reference` is all that is said.

    `chosen_names` are the models; all of this machine if empty. Raises KitError for a language that
    no model writes and a reference that cannot be read or holds no word, AudioError for a file that
    gives no sound, SpeechError for a model that is not installed, and where none could be used.
    """
    language = transcribed_language(language)
    source = FileSource(path, pace="fast")
    frames = None if source.seconds is None else int(source.seconds * source.rate)
    sound = _HeardSound(
        lambda: _file_chunks(path), source.rate, source.channels, language, frames=frames
    )
    return _compare(sound, [Reference(_read(reference))], chosen_names, tell)


def compare_on_interview(
    interview: StudyInterview,
    chosen_names: Sequence[str] = (),
    tell: Tell = lambda _model, _done_ms, _total_ms: None,
) -> tuple[ComparedModel, ...]:
    """Compare on an interview, where a person wrote or checked it, or on all of an imported text.

    Raises KitError where there is no sound or no such turn; SpeechError as above.
    """
    sound = stored_sound(interview)
    heard_sound = _HeardSound(
        lambda: stored_pcm(interview, 0, sound.end_frame),
        sound.rate,
        sound.channels,
        spoken_languages(interview),
        hotwords_of(interview),
        sound.end_frame,
    )
    reference = reference_turns(interview)
    rows = _compare(heard_sound, _stretches(interview.id, reference), chosen_names, tell)
    return tuple(replace(row, omitted_turns=reference.omitted) for row in rows)


def corrected_stretches(interview: StudyInterview) -> tuple[Reference, ...]:
    """What a person wrote or checked of an interview, and where; overlapping turns are one stretch.

    Raises KitError where there is nothing such.
    """
    return _stretches(interview.id, reference_turns(interview))


def _stretches(interview: str, reference: ReferenceTurns) -> tuple[Reference, ...]:
    timed_turns = sorted(
        (turn for turn in reference.turns if turn.end_ms > turn.start_ms),
        key=lambda turn: turn.start_ms,
    )
    if not timed_turns and reference.omitted:
        raise KitError(
            CountedText(
                "In {interview} {turns} turn was changed, and its other words are the machine's.",
                "In {interview} {turns} turns were changed, and their other words are the "
                "machine's.",
                "turns",
            ),
            "A text is held to words that somebody went through: correct turns on the screen (R, "
            "then E), or say up to where the text is checked (C).",
            interview=interview,
            turns=reference.omitted,
        )
    if not timed_turns:
        raise KitError(
            "Nobody corrected a turn of {interview} yet.",
            "Correct some turns on the screen (R, then E), the more the better; or name a sound "
            "file with --reference.",
            interview=interview,
        )
    stretches: list[list[Turn]] = []
    for turn in timed_turns:
        if stretches and turn.start_ms < max(each.end_ms for each in stretches[-1]):
            stretches[-1].append(turn)
        else:
            stretches.append([turn])
    return tuple(
        Reference(
            " ".join(turn.text for turn in stretch),
            stretch[0].start_ms,
            max(turn.end_ms for turn in stretch),
        )
        for stretch in stretches
    )


def _compare(
    sound: _HeardSound, references: Sequence[Reference], chosen_names: Sequence[str], tell: Tell
) -> tuple[ComparedModel, ...]:
    models = [model_store.find(name) for name in dict.fromkeys(chosen_names)]
    models = models or list(model_store.installed_models())
    if not models:
        raise SpeechError(
            "There is no speech model on this machine.",
            "Fetch one with: interview-kit models fetch NAME",
        )
    if not total_errors(word_errors(part.text, "") for part in references).words:
        raise KitError("The reference holds no word.", "Name the text of what was said.")
    rows: list[ComparedModel] = []
    failures: list[KitError] = []
    for model in models:
        try:
            rows.append(_compared(model, sound, references, tell))
        except SpeechError as error:
            failures.append(error)
            rows.append(ComparedModel(model.name, model.engine, note=error.message))
    if len(failures) == len(models):
        raise failures[0]
    return tuple(rows)


def _compared(
    model: ModelFolder, sound: _HeardSound, references: Sequence[Reference], tell: Tell
) -> ComparedModel:
    require_installed(find_engine(model.engine))
    refuse_other_language(model, sound.language)
    tell(model.name, 0, sound.length_ms)
    words: list[Word] = []
    end_frame = peak = 0
    began = time.monotonic()
    with new_transcriber(model, threads=os.cpu_count() or 1) as transcriber:
        process = psutil.Process(transcriber.pid)
        for event in transcriber.transcribe(
            sound.chunks(),
            first_frame=0,
            rate=sound.rate,
            channels=sound.channels,
            language=sound.language,
            hotwords=sound.hotwords,
        ):
            peak = max(peak, _peak_mb(process))
            if isinstance(event, Chunk):
                (spelt_chunk,) = respelt([event])
                words += [word for segment in spelt_chunk.segments for word in segment.words]
                end_frame = event.end_frame
                tell(model.name, frames_to_ms(end_frame, sound.rate), sound.length_ms)
        took_s = time.monotonic() - began
        peak = max(peak, _peak_mb(process))
        times = process.cpu_times()
    errors: WordErrors = total_errors(
        word_errors(part.text, part.heard_in(words)) for part in references
    )
    percent = errors.percent
    return ComparedModel(
        model.name,
        model.engine,
        None if percent is None else round(percent, 1),
        errors.words,
        errors.substituted,
        errors.inserted,
        errors.deleted,
        speed=round(end_frame / sound.rate / took_s, 2),
        cpu_s=round(times.user + times.system, 1),
        peak_mb=peak or None,
        note="" if model.is_forced else UNFORCED,
    )


UNFORCED = phrase("It decides by itself which language it hears.")
"""The note beside a model that is not told the language."""


def _peak_mb(process: psutil.Process) -> int:
    """The most memory a process has taken, or where the system does not tell, what it takes."""
    info = process.memory_info()
    most = getattr(info, "peak_wset", 0)
    status = Path(f"/proc/{process.pid}/status")
    if not most and status.is_file():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        most = int(fields.get("VmHWM", "0").split()[0]) * 1024
    return int(max(most, info.rss)) // 1_000_000


def _read(reference: Path) -> str:
    """What is said in a text or a transcript of another program, without its labels."""
    transcript = read_file(reference)
    if transcript.unread:
        raise KitError(
            CountedText(
                "{lines} line of the reference is not understood.",
                "{lines} lines of the reference are not understood.",
                "lines",
            ),
            "Write what is said as plain text, or see import-transcript --labels.",
            lines=len(transcript.unread),
        )
    return "\n".join(utterance.text for utterance in transcript.utterances)


def _file_chunks(path: Path) -> Iterator[bytes]:
    """A sound file's samples, interleaved int16. Raises AudioError where it cannot be read on."""
    pieces: Queue[bytes | None] = Queue(PIECES_AHEAD)
    is_left = Event()

    def put(piece: bytes | None) -> None:
        while not is_left.is_set():
            try:
                pieces.put(piece, timeout=PATIENCE_S)
            except Full:
                continue
            return

    def report(fault: Fault, _detail: str, frames: int = 0) -> None:
        if fault is Fault.MISSING:
            put(bytes(2 * source.channels * frames))
        elif fault is Fault.ENDED:
            put(None)

    source = FileSource(path, pace="fast")
    source.start(lambda data, _at: put(data), report)
    try:
        while True:
            try:
                piece = pieces.get(timeout=PATIENCE_S)
            except Empty:
                continue
            if piece is None:
                return
            yield piece
    finally:
        is_left.set()
        source.stop()
