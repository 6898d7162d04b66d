"""The last step of encrypting a vault anew, which a crash may leave to the next opening.

The new vault and the new key file are written aside. The vault takes its place first; the new key
file knows its salt, so that one look tells whether it did.
"""

from __future__ import annotations

from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import COPY_SUFFIX, read_salt

NEW_VAULT, NEW_KEY = "vault.db.new", "vault.key.new"
_VAULT, _KEY = "vault.db", "vault.key"


def finish_rekey(folder: Path) -> None:
    """Put a vault that was encrypted anew in its place, with its key; or drop a half-made one.

    Belongs under the study's lock. Without anything to finish it does nothing.
    """
    vault, key = folder / NEW_VAULT, folder / NEW_KEY
    if key.is_file():
        try:
            salt = read_salt(key)
        except KitError:
            salt = b""
        if salt and vault.is_file() and Vault.salt_of(vault) == salt:
            for log in folder.glob(f"{_VAULT}-*"):
                log.unlink()  # the old vault's, which was written back before it was copied
            vault.replace(folder / _VAULT)
        if salt and Vault.salt_of(folder / _VAULT) == salt:
            key.replace(folder / _KEY)
            (folder / f"{NEW_KEY}{COPY_SUFFIX}").replace(folder / f"{_KEY}{COPY_SUFFIX}")
    for name in (NEW_VAULT, NEW_KEY):
        for left in folder.glob(f"{name}*"):
            left.unlink()
