"""Finding turns by their words, case and accents aside."""

from __future__ import annotations

import json
from dataclasses import dataclass

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.record_filter import EVERYTHING, RecordFilter

RANKED = 2_000
"""Where more turns than this are found, they come in the order of the corpus: to rank half of a
corpus takes seconds, and says nothing."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A turn that a search found; `snippet` marks what matched with « and »."""

    interview: str
    participant: str
    turn: int
    speaker: str
    start_ms: int
    question: str
    snippet: str


def search(
    corpus: Corpus, text: str, limit: int = 50, choice: RecordFilter = EVERYTHING
) -> tuple[SearchHit, ...]:
    """Turns with every word of `text`, best first; a word ending in * matches its beginning.

    Among those that are `wanted`. Raises KitError where a filter names what is not filed.
    """
    words = [word.replace('"', "") for word in text.split()]
    terms = [f'"{w[:-1]}"*' if w.endswith("*") else f'"{w}"' for w in words if w.strip("*")]
    if not terms:
        return ()
    query = " ".join(terms)
    if choice != EVERYTHING:
        return _search_among(corpus, query, limit, choice)
    order = "rowid" if _more_than(corpus, query, RANKED) else "rank"
    # Snippets come with the choice: to ask again for fifty rows looks the words up fifty times.
    rows = corpus.db.query(
        "SELECT turns.interview, participant, turn, speaker, start_ms, question, snippet "  # noqa: S608
        "FROM (SELECT rowid AS id, snippet(turns_search, 0, '«', '»', '…', 16) AS snippet "
        f"FROM turns_search WHERE turns_search MATCH ? ORDER BY {order} LIMIT ?) AS found "
        "CROSS JOIN turns ON turns.id = found.id "
        "CROSS JOIN interviews ON interviews.id = turns.interview",
        [query, limit],
    )
    return tuple(SearchHit(**row) for row in rows)


def _search_among(
    corpus: Corpus, query: str, limit: int, choice: RecordFilter
) -> tuple[SearchHit, ...]:
    rows = corpus.db.query(
        "SELECT turns.interview, participant, turn, speaker, start_ms, question, "
        "snippet(turns_search, 0, '«', '»', '…', 16) AS snippet "
        "FROM turns_search JOIN turns ON turns.id = turns_search.rowid "
        "JOIN interviews ON interviews.id = turns.interview "
        "WHERE turns_search MATCH :query "
        "AND turns.interview IN (SELECT value FROM json_each(:ids)) "
        "AND (:any_speaker OR speaker IN (SELECT value FROM json_each(:speakers))) "
        "AND (:any_question OR question IN (SELECT value FROM json_each(:questions))) "
        "ORDER BY rank LIMIT :limit",
        {
            "query": query,
            "ids": json.dumps(choice.ids(corpus)),
            "any_speaker": not choice.speakers,
            "speakers": json.dumps(choice.speakers),
            "any_question": not choice.questions,
            "questions": json.dumps(choice.questions),
            "limit": limit,
        },
    )
    return tuple(SearchHit(**row) for row in rows)


def _more_than(corpus: Corpus, query: str, count: int) -> bool:
    matches = corpus.db.query(
        "SELECT 1 FROM turns_search WHERE turns_search MATCH ? ORDER BY rowid LIMIT 1 OFFSET ?",
        [query, count],
    )
    return next(matches, None) is not None
