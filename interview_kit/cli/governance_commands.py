"""Commands that keep a study in order: `approve`, `states`, `withdraw`, `retention`, `audit`,
`merge`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.beyond_reach import tell_beyond_reach
from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.progress_bars import progress_bars
from interview_kit.cli.speaking import say, say_made, word_for, wording
from interview_kit.cli.study_access import (
    Access,
    json_option,
    other_secret,
    pass_access,
    who_option,
)
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.model.moment import local_time

if TYPE_CHECKING:
    from interview_kit.workflow.governance.study_merge import Merge


@click.command("approve")
@click.argument("id")
@click.option("--take-back", is_flag=True, help="Take the approval back.")
@click.option(
    "--same-account",
    "is_same_account",
    is_flag=True,
    help="Two people share the account on which the names were decided.",
)
@who_option
@json_option
@pass_access
def approve_command(
    access: Access, id: str, take_back: bool, is_same_account: bool, actor: str, as_json: bool
) -> None:
    """Note that a second person read the pseudonymised text of interview ID and found nobody in it.

    It lapses when the text changes. Who decided on the names of the interview cannot approve it,
    also not under another name on the same account of a machine, unless that is said.
    """
    from interview_kit.workflow.interviews.text_states import approve, take_back_approval

    with access.study() as study:
        if take_back:
            status = take_back_approval(study.interview(id), actor)
        else:
            status = approve(study.interview(id), actor, is_same_account=is_same_account)
    if as_json:
        print_json(asdict(status))
    else:
        say(
            "{id}: {state}, read by {reader}.",
            id=id,
            state=word_for("value", str(status.state)),
            reader=status.checked_by or wording("nobody"),
        )


@click.command("states")
@click.argument("ids", nargs=-1)
@json_option
@pass_access
def states_command(access: Access, ids: tuple[str, ...], as_json: bool) -> None:
    """List how far the texts of interviews IDS are, and since when; all of them without IDS."""
    from interview_kit.workflow.interviews.text_states import TextState, text_statuses

    with access.study(writing=False) as study:
        rows = text_statuses(study, ids)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    cells = []
    for row in rows:
        people = {TextState.CORRECTED: row.corrected_by, TextState.CHECKED: (row.checked_by,)}
        times = [
            " ".join(filter(None, (local_time(row.passed.get(state, "")), *people.get(state, ()))))
            for state in TextState
        ]
        cells.append([row.interview, row.version, *times])
    print_table(["interview", "version", *TextState], cells)
    for row in rows:
        if row.member_check:
            outcome = word_for("value", row.member_check)
            say("{id}, the participant of the copy: {outcome}", id=row.interview, outcome=outcome)


@click.command("withdraw")
@click.argument("code")
@click.option(
    "--yes", "confirmed_code", metavar="CODE", default="", help="The code again: do not ask."
)
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
            wording(
                "Everything of {wanted} will be destroyed. This cannot be undone. Type {wanted}",
                wanted=participant,
            ),
            err=True,
        )
        if again.strip().upper() != participant:
            raise KitError("That is another code.", "Nothing was destroyed.")
        withdrawal = withdraw(study, participant, actor=actor)
    if as_json:
        print_json(asdict(withdrawal))
        return
    say(
        "{participant} is gone. Interviews: {interviews}. Names: {names}.",
        participant=withdrawal.participant,
        interviews=len(withdrawal.interviews),
        names=withdrawal.names,
    )
    tell_beyond_reach(withdrawal)


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
        nothing=wording(
            "Nothing has a term. keep_audio and keep_transcripts in study.toml give one."
        ),
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
    from interview_kit.workflow.destruction.retention import destroy_due

    def confirm(count: int) -> None:
        if not yes:
            click.confirm(
                wording(
                    CountedText(
                        "Destroy {count} thing that is past its time?",
                        "Destroy {count} things that are past their time?",
                    ),
                    count=count,
                ),
                abort=True,
            )

    with access.study() as study:
        receipts = destroy_due(study, actor=actor, confirm=confirm, clock_is_right=clock_is_right)
    print_rows(
        receipts,
        ["interview", "kind", "at", "entry", "hash"],
        as_json=as_json,
        nothing=wording("Nothing is past its time."),
    )


@click.group("audit")
def audit_command() -> None:
    """Who did what when; that nothing of it was changed."""


@audit_command.command("list")
@json_option
@pass_access
def list_audit(access: Access, as_json: bool) -> None:
    """List every act, oldest first."""
    from interview_kit.workflow.study.study_audit import noted_acts

    with access.study(writing=False) as study:
        entries = noted_acts(study)
    columns = ["number", "at", "who", "act", "about", "facts"]
    print_rows(entries, columns, as_json=as_json, nothing=wording("Nothing was noted yet."))


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
        say(
            CountedText(
                "{entries} entry, whole. The last is {hash}.",
                "{entries} entries, whole. The last is {hash}.",
                "entries",
            ),
            entries=verdict.entries,
            hash=verdict.head or wording("none"),
        )


@audit_command.command("key")
@json_option
@pass_access
def audit_key(access: Access, as_json: bool) -> None:
    """Say the key that signatures of this study are checked with; earlier keys below it.

    Note it down outside the study. It is no secret.
    """
    from interview_kit.workflow.study.study_audit import signing_keys

    with access.study(writing=False) as study:
        keys = signing_keys(study)
    if as_json:
        print_json([{"number": key.name, "key": str(key)} for key in keys])
    elif keys:
        print_table(["number", "key"], [(key.name, str(key)) for key in keys])
    else:
        say("There is no key yet: the next command that writes makes one.")


@click.command("merge")
@click.argument(
    "other_folder", metavar="OTHER", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
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
            CountedText(
                "Nothing was taken in: {count} conflict.",
                "Nothing was taken in: {count} conflicts.",
            ),
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
        say_made(line)
    for old, new in (*result.codes.items(), *result.pseudonyms.items()):
        say("{old} becomes {new}", old=old, new=new)
    if not result.conflicts:
        counts = {"count": len(result.interviews), "filed": result.filed}
        if result.done:
            say(
                CountedText(
                    "{count} interview, {filed} of them filed, taken in.",
                    "{count} interviews, {filed} of them filed, taken in.",
                ),
                **counts,
            )
        else:
            say(
                CountedText(
                    "{count} interview, {filed} of them filed, would be taken in.",
                    "{count} interviews, {filed} of them filed, would be taken in.",
                ),
                **counts,
            )
