"""Commands that keep a study in order: `approve`, `states`, `withdraw`, `retention`, `audit`,
`backup`, `restore`, `merge`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.progress_bars import progress_bars
from interview_kit.cli.study_access import (
    Access,
    json_option,
    other_secret,
    pass_access,
    who_option,
)
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.workflow.governance.study_merge import Merge


@click.command("approve")
@click.argument("id")
@click.option("--take-back", is_flag=True, help="Take the approval back.")
@who_option
@json_option
@pass_access
def approve_command(access: Access, id: str, take_back: bool, actor: str, as_json: bool) -> None:
    """Note that a second person read the pseudonymised text of interview ID and found nobody in it.

    It lapses when the text changes. Who decided on the names of the interview cannot approve it.
    """
    from interview_kit.workflow.study.text_states import approve, take_back_approval, text_status

    with access.study() as study:
        if take_back:
            take_back_approval(study, id, actor)
            status = text_status(study, id)
        else:
            status = approve(study, id, actor)
    if as_json:
        print_json(asdict(status))
    else:
        click.echo(f"{id}: {status.state}, read by {status.checked_by or 'nobody'}.")


@click.command("states")
@click.argument("ids", nargs=-1)
@json_option
@pass_access
def states_command(access: Access, ids: tuple[str, ...], as_json: bool) -> None:
    """List how far the texts of interviews IDS are, and since when; all of them without IDS."""
    from interview_kit.workflow.study.interview_overview import choose, overview
    from interview_kit.workflow.study.text_states import TextState, text_status

    with access.study(writing=False) as study:
        chosen_ids = choose(study, ids) if ids else [entry.id for entry in overview(study)]
        rows = [text_status(study, id) for id in chosen_ids]
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    cells = [
        [row.interview, row.version, *(row.passed.get(state, "")[:16] for state in TextState)]
        for row in rows
    ]
    print_table(["interview", "version", *TextState], cells)


@click.command("withdraw")
@click.argument("code")
@click.option("--yes", "typed", metavar="CODE", default="", help="The code again: do not ask.")
@who_option
@json_option
@pass_access
def withdraw_command(
    access: Access, code: str, confirmed_code: str, actor: str, as_json: bool
) -> None:
    """Destroy the sound, words and names of participant CODE, for good; asks once.

    Only the code and the date are left. Names that others share stay for them. Releases that
    held the participant are listed: tell those who received them.
    """
    from interview_kit.model.participant import participant_code
    from interview_kit.workflow.destruction.withdrawal import withdraw

    participant = participant_code(code)
    with access.study() as study:
        again = confirmed_code or click.prompt(
            f"Everything of {participant} will be destroyed. "
            f"This cannot be undone. Type {participant}",
            err=True,
        )
        if again.strip().upper() != participant:
            raise KitError("That is another code.", "Nothing was destroyed.")
        withdrawal = withdraw(study, participant, actor=actor)
    if as_json:
        print_json(asdict(withdrawal))
        return
    click.echo(
        f"{withdrawal.participant}: {len(withdrawal.interviews)} interviews, {withdrawal.names} names gone."
    )
    for release in withdrawal.releases:
        click.echo(
            f"Release {release.release} ({release.purpose}, {release.at}) held {release.interview}."
        )
    for file in withdrawal.files:
        click.echo(f"{file} names the participant still: delete it, or export again.")
    click.echo("Files written elsewhere and backups are beyond reach.")


@click.group("retention")
def retention_command() -> None:
    """What is kept for a time, as study.toml says, and destroying what is past it."""


@retention_command.command("due")
@json_option
@pass_access
def retention_due(access: Access, as_json: bool) -> None:
    """List what has a term; what has 0 days left or fewer is to go."""
    from interview_kit.workflow.destruction.retention import kept_for_a_time

    with access.study(writing=False) as study:
        rows = kept_for_a_time(study)
    print_rows(
        rows,
        ["interview", "kind", "term", "on", "days"],
        as_json=as_json,
        nothing="Nothing has a term. keep_audio and keep_transcripts in study.toml give one.",
    )


@retention_command.command("apply")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--clock-is-right", is_flag=True, help="Also where nothing was done here for over a year."
)
@who_option
@json_option
@pass_access
def retention_apply(
    access: Access, yes: bool, clock_is_right: bool, actor: str, as_json: bool
) -> None:
    """Destroy what is past its time, for good; asks once. Prints a receipt for each."""
    from interview_kit.workflow.destruction.retention import (
        destroy_due,
        kept_for_a_time,
        refuse_odd_clock,
    )

    with access.study() as study:
        if not clock_is_right:
            refuse_odd_clock(study, datetime.now(UTC).date())
        due = [item for item in kept_for_a_time(study) if item.days <= 0]
        if due and not yes:
            click.confirm(f"Destroy {len(due)} things that are past their time?", abort=True)
        receipts = destroy_due(study, actor=actor, clock_is_right=clock_is_right)
    print_rows(
        receipts,
        ["interview", "kind", "at", "entry", "hash"],
        as_json=as_json,
        nothing="Nothing is past its time.",
    )


@click.group("audit")
def audit_command() -> None:
    """Who did what when; that nothing of it was changed."""


@audit_command.command("list")
@json_option
@pass_access
def list_audit(access: Access, as_json: bool) -> None:
    """List every act, oldest first."""
    from interview_kit.vault import audit_log

    with access.study(writing=False) as study:
        entries = list(audit_log.entries(study.vault))
    columns = ["number", "at", "who", "act", "about", "facts"]
    print_rows(entries, columns, as_json=as_json, nothing="Nothing was noted yet.")


@audit_command.command("verify")
@json_option
@pass_access
def verify_audit(access: Access, as_json: bool) -> None:
    """Check that no entry was changed, put in or taken out; exit 2 where one was."""
    from interview_kit.workflow.study.study_audit import verify

    with access.study(writing=False) as study:
        verdict = verify(study)
    if as_json:
        print_json(asdict(verdict))
    if verdict.flaw:
        raise KitError(verdict.flaw, "Compare with the audit of a backup.")
    if not as_json:
        click.echo(f"{verdict.entries} entries, whole. The last is {verdict.head or 'none'}.")


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
        click.echo(f"{backup.folder}: {backup.files} files, {backup.bytes / 1e6:.1f} MB, checked.")
        click.echo("It opens with the passphrases of today, and holds everyone it holds for good.")


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@who_option
@json_option
@pass_access
def restore_command(access: Access, backup: Path, folder: Path, actor: str, as_json: bool) -> None:
    """Make a study in FOLDER, new or empty, of BACKUP, the folder that `backup` made."""
    from interview_kit.workflow.governance.backup import check_backup, restore

    check_backup(backup)
    restored_backup = restore(backup, access.secret(), folder, actor=actor)
    if as_json:
        print_json(asdict(restored_backup))
    else:
        click.echo(f"{restored_backup.folder}: the study as it was at {restored_backup.at}.")
        click.echo("Withdraw again whoever withdrew since then.")


@click.command("merge")
@click.argument("other", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help="What a participant of OTHER is called here: P07=P107. Repeatable.",
)
@click.option(
    "--other-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file whose first line is the passphrase of OTHER.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@who_option
@json_option
@pass_access
def merge_command(
    access: Access,
    other_folder: Path,
    renames: tuple[str, ...],
    other_passphrase_file: Path | None,
    dry_run: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Take the interviews of the study in folder OTHER into this one; OTHER stays as it is.

    Conflicts are listed, and then nothing is taken in. The passphrase of OTHER comes from
    --other-passphrase-file, INTERVIEW_KIT_OTHER_PASSPHRASE, or is asked for.
    """
    from interview_kit.workflow.governance.study_merge import merge
    from interview_kit.workflow.study.open_study import open_study, require_study

    require_study(other_folder)
    if other_folder.resolve() == access.folder.resolve():
        raise KitError("That is this study.", "Name the folder of another study.")
    code_renames = dict(_renamed(rename) for rename in renames)
    with (
        access.study() as study,
        open_study(other_folder, other_secret(other_passphrase_file)) as source,
        progress_bars(is_hidden=as_json) as show_progress,
    ):
        result = merge(
            study, source, code_renames, dry_run=dry_run, actor=actor, report=show_progress
        )
    if as_json:
        print_json(asdict(result))
    else:
        _tell(result)
    if result.conflicts:
        raise KitError(
            "Nothing was taken in: {count} conflicts.",
            "Each says what mends it.",
            count=len(result.conflicts),
        )


def _renamed(text: str) -> tuple[str, str]:
    old, _, new = text.partition("=")
    if not old or not new:
        raise KitError("{text} is no renaming.", "Write it as P07=P107.", text=text)
    return old.strip().upper(), new.strip().upper()


def _tell(result: Merge) -> None:
    for line in (*result.conflicts, *result.notices):
        click.echo(line)
    for old, new in (*result.codes.items(), *result.pseudonyms.items()):
        click.echo(f"{old} becomes {new}")
    if not result.conflicts:
        verb = "taken in" if result.done else "would be taken in"
        count = len(result.interviews)
        click.echo(f"{count} interviews, {result.filed} of them filed, {verb}.")
