"""The command `attributes`: what is noted of a participant or of all, and its review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows
from interview_kit.cli.repair_commands import carried_json, tell_carried
from interview_kit.cli.speaking import say, say_aside, spoken_language, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.errors import KitError, sentence_of
from interview_kit.language.counted_text import CountedText

if TYPE_CHECKING:
    from interview_kit.workflow.repair.attribute_table import AttributeReport


@click.command("attributes")
@click.argument("participant", default="")
@click.option("--set", "pairs", multiple=True, metavar="ID=TEXT", help="Note it, or change it.")
@click.option("--remove", "removed", multiple=True, metavar="ID", help="Take an attribute away.")
@click.option(
    "--keep", "kept", multiple=True, metavar="ID", help="Nothing in its text is to be replaced."
)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TABLE",
    help="Note what a table (CSV or XLSX) says of all participants: a column `participant`, and "
    "attributes or `names`.",
)
@click.option("--dry-run", is_flag=True, help="With --from: say what would change, no more.")
@click.option("--why", default="", help="Why; kept with the decision.")
@who_option
@json_option
@pass_access
def attributes_command(
    access: Access,
    participant: str,
    pairs: Sequence[str],
    removed: Sequence[str],
    kept: Sequence[str],
    table: Path | None,
    dry_run: bool,
    why: str,
    actor: str,
    as_json: bool,
) -> None:
    """See and change what is noted of PARTICIPANT, and review its free text.

    The guide's choices need no review. Other text is searched by the detectors, and an interview
    is not filed while something in it may identify somebody and nobody has decided. What is filed
    is filed anew.
    """
    from interview_kit.cli.interview_options import parse_attributes
    from interview_kit.workflow.repair.attribute_repair import repair_attributes
    from interview_kit.workflow.repair.attribute_table import note_table

    changes = {**parse_attributes(pairs), **dict.fromkeys(removed, "")}
    if bool(participant) == (table is not None) or (table and (changes or kept)):
        raise KitError("Whose attributes?", "Name one participant, or a table with --from.")
    if table is not None:
        with access.study(writing=not dry_run) as study:
            noted_report = note_table(study, table, dry_run=dry_run, actor=actor)
        _print_noted(noted_report, table, is_dry_run=dry_run, as_json=as_json)
        return
    with access.study(writing=bool(changes or kept)) as study:
        report = repair_attributes(study, participant, changes, kept, actor=actor, why=why)
    columns = ["attribute", "value", "suspicious"]
    print_rows(report.rows, columns, as_json=as_json, nothing=wording("Nothing is noted."))
    if not as_json and any(row.suspicious for row in report.rows):
        say("What is suspicious is changed with --set ID=TEXT, or left with --keep ID.")
    if not as_json:
        tell_carried(report.refiling)


def _print_noted(report: AttributeReport, table: Path, *, is_dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "faults": [
                    {"row": fault.row, "message": fault.error.message} for fault in report.faults
                ],
                "noted": [asdict(row) for row in report.changes_by_row],
                **carried_json(report.refiling),
            }
        )
    else:
        for fault in report.faults:
            sentence = sentence_of(fault.error, spoken_language())
            say_aside("row {row}: {sentence}", row=fault.row, sentence=sentence)
        for row in report.changes_by_row:
            say(
                "{participant}: attributes {changes}, names {names}.",
                participant=row.participant,
                changes=len(row.changes),
                names=row.new_names,
            )
        tell_carried(report.refiling)
    if report.faults:
        raise KitError(
            CountedText(
                "{name} has {count} fault; nothing was noted.",
                "{name} has {count} faults; nothing was noted.",
            ),
            "Mend them, and start again.",
            name=table.name,
            count=len(report.faults),
        )
    if not report.changes_by_row and not as_json:
        say("The table says nothing new.")
    elif is_dry_run and not as_json:
        say("Nothing was noted yet: leave out --dry-run.")
