"""The command `detect`: find names in a file, without a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.printing import print_json, print_rows
from interview_kit.cli.speaking import wording
from interview_kit.cli.study_access import json_option


@click.command("detect")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--with",
    "extra_detectors",
    multiple=True,
    metavar="NAME[=MODEL]",
    help="Ask an optional detector too; interview-kit doctor lists them.",
)
@json_option
def detect_command(
    file: Path, language: str, roster: Path | None, extra_detectors: tuple[str, ...], as_json: bool
) -> None:
    """Find names in plain text FILE, without a study. What is printed identifies people."""
    from interview_kit.workflow.interviews.roster_file import read_roster, read_text
    from interview_kit.workflow.pseudonymisation.name_list import detect_names

    mentions = detect_names(read_text(file), language, read_roster(roster, ""), extra_detectors)
    if as_json:
        keys = ("start", "end", "type", "text", "detector", "score")
        print_json([{key: asdict(mention)[key] for key in keys} for mention in mentions])
        return
    print_rows(
        mentions,
        ["start", "end", "type", "text", "detector"],
        as_json=False,
        nothing=wording("No names found."),
    )
