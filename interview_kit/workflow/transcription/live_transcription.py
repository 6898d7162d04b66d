"""Transcribing while the interview is held: the same runs, fed with the sound as it is stored.

Two follow the sound side by side, each with a process of its own: one drafts the words that are
shown at once, the other settles each section when it has ended, and never makes a word wait.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from interview_kit.audio.stored_sound import join, with_gains
from interview_kit.errors import KitError, SpeechError
from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.reading import Reading
from interview_kit.speech.model_fitness import available_mb, fitting
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import blocks, transcripts
from interview_kit.workflow.interviews.conversation_language import spoken_languages
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.interview_channels import layout_of
from interview_kit.workflow.transcription.interview_readings import close_complete_run, open_run
from interview_kit.workflow.transcription.interview_terms import hotwords_of
from interview_kit.workflow.transcription.transcribe import (
    TranscriptionProgress,
    model_for,
    new_transcriber,
    transcribe,
)

log = logging.getLogger(__name__)

PATIENCE_S = 0.25
"""How long to wait before looking for more sound: a block is about a second."""


def follow(
    interview: StudyInterview,
    transcriber: Transcriber,
    on_chunk: Callable[[Chunk], None],
    is_ended: Callable[[], bool],
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    *,
    reading: Reading = Reading.DRAFT,
) -> None:
    """Transcribe an interview while its sound is stored, until it `is_ended` and all is heard.

    To be called in a thread of its own. Each chunk is stored before `on_chunk` is told; `progress`
    says how far the words are of the sound stored by then. Whatever ends it, `transcribe` goes on
    from there and makes the turns. Ends early after `transcriber.cancel()`, and once consent is
    withdrawn, with nothing kept that was heard since; raises SpeechError where the process fails.
    Nothing here touches the recording.
    """
    vault, id = interview.vault, interview.id
    run = open_run(interview, transcriber.model, live=True, reading=reading)
    first_frame = transcripts.reached_frame(vault, run)
    pause = threading.Event()
    while not blocks.sound(vault, id).blocks:
        if is_ended():
            return
        pause.wait(PATIENCE_S)
    sound = blocks.sound(vault, id)
    tail = _Tail(interview, first_frame, is_ended)
    for event in transcriber.transcribe(
        tail.chunks(),
        first_frame=first_frame,
        rate=sound.rate,
        channels=sound.channels,
        language=spoken_languages(interview),
        hotwords=hotwords_of(interview),
        reading=reading,
    ):
        if isinstance(event, Chunk):
            if interview.reread().state.awaits_disposal:
                transcriber.cancel()
                return
            on_chunk(transcripts.append_chunk(vault, run, event))
            done_ms, stored_ms = (
                frames_to_ms(n, sound.rate) for n in (event.end_frame, tail.frame)
            )
            progress(TranscriptionProgress(id, done_ms, stored_ms))
    # The settled text is closed with the turns that are made of it.
    if reading is Reading.DRAFT and is_ended():
        close_complete_run(interview.reread(), run)


class _Tail:
    """The stored sound from a frame on, as it comes."""

    def __init__(self, interview: StudyInterview, frame: int, is_ended: Callable[[], bool]) -> None:
        self.frame = frame
        self._interview = interview
        self._ended = is_ended
        # As they are when it begins: all of a run is heard the same way.
        self._gains = layout_of(interview).gains

    def chunks(self) -> Iterator[bytes]:
        """Interleaved samples; now and then an empty piece, so that the reader can be stopped."""
        pause = threading.Event()
        while True:
            # Asked before reading: what was stored until the end is read after it.
            is_ended = self._ended()
            for block in blocks.read(self._interview.vault, self._interview.id, self.frame):
                for samples in join([block], self.frame, block.end_frame):
                    yield with_gains(samples, self._gains).tobytes()
                self.frame = block.end_frame
            if is_ended:
                return
            yield b""
            pause.wait(PATIENCE_S)


class LiveTranscription:
    """A draft and a settled text that follow one recording, each in a thread of its own.

    A failure never reaches the recording: it is kept in `failure`, and the interview can be
    transcribed afterwards. `transcriber` is what drafts, a process of its own unless given; it is
    closed with the follower. Where it is given, or memory holds the model only once, nothing is
    settled before the end.
    """

    def __init__(
        self,
        interview: StudyInterview,
        on_chunk: Callable[[Chunk], None] = lambda _stretch: None,
        progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
        transcriber: Transcriber | None = None,
    ) -> None:
        self._interview = interview
        self._ended = threading.Event()
        self._is_cancelled = threading.Event()
        self._failure: KitError | None = None
        settler = None
        if transcriber is None:
            # One thread each, behind the recorder in priority: sound goes before words.
            model = model_for(interview.study)
            room = fitting(model, available_mb())
            transcriber = new_transcriber(model, threads=1)
            if room is None or room > 1:
                settler = new_transcriber(model, threads=1)
        self._draft_follower = _Follower(interview, transcriber, self._ended, on_chunk, progress)
        self._settled: TranscriptionProgress | None = None
        self._tell_settled: Callable[[TranscriptionProgress], None] = lambda _progress: None
        self._settling_follower = settler and _Follower(
            interview,
            settler,
            self._ended,
            progress=self._settled_to,
            reading=Reading.SETTLED,
        )
        self._followers = [
            self._draft_follower,
            *([self._settling_follower] if self._settling_follower else []),
        ]

    @property
    def failure(self) -> KitError | None:
        """What ended the words, or is in the way of the text; None where nothing is."""
        return self._failure or self._draft_follower.failure

    def start(self) -> None:
        """Begin to listen."""
        for follower in self._followers:
            follower.start()

    def finish(
        self,
        stop: threading.Event | None = None,
        progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    ) -> int | None:
        """After the recording: hear the rest and make the turns; how many, or None if unfinished.

        `stop` breaks it off, and so does `cancel`, with everything heard so far kept. `progress`
        is told, from several threads, how far the settled text is of the whole recording.
        """
        stop = stop or self._is_cancelled
        self._tell_settled = progress
        if self._settled is not None:
            progress(replace(self._settled, total_ms=self._interview.reread().length_ms))
        self._ended.set()
        for follower in self._followers:
            while follower.is_alive() and not stop.is_set():
                follower.join(PATIENCE_S)
        # Either process can settle what is left of the text.
        able_followers = [each for each in reversed(self._followers) if each.failure is None]
        if stop.is_set() or not able_followers:
            return None
        try:
            # The text is wanted soon; what further readings the study asks for wait.
            transcriber = able_followers[0].transcriber
            turn_count = len(
                transcribe(self._interview.reread(), transcriber, progress, readings=1)
            )
        except KitError as error:
            # What was broken off on purpose is no failure.
            self._failure = None if self._is_cancelled.is_set() else error
            return None
        self._draft_follower.failure = None
        return turn_count

    def _settled_to(self, reached: TranscriptionProgress) -> None:
        self._settled = reached
        self._tell_settled(reached)

    def cancel(self) -> None:
        """Hear nothing more, from any thread; what was heard is kept, and `finish` gives None."""
        self._is_cancelled.set()
        self._ended.set()
        for follower in self._followers:
            follower.transcriber.cancel()

    def close(self) -> None:
        """End the processes; their threads have let go of the vault on return."""
        self._ended.set()
        for follower in self._followers:
            follower.close()


class _Follower(threading.Thread):
    """A thread that follows one recording with one process; `failure` is what ended it."""

    def __init__(
        self,
        interview: StudyInterview,
        transcriber: Transcriber,
        ended: threading.Event,
        on_chunk: Callable[[Chunk], None] = lambda _section: None,
        progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
        *,
        reading: Reading = Reading.DRAFT,
    ) -> None:
        super().__init__(name="live transcription", daemon=True)
        self.transcriber = transcriber
        self.failure: KitError | None = None
        self._interview = interview
        self._heard = on_chunk
        self._ended = ended
        self._progress = progress
        self._reading = reading

    def run(self) -> None:
        """Follow until the recording has ended, or the process."""
        try:
            follow(
                self._interview,
                self.transcriber,
                self._heard,
                self._ended.is_set,
                self._progress,
                reading=self._reading,
            )
        except KitError as error:
            self.failure = error
        except Exception as error:
            # Whatever it is, a traceback would be painted over the screen, and sound goes on.
            log.warning("live transcription failed: %s", type(error).__name__)
            self.failure = SpeechError("Live transcription stopped.", "Transcribe afterwards.")

    def close(self) -> None:
        """End the process; the thread has ended on return."""
        if self.is_alive():
            self.transcriber.cancel()
            self.join()
        self.transcriber.close()
