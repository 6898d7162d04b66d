"""Each value of a guide, held against its row in the table of `schema.py`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from interview_kit.guide import guide_schema
from interview_kit.guide.guide_finding import Document, GuideFinding, Path
from interview_kit.guide.guide_problem import nearest
from interview_kit.language.phrase import Phrase, phrase


def value_findings(document: Document) -> Iterator[GuideFinding]:
    """Unknown and missing keys, and values that are not what their key asks for."""
    yield from _table(guide_schema.GUIDE, document, (), _declared(document))


def _declared(document: Document) -> tuple[str, ...]:
    """The declared languages, or none where that list itself is not in order."""
    if any(_languages(guide_schema.LanguagesKind(), document.get("languages"), (), ())):
        return ()
    return tuple(document["languages"])


def _table(
    fields: tuple[guide_schema.Field, ...], table: Document, path: Path, languages: tuple[str, ...]
) -> Iterator[GuideFinding]:
    fields_by_key = {field.key: field for field in fields}
    for key in table:
        if key not in fields_by_key:
            yield GuideFinding(
                (*path, key), phrase("this key is not known here."), nearest(key, fields_by_key)
            )
    for key, field in fields_by_key.items():
        if key in table:
            yield from _CHECKS[type(field.kind)](field.kind, table[key], (*path, key), languages)
        elif field.required:
            yield GuideFinding((*path, key), phrase("this key is missing."))


def _id(
    _: guide_schema.IdKind, value: object, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if not isinstance(value, str):
        yield _wrong(path, phrase("an id in quotes"), value)
    elif not guide_schema.ID.fullmatch(value):
        yield GuideFinding(
            path,
            phrase("an id has small letters, digits and hyphens, and begins with a letter."),
            "-".join(guide_schema.ID.findall(value.lower())),
        )


def _whole(
    kind: guide_schema.WholeKind, value: object, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if type(value) is not int or not kind.least <= value <= kind.most:
        yield _wrong(
            path,
            phrase("a whole number from {least} to {most}", least=kind.least, most=kind.most),
            value,
        )


def _span(
    kind: guide_schema.SpanKind, value: Any, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    whole = isinstance(value, list) and [type(entry) for entry in value] == [int, int]
    if not whole or not kind.least <= value[0] <= value[1] <= kind.most:
        message = phrase(
            "this must be two whole numbers from {least} to {most}, the smaller first, such as "
            "[30, 90].",
            least=kind.least,
            most=kind.most,
        )
        yield GuideFinding(path, message)


def _one_of(
    kind: guide_schema.OneOfKind, value: object, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if not isinstance(value, str):
        yield _wrong(path, phrase("one of {words}, in quotes", words=", ".join(kind.words)), value)
    elif value not in kind.words:
        message = phrase("this can only be one of {words}.", words=", ".join(kind.words))
        yield GuideFinding(path, message, nearest(value, kind.words))


def _flag(
    _: guide_schema.FlagKind, value: object, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if not isinstance(value, bool):
        yield _wrong(path, phrase("true or false, without quotes"), value)


def _languages(
    _: guide_schema.LanguagesKind, value: object, path: Path, _languages_of_guide: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if not isinstance(value, list) or not value:
        yield _wrong(path, phrase('a list of languages, such as ["nl", "en"]'), value)
        return
    for place, code in enumerate(value, start=1):
        if not isinstance(code, str) or not guide_schema.LANGUAGE.fullmatch(code):
            yield _wrong((*path, place), phrase('a language code, such as "nl"'), code)
        elif code in value[: place - 1]:
            yield GuideFinding((*path, place), phrase("this language is in the list already."))


def _texts(
    kind: guide_schema.TextsKind, value: object, path: Path, languages: tuple[str, ...]
) -> Iterator[GuideFinding]:
    yield from _per_language(value, path, languages)
    for at, text in _items(value, path):
        yield from _text(text, at, line=kind.line)


def _words(
    _: guide_schema.WordsKind, value: object, path: Path, languages: tuple[str, ...]
) -> Iterator[GuideFinding]:
    yield from _per_language(value, path, languages)
    for at, words in _items(value, path):
        if not isinstance(words, list):
            yield _wrong(at, phrase('a list of words, such as ["one", "two"]'), words)
            continue
        for place, word in enumerate(words, start=1):
            yield from _text(word, (*at, place), line=True)


def _tables(
    kind: guide_schema.TablesKind, value: object, path: Path, languages: tuple[str, ...]
) -> Iterator[GuideFinding]:
    if not isinstance(value, list):
        yield _wrong(path, phrase("a list of tables, each under [[{key}]]", key=path[-1]), value)
        return
    if kind.some and not value:
        yield GuideFinding(path, phrase("this list is empty; at least one entry is needed."))
    for place, entry in enumerate(value, start=1):
        if isinstance(entry, dict):
            yield from _table(kind.fields, entry, (*path, place), languages)
        else:
            yield _wrong((*path, place), phrase("a table"), entry)


_CHECKS: dict[type, Callable[..., Iterator[GuideFinding]]] = {
    guide_schema.IdKind: _id,
    guide_schema.WholeKind: _whole,
    guide_schema.SpanKind: _span,
    guide_schema.OneOfKind: _one_of,
    guide_schema.FlagKind: _flag,
    guide_schema.LanguagesKind: _languages,
    guide_schema.TextsKind: _texts,
    guide_schema.WordsKind: _words,
    guide_schema.TablesKind: _tables,
}


def _per_language(value: object, path: Path, languages: tuple[str, ...]) -> Iterator[GuideFinding]:
    if not isinstance(value, dict):
        example = languages[0] if languages else "nl"
        expected = phrase(
            "given for each language, such as {key}.{language} = …", key=path[-1], language=example
        )
        yield _wrong(path, expected, value)
        return
    for language in languages:
        if language not in value:
            yield GuideFinding((*path, language), phrase("there is nothing here in this language."))
    for language in value:
        if languages and language not in languages:
            language_list = ", ".join(languages)
            yield GuideFinding(
                (*path, language),
                phrase(
                    "this is not a language of the guide, which has {languages}.",
                    languages=language_list,
                ),
                nearest(language, languages),
            )


def _items(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        yield from (((*path, key), entry) for key, entry in value.items())


def _text(value: object, path: Path, line: bool) -> Iterator[GuideFinding]:
    if not isinstance(value, str):
        yield _wrong(path, phrase("text in quotes"), value)
    elif not value.strip():
        yield GuideFinding(path, phrase("this text is empty."))
    elif steering := next((entry for entry in value if _steers(entry)), ""):
        yield GuideFinding(
            path,
            phrase(
                "this text holds the invisible character U+{code}, which can steer a screen and "
                "is refused.",
                code=f"{ord(steering):04X}",
            ),
        )
    elif line and "\n" in value:
        yield GuideFinding(path, phrase("this text must stay on one line."))


# Soft hyphen, joiners and direction marks are part of how some languages are written.
_HARMLESS = frozenset("\n\t\u00ad\u200c\u200d\u200e\u200f")
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _steers(character: str) -> bool:
    return character not in _HARMLESS and unicodedata.category(character) in _STEERING


_NAMES: dict[type, Phrase] = {
    str: phrase("text"),
    float: phrase("a number with decimals"),
    list: phrase("a list"),
    dict: phrase("a table"),
}


def _wrong(path: Path, expected: Phrase, value: object) -> GuideFinding:
    match value:
        case bool():
            shown_value = str(value).lower()
        case int() if abs(value) < 1_000_000_000:
            shown_value = str(value)
        case int():
            shown_value = phrase("a very large number")
        case _:
            shown_value = _NAMES.get(type(value), phrase("a date or time"))
    return GuideFinding(
        path,
        phrase("this must be {expected}, and it is {value}.", expected=expected, value=shown_value),
    )
