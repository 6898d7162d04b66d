"""The study's signing key: kept in the vault alone, so that whoever opens that can sign."""

from __future__ import annotations

from interview_kit.disk.signature import PublicKey, SigningKey, new_signing_key, read_public_key
from interview_kit.vault.vault import Vault

_NOW, _BEFORE = "signing key", "signed before with "
_NUMBER = 8  # bytes of a key's number, before its secret


def find(vault: Vault) -> SigningKey | None:
    """The key, or None where an older program made the vault and none wrote in it since."""
    for row in vault.db.query("SELECT value FROM seals WHERE name = ?", [_NOW]):
        value = bytes(row["value"])
        return SigningKey(value[:_NUMBER], value[_NUMBER:])
    return None


def keep(vault: Vault) -> SigningKey:
    """The key, made where there was none."""
    key = find(vault)
    return key if key is not None else _put(vault)


def renew(vault: Vault) -> SigningKey:
    """Another key from now on: who could open the vault before can have the old one still."""
    with vault.atomic() as db:
        old_key = find(vault)
        if old_key is not None:
            db.execute(
                "INSERT OR REPLACE INTO seals VALUES (?, ?)",
                [_BEFORE + old_key.public.name, str(old_key.public).encode("ascii")],
            )
        return _put(vault)


def public_keys(vault: Vault) -> tuple[PublicKey, ...]:
    """What signatures of this study are checked with, the present key first."""
    key = find(vault)
    earlier = vault.db.query(
        "SELECT value FROM seals WHERE substr(name, 1, ?) = ? ORDER BY name",
        [len(_BEFORE), _BEFORE],
    )
    keys = [read_public_key(bytes(row["value"]).decode("ascii")) for row in earlier]
    return (*(() if key is None else (key.public,)), *keys)


def _put(vault: Vault) -> SigningKey:
    key = new_signing_key()
    with vault.atomic() as db:
        db.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", [_NOW, key.number + key.seed])
    return key
