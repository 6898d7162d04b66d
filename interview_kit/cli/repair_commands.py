"""Commands that put an interview right: `repair` and `delete`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.chosen_outcome import tell_left_out
from interview_kit.cli.interview_options import new_participant_option
from interview_kit.cli.printing import print_json, print_rows
from interview_kit.cli.speaking import say, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.vault.filings import Filing
    from interview_kit.workflow.publication.interview_repair import RepairedInterview
    from interview_kit.workflow.publication.participant_recoding import Recoded
    from interview_kit.workflow.study.chosen_interviews import ChosenOutcome


@click.command("repair")
@click.argument("id")
@click.option("--held", default="", metavar="DATE", help="The day it was held: 2026-05-01.")
@click.option("--interviewer", default=None, metavar="NAME", help="Who held it; '' for nobody.")
@click.option("--language", default="", metavar="nl|en", help="The language it is held in.")
@click.option("--guide", default="", help="Take the study's guide of that name, as it is now.")
@click.option(
    "--participant", default="", metavar="CODE", help="The right code; ID may be a code as well."
)
@new_participant_option
@click.option("--undo", is_flag=True, help="Set back what was put right last.")
@who_option
@json_option
@pass_access
def repair_command(
    access: Access,
    id: str,
    held: str,
    interviewer: str | None,
    language: str,
    guide: str,
    participant: str,
    is_new_person: bool,
    undo: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Put right what is noted of interview ID; without an option, list what was put right.

    What was filed is filed anew with it. Attributes have a command of their own, and so has
    consent.
    """
    from interview_kit.workflow.publication.interview_repair import (
        repair_interview,
        repairs_of,
        undo_repair,
    )
    from interview_kit.workflow.publication.participant_recoding import recode

    changes = bool(held or interviewer is not None or language or guide)
    if (participant and (changes or undo)) or (undo and changes):
        raise KitError("That is more than one step.", "Give --participant, or --undo, alone.")
    if participant:
        with access.study() as study:
            recoded = recode(study, id, participant, is_new_person=is_new_person, actor=actor)
        _print_recoded(recoded, as_json=as_json)
        return
    if not (changes or undo):
        with access.study(writing=False) as study:
            rows = repairs_of(study.interview(id))
        columns = ["at", "who", "field", "before", "after", "undone"]
        nothing = wording("Nothing was put right in {id}.", id=id)
        print_rows(rows, columns, as_json=as_json, nothing=nothing)
        return
    with access.study() as study:
        if undo:
            repaired = undo_repair(study.interview(id), actor=actor)
        else:
            repaired = repair_interview(
                study.interview(id),
                held=held,
                interviewer=interviewer,
                language=language,
                guide=guide,
                actor=actor,
            )
    _print_repaired(repaired, as_json=as_json)


def _print_repaired(repaired: RepairedInterview, *, as_json: bool) -> None:
    if as_json:
        changes = {
            field: {"before": before, "after": after}
            for field, (before, after) in repaired.changes.items()
        }
        carried = carried_json(repaired.carried)
        print_json({"interview": repaired.interview, "changes": changes, **carried})
        return
    for field, (before, after) in repaired.changes.items():
        say(
            "{id}: {field} is now {after}; it was {before}.",
            id=repaired.interview,
            field=word_for("column", field),
            before=before or wording("nobody"),
            after=after or wording("nobody"),
        )
    if not repaired.changes:
        say("{id} is like that already.", id=repaired.interview)
    tell_carried(repaired.carried)


def _print_recoded(recoded: Recoded, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "interviews": dict(recoded.interviews),
                "before": recoded.before,
                "after": recoded.after,
                **carried_json(recoded.carried),
            }
        )
        return
    for old, new in recoded.interviews.items():
        say("{old} is now {new}.", old=old, new=new)
    tell_carried(recoded.carried)


def carried_json(carried: ChosenOutcome[Filing]) -> dict[str, Any]:
    """What was filed anew, and what waits, for JSON."""
    return {
        "filed": [{"interview": row.interview, "version": row.version} for row in carried.done],
        "waiting": [
            {
                "interview": entry.interview,
                "reason": str(entry.error.message),
                "next": str(entry.error.hint),
            }
            for entry in carried.left_out
        ],
    }


def tell_carried(carried: ChosenOutcome[Filing]) -> None:
    """What was filed anew, and what waits."""
    for row in carried.done:
        say(
            "{interview} is filed anew: version {version}.",
            interview=row.interview,
            version=row.version,
        )
    tell_left_out(carried)


@click.command("delete")
@click.argument("id")
@click.option("--yes", "confirmed_id", metavar="ID", default="", help="The id again: do not ask.")
@who_option
@json_option
@pass_access
def delete_command(access: Access, id: str, confirmed_id: str, actor: str, as_json: bool) -> None:
    """Destroy the sound, words and names of interview ID, for good; asks once.

    Other interviews of the participant stay, with the names that they share. With the only one the
    participant's attributes and names go too; where somebody withdraws, use `withdraw`. Releases
    that held the interview are listed.
    """
    from interview_kit.workflow.destruction.interview_deletion import delete_interview

    with access.study() as study:
        interview = study.interview(id)
        again = confirmed_id or click.prompt(
            wording(
                "Everything of {wanted} will be destroyed. This cannot be undone. Type {wanted}",
                wanted=id,
            ),
            err=True,
        )
        if again.strip() != id:
            raise KitError("That is another interview.", "Nothing was destroyed.")
        deletion = delete_interview(interview, actor=actor)
    if as_json:
        print_json(asdict(deletion))
        return
    say("{interview} is gone, and {names} names.", interview=id, names=deletion.names)
    if deletion.participant_gone:
        say("It was the only one of its participant, of whom nothing is left.")
    for release in deletion.releases:
        say(
            "Release {release} ({purpose}, {at}) held {interview}.",
            release=release.release,
            purpose=release.purpose,
            at=release.at,
            interview=release.interview,
        )
    for file in deletion.files:
        say("{file} names the participant still: delete it, or export again.", file=file)
    say("Files written elsewhere and backups are beyond reach.")
