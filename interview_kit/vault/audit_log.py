"""The audit: who did what when, append only, each entry sealed with the one before it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interview_kit.errors import KitError
from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}")


class AuditAct(StrEnum):
    """What somebody did that has to be accounted for."""

    FILED = "filed"
    APPROVED = "approved"
    APPROVAL_WITHDRAWN = "approval withdrawn"
    EXPORTED = "exported"
    RELEASED = "released"
    STRUCK = "struck"
    SOUND_WRITTEN = "sound written"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    PUT_RIGHT = "put right"
    RECODED = "recoded"
    ATTRIBUTES_CHANGED = "attributes changed"
    CONSENT_CHANGED = "consent changed"
    EXPIRED = "destroyed on time"
    KEY_EXPORTED = "key exported"
    KEY_DESTROYED = "key destroyed"
    HOLDER_ADDED = "holder added"
    HOLDER_REMOVED = "holder removed"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - an act, not a secret
    BACKED_UP = "backed up"
    RESTORED = "restored"
    MERGED = "study merged"
    SALVAGED = "salvaged"
    REKEYED = "encrypted anew"
    CORPUS_REBUILT = "corpus rebuilt"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `about` is an id (an interview, a participant's code), `facts` are counts and ids.

    `hash` is the SHA-256 of everything else in the entry, `before` that of the entry before it.
    """

    number: int
    at: str
    who: str
    act: str
    about: str
    before: str
    hash: str
    facts: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry, by its number and hash; 0 and '' where there is none."""

    number: int = 0
    hash: str = ""


def append(
    vault: Vault, act: AuditAct, actor: str, about: str, facts: Mapping[str, int | str]
) -> AuditEntry:
    """Add an entry, as of now. Raises KitError for what could hold a name."""
    for text in (about, *(value for value in facts.values() if isinstance(value, str))):
        if text and not _ID.fullmatch(text):
            raise KitError("The audit takes ids and numbers only.", "Give an id.")
    with vault.atomic() as db:
        last = head(vault)
        at = utc_now()
        facts_json = json.dumps(dict(facts), sort_keys=True)
        values = (last.number + 1, at, actor, act.value, about, facts_json, last.hash)
        seal = _seal(values)
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*values, seal])
    return AuditEntry(last.number + 1, at, actor, act.value, about, last.hash, seal, dict(facts))


def entries(vault: Vault) -> Iterator[AuditEntry]:
    """Every entry, oldest first."""
    for row in vault.db.query("SELECT * FROM audit ORDER BY number"):
        yield AuditEntry(**{**row, "facts": json.loads(row["facts"])})


def head(vault: Vault) -> Head:
    """The last entry."""
    for row in vault.db.query("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"):
        return Head(**row)
    return Head()


def first_flaw(vault: Vault) -> int:
    """The number of the first entry that is missing, changed or out of place; 0 where none is."""
    seal_before, expected_number = "", 1
    for row in vault.db.query("SELECT * FROM audit ORDER BY number"):
        values = tuple(row[name] for name in ("number", "at", "who", "act", "about", "facts"))
        seal = _seal((*values, seal_before))
        if row["number"] != expected_number or row["before"] != seal_before or row["hash"] != seal:
            return expected_number
        seal_before, expected_number = row["hash"], expected_number + 1
    return 0


def hash_of(vault: Vault, number: int) -> str:
    """The hash of one entry; '' where it is missing."""
    rows = vault.db.query("SELECT hash FROM audit WHERE number = ?", [number])
    return str(next((row["hash"] for row in rows), ""))


def _seal(values: tuple[int | str, ...]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
