"""Lines of a terminal, and signals that come while one is waited for."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from interview_kit.plain.typed_lines import TypedLines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")

if sys.platform != "win32":
    import pty
    import tty


@pytest.fixture
def typed() -> Iterator[tuple[TypedLines, int]]:
    """The lines of a terminal, and the side of it that a person types on."""
    person, program = pty.openpty()
    with os.fdopen(program, encoding="utf-8") as file:
        lines = TypedLines(file)
        yield lines, person
        lines.close()
    with suppress(OSError):
        os.close(person)


def test_lines_come_one_by_one_and_an_end_is_told(typed: tuple[TypedLines, int]) -> None:
    lines, person = typed
    os.write(person, "Zoë\nen één\n".encode())
    assert (lines(), lines()) == ("Zoë\n", "en één\n")
    os.write(person, b"\x04")
    assert lines() == ""
    os.write(person, b"once more\n")
    assert lines() == "once more\n"


def test_a_letter_in_two_pieces_is_one_letter(typed: tuple[TypedLines, int]) -> None:
    lines, person = typed
    tty.setcbreak(person)  # else a terminal gives nothing but whole lines
    first, second = "ë".encode()[:1], "ë\n".encode()[1:]
    os.write(person, first)
    threading.Timer(0.2, os.write, (person, second)).start()
    assert lines() == "ë\n"


def test_a_request_to_stop_ends_the_wait(typed: tuple[TypedLines, int]) -> None:
    lines, _person = typed

    def stop(_number: int, _frame: object) -> None:
        raise InterruptedError

    before = signal.signal(signal.SIGTERM, stop)
    try:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
        with pytest.raises(InterruptedError):
            lines()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_after_a_signal_that_asks_for_nothing_the_wait_goes_on(
    typed: tuple[TypedLines, int],
) -> None:
    lines, person = typed
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: None)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        os.write(person, b"typed after all\n")
        assert lines() == "typed after all\n"
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_terminal_that_is_gone_is_the_end(typed: tuple[TypedLines, int]) -> None:
    lines, person = typed
    os.close(person)
    assert lines() == ""
