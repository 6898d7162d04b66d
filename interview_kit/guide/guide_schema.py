"""The format of a guide file, as one table: every key, its kind, whether it must be there.

The checker walks this table and the documentation is tested against it; a new key is a new row
here and a line in `parse.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interview_kit.guide.guide import AskIf, ConsentScope

ID = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class IdKind:
    """A permanent id: small letters, digits and hyphens, beginning with a letter."""


@dataclass(frozen=True, slots=True)
class WholeKind:
    """A whole number from `least` up to and including `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class SpanKind:
    """Two whole numbers in a list, the smaller first, each from `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class OneOfKind:
    """One of a few fixed words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagKind:
    """True or false."""


@dataclass(frozen=True, slots=True)
class LanguagesKind:
    """A list of language codes, each once."""


@dataclass(frozen=True, slots=True)
class TextsKind:
    """A text for each language of the guide; a `line` has no line breaks."""

    line: bool = False


@dataclass(frozen=True, slots=True)
class WordsKind:
    """A list of words for each language of the guide."""


@dataclass(frozen=True, slots=True)
class TablesKind:
    """A list of tables with these fields; not empty where `some` is set."""

    fields: tuple[Field, ...]
    some: bool = False


Kind = (
    IdKind
    | WholeKind
    | SpanKind
    | OneOfKind
    | FlagKind
    | LanguagesKind
    | TextsKind
    | WordsKind
    | TablesKind
)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table."""

    key: str
    kind: Kind
    required: bool = True


_ID = Field("id", IdKind())
_TITLE = Field("title", TextsKind(line=True))
_NOTE = Field("note", TextsKind(), required=False)
_MINUTES = WholeKind(1, 24 * 60)

PROBE = (_ID, Field("text", TextsKind()))

QUESTION = (
    _ID,
    Field("text", TextsKind()),
    _NOTE,
    Field("ask_if", OneOfKind(tuple(AskIf)), required=False),
    Field("topic", IdKind(), required=False),
    Field("probe", TablesKind(PROBE), required=False),
)

SECTION = (
    _ID,
    _TITLE,
    Field("minutes", _MINUTES, required=False),
    _NOTE,
    Field("question", TablesKind(QUESTION, some=True)),
)

TOPIC = (_ID, _TITLE, Field("cues", WordsKind(), required=False))

CONSENT = (
    _ID,
    Field("scope", OneOfKind(tuple(ConsentScope))),
    Field("text", TextsKind()),
    Field("required", FlagKind(), required=False),
)

VALUE = (_ID, _TITLE)

ATTRIBUTE = (_ID, _TITLE, Field("values", TablesKind(VALUE, some=True), required=False))

CODE = (_ID, _TITLE, Field("description", TextsKind(), required=False))

GUIDE = (
    _ID,
    Field("version", WholeKind(1, 1_000_000)),
    Field("languages", LanguagesKind()),
    _TITLE,
    Field("minutes", _MINUTES),
    Field("minutes_range", SpanKind(_MINUTES.least, _MINUTES.most)),
    Field("distress", TextsKind(), required=False),
    Field("vocabulary", WordsKind(), required=False),
    Field("consent", TablesKind(CONSENT), required=False),
    Field("topic", TablesKind(TOPIC), required=False),
    Field("section", TablesKind(SECTION, some=True)),
    Field("attribute", TablesKind(ATTRIBUTE), required=False),
    Field("code", TablesKind(CODE), required=False),
)
