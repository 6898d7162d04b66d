"""The guide format as a JSON Schema, for editors that complete and check while one types.

It is made from the table in `schema.py`. What a schema cannot say, such as an id that is used
twice or a language that is missing in one text, only the checker finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from interview_kit.guide import guide_schema

Json = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def guide_json_schema() -> Json:
    """The schema of a whole guide."""
    return {"$schema": _DIALECT, "title": "A guide of interview_kit", **_table(guide_schema.GUIDE)}


def _table(fields: tuple[guide_schema.Field, ...]) -> Json:
    return {
        "type": "object",
        "properties": {field.key: _KINDS[type(field.kind)](field.kind) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _tables(kind: guide_schema.TablesKind) -> Json:
    return {"type": "array", "items": _table(kind.fields)} | ({"minItems": 1} if kind.some else {})


def _whole(kind: guide_schema.WholeKind | guide_schema.SpanKind) -> Json:
    return {"type": "integer", "minimum": kind.least, "maximum": kind.most}


def _span(kind: guide_schema.SpanKind) -> Json:
    return {"type": "array", "items": _whole(kind), "minItems": 2, "maxItems": 2}


def _pattern(pattern: str) -> Json:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _per_language(value: Json) -> Json:
    return {
        "type": "object",
        "propertyNames": _pattern(guide_schema.LANGUAGE.pattern),
        "additionalProperties": value,
        "minProperties": 1,
    }


def _text(*, line: bool) -> Json:
    # No text is empty; a line has no line breaks.
    return {"type": "string", "pattern": r"^[^\n]*\S[^\n]*$" if line else r"\S"}


def _words(_: guide_schema.WordsKind) -> Json:
    return _per_language({"type": "array", "items": _text(line=True)})


def _languages(_: guide_schema.LanguagesKind) -> Json:
    code = _pattern(guide_schema.LANGUAGE.pattern)
    return {"type": "array", "items": code, "minItems": 1, "uniqueItems": True}


_KINDS: Mapping[type, Callable[..., Json]] = {
    guide_schema.IdKind: lambda _: _pattern(guide_schema.ID.pattern),
    guide_schema.WholeKind: _whole,
    guide_schema.SpanKind: _span,
    guide_schema.OneOfKind: lambda kind: {"enum": list(kind.words)},
    guide_schema.FlagKind: lambda _: {"type": "boolean"},
    guide_schema.LanguagesKind: _languages,
    guide_schema.TextsKind: lambda kind: _per_language(_text(line=kind.line)),
    guide_schema.WordsKind: _words,
    guide_schema.TablesKind: _tables,
}
