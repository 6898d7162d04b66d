"""The speech process: `python -m …speech.speech_worker --model FOLDER --threads N`.

Without a model it transcribes nothing, and only tells voices apart.

Reads requests and sound on stdin, writes events on stdout (see `wire`), logs to stderr. It stands
behind the recorder in priority, opens no connection, and ends when its stdin does.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from interview_kit import isolation
from interview_kit.errors import KitError, SpeechError, error_as_json
from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import Reading
from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech import model_store
from interview_kit.speech.chunker import Chunker, ChunkSound
from interview_kit.speech.diarizers import find_diarizer
from interview_kit.speech.engines import (
    AligningEngine,
    NameHearingEngine,
    RereadingEngine,
    SettlingEngine,
    SpeechEngine,
    find_engine,
)
from interview_kit.speech.resampling import Resampler, SlidingSound
from interview_kit.speech.sections import SectionBuilder, WholePieces
from interview_kit.speech.speech_protocol import (
    Message,
    from_chunk,
    from_heard_name,
    from_voices,
    pack,
    unpack,
)
from interview_kit.speech.talk_stretch import TalkWord, sound_span, talk_stretches

NICENESS = 10
Hear = Callable[[Sequence[ChunkSound], str, Sequence[str]], list[Chunk]]
"""Pieces of sound, language and terms in; the segments of each out."""

PROGRESS_S = 1
"""Progress is told at most once for so much sound."""


class Worker:
    """Answers requests from `source` with events to `sink`; without `engine` only about voices."""

    def __init__(self, engine: SpeechEngine | None, source: BinaryIO, sink: BinaryIO) -> None:
        self._engine = engine
        self._source = source
        self._sink = sink

    def run(self) -> None:
        """Serve until `quit`; raises EOFError where `source` ends before."""
        while (request := self._request())["op"] != "quit":
            if request["op"] == "begin" and self._engine is not None:
                self._transcribe(self._engine, request)
            elif request["op"] == "names" and self._engine is not None:
                self._hear_names(self._engine, request)
            elif request["op"] == "voices":
                self._find_voices(request)
            elif request["op"] == "align":
                self._align(request)
            else:
                raise SpeechError("The speech worker was sent sound out of turn.")
            self.send({"event": "done"})

    def send(self, message: Message) -> None:
        """Put `message` on the pipe."""
        self._sink.write(pack(message))
        self._sink.flush()

    def _transcribe(self, engine: SpeechEngine, begin: Message) -> None:
        cutter = Chunker(engine.voice, begin["frame"], begin["rate"], begin["channels"])
        section_reader = _section_reader(engine, begin)
        hear = section_reader or engine.transcribe
        pieces = SectionBuilder() if section_reader else WholePieces()
        waiting: list[ChunkSound] = []
        for data in self._sound(begin):
            waiting += pieces.add(cutter.feed(data))
            # Nothing more for now: a live interview. What is there is worth more than company.
            if pieces.are_enough(waiting) or not data:
                self._answer(hear, waiting, begin)
        if begin["whole"]:
            waiting += pieces.add(cutter.finish())
            waiting += pieces.finish()
        self._answer(hear, waiting, begin)

    def _find_voices(self, begin: Message) -> None:
        sound = self._at_speech_rate(begin)
        voices = find_diarizer(begin["diarizer"]).listen(sound, begin["voices"])
        for _unheard in sound:
            pass
        self.send(from_voices(voices))

    def _hear_names(self, engine: SpeechEngine, begin: Message) -> None:
        """Send the names that may be said in each stretch of talk, once its sound has come."""
        if not isinstance(engine, NameHearingEngine):
            raise SpeechError(
                "This speech model cannot be asked about names.",
                "Listen for names with a Whisper model.",
            )
        names = [SoughtName(text, tuple(forms)) for text, forms in begin["names"]]
        pieces = self._at_speech_rate(begin)
        sound = SlidingSound()
        turns = ([TalkWord(*word) for word in turn] for turn in begin["turns"])
        for stretch in chain.from_iterable(map(talk_stretches, turns)):
            start_ms, end_ms = sound_span(stretch)
            while sound.end_ms < end_ms and (piece := next(pieces, None)) is not None:
                sound.add(piece)
            for name in engine.hear_names(
                sound.take(start_ms, end_ms), stretch, names, begin["language"]
            ):
                self.send(from_heard_name(name))
        for _unheard in pieces:
            pass

    def _align(self, begin: Message) -> None:
        sound = np.concatenate(list(self._at_speech_rate(begin)))
        spans: Sequence[tuple[int, int]] = ()
        if isinstance(self._engine, AligningEngine):
            spans = self._engine.align(sound, begin["words"], begin["language"])
        self.send({"event": "aligned", "spans": [list(span) for span in spans]})

    def _at_speech_rate(self, begin: Message) -> Iterator[NDArray[np.float32]]:
        resampler, channels = Resampler(begin["rate"]), begin["channels"]
        for data in self._sound(begin):
            yield resampler.push(np.frombuffer(data, "<i2").reshape(-1, channels))
        yield resampler.push(np.zeros((0, channels), np.int16), last=True)

    def _sound(self, begin: Message) -> Iterator[bytes]:
        """What is sent after a request, until its end; how far it was taken up is told."""
        frame = reported_frame = begin.get("frame", 0)
        while (request := self._request())["op"] == "audio":
            data = self._source.read(request["bytes"])
            yield data
            frame += len(data) // (2 * begin["channels"])
            if frame - reported_frame >= begin["rate"] * PROGRESS_S:
                self.send({"event": "progress", "frame": frame})
                reported_frame = frame

    def _request(self) -> Message:
        line = self._source.readline()
        if not line:
            raise EOFError
        return unpack(line)

    def _answer(self, hear: Hear, cuts: list[ChunkSound], begin: Message) -> None:
        """Send the words of `cuts`, and empty the list."""
        for stretch in hear(cuts, begin["language"], begin["hotwords"]):
            self.send(from_chunk(stretch))
        cuts.clear()


def _section_reader(engine: SpeechEngine, begin: Message) -> Hear | None:
    """What reads in sections: the engine can, it is no draft, and the language is one.

    Raises SpeechError for a further reading that cannot be had.
    """
    reading = Reading(begin["reading"])
    is_several = "," in begin["language"]  # which is decided piece by piece
    if reading.is_further:
        if is_several or not isinstance(engine, RereadingEngine):
            raise SpeechError(
                "This sound cannot be read once more in another way.",
                "That takes one language and a Whisper model.",
            )
        return partial(engine.read_again, reading=reading)
    is_read_whole = reading is Reading.SETTLED and not is_several
    return engine.settle if is_read_whole and isinstance(engine, SettlingEngine) else None


def refuse_connections() -> None:
    """Make every attempt of Python code in this process to reach the network an error."""
    isolation.refuse_connections(
        lambda: SpeechError("The speech worker does not open connections.")
    )


def main() -> int:
    """Load the model and serve; 0 at an orderly end, 1 after an error event."""
    parser = argparse.ArgumentParser(prog="interview_kit.speech.speech_worker")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    isolation.seal_memory()
    # Whatever a library prints goes to stderr, never between the events.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.environ["HF_HUB_OFFLINE"] = "1"
    refuse_connections()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # Ctrl-C reaches every process of a terminal. The client decides what it means for this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    try:
        ready: Message = {"event": "ready"}
        engine = None
        if options.model is not None:
            model = model_store.verify(options.model)
            engine = find_engine(model.engine).load(model.path, options.threads)
            ready |= {"model": model.name, "sha256": model.sha256}
        worker = Worker(engine, sys.stdin.buffer, sink)
        worker.send(ready)
        worker.run()
    except (EOFError, BrokenPipeError):
        # The client is gone: it was cancelled, or ended.
        return 0
    except Exception as error:
        _report(error, sink)
        return 1
    return 0


def _report(error: Exception, sink: BinaryIO) -> None:
    # An unforeseen error's own words could quote what was said, so only its place is logged.
    sys.stderr.write("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
    if not isinstance(error, KitError):
        error = SpeechError(
            "The speech worker failed ({error}).",
            "What was transcribed is kept. Start the transcription again.",
            error=type(error).__name__,
        )
    sink.write(pack({"event": "error", **error_as_json(error)}))
    sink.flush()


if __name__ == "__main__":
    sys.exit(main())
