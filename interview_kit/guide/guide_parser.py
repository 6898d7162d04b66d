"""From the text of a guide file to a `Guide`, or to every problem the file has."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256

from interview_kit.guide.guide import (
    AskIf,
    Attribute,
    Code,
    ConsentItem,
    ConsentScope,
    Guide,
    Localised,
    Probe,
    Question,
    Section,
    Topic,
    Value,
    WordLists,
)
from interview_kit.guide.guide_finding import Document, key_of
from interview_kit.guide.guide_problem import Problem, as_error
from interview_kit.guide.guide_rules import rule_findings
from interview_kit.guide.guide_values import value_findings
from interview_kit.guide.toml_lines import line_at, lines_of
from interview_kit.language.phrase import phrase

MOST_CHARACTERS = 200_000
"""Longer than any guide; what is longer was meant to be something else."""

_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def check_guide(text: str, name: str) -> tuple[Problem, ...]:
    """Every problem of the guide in `text`, in the order of its lines; empty where it is sound.

    `name` is the file's name, for the messages. Raises nothing, whatever the text.
    """
    return _read(text, name)[1]


def parse_guide(text: str, name: str) -> Guide:
    """The guide in `text`; `name` is the file's name, for the messages.

    Raises GuideError with the first problem and the number of others.
    """
    document, problems = _read(text, name)
    if problems:
        raise as_error(problems)
    return _guide(document, sha256(text.encode()).hexdigest())


def _read(text: str, name: str) -> tuple[Document, tuple[Problem, ...]]:
    if len(text) > MOST_CHARACTERS:
        too_long = phrase(
            "a guide has at most {most} characters, and this has {count}.",
            most=MOST_CHARACTERS,
            count=len(text),
        )
        return {}, (Problem(name, "", 0, too_long),)
    try:
        text.encode()
        document = tomllib.loads(text)
    except RecursionError:
        return {}, (Problem(name, "", 0, phrase("this is not a guide: it is nested too deeply.")),)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return {}, (Problem(name, "", line, phrase("this is not text in UTF-8.")),)
    except ValueError as error:
        return {}, (_not_toml(error, text, name),)
    findings = (*value_findings(document), *rule_findings(document))
    lines = lines_of(text) if findings else {}
    problems = (
        Problem(name, key_of(path), line_at(path, lines), message, suggestion)
        for path, message, suggestion in findings
    )
    return document, tuple(sorted(problems, key=lambda problem: problem.line))


def _not_toml(error: ValueError, text: str, name: str) -> Problem:
    place = _TOML_PLACE.search(str(error))
    line = int(place[1] or text.count("\n") + 1) if place else 0
    reason = _TOML_PLACE.sub("", str(error))
    message = phrase("this is not valid TOML: {reason}.", reason=reason)
    if place and place[2]:
        message = phrase(
            "this is not valid TOML at column {column}: {reason}.", column=place[2], reason=reason
        )
    return Problem(name, "", line, message)


def _guide(table: Document, fingerprint: str) -> Guide:
    low, high = table["minutes_range"]
    return Guide(
        id=table["id"],
        version=table["version"],
        languages=tuple(table["languages"]),
        title=_texts(table["title"]),
        minutes=table["minutes"],
        minutes_range=(low, high),
        sections=tuple(_section(section) for section in table["section"]),
        fingerprint=fingerprint,
        topics=tuple(_topic(entry) for entry in table.get("topic", ())),
        vocabulary=_words(table.get("vocabulary")),
        consent=tuple(_consent(entry) for entry in table.get("consent", ())),
        distress=_texts(table.get("distress")),
        attributes=tuple(_attribute(entry) for entry in table.get("attribute", ())),
        codebook=tuple(_code(entry) for entry in table.get("code", ())),
    )


def _section(table: Document) -> Section:
    return Section(
        id=table["id"],
        title=_texts(table["title"]),
        questions=tuple(_question(question) for question in table["question"]),
        minutes=table.get("minutes", 0),
        note=_texts(table.get("note")),
    )


def _question(table: Document) -> Question:
    return Question(
        id=table["id"],
        text=_texts(table["text"]),
        note=_texts(table.get("note")),
        ask_if=AskIf(table.get("ask_if", AskIf.ALWAYS)),
        topic=table.get("topic", ""),
        probes=tuple(Probe(entry["id"], _texts(entry["text"])) for entry in table.get("probe", ())),
    )


def _topic(table: Document) -> Topic:
    return Topic(table["id"], _texts(table["title"]), _words(table.get("cues")))


def _consent(table: Document) -> ConsentItem:
    return ConsentItem(
        id=table["id"],
        scope=ConsentScope(table["scope"]),
        text=_texts(table["text"]),
        required=table.get("required", False),
    )


def _attribute(table: Document) -> Attribute:
    values = (Value(entry["id"], _texts(entry["title"])) for entry in table.get("values", ()))
    return Attribute(table["id"], _texts(table["title"]), tuple(values))


def _code(table: Document) -> Code:
    return Code(table["id"], _texts(table["title"]), _texts(table.get("description")))


def _texts(table: dict[str, str] | None) -> Localised:
    """Texts without the line break that closes a multi-line string."""
    return Localised(tuple((language, text.strip()) for language, text in (table or {}).items()))


def _words(table: dict[str, list[str]] | None) -> WordLists:
    words_by_language = {
        lang: tuple(map(str.strip, words)) for lang, words in (table or {}).items()
    }
    return WordLists(tuple(words_by_language.items()))
