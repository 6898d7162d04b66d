"""The report on a study: `report`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say
from interview_kit.cli.study_access import Access, json_option, pass_access


@click.command("report")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--language", type=click.Choice(["nl", "en"]), help="Of the report; the study's if left out."
)
@json_option
@pass_access
def report_command(access: Access, folder: Path, language: str | None, as_json: bool) -> None:
    """Write a page on how far the study is to FOLDER, and the table of each chart as CSV.

    The page needs no network and prints. Nothing is written if a known name is left.
    """
    from interview_kit.workflow.coding.study_report import write_report

    with access.study(writing=False) as study:
        report = write_report(study, folder, language or "")
    if as_json:
        print_json([str(path) for path in report.files])
        return
    say("Wrote {page}, and the tables of its charts.", page=report.files[0])
