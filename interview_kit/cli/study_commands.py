"""Commands on a study as a whole: `init`, `vault`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.speaking import say, say_made, wording
from interview_kit.cli.study_access import (
    KEYRING_SERVICE,
    Access,
    json_option,
    pass_access,
    read_passphrase,
)
from interview_kit.cli.vault_care import check_vault, rekey_vault, salvage_vault
from interview_kit.errors import KitError
from interview_kit.interface.terminal_text import plain

if TYPE_CHECKING:
    from interview_kit.workflow.study.open_study import Secret


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The study's name; the folder's if left out.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option(
    "--recipient",
    default="",
    metavar="AGE1...",
    help="The age recipient of a second person who can recover the vault.",
)
@pass_access
def init_command(access: Access, folder: Path, name: str, language: str, recipient: str) -> None:
    """Make a new study in FOLDER: settings, guides, vault and corpus."""
    from interview_kit.workflow.study.open_study import begin_study
    from interview_kit.workflow.study.study_settings import Settings

    settings = Settings(
        name=name or " ".join(plain(folder.resolve().name).split()), language=language
    )
    begin_study(folder, lambda: _told_if_weak(access.new_secret()), settings, recipient)
    say("Made a study in {folder}.", folder=folder)
    say("Keep the passphrase safe: without it, or a recovery holder, nothing can be read.")


@click.group("vault")
def vault_command() -> None:
    """See and change who can open the vault; check and salvage it."""


@vault_command.group("holders", invoke_without_command=True)
@json_option
@click.pass_context
def holders(ctx: click.Context, as_json: bool) -> None:
    """List who can open the vault; add or remove one with a command below."""
    from interview_kit.workflow.study.open_study import holders_of

    if ctx.invoked_subcommand is None:
        rows = holders_of(ctx.obj.folder)
        print_rows(rows, ["name", "kind", "recipient"], as_json=as_json, nothing="")


@holders.command("add")
@click.argument("name")
@click.option("--recipient", default="", metavar="AGE1...", help="An age recipient.")
@click.option("--new-passphrase-file", type=click.Path(path_type=Path, exists=True))
@pass_access
def add(access: Access, name: str, recipient: str, new_passphrase_file: Path | None) -> None:
    """Let NAME open the vault, by a passphrase of their own or an age recipient."""
    from interview_kit.workflow.governance.key_holders import add_holder

    secret = access.secret()
    passphrase = "" if recipient else _new_passphrase(new_passphrase_file)
    add_holder(access.folder, secret, name, passphrase=passphrase, recipient=recipient)
    if not recipient:
        _tell_weakness(passphrase)
    say("{name} can open the vault now.", name=name)


@holders.command("remove")
@click.argument("name")
@pass_access
def remove(access: Access, name: str) -> None:
    """Take NAME's copy of the key away."""
    from interview_kit.workflow.governance.key_holders import remove_holder

    remove_holder(access.folder, access.secret(), name)
    say("{name} is no holder any more. A copy of vault.key made before still opens it.", name=name)
    say("So that it opens nothing any more: interview-kit vault rekey")


@vault_command.command("passphrase")
@click.option("--holder", default="owner", show_default=True)
@click.option("--new-passphrase-file", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--passes",
    type=click.IntRange(3, 64),
    default=3,
    show_default=True,
    help="What deriving the key takes: how often memory is gone over.",
)
@click.option(
    "--memory",
    "memory_mib",
    type=click.IntRange(64, 4096),
    default=64,
    show_default=True,
    metavar="MIB",
    help="And how much memory. More makes guessing dearer, and opening slower.",
)
@pass_access
def passphrase(
    access: Access, holder: str, new_passphrase_file: Path | None, passes: int, memory_mib: int
) -> None:
    """Change a holder's passphrase; the vault itself is not encrypted again."""
    from interview_kit.workflow.governance.key_holders import change_passphrase
    from interview_kit.workflow.study.open_study import Cost

    secret = access.secret()
    passphrase = _new_passphrase(new_passphrase_file)
    cost = Cost(passes, memory_mib * 1024)
    change_passphrase(access.folder, secret, holder, passphrase, cost)
    _tell_weakness(passphrase)
    say("The passphrase is changed.")


@vault_command.command("remember")
@pass_access
def remember(access: Access) -> None:
    """Keep the passphrase in the system keyring (needs the extra `keyring`)."""
    from interview_kit.workflow.governance.key_holders import check_secret

    secret = access.secret()
    check_secret(access.folder, secret)
    try:
        import keyring
    except ImportError as error:
        raise KitError(
            "The keyring library is not installed.", "Install interview-kit[keyring]."
        ) from error
    try:
        keyring.set_password(KEYRING_SERVICE, str(access.folder.resolve()), secret.passphrase)
    except keyring.errors.KeyringError as error:
        raise KitError("This machine has no keyring.", "Use --passphrase-file.") from error
    say("The keyring remembers the passphrase of this study.")


for _command in (check_vault, salvage_vault, rekey_vault):
    vault_command.add_command(_command)


def _told_if_weak(secret: Secret) -> Secret:
    _tell_weakness(secret.passphrase)
    return secret


def _tell_weakness(passphrase: str) -> None:
    from interview_kit.model.passphrase import weakness

    sentence = weakness(passphrase)
    if sentence:
        say_made(sentence, is_aside=True)


def _new_passphrase(path: Path | None) -> str:
    if path is not None:
        return read_passphrase(path)
    prompt = click.prompt(
        wording("New passphrase"), hide_input=True, confirmation_prompt=True, err=True
    )
    return str(prompt)
