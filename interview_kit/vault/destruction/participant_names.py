"""A participant's names: those that nobody else shares are destroyed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold
from interview_kit.session.margin_notes import text_of
from interview_kit.vault import decisions, edits, journal, names, transcripts
from interview_kit.vault.vault import Vault


def mentioned_in(vault: Vault, interviews: Collection[str]) -> set[str]:
    """The ids of the entities that some interviews mention."""
    rows = vault.db.query(
        "SELECT DISTINCT entity FROM mentions WHERE interview IN (SELECT value FROM json_each(?))",
        [json.dumps(list(interviews))],
    )
    return {row["entity"] for row in rows}


def destroy_participant_names(
    vault: Vault, participant: str, interviews: Collection[str], mentioned_entities: Collection[str]
) -> int:
    """Destroy the names typed for a participant, and those only these interviews mentioned.

    Called when the interviews' own rows are gone; `mentioned` are the entities they mentioned. A
    name stays where the roster of somebody else has it, or another interview says it. An entity
    without names keeps its id and pseudonym, so that nobody else is given them. Returns how many
    names were destroyed.
    """
    with vault.atomic() as db:
        typed_names = {
            fold(name.text) for name in names.roster(vault) if name.participant == participant
        }
        db.execute("DELETE FROM roster WHERE participant = ?", [participant])
        doubtful = [
            entity
            for entity in names.entities(vault)
            if entity.forms
            and _may_be_of(vault, entity, participant, mentioned_entities, typed_names)
        ]
        changed_entities, count = _destroy_forms(vault, doubtful)
        decisions.destroy_content(vault, changed_entities)
        decisions.destroy_rows(vault, participant)
        _destroy_in_decisions(vault, interviews)
    return count


def destroy_interview_names(
    vault: Vault, interview: str, mentioned_entities: Collection[str]
) -> int:
    """Destroy the names that only one interview mentioned and nobody typed; how many.

    Called when the interview's own rows are gone, of a participant who has another.
    """
    with vault.atomic():
        doubtful = [
            entity
            for entity in names.entities(vault)
            if entity.forms and entity.id in mentioned_entities
        ]
        changed_entities, count = _destroy_forms(vault, doubtful)
        decisions.destroy_content(vault, changed_entities)
        _destroy_in_decisions(vault, [interview])
    return count


def _destroy_forms(vault: Vault, doubtful: Collection[Entity]) -> tuple[set[str], int]:
    """Empty entities of the forms that nobody says or typed any more; their ids, and how many."""
    shared_forms = _shared(vault, {form for entity in doubtful for form in entity.forms})
    changed_entities, count = set(), 0
    for entity in doubtful:
        kept_forms = [form for form in entity.forms if form in shared_forms]
        if len(kept_forms) == len(entity.forms):
            continue
        changed_entities.add(entity.id)
        count += len(entity.forms) - len(kept_forms)
        vault.db.execute(
            "UPDATE entities SET forms = ?, role = ?, rostered = ? WHERE id = ?",
            [
                json.dumps(kept_forms, ensure_ascii=False),
                entity.role if kept_forms else "",
                int(entity.rostered and bool(kept_forms)),
                entity.id,
            ],
        )
    return changed_entities, count


def _may_be_of(
    vault: Vault,
    entity: Entity,
    participant: str,
    mentioned_entities: Collection[str],
    typed_names: Collection[str],
) -> bool:
    """Whether an entity may have come from the participant; one that is mentioned nowhere may."""
    return (
        entity.participant == participant
        or entity.id in mentioned_entities
        or any(fold(form) in typed_names for form in entity.forms)
        or not names.places(vault, entity.id)
    )


def _shared(vault: Vault, forms: Collection[str]) -> set[str]:
    """The forms that are typed for somebody else, or said in what is left."""
    open_forms = dict.fromkeys(forms)
    patterns = {form: re.compile(rf"(?<!\w){re.escape(fold(form))}(?!\w)") for form in open_forms}
    shared_forms: set[str] = set()
    for text in _texts(vault):
        if len(shared_forms) == len(patterns):
            break
        folded_text = fold(text)
        shared_forms |= {
            form
            for form, pattern in patterns.items()
            if form not in shared_forms
            and fold(form) in folded_text
            and pattern.search(folded_text)
        }
    return shared_forms


def _texts(vault: Vault) -> Iterator[str]:
    """Everything that is said, edited, marked, noted or typed in the vault."""
    for table in ("roster", "mentions", "turns"):
        for row in vault.db.query(f"SELECT text FROM {table}"):  # noqa: S608 - our own names
            yield row["text"]
    for row in vault.db.query("SELECT interview FROM edits GROUP BY interview"):
        yield from transcripts.texts(vault, row["interview"]).values()
        for edit in edits.of_interview(vault, row["interview"]):
            yield from edit.notes.values()
    for row in vault.db.query("SELECT interview FROM journal GROUP BY interview"):
        for entry in journal.read(vault, row["interview"]):
            yield text_of(entry.event)


def _destroy_in_decisions(vault: Vault, interviews: Iterable[str]) -> None:
    """Take out of what was decided the places that are gone, and words that nobody says now."""
    removed_interviews, events = set(interviews), list(decisions.all_of(vault))
    ruled_forms = {form for event in events for form in event.content.get("forms", ())}
    shared_forms = _shared(vault, ruled_forms)
    for event in events:
        content = dict(event.content)
        for key in ("places", "before"):
            if isinstance(content.get(key), list):
                content[key] = [
                    place for place in content[key] if place[0] not in removed_interviews
                ]
        if isinstance(content.get("forms"), list):
            content["forms"] = [form for form in content["forms"] if form in shared_forms]
        if content != event.content:
            content_json = json.dumps(content, ensure_ascii=False)
            vault.db.execute(
                "UPDATE decisions SET content = ? WHERE id = ?", [content_json, event.id]
            )
