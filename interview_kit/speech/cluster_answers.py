"""What may come back from a machine of a cluster: JSON of one form, looked at before it is used.

A worker runs on a machine that may be anybody's by now. So its answers are bytes, nothing of them
is unpickled, and a text, a time or a number that does not belong there is no answer.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from interview_kit.errors import SpeechError, error_from_json
from interview_kit.model.chunk import Chunk
from interview_kit.model.word import Word
from interview_kit.speech.speech_protocol import Message, to_chunk

_MOST_BYTES = 1 << 24
_MOST_MS = 10**10  # four months
_MOST_LETTERS = 1_000  # in a word
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WORD = {field.name for field in fields(Word)}


@dataclass(frozen=True, slots=True)
class WorkerReport:
    """What a worker says of itself: see `cluster_worker.look`."""

    sha256: str
    versions: dict[str, str]
    threads: int
    spills: bool


def report_in(answer: object) -> WorkerReport:
    """The report that a worker gave. Raises ValueError where it is none."""
    content = _json(answer)
    if not isinstance(content, dict):
        raise ValueError("no report")
    report = WorkerReport(**content)
    _require(isinstance(report.sha256, str) and isinstance(report.spills, bool))
    _require(isinstance(report.versions, dict))
    _require(all(isinstance(text, str) and text.isprintable() for text in report.versions.values()))
    _require(type(report.threads) is int and 0 < report.threads < 1 << 16)
    return report


def chunks_in(answer: object, first_frame: int, end_frame: int) -> tuple[Chunk, ...]:
    """What was heard in sound from `first_frame` to `end_frame`, one chunk after the other.

    Raises SpeechError where the worker says that it failed, ValueError where it is no answer.
    """
    messages = _json(answer)
    _require(isinstance(messages, list) and all(isinstance(each, dict) for each in messages))
    return tuple(_chunks(messages, first_frame, end_frame))


def _chunks(messages: list[Message], frame: int, end_frame: int) -> Iterator[Chunk]:
    for message in messages:
        if message.get("event") == "error":
            try:
                raise error_from_json(message, SpeechError)
            except (KeyError, TypeError, AttributeError) as error:
                raise ValueError("no error message") from error
        try:
            chunk = to_chunk(message)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no chunk") from error
        _require(type(chunk.first_frame) is int and type(chunk.end_frame) is int)
        _require(frame <= chunk.first_frame <= chunk.end_frame <= end_frame)
        _require(isinstance(chunk.language, str) and bool(_LANGUAGE.fullmatch(chunk.language)))
        for words in message["segments"]:
            for word in words:
                _check_word(word)
        frame = chunk.end_frame
        yield chunk


def _check_word(word: Message) -> None:
    _require(set(word) == _WORD and isinstance(word["text"], str))
    _require(len(word["text"]) <= _MOST_LETTERS and word["text"].isprintable())
    start_ms, end_ms = word["start_ms"], word["end_ms"]
    _require(type(start_ms) is int and type(end_ms) is int and 0 <= start_ms <= end_ms <= _MOST_MS)
    _require(_is_number(word["probability"]) and 0 <= word["probability"] <= 1)
    _require(isinstance(word["levels"], list) and len(word["levels"]) <= 64)
    _require(all(_is_number(level) for level in word["levels"]))
    _require(isinstance(word["overlap"], bool))
    _require(word["alternative"] is None)  # a draft's reading is set beside it here


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def _json(answer: object) -> Any:
    if not isinstance(answer, bytes) or len(answer) > _MOST_BYTES:
        raise ValueError("not bytes, or too many")
    try:
        return json.loads(answer)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError("not of the form that is expected")
