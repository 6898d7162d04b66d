"""What a loudspeaker that stands by gives the sound card, and what it says of it."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace

from interview_kit.audio.capture_protocol import messages, unpack_heard
from interview_kit.audio.loudspeaker import Loudspeaker

FRAMES = 480
TIME = SimpleNamespace(currentTime=5.0, outputBufferDacTime=5.04)


def filled(loudspeaker: Loudspeaker) -> bytes:
    data = bytearray(b"\xff" * FRAMES * 4)
    loudspeaker.fill(data, FRAMES, TIME, None)
    return bytes(data)


def test_what_waits_is_played_in_order_and_then_silence() -> None:
    said: list[bytes] = []
    loudspeaker = Loudspeaker(48000, 2, said.append)
    assert filled(loudspeaker) == bytes(FRAMES * 4)
    assert said == []
    loudspeaker.begin(7)
    loudspeaker.put(b"a" * 1000)
    loudspeaker.put(b"b" * 1000)
    assert filled(loudspeaker) == b"a" * 1000 + b"b" * 920
    assert filled(loudspeaker) == b"b" * 80 + bytes(FRAMES * 4 - 80)
    reports = [unpack_heard(content) for _, content in messages(BytesIO(b"".join(said)))]
    assert [(playing, frames) for playing, frames, _ in reports] == [(7, 0)]


def test_another_playing_drops_what_waits_and_counts_anew() -> None:
    said: list[bytes] = []
    loudspeaker = Loudspeaker(48000, 2, said.append)
    loudspeaker.begin(1)
    loudspeaker.put(b"a" * 100_000)
    filled(loudspeaker)
    loudspeaker.begin(2)
    assert filled(loudspeaker) == bytes(FRAMES * 4)
    loudspeaker.put(b"b" * 4)
    assert filled(loudspeaker)[:4] == b"b" * 4
    reports = [unpack_heard(content) for _, content in messages(BytesIO(b"".join(said)))]
    assert [(playing, frames) for playing, frames, _ in reports] == [(1, 0), (2, 0)]
