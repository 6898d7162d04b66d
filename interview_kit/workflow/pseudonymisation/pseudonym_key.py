"""The key to the pseudonyms: handed to somebody, encrypted, or destroyed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pyrage

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.vault import decisions, names
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study


def export_key(study: Study, path: Path, recipient: str, *, actor: str = "", why: str = "") -> int:
    """Write every entity with its originals and pseudonym to `path`, for one age recipient.

    Only the holder of the identity behind `recipient` can read it. Returns how many entities it
    holds. Raises KitError for a recipient that is none, and where the file is there already.
    """
    if path.exists():
        raise KitError("{name} is there already.", "Choose another name.", name=path.name)
    try:
        reader = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError as error:
        raise KitError(
            "That is no age recipient.", "It begins with age1; `age-keygen` prints one."
        ) from error
    entities = [asdict(entity) for entity in names.entities(study.vault) if entity.forms]
    content = {"study": study.settings.name, "entities": entities}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_private(path, pyrage.encrypt(text.encode(), [reader]))
    with study.vault.atomic():
        decisions.record(study.vault, Decision(DecisionKind.KEY_EXPORTED, actor, why))
        study_audit.note(study, AuditAct.KEY_EXPORTED, actor=actor, names=len(entities))
    study_audit.anchor(study)
    return len(entities)


def destroy_key(study: Study, *, actor: str = "", why: str = "") -> int:
    """Destroy the originals behind every pseudonym, the names typed at consent included.

    Pseudonyms stay taken. The transcripts and the sound in the vault still say the names: erase
    interviews to be rid of those. Exported keys and backups are beyond reach. Returns how many
    entities lost their names; that it was done stays on record.
    """
    vault = study.vault
    named_entities = [entity.id for entity in names.entities(vault) if entity.forms]
    with vault.atomic():
        decisions.destroy_content(
            vault, {id for decision in decisions.all_of(vault) for id in decision.entities}
        )
        names.destroy_originals(vault)
        decisions.record(vault, Decision(DecisionKind.KEY_DESTROYED, actor, why))
        study_audit.note(study, AuditAct.KEY_DESTROYED, actor=actor, names=len(named_entities))
    study_audit.anchor(study)
    vault.vacuum()
    return len(named_entities)
