"""Who can open a study's vault: adding, removing, changing a passphrase, encrypting anew.

Each change reads and writes the key file under the study's lock, so that none is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.vault import signing_key
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import (
    Cost,
    Holder,
    Secret,
    new_key,
    unwrap,
    unwrapped_by,
    wrap_for_recipient,
    wrap_with_passphrase,
    write_holders,
)
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.missing_keys import PUBLIC_KEY
from interview_kit.workflow.study.open_study import KEY, VAULT, Study, holders_of, locked
from interview_kit.workflow.study.rekeying import NEW_KEY, NEW_VAULT, finish_rekey


def add_holder(
    folder: Path, secret: Secret, name: str, *, passphrase: str = "", recipient: str = ""
) -> None:
    """Let one more person open the vault, by a passphrase or an age recipient."""
    with locked(folder):
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
    with locked(folder):
        holders = holders_of(folder)
        key = unwrap(holders, secret)
        _find(holders, name)
        remaining_holders = [holder for holder in holders if holder.name != name]
        if not any(holder.kind == "passphrase" for holder in remaining_holders):
            raise KitError("That is the last passphrase.", "Add another holder first.")
        write_holders(folder / KEY, remaining_holders)
        _note(folder, key, AuditAct.HOLDER_REMOVED, len(remaining_holders))


def change_passphrase(
    folder: Path, secret: Secret, name: str, passphrase: str, cost: Cost | None = None
) -> None:
    """Wrap the vault's key for a holder with a new passphrase, at `cost` or today's."""
    with locked(folder):
        holders = holders_of(folder)
        key = unwrap(holders, secret)
        if _find(holders, name).kind != "passphrase":
            raise KitError(
                "Holder {name} opens with an age identity.", "Add a passphrase holder.", name=name
            )
        new = wrap_with_passphrase(name, key, passphrase, cost)
        write_holders(folder / KEY, [new if holder.name == name else holder for holder in holders])
        _note(folder, key, AuditAct.PASSPHRASE_CHANGED, len(holders))


def rekey(
    folder: Path, secret: Secret, passphrases: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Encrypt the vault anew under a new key, so that no copy of the old key opens it.

    It signs with a new key from then on. Who opened it stays a holder, and so do all age recipients
    and those whose passphrase is in `passphrases`, by name. Returns the holders that could not be
    kept: they are to be added again.
    A crash leaves the old vault or the new one, and the next opening finishes it.
    """
    known = dict(passphrases or {})
    with locked(folder):
        holders = holders_of(folder)
        old, opener = unwrapped_by(holders, secret)
        if opener.kind == "passphrase":
            known.setdefault(opener.name, secret.passphrase)
        for name, passphrase in known.items():
            unwrap([_find(holders, name)], Secret(passphrase))
        if not known:
            raise KitError(
                "No passphrase holder would be left.",
                "Name one with --holder-passphrase-file NAME=FILE.",
            )
        key = new_key()
        kept = [new for holder in holders if (new := _wrapped_anew(holder, key, known)) is not None]
        with Study(folder, Vault.open(folder / VAULT, old), None) as study:
            study_audit.note(study, AuditAct.REKEYED, holders=len(kept))
            study.vault.copy_under(folder / NEW_VAULT, key)
        with Vault.open(folder / NEW_VAULT, key) as vault:
            public = signing_key.renew(vault).public
        write_holders(folder / NEW_KEY, kept, Vault.salt_of(folder / NEW_VAULT))
        finish_rekey(folder)
        write_private(folder / PUBLIC_KEY, public.as_file())
    names = {holder.name for holder in kept}
    return tuple(holder.name for holder in holders if holder.name not in names)


def _wrapped_anew(holder: Holder, key: bytes, known: Mapping[str, str]) -> Holder | None:
    if holder.kind == "age":
        return wrap_for_recipient(holder.name, key, holder.recipient)
    if holder.name in known:
        return wrap_with_passphrase(holder.name, key, known[holder.name], holder.cost)
    return None


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
