"""The process that listens: `python -m interview_kit.speech.worker --model FOLDER --threads N`.

Reads requests and sound on stdin, writes events on stdout (see `wire`), logs to stderr. It stands
behind the recorder in priority, opens no connection, and ends when its stdin does.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from interview_kit.errors import KitError, SpeechError
from interview_kit.speech import store
from interview_kit.speech.cutter import Cut, Cutter
from interview_kit.speech.wire import Message, from_stretch, pack, unpack

if TYPE_CHECKING:
    from interview_kit.speech.engine import Engine

NICENESS = 10
WAITING_MOST = 12
"""So many stretches are collected, as decoding several at once is quicker."""

PROGRESS_S = 1
"""Progress is told at most once for so much sound."""

CONNECTIONS = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}
)


class Worker:
    """Answers requests from `source` with events to `sink`."""

    def __init__(self, engine: Engine, source: BinaryIO, sink: BinaryIO) -> None:
        self._engine = engine
        self._source = source
        self._sink = sink

    def run(self) -> None:
        """Serve until `quit`; raises EOFError where `source` ends before."""
        while (request := self._request())["op"] != "quit":
            if request["op"] != "begin":
                raise SpeechError("The speech worker was sent sound out of turn.")
            self._transcribe(request)

    def send(self, message: Message) -> None:
        """Put `message` on the pipe."""
        self._sink.write(pack(message))
        self._sink.flush()

    def _transcribe(self, begin: Message) -> None:
        frame, rate, channels = begin["frame"], begin["rate"], begin["channels"]
        cutter = Cutter(self._engine.voice, frame, rate, channels)
        told = frame
        waiting: list[Cut] = []
        while (request := self._request())["op"] == "audio":
            data = self._source.read(request["bytes"])
            waiting += cutter.feed(data)
            # Nothing more for now: a live interview. What is there is worth more than company.
            if len(waiting) >= WAITING_MOST or not data:
                self._answer(waiting, begin)
            frame += len(data) // (2 * channels)
            if frame - told >= rate * PROGRESS_S:
                self.send({"event": "progress", "frame": frame})
                told = frame
        self._answer([*waiting, *cutter.finish()], begin)
        self.send({"event": "done"})

    def _request(self) -> Message:
        line = self._source.readline()
        if not line:
            raise EOFError
        return unpack(line)

    def _answer(self, cuts: list[Cut], begin: Message) -> None:
        """Send the words of `cuts`, and empty the list."""
        for stretch in self._engine.transcribe(cuts, begin["language"], begin["hotwords"]):
            self.send(from_stretch(stretch))
        cuts.clear()


def refuse_connections() -> None:
    """Make every attempt of Python code in this process to reach the network an error."""

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        if event in CONNECTIONS:
            raise SpeechError("The speech worker does not open connections.")

    sys.addaudithook(hook)


def main() -> int:
    """Load the model and serve; 0 at an orderly end, 1 after an error event."""
    parser = argparse.ArgumentParser(prog="interview_kit.speech.worker")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

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
        model = store.verify(options.model)
        from interview_kit.speech.engine import Engine

        worker = Worker(Engine(model.path, options.threads), sys.stdin.buffer, sink)
        worker.send({"event": "ready", "model": model.name, "sha256": model.sha256})
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
    message = f"The speech worker failed ({type(error).__name__})."
    hint = "What was transcribed is kept. Start the transcription again."
    if isinstance(error, KitError):
        message, hint = error.message, error.hint
    sink.write(pack({"event": "error", "message": message, "hint": hint}))
    sink.flush()


if __name__ == "__main__":
    sys.exit(main())
