"""A sentence with values in it: English where a string is wanted, sayable in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from interview_kit.language.catalogues import SOURCE, translated, translated_by_count
from interview_kit.language.counted_text import CountedText

ERROR = "error"
"""The context of what went wrong and of what to do about it."""
PHRASE = "phrase"
"""The context of every other sentence, or part of one, that is made outside the tables."""


@runtime_checkable
class Sayable(Protocol):
    """What can be said in several languages."""

    def in_(self, language: str) -> str:
        """The text in `language`; English where there is no translation."""
        ...


class Phrase(str):
    """A text of the program: as a string it is the English with its values filled in.

    `source` is the English as the catalogues know it, with `{names}` in the place of `values`, and
    a `CountedText` where one and several are said otherwise; `context` is the catalogue's context.
    A value that is itself a phrase is said in the same language, a float with its decimal sign, and
    a tuple is a list of such values with commas between, or semicolons where one has a comma in it.
    JSON, logs and files that take a phrase for a string hold English.
    """

    source: str
    context: str
    values: Mapping[str, object]

    def __new__(
        cls, source: str, context: str = PHRASE, values: Mapping[str, object] | None = None
    ) -> Phrase:
        """Fill the values into the English."""
        text = _translated(source, context, values or {}, SOURCE)
        phrase = super().__new__(cls, _filled(text, values or {}, SOURCE))
        phrase.source, phrase.context, phrase.values = source, context, values or {}
        return phrase

    def in_(self, language: str) -> str:
        """The text in `language`; English where there is no translation."""
        if not self.source:
            return ""
        text = _translated(self.source, self.context, self.values, language)
        return _filled(text, self.values, language)


_SAID_IN_A_LANGUAGE = (Sayable, tuple, float)


def phrase(source: str, /, **values: object) -> Phrase:
    """A sentence for people, or part of one: `phrase("Turn {number}.", number=3)`.

    `scripts/translations` takes `source` from the call, so it has to be a literal.
    """
    return Phrase(source, PHRASE, values)


def decimal_number(value: float, decimals: int, *, is_padded: bool = True) -> Phrase:
    """A number with so many decimals, as each language writes it: 0.5 in English, 0,5 in Dutch.

    Without `is_padded` its last zeros are left out.
    """
    whole, _, fraction = f"{value:.{decimals}f}".partition(".")
    return _decimal(whole, fraction if is_padded else fraction.rstrip("0"))


def in_language(text: object, language: str) -> str:
    """`text` in `language` where it can be said so; any other value as a string.

    A float has the decimal sign of the language.
    """
    if isinstance(text, float):
        whole, _, fraction = str(text).partition(".")
        return _decimal(whole, fraction).in_(language)
    if isinstance(text, tuple):
        parts = [in_language(part, language) for part in text]
        return ("; " if any(", " in part for part in parts) else ", ").join(parts)
    return text.in_(language) if isinstance(text, Sayable) else str(text)


def _decimal(whole: str, fraction: str) -> Phrase:
    if not fraction:
        return Phrase(whole)
    return phrase("{whole}.{decimals}", whole=whole, decimals=fraction)


def as_json(text: str) -> object:
    """A phrase for another process, with what it takes to say it in any language there."""
    if not isinstance(text, Phrase):
        return text
    values = {name: _value_as_json(value) for name, value in text.values.items()}
    forms = (
        {"one": text.source.one, "number": text.source.number}
        if isinstance(text.source, CountedText)
        else {}
    )
    return {"source": text.source, "context": text.context, "values": values} | forms


def from_json(content: Any) -> str:
    """What `as_json` made, as it was."""
    if not isinstance(content, dict):
        return str(content)
    values = {name: _value_from_json(value) for name, value in content["values"].items()}
    source = content["source"]
    if "one" in content:
        source = CountedText(content["one"], source, content["number"])
    return Phrase(source, content["context"], values)


def _value_as_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_value_as_json(part) for part in value]
    if isinstance(value, Phrase):
        return as_json(value)
    return value if isinstance(value, int | float) else str(value)


def _value_from_json(value: Any) -> object:
    if isinstance(value, list):
        return tuple(_value_from_json(part) for part in value)
    return from_json(value) if isinstance(value, dict) else value


def _translated(source: str, context: str, values: Mapping[str, object], language: str) -> str:
    if isinstance(source, CountedText):
        count = source.counted_by(values)
        return translated_by_count(context, source.one, str(source), count, language)
    return translated(context, source, language)


def _filled(text: str, values: Mapping[str, object], language: str) -> str:
    if not values:
        return text
    return text.format(
        **{
            name: in_language(value, language) if isinstance(value, _SAID_IN_A_LANGUAGE) else value
            for name, value in values.items()
        }
    )
