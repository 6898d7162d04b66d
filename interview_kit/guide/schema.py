"""The format of a guide file, as one table: every key, its kind, whether it must be there.

The checker walks this table and the documentation is tested against it; a new key is a new row
here and a line in `parse.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_kit.guide.guide import AskIf, Scope

ID = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Id:
    """A permanent id: small letters, digits and hyphens, beginning with a letter."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` up to and including `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Span:
    """Two whole numbers in a list, the smaller first, each from `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few fixed words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Languages:
    """A list of language codes, each once."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A text for each language of the guide; a `line` has no line breaks."""

    line: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words for each language of the guide."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A list of tables with these fields; not empty where `some` is set."""

    fields: tuple[Field, ...]
    some: bool = False


Kind = Id | Whole | Span | OneOf | Flag | Languages | Texts | Words | Tables


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table."""

    key: str
    kind: Kind
    required: bool = True


_ID = Field("id", Id())
_TITLE = Field("title", Texts(line=True))
_NOTE = Field("note", Texts(), required=False)
_MINUTES = Whole(1, 24 * 60)

PROBE = (_ID, Field("text", Texts()))

QUESTION = (
    _ID,
    Field("text", Texts()),
    _NOTE,
    Field("ask_if", OneOf(tuple(AskIf)), required=False),
    Field("topic", Id(), required=False),
    Field("probe", Tables(PROBE), required=False),
)

SECTION = (
    _ID,
    _TITLE,
    Field("minutes", _MINUTES, required=False),
    _NOTE,
    Field("question", Tables(QUESTION, some=True)),
)

TOPIC = (_ID, _TITLE, Field("cues", Words(), required=False))

CONSENT = (
    _ID,
    Field("scope", OneOf(tuple(Scope))),
    Field("text", Texts()),
    Field("required", Flag(), required=False),
)

VALUE = (_ID, _TITLE)

ATTRIBUTE = (_ID, _TITLE, Field("values", Tables(VALUE, some=True), required=False))

CODE = (_ID, _TITLE, Field("description", Texts(), required=False))

GUIDE = (
    _ID,
    Field("version", Whole(1, 1_000_000)),
    Field("languages", Languages()),
    _TITLE,
    Field("minutes", _MINUTES),
    Field("minutes_range", Span(_MINUTES.least, _MINUTES.most)),
    Field("distress", Texts(), required=False),
    Field("vocabulary", Words(), required=False),
    Field("consent", Tables(CONSENT), required=False),
    Field("topic", Tables(TOPIC), required=False),
    Field("section", Tables(SECTION, some=True)),
    Field("attribute", Tables(ATTRIBUTE), required=False),
    Field("code", Tables(CODE), required=False),
)
