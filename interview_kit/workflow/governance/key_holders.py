"""Who can open a study's vault: adding, removing, changing a passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import (
    Holder,
    Secret,
    unwrap,
    wrap_for_recipient,
    wrap_with_passphrase,
    write_holders,
)
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import KEY, VAULT, Study, holders_of


def add_holder(
    folder: Path, secret: Secret, name: str, *, passphrase: str = "", recipient: str = ""
) -> None:
    """Let one more person open the vault, by a passphrase or an age recipient."""
    holders = holders_of(folder)
    key = unwrap(holders, secret)
    if any(holder.name == name for holder in holders):
        raise KitError("There is a holder {name} already.", "Choose another name.", name=name)
    new = (
        wrap_for_recipient(name, key, recipient)
        if recipient
        else wrap_with_passphrase(name, key, passphrase)
    )
    write_holders(folder / KEY, [*holders, new])
    _note(folder, key, AuditAct.HOLDER_ADDED, len(holders) + 1)


def remove_holder(folder: Path, secret: Secret, name: str) -> None:
    """Take a holder's copy of the key away; the last passphrase stays."""
    holders = holders_of(folder)
    key = unwrap(holders, secret)
    _find(holders, name)
    remaining_holders = [holder for holder in holders if holder.name != name]
    if not any(holder.kind == "passphrase" for holder in remaining_holders):
        raise KitError("That is the last passphrase.", "Add another holder first.")
    write_holders(folder / KEY, remaining_holders)
    _note(folder, key, AuditAct.HOLDER_REMOVED, len(remaining_holders))


def change_passphrase(folder: Path, secret: Secret, name: str, passphrase: str) -> None:
    """Wrap the vault's key for a holder with a new passphrase."""
    holders = holders_of(folder)
    key = unwrap(holders, secret)
    if _find(holders, name).kind != "passphrase":
        raise KitError(
            "Holder {name} opens with an age identity.", "Add a passphrase holder.", name=name
        )
    new = wrap_with_passphrase(name, key, passphrase)
    write_holders(folder / KEY, [new if holder.name == name else holder for holder in holders])
    _note(folder, key, AuditAct.PASSPHRASE_CHANGED, len(holders))


def check_secret(folder: Path, secret: Secret) -> None:
    """Raise PassphraseError where `secret` does not open the vault of the study in `folder`."""
    unwrap(holders_of(folder), secret)


def _note(folder: Path, key: bytes, act: AuditAct, holders: int) -> None:
    """Note in the audit how many can open the vault now; who they are stands in the key file."""
    with Study(folder, Vault.open(folder / VAULT, key), None) as study:
        study_audit.note(study, act, holders=holders)


def _find(holders: Sequence[Holder], name: str) -> Holder:
    for holder in holders:
        if holder.name == name:
            return holder
    holder_names = ", ".join(holder.name for holder in holders)
    raise KitError(
        "There is no holder {name}.", "There are: {known}.", name=name, known=holder_names
    )
