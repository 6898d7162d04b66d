"""What another study's codes, pseudonyms and interviewers are called once it is taken in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Renaming:
    """The new for the old; what is not named keeps what it has.

    `codes` are participants', `pseudonyms` labels in brackets, `interviewers` codes too. All are
    replaced at once, so that two may change places.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    interviewers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def loads(cls, text: str) -> Renaming:
        """A renaming as `dumps` wrote it."""
        return cls(**json.loads(text))

    def dumps(self) -> str:
        """The renaming as JSON; it holds no originals."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def code(self, code: str) -> str:
        """A participant's code."""
        return self.codes.get(code, code)

    def interview(self, id: str) -> str:
        """An interview's id: `P07-1` goes with `P07`."""
        code, dash, sitting = id.rpartition("-")
        return f"{self.code(code)}{dash}{sitting}"

    def interviewer(self, code: str) -> str:
        """An interviewer's code."""
        return self.interviewers.get(code, code)

    def text(self, text: str) -> str:
        """A text with every pseudonym that changes."""
        if self._labels is None or "[" not in text:
            return text
        return self._labels.sub(lambda match: self.pseudonyms[match.group()], text)

    def place(self, text: str, offset: int) -> int:
        """Where the code point at `offset` of `text` is in `self.text(text)`.

        One inside of a pseudonym keeps its distance from the beginning, as far as the new one goes.
        """
        shift = 0
        for match in self._labels.finditer(text) if self._labels else ():
            if match.start() >= offset:
                break
            new = len(self.pseudonyms[match.group()])
            if match.end() > offset:
                return shift + match.start() + min(offset - match.start(), new)
            shift += new - (match.end() - match.start())
        return offset + shift

    def json(self, value: Any, also: Mapping[str, str]) -> Any:
        """A JSON value in which ids, those in `also` too, and pseudonyms are the new ones."""
        if isinstance(value, Mapping):
            return {self.json(key, also): self.json(entry, also) for key, entry in value.items()}
        if isinstance(value, list):
            return [self.json(entry, also) for entry in value]
        return also.get(value, self.text(value)) if isinstance(value, str) else value

    @cached_property
    def _labels(self) -> re.Pattern[str] | None:
        old = sorted(self.pseudonyms, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, old))) if old else None
