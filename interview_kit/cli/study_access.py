"""Opening the study a command works in, with the passphrase from wherever it is kept."""

from __future__ import annotations

import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.speaking import say_aside, wording
from interview_kit.errors import KitError, PassphraseError
from interview_kit.model.account import account_name

if TYPE_CHECKING:
    from interview_kit.workflow.study.open_study import Corpus, Secret, Study

PASSPHRASE_VARIABLE = "INTERVIEW_KIT_PASSPHRASE"  # noqa: S105 - a name, not a secret
OTHER_VARIABLE = "INTERVIEW_KIT_OTHER_PASSPHRASE"
KEYRING_SERVICE = "interview-kit"

_from_environment: dict[str, str] = {}
"""Passphrases that stood in the environment, by the name of their variable."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
who_option = click.option("--who", "actor", default=account_name, help="Who does it.")
why_option = click.option("--why", default="", help="Why; kept with the decision.")
signed_by_option = click.option(
    "--signed-by",
    metavar="KEY",
    default="",
    help="The key it must be signed with: the line RW..., or a file with it.",
)
all_option = click.option("--all", "all_of_them", is_flag=True, help="All interviews.")


def take_passphrases() -> None:
    """Take passphrases out of the environment, so that nothing that is started inherits them."""
    for variable in (PASSPHRASE_VARIABLE, OTHER_VARIABLE):
        if variable in os.environ:
            _from_environment[variable] = os.environ.pop(variable)


def _of_environment(variable: str) -> str:
    return os.environ.get(variable, "") or _from_environment.get(variable, "")


@dataclass(frozen=True, slots=True)
class Access:
    """Which study, and how its vault is opened."""

    folder: Path
    passphrase_file: Path | None = None
    identity: Path | None = None

    def secret(self) -> Secret:
        """What opens the vault. Raises PassphraseError where there is nothing to ask it of."""
        from interview_kit.workflow.study.open_study import Secret

        if self.identity is not None:
            return Secret(identity=_read(self.identity))
        passphrase = self.known_passphrase()
        if passphrase:
            return Secret(passphrase=passphrase)
        if not sys.stdin.isatty():
            raise PassphraseError(
                "There is no passphrase.",
                "Give --passphrase-file, or set {variable}.",
                variable=PASSPHRASE_VARIABLE,
            )
        return Secret(passphrase=click.prompt(wording("Passphrase"), hide_input=True, err=True))

    def known_passphrase(self) -> str:
        """The passphrase from a file, the environment or the keyring; empty if in none of them."""
        if self.passphrase_file is not None:
            return read_passphrase(self.passphrase_file)
        return _of_environment(PASSPHRASE_VARIABLE) or _from_keyring(self.folder)

    def new_secret(self) -> Secret:
        """The passphrase of a new study: known, or asked for twice."""
        from interview_kit.workflow.study.open_study import Secret

        passphrase = self.known_passphrase()
        if passphrase or not sys.stdin.isatty():
            return Secret(passphrase)
        return Secret(
            click.prompt(
                wording("New passphrase"), hide_input=True, confirmation_prompt=True, err=True
            )
        )

    def study(self, *, writing: bool = True) -> Study:
        """The study, opened; what a crash left in it is noted first, and told."""
        from interview_kit.workflow.recovery import recover
        from interview_kit.workflow.study.open_study import open_study, require_study

        require_study(self.folder)
        study = open_study(self.folder, self.secret(), writing=writing)
        context = click.get_current_context(silent=True)
        if context is not None:
            context.call_on_close(lambda: _tell_damage(study))
        if not writing:
            return study
        try:
            for id in recover(study):
                _tell_interrupted(study, id)
        except BaseException:
            study.close()
            raise
        return study

    def corpus(self) -> Corpus:
        """The study's corpus alone, without a passphrase."""
        from interview_kit.workflow.study.open_study import open_corpus

        return open_corpus(self.folder)


class _Seconds(click.FloatRange):
    """A place in sound: from 0 on, and no further than a month of it."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0, max=_MONTH_SECONDS)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number. Fails where it is none, or no place in sound."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(wording("{value} is no number of seconds.", value=value), param, ctx)
        return seconds


_MONTH_SECONDS = 2_678_400
SECONDS = _Seconds()

pass_access = click.make_pass_decorator(Access)


def other_secret(passphrase_file: Path | None) -> Secret:
    """What opens the vault of another study. Raises PassphraseError where it cannot be asked."""
    from interview_kit.workflow.study.open_study import Secret

    if passphrase_file is not None:
        return Secret(passphrase=read_passphrase(passphrase_file))
    passphrase = _of_environment(OTHER_VARIABLE)
    if passphrase:
        return Secret(passphrase=passphrase)
    if not sys.stdin.isatty():
        raise PassphraseError(
            "There is no passphrase.",
            "Give --other-passphrase-file, or set {variable}.",
            variable=OTHER_VARIABLE,
        )
    return Secret(
        passphrase=click.prompt(wording("Passphrase of the other study"), hide_input=True, err=True)
    )


def read_passphrase(path: Path) -> str:
    """The passphrase in the first line of a file, without blanks or a byte order mark around it.

    Raises KitError where the file cannot be read, or has nothing in its first line.
    """
    from interview_kit.model.passphrase import tidy

    passphrase = tidy(_read(path).split("\n", 1)[0])
    if not passphrase:
        raise KitError(
            "The first line of {path} is empty.", "It should hold the passphrase.", path=path
        )
    return passphrase


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(
            "{path} cannot be read.", "Check that the file is there.", path=path
        ) from error
    if not text.strip():
        raise KitError("{path} is empty.", "Its first line should hold the passphrase.", path=path)
    return text


def _tell_damage(study: Study) -> None:
    """That the command went around a damaged part of the vault, which it had no reason to name."""
    if study.vault.has_damage:
        say_aside("A part of the vault is damaged and was passed over: interview-kit vault check")


def _tell_interrupted(study: Study, interrupted: str) -> None:
    """Say that an interview broke off, how much of it is kept, and how it goes on."""
    from interview_kit.model.clock import timestamp
    from interview_kit.workflow.interviews.interview_overview import overview

    row = next(entry for entry in overview(study) if entry.id == interrupted)
    say_aside(
        "{id} broke off; {length} is kept. Go on: interview-kit interview --resume {id}",
        id=row.id,
        length=timestamp(row.length_ms),
    )


def _from_keyring(folder: Path) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return keyring.get_password(KEYRING_SERVICE, str(folder.resolve())) or ""
    except keyring.errors.KeyringError:
        return ""
