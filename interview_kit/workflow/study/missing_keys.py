"""What a study that an older program made lacks: a sealed key file, a key to sign with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.vault import signing_key
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import is_sealed, read_holders, write_holders

KEY, PUBLIC_KEY = "vault.key", "study.pub"
"""The file with the vault's key, and the one with what signatures are checked with."""


def make_vault(path: Path, key: bytes) -> None:
    """A new vault with a key to sign with, and beside it what its signatures are checked with."""
    with Vault.create(path, key) as vault:
        write_private(path.with_name(PUBLIC_KEY), signing_key.keep(vault).public.as_file())


def add_missing_keys(folder: Path, vault: Vault) -> None:
    """Seal the key file, and make a signing key, where that was never done; and put `study.pub`
    right.

    A disk that takes nothing is no reason not to open a study.
    """
    if not is_sealed(folder / KEY):
        write_holders(folder / KEY, read_holders(folder / KEY), Vault.salt_of(vault.path))
    with suppress(KitError, OSError):
        expected = signing_key.keep(vault).public.as_file()
        path = folder / PUBLIC_KEY
        if path.is_symlink() or not path.is_file() or path.read_bytes() != expected:
            write_private(path, expected)
