"""Finding turns by their words, case and accents aside."""

from __future__ import annotations

import json
from dataclasses import dataclass

from interview_kit.corpus.corpus import Corpus

RANKED = 2_000
"""Where more turns than this are found, they come in the order of the corpus: to rank half of a
corpus takes seconds, and says nothing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that a search found; `snippet` marks what matched with « and »."""

    interview: str
    participant: str
    turn: int
    speaker: str
    start_ms: int
    question: str
    snippet: str


def search(corpus: Corpus, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Turns with every word of `text`, best first; a word ending in * matches its beginning."""
    words = [word.replace('"', "") for word in text.split()]
    terms = [f'"{w[:-1]}"*' if w.endswith("*") else f'"{w}"' for w in words if w.strip("*")]
    if not terms:
        return ()
    query = " ".join(terms)
    found = _rows(corpus, query, "rowid", RANKED + 1)
    best = found[:limit] if len(found) > RANKED else _rows(corpus, query, "rank, rowid", limit)
    places = {id: place for place, id in enumerate(best)}
    rows = corpus.db.query(
        "SELECT turns.id, turns.interview, participant, turn, speaker, start_ms, question, "
        "snippet(turns_search, 0, '«', '»', '…', 16) AS snippet "
        "FROM turns_search JOIN turns ON turns.id = turns_search.rowid "
        "JOIN interviews ON interviews.id = turns.interview "
        "WHERE turns_search MATCH ? AND turns_search.rowid IN (SELECT value FROM json_each(?))",
        [query, json.dumps(best)],
    )
    in_order = sorted(rows, key=lambda row: places[row.pop("id")])
    return tuple(Hit(**row) for row in in_order)


def _rows(corpus: Corpus, query: str, order: str, limit: int) -> list[int]:
    rows = corpus.db.query(
        f"SELECT rowid FROM turns_search WHERE turns_search MATCH ? ORDER BY {order} LIMIT ?",  # noqa: S608
        [query, limit],
    )
    return [row["rowid"] for row in rows]
