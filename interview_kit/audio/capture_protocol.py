"""What the capture process and this one say to each other: small binary messages over a pipe."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from enum import Enum
from typing import Any, BinaryIO

HEADER = struct.Struct("<cI")
MOMENT = struct.Struct("<d")
PLAYING = struct.Struct("<I")
"""The number of a playing."""
HEARD = struct.Struct("<IQd")
"""The number of a playing, a count of its frames, a moment."""


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
    BEGIN = b"B"
    """What waits to be played is dropped; the number of the playing that follows."""
    HEARD = b"H"
    """The number of a playing, a count of its frames, and when the frame after them is heard."""
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


def pack_begin(playing: int) -> bytes:
    """One message that drops what waits; what is sent from then on is of this playing."""
    return pack(MessageKind.BEGIN, PLAYING.pack(playing))


def unpack_begin(content: bytes) -> int:
    """The number of the playing that begins."""
    return int(PLAYING.unpack(content)[0])


def pack_heard(playing: int, frames: int, moment: float) -> bytes:
    """One message: `frames` of a playing are over at `moment`, on the clock of `now`."""
    return pack(MessageKind.HEARD, HEARD.pack(playing, frames, moment))


def unpack_heard(content: bytes) -> tuple[int, int, float]:
    """The number of the playing, its frames, and the moment at which they are over."""
    playing, frames, moment = HEARD.unpack(content)
    return playing, frames, moment


def messages(stream: BinaryIO) -> Iterator[tuple[MessageKind, bytes]]:
    """Every whole message until the stream ends; half a message at the end is no message."""
    while len(header := stream.read(HEADER.size)) == HEADER.size:
        letter, length = HEADER.unpack(header)
        content = stream.read(length)
        if len(content) < length:
            return
        yield MessageKind(letter), content
