"""What the capture process and this one say to each other: small binary messages over a pipe."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from enum import Enum
from typing import Any, BinaryIO

HEADER = struct.Struct("<cI")
MOMENT = struct.Struct("<d")


class MessageKind(Enum):
    """The first byte of a message."""

    SOUND = b"S"
    """The moment of the first frame, then interleaved 16-bit PCM."""
    OVERFLOW = b"O"
    """PortAudio had to drop sound; no content."""
    LOST = b"L"
    """The stream ended by itself; no content."""
    ANSWER = b"A"
    """JSON: what was asked for, or how the stream was opened."""
    ERROR = b"E"
    """JSON: `message` and `hint` of an AudioError."""


def pack(kind: MessageKind, content: bytes = b"") -> bytes:
    """One message, ready to be written."""
    return HEADER.pack(kind.value, len(content)) + content


def pack_json(kind: MessageKind, content: Any) -> bytes:
    """One message whose content is JSON."""
    return pack(kind, json.dumps(content).encode())


def pack_sound(moment: float, pcm: bytes) -> bytes:
    """One message with sound whose first frame was spoken at `moment` or later."""
    return pack(MessageKind.SOUND, MOMENT.pack(moment) + pcm)


def unpack_sound(content: bytes) -> tuple[float, bytes]:
    """The moment and the PCM of a message with sound."""
    return MOMENT.unpack_from(content)[0], content[MOMENT.size :]


def messages(stream: BinaryIO) -> Iterator[tuple[MessageKind, bytes]]:
    """Every whole message until the stream ends; half a message at the end is no message."""
    while len(header := stream.read(HEADER.size)) == HEADER.size:
        letter, length = HEADER.unpack(header)
        content = stream.read(length)
        if len(content) < length:
            return
        yield MessageKind(letter), content
