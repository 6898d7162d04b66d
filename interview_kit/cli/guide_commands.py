"""Commands on guides: `guide check`, `list`, `show`, `new`, `print`, `schema`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.speaking import say, say_made
from interview_kit.cli.study_access import Access, json_option, pass_access


@click.group("guide")
def guide_command() -> None:
    """Make, check, read and print interview guides."""


@guide_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_access
def check(access: Access, files: tuple[Path, ...], as_json: bool) -> None:
    """Check guide FILES, or all guides of the study; every problem is shown with its line."""
    from interview_kit.workflow.study.study_guides import check_guides

    checked_guides = check_guides(access.folder, files)
    problems = [problem for guide in checked_guides for problem in guide.problems]
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for guide in checked_guides:
            for problem in guide.problems:
                say_made(problem)
            if not guide.problems:
                say("{file}: in order.", file=guide.file)
    if problems:
        sys.exit(2)


@guide_command.command("list")
@json_option
@pass_access
def list_guides(access: Access, as_json: bool) -> None:
    """List the guides of the study."""
    from interview_kit.workflow.study.study_guides import list_guides as listed_guides

    rows = [asdict(guide) for guide in listed_guides(access.folder)]
    if as_json:
        print_json(rows)
    else:
        print_table(list(rows[0]) if rows else ["id"], [list(row.values()) for row in rows])


@guide_command.command("show")
@click.argument("id")
@click.option("--language", default="", help="The guide's first language if left out.")
@pass_access
def show(access: Access, id: str, language: str) -> None:
    """Read the conversation of guide ID from beginning to end."""
    from interview_kit.workflow.study.study_guides import guide_text

    click.echo(guide_text(access.folder, id, language))


@guide_command.command("new")
@click.argument("id")
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="One or more; nl and en if none."
)
@pass_access
def new(access: Access, id: str, languages: tuple[str, ...]) -> None:
    """Make guide ID in the study: a small one with comments, to be changed."""
    from interview_kit.workflow.study.study_guides import begin_guide

    path = begin_guide(access.folder, id, languages)
    say("Made {path}. Change it in an editor, then: interview-kit guide check", path=path)


@guide_command.command("print")
@click.argument("id")
@click.option("--language", default="", help="The guide's first language if left out.")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The HTML file to write.",
)
@pass_access
def print_guide(access: Access, id: str, language: str, target: Path) -> None:
    """Write guide ID as a sheet for paper, with room for notes."""
    from interview_kit.workflow.study.study_guides import write_guide_sheet

    write_guide_sheet(access.folder, id, target, language)
    say("Wrote {target}. Open it in a browser and print it.", target=target)


@guide_command.command("schema")
def schema() -> None:
    """Print the guide format as a JSON Schema, for editors that check while one types."""
    from interview_kit.workflow.study.study_guides import guide_format

    print_json(guide_format())
