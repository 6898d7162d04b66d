"""Filings: when an interview passed from the vault to the corpus."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from interview_kit.vault.vault import Vault

_ANNOUNCED = "filing of "
_COLUMNS = "interview, at, turns, replaced, version, fingerprint, content"


@dataclass(frozen=True, slots=True)
class Filing:
    """One passage: `at` UTC, how many turns went, how many mentions were replaced in them.

    `version` is that of the interview in the corpus; 0 where it was filed before they counted.
    `fingerprint` is that of the text that went, `content` the SHA-256 of the record that the corpus
    then held; empty where an older program filed it.
    """

    interview: str
    at: str
    turns: int
    replaced: int
    version: int = 0
    fingerprint: str = ""
    content: str = ""


def append(vault: Vault, filing: Filing) -> None:
    """Note a filing."""
    with vault.atomic() as db:
        db.table("filings").insert(asdict(filing))
        db.execute("DELETE FROM secrets WHERE name = ?", [_ANNOUNCED + filing.interview])


def announce(vault: Vault, interview: str, content: str) -> None:
    """Note what the corpus is about to hold, so that a crash before `append` is no forgery."""
    with vault.atomic() as db:
        db.execute(
            "INSERT OR REPLACE INTO secrets VALUES (?, ?)",
            [_ANNOUNCED + interview, content.encode("ascii")],
        )


def rename_announced(vault: Vault, old: str, new: str) -> None:
    """Let what was announced of an interview be announced under its new id."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE secrets SET name = ? WHERE name = ?", [_ANNOUNCED + new, _ANNOUNCED + old]
        )


def announced(vault: Vault, interview: str) -> str:
    """What was announced last and not appended; empty where nothing was."""
    rows = vault.db.query("SELECT value FROM secrets WHERE name = ?", [_ANNOUNCED + interview])
    return next((bytes(row["value"]).decode("ascii") for row in rows), "")


def knows_content(vault: Vault) -> bool:
    """Whether any filing has noted what the corpus then held."""
    return bool(list(vault.db.query("SELECT 1 FROM filings WHERE content <> '' LIMIT 1")))


def put_content(vault: Vault, interview: str, content: str) -> None:
    """Note what the corpus holds after a change that is no filing: a strike, a merge."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE filings SET content = ? WHERE id = "
            "(SELECT max(id) FROM filings WHERE interview = ?)",
            [content, interview],
        )
        db.execute("DELETE FROM secrets WHERE name = ?", [_ANNOUNCED + interview])


def latest(vault: Vault, interview: str) -> Filing | None:
    """The last filing of an interview, or None."""
    for row in vault.db.query(
        f"SELECT {_COLUMNS} FROM filings WHERE interview = ? "  # noqa: S608
        "ORDER BY id DESC LIMIT 1",
        [interview],
    ):
        return Filing(**row)
    return None
