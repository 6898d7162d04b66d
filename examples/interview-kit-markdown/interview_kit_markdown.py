"""An exporter: one Markdown file for each filed interview, a heading for each question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from interview_kit import Exporter, Record

# Signs that mean something in Markdown.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~])")


def write(records: Iterable[Record]) -> Iterator[bytes]:
    """The records in pieces of UTF-8, each interview under a heading of its own."""
    for record in records:
        yield f"# {record.interview}\n".encode()
        for question, turns in groupby(record.turns, key=lambda turn: turn.question):
            if question:
                yield f"\n## {_plain(record.wordings.get(question, question))}\n".encode()
            for turn in turns:
                yield f"\n**{turn.speaker}** {_plain(turn.text)}\n".encode()


def _plain(text: str) -> str:
    """A text on one line, with nothing in it that Markdown would take for its own."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


MARKDOWN = Exporter("markdown", "Markdown, a heading a question", "markdown/{}.md", write)
