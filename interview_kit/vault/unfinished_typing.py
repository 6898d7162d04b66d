"""What is being typed of an interview, kept in the vault alone until it is put away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class UnfinishedTyping:
    """One kind of it, under names that begin with `prefix`: of each interview one, as JSON."""

    prefix: str

    def put(self, vault: Vault, interview: str, value: object) -> None:
        """Keep what is typed so far, in the place of what was."""
        content = json.dumps(value, ensure_ascii=False).encode()
        with vault.atomic() as db:
            db.execute(
                "INSERT OR REPLACE INTO secrets VALUES (?, ?)", [self.prefix + interview, content]
            )

    def drop(self, vault: Vault, interview: str) -> None:
        """Keep that of an interview no more."""
        with vault.atomic() as db:
            db.execute("DELETE FROM secrets WHERE name = ?", [self.prefix + interview])

    def drop_all(self, vault: Vault) -> None:
        """Keep none any more."""
        with vault.atomic() as db:
            db.execute("DELETE FROM secrets WHERE name LIKE ?", [f"{self.prefix}%"])

    def by_interview(self, vault: Vault) -> dict[str, Any]:
        """What is kept, by the ids of the interviews."""
        rows = vault.db.query(
            "SELECT name, value FROM secrets WHERE name LIKE ?", [f"{self.prefix}%"]
        )
        return {
            str(row["name"]).removeprefix(self.prefix): json.loads(bytes(row["value"]))
            for row in rows
        }
