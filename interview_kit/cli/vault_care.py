"""Commands on a vault as a file: `vault check`, `vault salvage`, `vault rekey`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.progress_bars import progress_bars
from interview_kit.cli.study_access import (
    Access,
    json_option,
    pass_access,
    read_passphrase,
    who_option,
)
from interview_kit.errors import KitError


@click.command("check")
@json_option
@pass_access
def check_vault(access: Access, as_json: bool) -> None:
    """Check that every page and every second of sound is what was written; exit 2 where not."""
    from interview_kit.workflow.keeping.integrity import damage, look_over

    with access.study(writing=False) as study, progress_bars(is_hidden=as_json) as show:
        found = look_over(study.vault, lambda done, of: show("Checking", done, of))
    if as_json:
        print_json({**asdict(found), "whole": found.is_whole})
    elif found.is_whole:
        click.echo(f"The vault is whole: {found.pages} pages, {found.blocks} blocks of sound.")
    else:
        for line in (
            f"{len(found.damaged_pages)} of {found.pages} pages are damaged."
            if found.damaged_pages
            else "",
            *(
                f"{id}: the sound from frame {frame} on is damaged."
                for id, frame in found.damaged_sound
            ),
            found.structure,
        ):
            if line:
                click.echo(line)
    if not found.is_whole:
        raise damage()


@click.command("salvage")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@who_option
@json_option
@pass_access
def salvage_vault(access: Access, folder: Path, who: str, as_json: bool) -> None:
    """Make a study in FOLDER, new or empty, of all that is whole in a damaged one.

    The damaged study is only read. What is missing is listed, and stands as a gap in the journal
    of its interview.
    """
    from interview_kit.workflow.keeping.salvaging import salvage_study
    from interview_kit.workflow.study.open_study import require_study

    require_study(access.folder)
    with progress_bars(is_hidden=as_json) as show:
        done = salvage_study(
            access.folder,
            access.secret(),
            folder,
            who=who,
            told=lambda n, of: show("Looking at pages", n, of),
        )
    if as_json:
        print_json(asdict(done))
        return
    click.echo(
        f"{done.folder}: {done.pages} pages read, {done.mended} mended, {done.damaged} damaged."
    )
    for line in done.missing:
        click.echo(f"Missing: {line}.")
    if not done.missing:
        click.echo("Nothing is missing.")
    if not done.corpus:
        click.echo("The corpus was missing or damaged: interview-kit corpus rebuild")


@click.command("rekey")
@click.option(
    "--holder-passphrase-file",
    "files",
    multiple=True,
    metavar="NAME=FILE",
    help="The passphrase of another holder, who then stays one. Repeatable.",
)
@json_option
@pass_access
def rekey_vault(access: Access, files: tuple[str, ...], as_json: bool) -> None:
    """Encrypt the vault anew, so that no old copy of vault.key opens it.

    Who runs this stays a holder, and so does every age recipient. Other passphrase holders are
    named and added again, unless their passphrase is given.
    """
    from interview_kit.workflow.governance.key_holders import rekey

    known = {}
    for pair in files:
        name, equals, path = pair.partition("=")
        if not equals or not name:
            raise KitError("{pair} is no holder's file.", "Write NAME=FILE.", pair=pair)
        known[name] = read_passphrase(Path(path))
    gone = rekey(access.folder, access.secret(), known)
    if as_json:
        print_json({"no_holder_any_more": gone})
        return
    click.echo("The vault is encrypted anew. Backups made before open with the old key still.")
    for name in gone:
        click.echo(f"{name} is no holder any more: interview-kit vault holders add {name}")
