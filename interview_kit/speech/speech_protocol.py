"""What goes over the pipe between client and worker: one JSON object a line, sound as raw bytes.

client → worker   {"op": "begin", "frame": 0, "rate": 48000, "channels": 2, "language": "nl",
                   "hotwords": ["clozapine"], "reading": "draft", "whole": true}
                  {"op": "voices", "rate": 48000, "channels": 1, "voices": 2,
                   "diarizer": "dialogue"}
                  {"op": "names", "rate": 48000, "channels": 2, "language": "nl",
                   "names": [["Marieke", ["Marieke"]]], "turns": [[[" Ja", 10, 90, 0.9, false]]]}
                  {"op": "align", "rate": 48000, "channels": 1, "language": "nl",
                   "words": ["Ja,", "toen"]}
                  {"op": "audio", "bytes": 96000} and as many bytes of interleaved int16;
                  0 says that there is no more for now
                  {"op": "end"}   {"op": "quit"}
worker → client   {"event": "ready", "model": "base", "sha256": "…"}
                  {"event": "progress", "frame": 48000}
                  {"event": "stretch", "first_frame": 0, "end_frame": 96000, "language": "nl",
                   "segments": [[{"text": " Ja", "start_ms": 10, "end_ms": 90, …}]]}
                  {"event": "voices", "voices": [[0, 1500, 0, false], [1500, 9000, 1, true]]}
                  {"event": "name", "name": "Marieke", "form": "Marieke", "words": "maar ik ga", …}
                  {"event": "aligned", "spans": [[10, 90], [90, 400]]}
                  {"event": "done"}   {"event": "error", "message": "…", "hint": "…"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.heard_name import HeardName
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word

Message = dict[str, Any]


def pack(message: Message) -> bytes:
    """One line."""
    return json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"


def unpack(line: bytes) -> Message:
    """The message on one line; raises ValueError where it is none."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def from_chunk(stretch: Chunk) -> Message:
    """The message that carries `stretch`."""
    return {
        "event": "stretch",
        "first_frame": stretch.first_frame,
        "end_frame": stretch.end_frame,
        "language": stretch.language,
        "segments": [[asdict(word) for word in part.words] for part in stretch.segments],
    }


def to_chunk(message: Message) -> Chunk:
    """The stretch that `message` carries."""
    segments = (
        Segment(tuple(Word(**{**word, "levels": tuple(word["levels"])}) for word in words))
        for words in message["segments"]
    )
    return Chunk(message["first_frame"], message["end_frame"], message["language"], tuple(segments))


def from_voices(voices: Iterable[Voice]) -> Message:
    """The message that carries `voices`: of each begin, end, number, and if it is contested."""
    spans = [[voice.start_ms, voice.end_ms, voice.number, voice.is_contested] for voice in voices]
    return {"event": "voices", "voices": spans}


def to_voices(message: Message) -> tuple[Voice, ...]:
    """The voices that `message` carries."""
    return tuple(Voice(*span) for span in message["voices"])


def from_heard_name(name: HeardName) -> Message:
    """The message that carries a name that may be said."""
    return {"event": "name", **asdict(name)}


def to_heard_name(message: Message) -> HeardName:
    """The name that `message` carries."""
    return HeardName(**{key: value for key, value in message.items() if key != "event"})
