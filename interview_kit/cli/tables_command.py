"""The tables of a coded study: `tables`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.speaking import say, spoken_language
from interview_kit.cli.study_access import Access, json_option, pass_access

NAMES = ("themes", "quotations", "co-occurrence", "topics", "agreement", "saturation", "codes")
"""The tables there are."""


@click.command("tables")
@click.argument("name", type=click.Choice(NAMES), default="themes")
@click.option(
    "--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="A .csv, .xlsx or .html."
)
@json_option
@pass_access
def tables_command(access: Access, name: str, file: Path | None, as_json: bool) -> None:
    """Count what was coded: themes and sides over participants, and other tables by NAME.

    To print one no passphrase is asked. A file is searched for known names first, and written
    only if none is left.
    """
    from interview_kit.workflow.coding import coding_tables

    if file is not None:
        with access.study(writing=False) as study:
            rows = coding_tables.write_table(study, name, file, spoken_language())
        say("Wrote {file}. Rows: {rows}.", rows=rows, file=file)
        return
    table = coding_tables.table_of_folder(access.folder, name, spoken_language())
    if as_json:
        print_json([dict(zip(table.columns, row, strict=True)) for row in table.rows])
    elif table.rows:
        print_table(table.columns, table.rows)
    else:
        say(
            "This table has nothing to count yet. What is coded elsewhere comes in with: "
            "interview-kit codes import FILE"
        )
