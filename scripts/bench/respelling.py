"""What respelling does to Dutch text that people have spelt already.

    python scripts/bench/respelling.py DATA_FOLDER [--show]

DATA_FOLDER holds text with a word a line (`*.conllu`); the talk of the tests is looked at too, of
which some is spelt as it is said, in dialects. Each changed word is one that should have stayed,
but for what people misspelt themselves; --show prints them. *Unsure* is as if a model had been
unsure of every word.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from names import TURNS, Text, from_columns, from_turns
from rich.console import Console
from rich.table import Table

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.speech.respelling import respelt

SENTENCES_MOST = 3_000
SURE, UNSURE = 0.9, 0.5


def sentence(text: str, probability: float) -> Segment:
    """The words of a text, one a second."""
    return Segment(
        tuple(
            Word(f" {word}", at * 1000, at * 1000 + 900, probability)
            for at, word in enumerate(text.split())
        )
    )


def texts(parts: Iterable[list[Text]]) -> Iterator[str]:
    """The texts alone."""
    return (text.text for part in parts for text in part)


def changed(text: str, probability: float) -> Iterator[tuple[str, str]]:
    """What was written, and what stands there now."""
    segment = sentence(text, probability)
    (chunk,) = respelt([Chunk(0, 1, "nl", (segment,))])
    words = {word.start_ms: word for word in segment.words}
    for word in chunk.segments[0].words:
        former = "".join(
            other.text for at, other in words.items() if word.start_ms <= at < word.end_ms
        )
        if former != word.text:
            yield former.strip(), word.text.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sources = {
        path.name: islice(texts(from_columns(path)), SENTENCES_MOST)
        for path in sorted(options.folder.glob("*nl*.conllu"))
    }
    rows = map(json.loads, TURNS["nl"].read_text("utf-8").splitlines())
    splits = sorted({row["split"] for row in rows})
    sources["talk"] = (text for split in splits for text in texts(from_turns("nl", split)))
    table = Table("text", "words", "joined", "same sound", "in 1,000", "unsure: in 1,000")
    for name, source in sources.items():
        written_texts = list(source)
        count = sum(len(text.split()) for text in written_texts)
        changes, unsure_changes = (
            [change for text in written_texts for change in changed(text, probability)]
            for probability in (SURE, UNSURE)
        )
        joined = sum(" " in former for former, _now in changes)
        shares = (
            f"{1000 * len(changed_words) / max(count, 1):.2f}"
            for changed_words in (changes, unsure_changes)
        )
        table.add_row(name, str(count), str(joined), str(len(changes) - joined), *shares)
        for former, now in unsure_changes if options.show else ():
            print(f"{name}: {former} -> {now}")
    Console().print(table)


if __name__ == "__main__":
    main()
