"""The guide format as a JSON Schema, for editors that complete and check while one types.

It is made from the table in `schema.py`. What a schema cannot say, such as an id that is used
twice or a language that is missing in one text, only the checker finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from interview_kit.guide import schema

Json = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def guide_json_schema() -> Json:
    """The schema of a whole guide."""
    return {"$schema": _DIALECT, "title": "A guide of interview_kit", **_table(schema.GUIDE)}


def _table(fields: tuple[schema.Field, ...]) -> Json:
    return {
        "type": "object",
        "properties": {field.key: _KINDS[type(field.kind)](field.kind) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _tables(kind: schema.Tables) -> Json:
    return {"type": "array", "items": _table(kind.fields)} | ({"minItems": 1} if kind.some else {})


def _whole(kind: schema.Whole | schema.Span) -> Json:
    return {"type": "integer", "minimum": kind.least, "maximum": kind.most}


def _span(kind: schema.Span) -> Json:
    return {"type": "array", "items": _whole(kind), "minItems": 2, "maxItems": 2}


def _pattern(pattern: str) -> Json:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _per_language(value: Json) -> Json:
    return {
        "type": "object",
        "propertyNames": _pattern(schema.LANGUAGE.pattern),
        "additionalProperties": value,
        "minProperties": 1,
    }


def _text(*, line: bool) -> Json:
    # No text is empty; a line has no line breaks.
    return {"type": "string", "pattern": r"^[^\n]*\S[^\n]*$" if line else r"\S"}


def _words(_: schema.Words) -> Json:
    return _per_language({"type": "array", "items": _text(line=True)})


def _languages(_: schema.Languages) -> Json:
    code = _pattern(schema.LANGUAGE.pattern)
    return {"type": "array", "items": code, "minItems": 1, "uniqueItems": True}


_KINDS: Mapping[type, Callable[..., Json]] = {
    schema.Id: lambda _: _pattern(schema.ID.pattern),
    schema.Whole: _whole,
    schema.Span: _span,
    schema.OneOf: lambda kind: {"enum": list(kind.words)},
    schema.Flag: lambda _: {"type": "boolean"},
    schema.Languages: _languages,
    schema.Texts: lambda kind: _per_language(_text(line=kind.line)),
    schema.Words: _words,
    schema.Tables: _tables,
}
