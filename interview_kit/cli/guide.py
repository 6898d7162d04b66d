"""Commands on guides: `guide check`, `guide list`, `guide show`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.options import Access, json_option, pass_access
from interview_kit.cli.printing import print_json, print_table
from interview_kit.errors import KitError


@click.group("guide")
def guide_command() -> None:
    """Check, list and read interview guides."""


@guide_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_access
def check(access: Access, files: tuple[Path, ...], as_json: bool) -> None:
    """Check guide FILES, or all guides of the study; every problem is shown with its line."""
    from interview_kit.guide.parse import check_guide
    from interview_kit.workflow.study import guide_files, require_study

    if not files:
        require_study(access.folder)
        files = guide_files(access.folder)
    found = {path: check_guide(_read(path), path.name) for path in files}
    problems = [problem for each in found.values() for problem in each]
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for path, each in found.items():
            click.echo("\n".join(str(problem) for problem in each) or f"{path.name}: in order.")
    if problems:
        sys.exit(2)


@guide_command.command("list")
@json_option
@pass_access
def list_guides(access: Access, as_json: bool) -> None:
    """List the guides of the study."""
    from interview_kit.guide.parse import parse_guide
    from interview_kit.workflow.study import guide_files, require_study

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
    from interview_kit.guide.parse import parse_guide
    from interview_kit.workflow.study import GUIDES, require_study

    require_study(access.folder)
    path = access.folder / GUIDES / f"{id}.toml"
    if not path.is_file():
        raise KitError(f"The study has no guide {id}.", "interview-kit guide list")
    guide = parse_guide(_read(path), path.name)
    click.echo(guide.text(language or guide.languages[0]))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KitError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error
