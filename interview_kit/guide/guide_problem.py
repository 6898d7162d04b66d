"""A problem in a guide file: where it is, what is wrong, what may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.errors import GuideError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not in order.

    `file` is the name the caller gave, `key` a path such as `section[2].question[1].text.nl`
    (counted from 1, empty where the whole file is meant), `line` counts from 1 and is 0 where
    there is no line to point at, `nearest` is the valid key or id closest to what was written,
    or empty.
    """

    file: str
    key: str
    line: int
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        """One printable line: file, line, key, what is wrong, what may have been meant."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}: {self.key}" if self.key else place
        suggestion = f" Did you mean '{self.nearest}'?" if self.nearest else ""
        return printable(f"{where}: {self.message}{suggestion}")


def printable(text: str) -> str:
    """`text` with every character that could steer a terminal written as its escape."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def nearest(word: str, valid: Iterable[str]) -> str:
    """The entry of `valid` most like `word`, or an empty string where none is like it."""
    return next(iter(difflib.get_close_matches(word[:100], tuple(valid), n=1)), "")


def as_error(problems: tuple[Problem, ...]) -> GuideError:
    """The error that shows the first of `problems` and says how many more there are."""
    first, *other_problems = problems
    remainder = {0: "", 1: " And 1 more problem."}.get(
        len(other_problems), f" And {len(other_problems)} more problems."
    )
    return GuideError(
        "{first}{more}", "Mend the guide file, then check it again.", first=first, more=remainder
    )
