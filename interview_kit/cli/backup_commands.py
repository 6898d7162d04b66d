"""Commands on copies of a study that carry its signature: `backup`, `restore`, `verify`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, say_aside, say_made
from interview_kit.cli.study_access import (
    Access,
    json_option,
    pass_access,
    signed_by_option,
    who_option,
)
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import decimal_number
from interview_kit.model.moment import local_time


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@who_option
@json_option
@pass_access
def backup_command(access: Access, folder: Path, actor: str, as_json: bool) -> None:
    """Copy the study into a new folder in FOLDER, also while an interview is recorded."""
    from interview_kit.workflow.governance.backup import back_up

    with access.study(writing=False) as study:
        backup = back_up(study, folder, actor=actor)
    if as_json:
        print_json(asdict(backup))
    else:
        say(
            CountedText(
                "{folder}: {files} file, {megabytes} MB, checked.",
                "{folder}: {files} files, {megabytes} MB, checked.",
                "files",
            ),
            folder=backup.folder,
            files=backup.files,
            megabytes=decimal_number(backup.bytes / 1_000_000, 1),
        )
        say("It opens with the passphrases of today, and holds everyone it holds for good.")
        say("Signed with {key}. Note that down elsewhere: restore --signed-by", key=backup.key)
        _tell_forgery(backup.forgery)


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@signed_by_option
@click.option("--unsigned", is_flag=True, help="Also a backup whose signature is not known.")
@who_option
@json_option
@pass_access
def restore_command(
    access: Access,
    backup: Path,
    folder: Path,
    signed_by: str,
    unsigned: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Make a study in FOLDER, new or empty, of BACKUP, the folder that `backup` made.

    Refused is what was changed, added or taken away since it was signed. The key is that of the
    vault in BACKUP, which nobody without the passphrase can make; with --identity, --signed-by
    is wanted too.
    """
    from interview_kit.workflow.governance.backup import restore_checked

    restored_backup = restore_checked(
        backup, access.secret, folder, actor=actor, signed_by=signed_by, unsigned=unsigned
    )
    if as_json:
        print_json(asdict(restored_backup))
    else:
        say(
            "{folder}: the study as it was at {at}.",
            folder=restored_backup.folder,
            at=local_time(restored_backup.at),
        )
        say("Withdraw again whoever withdrew since then.")
        _tell_signer(
            restored_backup.key_name,
            restored_backup.lost_key,
            is_known=bool(signed_by or not access.identity),
        )
        _tell_forgery(restored_backup.forgery)


def _tell_signer(key: str, lost_key: str, *, is_known: bool) -> None:
    if lost_key:
        say_aside(
            "It was signed with the key {key} when it was made, and somebody took the signature "
            "away: it can have been changed. Compare it with another backup.",
            key=lost_key,
        )
    elif not key:
        say_aside("It had no signature: nobody can tell whether it was changed.")
    elif is_known:
        say("Signed with the key {key}, and unchanged.", key=key)
    else:
        say_aside(
            "Signed with the key {key}. Whoever knows your age recipient can make a backup that "
            "you can open: compare that number with the one that was noted down, or give "
            "--signed-by.",
            key=key,
        )


def _tell_forgery(sentence: str) -> None:
    if sentence:
        say_made(sentence, is_aside=True)


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@signed_by_option
@json_option
@pass_access
def verify_command(access: Access, folder: Path, signed_by: str, as_json: bool) -> None:
    """Check that FOLDER, a release or a backup, is as it was signed; exit 2 where it is not.

    Without --signed-by it must be signed with the key of this study, which asks its passphrase.
    """
    from interview_kit.workflow.study.package_check import check_package

    package = check_package(folder, signed_by, lambda: access.study(writing=False))
    if as_json:
        print_json(asdict(package))
    else:
        say(
            CountedText(
                "{folder}: {files} file, unchanged since it was signed with {key} as {signed_as}.",
                (
                    "{folder}: {files} files, unchanged since they were signed with {key} as "
                    "{signed_as}."
                ),
                "files",
            ),
            **asdict(package),
        )
