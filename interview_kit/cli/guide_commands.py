"""Commands on guides: `guide check`, `list`, `show`, `new`, `print`, `schema`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.guide.guide import Guide


@click.group("guide")
def guide_command() -> None:
    """Make, check, read and print interview guides."""


@guide_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_access
def check(access: Access, files: tuple[Path, ...], as_json: bool) -> None:
    """Check guide FILES, or all guides of the study; every problem is shown with its line."""
    from interview_kit.guide.guide_parser import check_guide
    from interview_kit.workflow.study.open_study import guide_files, require_study

    if not files:
        require_study(access.folder)
        files = guide_files(access.folder)
    problems_by_path = {path: check_guide(_read(path), path.name) for path in files}
    problems = [problem for file_problems in problems_by_path.values() for problem in file_problems]
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for path, each in problems_by_path.items():
            click.echo("\n".join(str(problem) for problem in each) or f"{path.name}: in order.")
    if problems:
        sys.exit(2)


@guide_command.command("list")
@json_option
@pass_access
def list_guides(access: Access, as_json: bool) -> None:
    """List the guides of the study."""
    from interview_kit.guide.guide_parser import parse_guide
    from interview_kit.workflow.study.open_study import guide_files, require_study

    require_study(access.folder)
    guides = [parse_guide(_read(path), path.name) for path in guide_files(access.folder)]
    rows = [
        {
            "id": guide.id,
            "version": guide.version,
            "languages": ", ".join(guide.languages),
            "questions": len(guide.questions),
            "minutes": guide.minutes,
            "title": guide.title.in_(guide.languages[0]),
        }
        for guide in guides
    ]
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
    guide = _guide(access, id)
    click.echo(guide.text(language or guide.languages[0]))


@guide_command.command("new")
@click.argument("id")
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="One or more; nl and en if none."
)
@pass_access
def new(access: Access, id: str, languages: tuple[str, ...]) -> None:
    """Make guide ID in the study: a small one with comments, to be changed."""
    from interview_kit.disk.private_files import write_private
    from interview_kit.guide.guide_template import new_guide
    from interview_kit.workflow.study.open_study import GUIDES, require_study

    require_study(access.folder)
    text = new_guide(id, languages or ("nl", "en"))
    path = access.folder / GUIDES / f"{id}.toml"
    if path.exists():
        raise KitError(f"The study has a guide {id} already.", "Choose another id.")
    write_private(path, text.encode())
    click.echo(f"Made {path}. Change it in an editor, then: interview-kit guide check")


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
    from interview_kit.guide.guide_sheet import guide_sheet

    guide = _guide(access, id)
    sheet = guide_sheet(guide, language or guide.languages[0])
    try:
        target.write_text(sheet, encoding="utf-8")
    except OSError as error:
        raise KitError(f"{target} cannot be written.", "Choose another place.") from error
    click.echo(f"Wrote {target}. Open it in a browser and print it.")


@guide_command.command("schema")
def schema() -> None:
    """Print the guide format as a JSON Schema, for editors that check while one types."""
    from interview_kit.guide.guide_json_schema import guide_json_schema

    print_json(guide_json_schema())


def _guide(access: Access, id: str) -> Guide:
    from interview_kit.guide.guide_parser import parse_guide
    from interview_kit.workflow.study.open_study import GUIDES, require_study

    require_study(access.folder)
    path = access.folder / GUIDES / f"{id}.toml"
    if not path.is_file():
        raise KitError(f"The study has no guide {id}.", "interview-kit guide list")
    return parse_guide(_read(path), path.name)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KitError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error
