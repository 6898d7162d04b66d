"""Output to a terminal that reads slowly, not at all, or is gone: nobody waits for it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from interview_kit.tui.output_thread import MOST_WAITING, OutputThread

pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this kind"),
]
PIECE = "x" * 1000


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """The two ends of a pipe: read and write."""
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):
            os.close(end)


def read_all(end: int, into: list[bytes]) -> threading.Thread:
    def run() -> None:
        while piece := os.read(end, 65536):
            into.append(piece)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def test_what_is_written_arrives_in_order(ends: tuple[int, int]) -> None:
    read_end, write_end = ends
    output = OutputThread(write_end, pytest.fail)
    arrived: list[bytes] = []
    reader = read_all(read_end, arrived)
    for number in range(500):
        output.write(f"{number},")
    output.close()
    os.close(write_end)
    reader.join()
    assert b"".join(arrived).decode() == "".join(f"{number}," for number in range(500))


def test_writing_to_a_terminal_that_stands_still_never_waits_and_ends(
    ends: tuple[int, int],
) -> None:
    _, write_end = ends
    output = OutputThread(write_end, pytest.fail)
    for _ in range(3 * MOST_WAITING // len(PIECE)):
        output.write(PIECE)
    output.close()


def test_a_terminal_that_reads_again_is_painted_anew_where_something_was_dropped(
    ends: tuple[int, int],
) -> None:
    read_end, write_end = ends
    painted_anew = threading.Event()
    output = OutputThread(write_end, painted_anew.set)
    for _ in range(3 * MOST_WAITING // len(PIECE)):
        output.write(PIECE)
    arrived: list[bytes] = []
    reader = read_all(read_end, arrived)
    assert painted_anew.wait(60)
    output.write("last")
    output.close()
    os.close(write_end)
    reader.join()
    assert b"".join(arrived).endswith(b"last")
    assert sum(map(len, arrived)) < 3 * MOST_WAITING


def test_what_is_written_to_a_terminal_that_is_gone_is_dropped(ends: tuple[int, int]) -> None:
    read_end, write_end = ends
    os.close(read_end)
    output = OutputThread(write_end, pytest.fail)
    for _ in range(3 * MOST_WAITING // len(PIECE)):
        output.write(PIECE)
    output.close()
