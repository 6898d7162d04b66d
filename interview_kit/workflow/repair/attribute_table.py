"""Attributes and names of all participants at once, from one table.

A column `participant` (`deelnemer`); each other column is an attribute by its id in the guide, or
`names` (`namen`): what a roster file says, its lines parted by semicolons. Or a row a name: `name`
(`naam`), with `role` (`rol`) where one likes; then a participant may stand in several rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.guide.guide import Attribute, Guide
from interview_kit.guide.participant_attributes import checked
from interview_kit.model.participant import Participant, participant_code
from interview_kit.pseudonym.roster import RosterName, parse_roster
from interview_kit.vault import interviews, names
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
from interview_kit.workflow.interviews.participant_codes import alike_code
from interview_kit.workflow.interviews.table_file import read_table
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, frozen_guide

_PARTICIPANT = ("participant", "deelnemer", "code")
_NAMES = ("names", "namen", "roster")
_NAME, _ROLE = ("name", "naam"), ("role", "rol")
_OWN = (*_PARTICIPANT, *_NAMES, *_NAME, *_ROLE)


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong in a row of the table."""

    row: int
    error: KitError


@dataclass(frozen=True, slots=True)
class NotedParticipant:
    """What a row changed: attributes before and after, by id, and how many names were new."""

    participant: str
    changes: Mapping[str, tuple[str, str]]
    new_names: int


@dataclass(frozen=True, slots=True)
class AttributeReport:
    """What came of a table: its faults, with which nothing is changed, or what was noted."""

    faults: tuple[TableFault, ...]
    changes_by_row: tuple[NotedParticipant, ...] = ()
    refiling: ChosenOutcome[Filing] = field(default_factory=lambda: ChosenOutcome(()))


@dataclass(frozen=True, slots=True)
class _TableRow:
    number: int
    participant: Participant
    attributes: Mapping[str, str]
    roster: tuple[RosterName, ...]


def note_table(
    study: Study, path: Path, *, dry_run: bool = False, actor: str = ""
) -> AttributeReport:
    """Note what a table says of participants who are known, all of it or nothing.

    An empty cell changes nothing. Of a choice the guide's id counts, and its label in any language.
    Texts are searched for names before anything is filed, as ever. What is filed is filed anew.
    With `dry_run` it is only said what would change. Raises KitError for what is no table.
    """
    guides = _guides(study)
    known_ids = {attribute.id for guide in guides.values() for attribute in guide.attributes}
    table = read_table(path, {*_OWN, *known_ids})
    rows, faults = _read(study, table, guides, known_ids)
    if faults:
        return AttributeReport(tuple(faults))
    changes_by_row = tuple(_noted(study, row) for row in rows)
    real_changes = [row for row in changes_by_row if row.changes or row.new_names]
    if dry_run:
        return AttributeReport((), tuple(real_changes))
    with study.vault.atomic():
        for row in rows:
            attributes = {**row.participant.attributes, **row.attributes}
            interviews.replace_participant(
                study.vault, replace(row.participant, attributes=attributes)
            )
            names.add_to_roster(study.vault, row.roster)
        for entry in real_changes:
            study_audit.note(
                study,
                AuditAct.ATTRIBUTES_CHANGED,
                entry.participant,
                actor=actor,
                attributes=len(entry.changes),
                names=entry.new_names,
            )
    study_audit.anchor(study)
    codes = {entry.participant for entry in real_changes if entry.changes}
    ids = [row.id for row in interviews.all_of(study.vault) if row.participant in codes]
    return AttributeReport((), tuple(real_changes), refile(study, ids))


def _guides(study: Study) -> dict[str, Guide]:
    """The guide of each participant's last interview, by code."""
    return {row.participant: frozen_guide(row) for row in interviews.all_of(study.vault)}


def _read(
    study: Study,
    table: Sequence[tuple[int, list[str]]],
    guides: Mapping[str, Guide],
    known_ids: set[str],
) -> tuple[list[_TableRow], list[TableFault]]:
    first_row, heading = table[0] if table else (1, [])
    columns = [cell.strip().casefold() for cell in heading]
    by_folded_id = {id.casefold(): id for id in known_ids}
    faults = [TableFault(first_row, error) for error in _heading_faults(columns, by_folded_id)]
    by_code: dict[str, _TableRow] = {}
    for number, cells in () if faults else table[1:]:
        values = {
            column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column
        }
        try:
            row = _row(study, number, values, guides, by_folded_id)
            code = row.participant.code
            earlier = by_code.get(code)
            if earlier is not None and (not set(columns) & set(_NAME) or _differ(earlier, row)):
                raise KitError("{name} stands in row {row} already.", name=code, row=earlier.number)
            by_code[code] = row if earlier is None else _joined(earlier, row)
        except KitError as error:
            faults.append(TableFault(number, error))
    return list(by_code.values()), faults


def _differ(earlier: _TableRow, row: _TableRow) -> bool:
    """Whether two rows of a participant say different things of the same attribute."""
    return any(earlier.attributes.get(id, value) != value for id, value in row.attributes.items())


def _joined(earlier: _TableRow, row: _TableRow) -> _TableRow:
    return replace(
        earlier,
        attributes={**earlier.attributes, **row.attributes},
        roster=(*earlier.roster, *row.roster),
    )


def _heading_faults(columns: Sequence[str], known_ids: Mapping[str, str]) -> Iterator[KitError]:
    if not set(columns) & set(_PARTICIPANT):
        yield KitError("There is no column {name}.", name="participant")
    for name in dict.fromkeys(columns):
        if name and name not in (*_OWN, *known_ids):
            yield KitError(
                "There is no use for the column {name}; there are: {columns}.",
                name=name,
                columns=", ".join(
                    ("participant", "names", "name", "role", *sorted(known_ids.values()))
                ),
            )
        if name and columns.count(name) > 1:
            yield KitError("The column {name} stands there more than once.", name=name)


def _row(
    study: Study,
    number: int,
    values: Mapping[str, str],
    guides: Mapping[str, Guide],
    ids: Mapping[str, str],
) -> _TableRow:
    code = participant_code(_first(values, _PARTICIPANT))
    participant = interviews.find_participant(study.vault, code)
    if participant is None:
        alike = alike_code(code, set(interviews.participant_codes(study.vault)))
        raise KitError(
            "There is no participant {code}.",
            "Is {alike} meant?" if alike else "interview-kit list shows who there is.",
            code=code,
            alike=alike,
        )
    attributes = {ids[name]: value for name, value in values.items() if name in ids and value}
    guide = guides.get(code)
    if guide is not None:
        choices = {attribute.id: attribute for attribute in guide.attributes}
        attributes = {id: _choice(choices.get(id), value) for id, value in attributes.items()}
        checked(guide, attributes)
    lines = _first(values, _NAMES).split(";")
    name, role = _first(values, _NAME), _first(values, _ROLE)
    if name:
        lines.append(f"{role}: {name}" if role else name)
    text = "\n".join(lines)
    return _TableRow(
        number, participant, attributes, parse_roster(text, code) if text.strip() else ()
    )


def _first(values: Mapping[str, str], columns: Sequence[str]) -> str:
    return next((values[name] for name in columns if values.get(name)), "")


def _choice(attribute: Attribute | None, value: str) -> str:
    """The id of a choice, also where its label or another case was written."""
    for entry in attribute.values if attribute else ():
        if value.casefold() in {
            entry.id.casefold(),
            *(title.casefold() for _, title in entry.title.texts),
        }:
            return entry.id
    return value


def _noted(study: Study, row: _TableRow) -> NotedParticipant:
    before = row.participant.attributes
    changes = {
        id: (before.get(id, ""), value)
        for id, value in row.attributes.items()
        if before.get(id, "") != value
    }
    known_names = set(names.roster_of(study.vault, row.participant.code))
    return NotedParticipant(row.participant.code, changes, len(set(row.roster) - known_names))
