"""The rules between the values of a guide: what must be unique, exist, or fit together."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.guide.guide import AskIf
from interview_kit.guide.guide_finding import Document, GuideFinding, Path, key_of
from interview_kit.guide.guide_problem import nearest
from interview_kit.language.phrase import phrase


def rule_findings(document: Document) -> Iterator[GuideFinding]:
    """Every rule that is broken; what `values.py` already finds wrong is passed over."""
    yield from _ids(document)
    yield from _topics(document)
    yield from _minutes(document)


def _entries(table: Document, key: str, path: Path = ()) -> Iterator[tuple[Path, Document]]:
    """The tables listed under `key`, passing over what is no table."""
    entries = table.get(key)
    for place, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        if isinstance(entry, dict):
            yield (*path, key, place), entry


def _questions(document: Document) -> Iterator[tuple[Path, Document]]:
    for path, section in _entries(document, "section"):
        yield from _entries(section, "question", path)


def _spoken(document: Document) -> Iterator[tuple[Path, Document]]:
    """Sections, questions and probes: one set of ids, so that a journal can name any of them."""
    yield from _entries(document, "section")
    for path, question in _questions(document):
        yield path, question
        yield from _entries(question, "probe", path)


def _ids(document: Document) -> Iterator[GuideFinding]:
    yield from _twice(_spoken(document))
    for key in ("topic", "consent", "attribute", "code"):
        yield from _twice(_entries(document, key))
    for path, attribute in _entries(document, "attribute"):
        yield from _twice(_entries(attribute, "values", path))


def _twice(entries: Iterator[tuple[Path, Document]]) -> Iterator[GuideFinding]:
    first_paths: dict[str, Path] = {}
    for path, entry in entries:
        id = entry.get("id")
        if not isinstance(id, str):
            continue
        if id in first_paths:
            yield GuideFinding(
                (*path, "id"),
                phrase("this id is used already, in {key}.", key=key_of(first_paths[id])),
            )
        first_paths.setdefault(id, path)


def _topics(document: Document) -> Iterator[GuideFinding]:
    """A question names a topic the guide has, and has one where it depends on it."""
    topics = [topic.get("id") for _, topic in _entries(document, "topic")]
    topic_ids = [id for id in topics if isinstance(id, str)]
    for path, question in _questions(document):
        topic = question.get("topic")
        if isinstance(topic, str) and topic not in topic_ids:
            yield GuideFinding(
                (*path, "topic"),
                phrase("the guide has no topic with this id."),
                nearest(topic, topic_ids),
            )
        if question.get("ask_if") == AskIf.NOT_RAISED and topic is None:
            yield GuideFinding(
                (*path, "ask_if"),
                phrase("not_raised needs a topic beside it: what was not raised?"),
            )


def _minutes(document: Document) -> Iterator[GuideFinding]:
    match document.get("minutes"), document.get("minutes_range"):
        case int(minutes), [int(low), int(high)] if low <= high and not low <= minutes <= high:
            yield GuideFinding(
                ("minutes",),
                phrase(
                    "{minutes} lies outside minutes_range, {low} to {high}.",
                    minutes=minutes,
                    low=low,
                    high=high,
                ),
            )
