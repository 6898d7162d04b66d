"""A problem in a guide file: where it is, what is wrong, what may have been meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.errors import GuideError
from interview_kit.language.catalogues import SOURCE
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import in_language, phrase


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
        return self.in_(SOURCE)

    def in_(self, language: str) -> str:
        """One printable line: file, line, key, what is wrong, what may have been meant."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}: {self.key}" if self.key else place
        sentences = [in_language(self.message, language)]
        if self.nearest:
            sentences.append(phrase("Did you mean '{name}'?", name=self.nearest).in_(language))
        return printable(f"{where}: {' '.join(sentences)}")


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
    hint = "Mend the guide file, then check it again."
    if not other_problems:
        return GuideError("{first}", hint, first=first)
    if len(other_problems) == 1:
        return GuideError("{first} And 1 more problem.", hint, first=first)
    return GuideError(
        CountedText("{first} And {count} more problem.", "{first} And {count} more problems."),
        hint,
        first=first,
        count=len(other_problems),
    )
