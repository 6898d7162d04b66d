"""What the corpus held when this program last wrote in it: a hash of each of its tables.

While the program writes a mark stands in the vault, so that a crash before the new hashes is no
forgery. A table that was found changed by somebody else stays so: its hash is empty from then on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from interview_kit.vault.vault import Vault

_SEAL, _CHANGING = "corpus seal", "corpus changing"


def get(vault: Vault) -> dict[str, str]:
    """The hash of each table; empty where none was noted yet."""
    return {
        str(name): str(digest) for name, digest in json.loads(_read(vault, _SEAL) or "{}").items()
    }


def is_changing(vault: Vault) -> bool:
    """Whether this program writes in the corpus, or ended while it did."""
    return bool(_read(vault, _CHANGING))


def begin(vault: Vault, changed_tables: Iterable[str]) -> None:
    """Note that writing begins, and which tables were not as they were left."""
    _put(vault, _CHANGING, json.dumps(sorted(changed_tables)))


def finish(vault: Vault, hashes: Mapping[str, str]) -> None:
    """Note what the tables hold, now that writing has ended."""
    changed_names = json.loads(_read(vault, _CHANGING) or "[]")
    with vault.atomic() as db:
        _put(
            vault, _SEAL, json.dumps({**hashes, **dict.fromkeys(changed_names, "")}, sort_keys=True)
        )
        db.execute("DELETE FROM seals WHERE name = ?", [_CHANGING])


def forget(vault: Vault) -> None:
    """Note that the corpus is another one from now on."""
    with vault.atomic() as db:
        db.execute("DELETE FROM seals WHERE name IN (?, ?)", [_SEAL, _CHANGING])


def _read(vault: Vault, name: str) -> str:
    rows = vault.db.query("SELECT value FROM seals WHERE name = ?", [name])
    return next((bytes(row["value"]).decode("ascii") for row in rows), "")


def _put(vault: Vault, name: str, value: str) -> None:
    with vault.atomic() as db:
        db.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", [name, value.encode("ascii")])
