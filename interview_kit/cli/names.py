"""Commands on names: `names`, `detect`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.options import Access, json_option, pass_access
from interview_kit.cli.printing import print_json, print_rows, print_table


@click.group("names")
def names_command() -> None:
    """See and add names to be replaced. What is printed here identifies people."""


@names_command.command("list")
@json_option
@pass_access
def list_names(access: Access, as_json: bool) -> None:
    """List people, places and the like in the study, with what replaces them."""
    from interview_kit.vault import names

    with access.study(writing=False) as study:
        entities = names.entities(study.vault)
        typed = names.roster(study.vault)
    if as_json:
        print_json(
            {
                "entities": [asdict(entity) for entity in entities],
                "roster": [asdict(name) for name in typed],
            }
        )
        return
    rows = [[each.pseudonym, each.type, each.role, ", ".join(each.forms)] for each in entities]
    print_table(["pseudonym", "type", "role", "originals"], rows)
    if typed and not entities:
        click.echo("Names were typed but not looked for yet: interview-kit pseudonymize --all")
        print_rows(typed, ["text", "type", "role", "participant"], as_json=False, nothing="")


@names_command.command("add")
@click.argument("roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--participant", default="", metavar="CODE", help="Whose world the names belong to.")
@pass_access
def add_names(access: Access, roster: Path, participant: str) -> None:
    """Add the names in file ROSTER: one on a line, `sister: Full Name`, `place: Town`."""
    from interview_kit.cli.interview import read_roster
    from interview_kit.vault import names

    new = read_roster(roster, participant)
    with access.study() as study:
        names.add_to_roster(study.vault, new)
    click.echo(
        f"{len(new)} names added. They are looked for with: interview-kit pseudonymize --all"
    )


@click.command("detect")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def detect_command(file: Path, language: str, roster: Path | None, as_json: bool) -> None:
    """Find names in plain text FILE, without a study. What is printed identifies people."""
    from interview_kit.cli.interview import read_roster
    from interview_kit.pseudonym.detectors import detect

    text = file.read_text(encoding="utf-8")
    found = detect(text, language, read_roster(roster, ""))
    if as_json:
        keys = ("start", "end", "type", "text", "detector", "score")
        print_json([{key: asdict(mention)[key] for key in keys} for mention in found])
        return
    print_rows(
        found,
        ["start", "end", "type", "text", "detector"],
        as_json=False,
        nothing="No names found.",
    )
