"""Commands on a vault as a file: `vault check`, `vault salvage`, `vault rekey`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.progress_bars import progress_bars
from interview_kit.cli.speaking import say, say_made, wording
from interview_kit.cli.study_access import (
    Access,
    json_option,
    pass_access,
    read_passphrase,
    who_option,
)
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText

if TYPE_CHECKING:
    from interview_kit.workflow.study.vault_integrity import Integrity


@click.command("check")
@json_option
@pass_access
def check_vault(access: Access, as_json: bool) -> None:
    """Check that every page and every second of sound is what was written; exit 2 where not."""
    from interview_kit.workflow.study.vault_integrity import look_over

    with access.study(writing=False) as study, progress_bars(is_hidden=as_json) as show:
        found = look_over(study.vault, lambda done, of: show(wording("Checking"), done, of))
    if as_json:
        print_json({**asdict(found), "whole": found.is_whole})
    elif found.is_whole:
        say(
            CountedText(
                "The vault is whole: {pages} pages, {blocks} block of sound.",
                "The vault is whole: {pages} pages, {blocks} blocks of sound.",
                "blocks",
            ),
            pages=found.pages,
            blocks=found.blocks,
        )
    else:
        _say_damage(found)
    if not found.is_whole:
        raise found.as_error()


def _say_damage(found: Integrity) -> None:
    if found.damaged_pages:
        say(
            CountedText(
                "{count} of {pages} pages is damaged.", "{count} of {pages} pages are damaged."
            ),
            count=len(found.damaged_pages),
            pages=found.pages,
        )
    for id, frame in found.damaged_sound:
        say("{id}: the sound from frame {frame} on is damaged.", id=id, frame=frame)
    if found.structure:
        say_made(found.structure)


@click.command("salvage")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@who_option
@json_option
@pass_access
def salvage_vault(access: Access, folder: Path, actor: str, as_json: bool) -> None:
    """Make a study in FOLDER, new or empty, of all that is whole in a damaged one.

    The damaged study is only read. What is missing is listed, and stands as a gap in the journal
    of its interview.
    """
    from interview_kit.workflow.governance.study_salvage import salvage_study
    from interview_kit.workflow.study.open_study import require_study

    require_study(access.folder)
    with progress_bars(is_hidden=as_json) as show:
        done = salvage_study(
            access.folder,
            access.secret(),
            folder,
            actor=actor,
            told=lambda n, of: show(wording("Looking at pages"), n, of),
        )
    if as_json:
        print_json(asdict(done))
        return
    say(
        CountedText(
            "{folder}: {pages} page read, {mended} mended, {damaged} damaged.",
            "{folder}: {pages} pages read, {mended} mended, {damaged} damaged.",
            "pages",
        ),
        folder=done.folder,
        pages=done.pages,
        mended=done.mended,
        damaged=done.damaged,
    )
    for loss in done.missing:
        say("Missing: {loss}.", loss=loss)
    if not done.missing:
        say("Nothing is missing.")
    if not done.corpus:
        say("The corpus was missing or damaged: interview-kit corpus rebuild")


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
    say("The vault is encrypted anew. Backups made before open with the old key still.")
    for name in gone:
        say("{name} is no holder any more: interview-kit vault holders add {name}", name=name)
