"""Names that were typed: taking one back that was typed by mistake."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.errors import KitError
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.workflow.pseudonymisation.lasting_decisions import form_of
from interview_kit.workflow.study.open_study import Study


def take_off(
    study: Study, text: str, *, participant: str = "", who: str = "", why: str
) -> tuple[RosterName, ...]:
    """Take a name off the roster because it is none, or nobody's; the rows that went.

    `participant` limits it to the names typed for one. It is no longer looked for, unless it was
    found and accepted in an interview: what was decided there stays decided. `names undo` takes it
    back. Raises KitError where no such name was typed, or without a reason.
    """
    if not why.strip():
        raise KitError(
            "A name is not taken back without a reason.", "Give --why; it is kept with it."
        )
    code = participant_code(participant) if participant else ""
    rows = tuple(
        name
        for name in names.roster(study.vault)
        if form_of(name.text) == form_of(text) and (not participant or name.participant == code)
    )
    if not rows:
        raise KitError(
            "No such name was typed.", "interview-kit names list --json shows those that were."
        )
    unrostered = [entry for entry in _behind(study, rows) if not _is_typed(entry, rows, study)]
    with study.vault.atomic():
        for name in rows:
            names.remove_from_roster(study.vault, name)
        names.put_entities(study.vault, [replace(entry, rostered=False) for entry in unrostered])
        content = {
            "rows": [[row.text, row.type, row.role, row.participant] for row in rows],
            "rostered": [entry.id for entry in unrostered],
        }
        ids = tuple(entry.id for entry in unrostered)
        decisions.record(study.vault, Decision(DecisionKind.TAKEN_OFF, who, why, "", ids, content))
    return rows


def _behind(study: Study, rows: tuple[RosterName, ...]) -> list[Entity]:
    """The entities that are on the roster by one of the rows."""
    forms = {(form_of(row.text), row.type) for row in rows}
    return [
        entity
        for entity in names.entities(study.vault)
        if entity.rostered and any((form_of(form), entity.type) in forms for form in entity.forms)
    ]


def _is_typed(entity: Entity, without: tuple[RosterName, ...], study: Study) -> bool:
    """Whether an entity has another name that was typed."""
    gone = {(entry.text, entry.type, entry.participant) for entry in without}
    forms = {form_of(form) for form in entity.forms}
    return any(
        form_of(name.text) in forms
        and name.type is entity.type
        and name.participant in ("", entity.participant)
        for name in names.roster(study.vault)
        if (name.text, name.type, name.participant) not in gone
    )
