"""Lines in and lines out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

from interview_kit.interface.confirmations import Options
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.plain.typed_lines import TypedLines

Read = Callable[[], str]
Write = Callable[[str], None]

PROMPT = "> "


class LineTerminal:
    """A conversation by lines in one language of the interface.

    `read` gives the next line with its line break, and an empty text at the end of all input.
    `write` gets whole pieces of text. Anything may be said from any thread at any time: it stands
    on a line of its own, and where a person was being asked, the prompt is given again.
    """

    def __init__(self, language: str, read_line: Read, write: Write, *, prompts: bool) -> None:
        self.language = language
        self._read = read_line
        self._write = write
        self._prompt = PROMPT if prompts else ""
        self._asking = False
        self._lock = Lock()

    def mark(self, word: str) -> None:
        """Begin every prompt with a word from here on."""
        self._prompt = f"{word} {PROMPT}"

    def say(self, text: str) -> None:
        """Say a text, of one line or several."""
        with self._lock:
            again = self._prompt if self._asking else ""
            self._write(f"{chr(10) if again else ''}{plain(text)}\n{again}")

    def tell(self, id: str, /, **values: object) -> None:
        """Say a text of the interface."""
        self.say(say(id, self.language, **values))

    def line(self) -> str:
        """What a person types, without its line break. Raises EOFError at the end of all input."""
        with self._lock:
            self._asking = True
            self._write(self._prompt)
        try:
            line = self._read()
        finally:
            with self._lock:
                self._asking = False
        if not line:
            raise EOFError
        return line.strip()

    def ask(self, id: str, default: str = "") -> str:
        """The answer to a text of the interface; an empty line takes what is `default`."""
        question = say(id, self.language)
        self.say(
            say("talk.ask", self.language, ask=question, given=default) if default else question
        )
        return self.line() or default

    def lines(self, ends: frozenset[str] = frozenset({""})) -> list[str]:
        """Lines up to one of `ends`, in whatever case, or to the end of all input.

        An end that is a word is the last of them.
        """
        typed_lines: list[str] = []
        with suppress(EOFError):
            while (line := self.line()).casefold() not in ends:
                typed_lines.append(line)
            typed_lines += [line] if line else []
        return typed_lines

    def choose(self, ask: str, options: Options, *, first: bool = True) -> str:
        """One of `options` by its number; an empty line takes the first, or with `first` off none.

        What is no number of the list is asked again.
        """
        self.say(ask)
        for number, (_, text) in enumerate(options, start=1):
            self.say(f"{number}. {text}")
        self.tell("talk.choose" if first else "talk.choose_none")
        while True:
            answer = self.line()
            if not answer:
                return options[0][0] if first else ""
            if answer.isdecimal() and 0 < int(answer) <= len(options):
                return options[int(answer) - 1][0]
            self.tell("talk.number_of", count=len(options))


def line_terminal(language: str) -> LineTerminal:
    """A talk on standard input and output; prompts only where a person types."""

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    is_typed = sys.stdin.isatty()
    can_wait = is_typed and sys.platform != "win32"
    read_line = TypedLines(sys.stdin) if can_wait else sys.stdin.readline
    return LineTerminal(language, read_line, write, prompts=is_typed)
