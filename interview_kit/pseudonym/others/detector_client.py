"""The program's side of an optional detector's process: a turn in, mentions out."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from interview_kit.errors import KitError
from interview_kit.pseudonym.detectors import Context, Detector
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.others.detector_table import DetectorChoice, chosen_detectors

RANK = 40
SCORE = 0.7
PATIENCE_S = 5
# Deduce makes its lists ready at its first use ever, which takes minutes.
LOADING_S = 1200
READING_S = 120

Span = tuple[int, int, str]


class Process:
    """One detector at work. It starts when the first turn is asked about.

    `command` is the process: the worker of this room, unless it is another that speaks likewise.
    It is given `loading_s` seconds for its first answer and `reading_s` for each that follows.
    A text is asked about once, since looking again for what was found comes back to it.
    """

    def __init__(
        self,
        choice: DetectorChoice,
        command: Sequence[str] = (),
        *,
        loading_s: float = LOADING_S,
        reading_s: float = READING_S,
    ) -> None:
        self.name = choice.kind.name
        self._command = command or (
            *(sys.executable, "-m", "interview_kit.pseudonym.others.detector_worker"),
            *(self.name, choice.model),
        )
        self._limit, self._reading_s = loading_s, reading_s
        self._process: subprocess.Popen[bytes] | None = None
        self._known: dict[tuple[str, str], tuple[Span, ...]] = {}

    def detect(self, text: str, context: Context) -> tuple[Mention, ...]:
        """The mentions in a turn. Raises KitError where the process fails, hangs or ends."""
        key = text, context.language
        if key not in self._known:
            self._known[key] = self._ask(*key)
            self._limit = self._reading_s
        return tuple(
            Mention(context.turn, start, end, MentionType(kind), text[start:end], self.name, SCORE)
            for start, end, kind in self._known[key]
        )

    def close(self) -> None:
        """End the process, where it was started."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ask(self, text: str, language: str) -> tuple[Span, ...]:
        line = self._answer(json.dumps({"text": text, "language": language}).encode() + b"\n")
        try:
            answer = json.loads(line)
            if "error" not in answer:
                return tuple(_checked(answer["spans"], len(text)))
        except (ValueError, KeyError, TypeError) as error:
            raise KitError(
                "The detector {name} ended before its work was done.",
                "Nothing was changed. Try again, or leave it out.",
                name=self.name,
            ) from error
        raise KitError(
            "The detector {name} does not work: {kind}.",
            "Mend its installation or model, or leave it out.",
            name=self.name,
            kind=answer["error"],
        )

    def _answer(self, request: bytes) -> bytes:
        """The line that the process answers with; empty where it ended."""
        process = self._process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._limit, end)
        timer.start()
        try:
            with contextlib.suppress(OSError):
                process.stdin.write(request)
                process.stdin.flush()
            line = process.stdout.readline()
        finally:
            timer.cancel()
        if late.is_set():
            raise KitError(
                "The detector {name} gave no answer for {seconds} s and was ended.",
                "Nothing was changed. Try again, or leave it out.",
                name=self.name,
                seconds=self._limit,
            )
        return line

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What a library prints may hold the text.
            stderr=subprocess.DEVNULL,
            env=os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"},
        )


def _checked(spans: Iterable[Sequence[object]], length: int) -> Iterator[Span]:
    for start, end, kind in spans:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
            raise ValueError("a mention outside the text")
        yield start, end, MentionType(str(kind)).value


@contextmanager
def optional_detectors(texts: Iterable[str]) -> Iterator[tuple[Detector, ...]]:
    """The detectors named by `NAME` or `NAME=MODEL`, for as long as the context lasts.

    Raises KitError where one is unknown, not installed or without its model, before any is asked.
    """
    with contextlib.ExitStack() as stack:
        yield tuple(
            _detector(chosen_detector, stack) for chosen_detector in chosen_detectors(texts)
        )


def _detector(choice: DetectorChoice, stack: contextlib.ExitStack) -> Detector:
    process = Process(choice)
    stack.callback(process.close)
    return Detector(choice.kind.name, choice.kind.languages, process.detect, rank=RANK)
