"""How far the vault's audit has come: kept here too, so that a shortened audit is noticed."""

from __future__ import annotations

from interview_kit.corpus.corpus import Corpus


def put(corpus: Corpus, number: int, hash: str) -> None:
    """Note the last entry; one that is further on already stays."""
    with corpus.atomic(is_watched=False) as db:
        db.execute(
            "INSERT INTO audit_head VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE "
            "SET number = excluded.number, hash = excluded.hash WHERE excluded.number > number",
            [number, hash],
        )


def get(corpus: Corpus) -> tuple[int, str]:
    """The number and hash of the entry that the audit reaches at least; 0 and '' at the start."""
    for row in corpus.db.query("SELECT number, hash FROM audit_head"):
        return int(row["number"]), str(row["hash"])
    return 0, ""
