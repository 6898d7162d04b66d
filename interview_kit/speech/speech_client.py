"""The program's side of the speech worker: sound in, stretches out, from any thread."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import IO, Self

from interview_kit.errors import SpeechError, error_from_json
from interview_kit.model.chunk import Chunk
from interview_kit.model.heard_name import HeardName
from interview_kit.model.reading import Reading
from interview_kit.model.voice import Voice
from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech.diarizers import DIARIZER
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_protocol import (
    Message,
    pack,
    to_chunk,
    to_heard_name,
    to_voices,
    unpack,
)
from interview_kit.speech.talk_stretch import TalkWord

PATIENCE_S = 5
AGAIN = (
    "What was transcribed is kept: start the transcription again. If it ends again, close other "
    "programs or choose a smaller model."
)


MEMORY_TUNABLES = (
    "glibc.malloc.hugetlb=1",
    "glibc.malloc.mmap_max=0",
    "glibc.malloc.trim_threshold=4000000000",
    "glibc.malloc.arena_max=1",
)
"""A window takes and gives back hundreds of megabytes while it is encoded. Linux's C library is to
take them in pages of 2 MB and to keep them for the next: handing them out emptied took a quarter of
the time of encoding (docs/BENCHMARKS.md). Other systems do not read this."""


def worker_environment(threads: int) -> dict[str, str]:
    """The variables that a worker with so many threads is started with."""
    own_tunables = filter(None, [os.environ.get("GLIBC_TUNABLES")])
    return os.environ | {
        "HF_HUB_OFFLINE": "1",
        "OPENBLAS_NUM_THREADS": str(threads),
        "GLIBC_TUNABLES": ":".join((*MEMORY_TUNABLES, *own_tunables)),
    }


@dataclass(frozen=True, slots=True)
class DecodingProgress:
    """Sound up to `frame` has reached the worker and been searched for pauses."""

    frame: int


class WorkerProcess:
    """One worker process, for as long as the context lasts.

    `options` are the worker's own; `threads` the cores to use; `log` a file that takes its stderr
    (never text that was spoken); `before` a command that starts the worker's, such as a tracer.
    """

    def __init__(
        self,
        *options: str,
        threads: int = 1,
        log: IO[bytes] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        self._is_cancelled = threading.Event()
        self._idle = True
        self._feeder: threading.Thread | None = None
        self._feeding: BaseException | None = None
        # A spawned multiprocessing child fails inside a running Textual app; this does not.
        self._process = subprocess.Popen(
            [
                *before,
                *(sys.executable, "-m", "interview_kit.speech.speech_worker"),
                *("--threads", str(threads), *options),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log or subprocess.DEVNULL,
            env=worker_environment(threads),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The worker's process."""
        return self._process.pid

    def ask(self, begin: Message, chunks: Iterable[bytes]) -> Iterator[Message]:
        """What the worker answers to `begin` and the sound in `chunks`, interleaved int16.

        `chunks` is read in a thread of its own and may follow a recording. Ends early, without an
        error, after `cancel`; raises SpeechError where the worker fails, and what reading `chunks`
        raised. Leaving the iterator before its end cancels; after that `chunks` is given five
        seconds to yield once more, so that nobody reads where the caller goes on to close.
        """
        self._idle = False
        self._feeder = threading.Thread(target=self._feed, args=(begin, chunks), daemon=True)
        self._feeder.start()
        try:
            for message in self._events():
                if message["event"] == "done":
                    self._idle = True
                    return
                yield message
        finally:
            if not self._idle:
                self.cancel()
            self._feeder.join(PATIENCE_S)

    def cancel(self) -> None:
        """End the worker now, from any thread; the stretches it gave stay given."""
        self._is_cancelled.set()
        self._process.terminate()

    def close(self) -> None:
        """End the worker, in order where it is idle."""
        if not self._idle:
            self.cancel()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _feed(self, begin: Message, chunks: Iterable[bytes]) -> None:
        try:
            self._send(pack(begin))
            for chunk in chunks:
                message = pack({"op": "audio", "bytes": len(chunk)})
                if self._is_cancelled.is_set() or not self._send(message + chunk):
                    return
            self._send(pack({"op": "end"}))
        except BaseException as error:
            # It comes from `chunks`; the caller's side raises it.
            self._feeding = error
            self._process.terminate()

    def _send(self, data: bytes) -> bool:
        """Whether the worker took `data`; where it is gone, the reading side tells why."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def _events(self) -> Iterator[Message]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.endswith(b"\n"):
                break  # cut off in the middle of a word
            message = unpack(line)
            if message["event"] == "error":
                self._idle = True
                raise error_from_json(message, SpeechError)
            yield message
        if self._feeding is not None:
            raise self._feeding
        if not self._is_cancelled.is_set():
            raise SpeechError("The speech worker ended before its work was done.", AGAIN)


class Transcriber(WorkerProcess):
    """A worker with one speech model, which it verifies before it loads it."""

    def __init__(
        self,
        model: ModelFolder,
        *,
        threads: int = 1,
        log: IO[bytes] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        self.model = model
        super().__init__("--model", str(model.path), threads=threads, log=log, before=before)

    def transcribe(
        self,
        chunks: Iterable[bytes],
        *,
        first_frame: int,
        rate: int,
        channels: int,
        language: str,
        hotwords: Sequence[str] = (),
        reading: Reading = Reading.SETTLED,
        whole: bool = True,
    ) -> Iterator[Chunk | DecodingProgress]:
        """Every section of `chunks`, sound from `first_frame` on, as it is ready; see `ask`.

        A draft comes in shorter stretches, sooner.
        Without `whole` more sound is to come some other time: what follows the last stretch that
        has certainly ended is left to be heard with it.
        """
        begin = {
            "op": "begin",
            "frame": first_frame,
            "rate": rate,
            "channels": channels,
            "language": language,
            "hotwords": list(hotwords),
            "reading": reading,
            "whole": whole,
        }
        for message in self.ask(begin, chunks):
            if message["event"] == "stretch":
                yield to_chunk(message)
            elif message["event"] == "progress":
                yield DecodingProgress(message["frame"])

    def hear_names(
        self,
        chunks: Iterable[bytes],
        *,
        rate: int,
        channels: int,
        language: str,
        names: Sequence[SoughtName],
        turns: Iterable[Sequence[TalkWord]],
    ) -> Iterator[HeardName | DecodingProgress]:
        """The names that may be said where the words of `turns` are others; see `ask`.

        `chunks` is sound from its first frame on, `language` the one that is spoken. Raises
        SpeechError where the model cannot be asked.
        """
        begin = {
            "op": "names",
            "rate": rate,
            "channels": channels,
            "language": language,
            "names": [[name.text, name.forms] for name in names],
            "turns": [[astuple(word) for word in turn] for turn in turns],
        }
        for message in self.ask(begin, chunks):
            if message["event"] == "name":
                yield to_heard_name(message)
            elif message["event"] == "progress":
                yield DecodingProgress(message["frame"])

    def align(
        self,
        chunks: Iterable[bytes],
        words: Sequence[str],
        *,
        rate: int,
        channels: int,
        language: str,
    ) -> tuple[tuple[int, int], ...]:
        """Where in `chunks`, half a minute at most, each of `words` is said, in ms; see `ask`.

        Nothing where the model cannot tell.
        """
        begin = {
            "op": "align",
            "rate": rate,
            "channels": channels,
            "language": language,
            "words": list(words),
        }
        spans: tuple[tuple[int, int], ...] = ()
        for message in self.ask(begin, chunks):
            if message["event"] == "aligned":
                spans = tuple((start, end) for start, end in message["spans"])
        return spans


class VoiceFinder(WorkerProcess):
    """A worker without a speech model, which tells voices apart."""

    def find(
        self,
        chunks: Iterable[bytes],
        *,
        rate: int,
        channels: int,
        voices: int,
        diarizer: str = DIARIZER,
    ) -> Iterator[DecodingProgress | tuple[Voice, ...]]:
        """Who speaks when in `chunks`, sound from its first frame on, at the end; see `ask`.

        There are at most so many `voices`. Raises SpeechError where there is no such `diarizer`.
        """
        begin = {
            "op": "voices",
            "rate": rate,
            "channels": channels,
            "voices": voices,
            "diarizer": diarizer,
        }
        for message in self.ask(begin, chunks):
            if message["event"] == "voices":
                yield to_voices(message)
            elif message["event"] == "progress":
                yield DecodingProgress(message["frame"])
