"""Releases: what left the study, for which purpose, and whose words were in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.corpus.corpus import Corpus

Released = tuple[str, str, int]  # interview, participant, version


@dataclass(frozen=True, slots=True)
class Release:
    """One package: `at` UTC, `profile` JSON of its conditions, `manifest_sha256` of its files."""

    id: str
    at: str
    purpose: str
    profile: str
    manifest_sha256: str


def put(corpus: Corpus, release: Release, interview_rows: Iterable[Released], on_date: str) -> None:
    """Note a release, and that these interviews were released; the same one again changes nothing.

    `on_date` is as coarse as the other dates of the corpus.
    """
    with corpus.atomic() as db:
        db.execute("DELETE FROM released WHERE release = ?", [release.id])
        db.execute(
            "INSERT OR REPLACE INTO releases (id, at, purpose, profile, manifest_sha256) "
            "VALUES (?, ?, ?, ?, ?)",
            [release.id, release.at, release.purpose, release.profile, release.manifest_sha256],
        )
        for interview, participant, version in interview_rows:
            db.execute(
                "INSERT INTO released (release, interview, participant, version) "
                "VALUES (?, ?, ?, ?)",
                [release.id, interview, participant, version],
            )
            db.execute(
                "INSERT OR IGNORE INTO states (interview, version, state, on_date) "
                "VALUES (?, ?, 'released', ?)",
                [interview, version, on_date],
            )


def all_of(corpus: Corpus) -> tuple[Release, ...]:
    """Every release, oldest first."""
    rows = corpus.db.query("SELECT * FROM releases ORDER BY at, id")
    return tuple(Release(**row) for row in rows)


def interviews_in(corpus: Corpus, release: str) -> tuple[str, ...]:
    """The interviews that a release holds, also those withdrawn since."""
    rows = corpus.db.query(
        "SELECT interview FROM released WHERE release = ? ORDER BY interview", [release]
    )
    return tuple(row["interview"] for row in rows)
