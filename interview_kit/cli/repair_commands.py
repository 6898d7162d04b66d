"""Commands that put an interview right: `repair` and `delete`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.beyond_reach import tell_beyond_reach
from interview_kit.cli.chosen_outcome import tell_left_out
from interview_kit.cli.interview_options import new_participant_option
from interview_kit.cli.printing import print_json, print_rows
from interview_kit.cli.speaking import say, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.vault.filings import Filing
    from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
    from interview_kit.workflow.repair.interview_repair import RepairedInterview
    from interview_kit.workflow.repair.participant_recoding import Recoded


@click.command("repair")
@click.argument("id")
@click.option(
    "--held", "held_on", default="", metavar="DATE", help="The day it was held: 2026-05-01."
)
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
    held_on: str,
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
    from interview_kit.workflow.repair.interview_repair import (
        history_of,
        repair_interview,
        undo_repair,
    )
    from interview_kit.workflow.repair.participant_recoding import recode

    changes = bool(held_on or interviewer is not None or language or guide)
    if (participant and (changes or undo)) or (undo and changes):
        raise KitError("That is more than one step.", "Give --participant, or --undo, alone.")
    if participant:
        with access.study() as study:
            recoding = recode(study, id, participant, is_new_person=is_new_person, actor=actor)
        _print_recoded(recoding, as_json=as_json)
        return
    if not (changes or undo):
        with access.study(writing=False) as study:
            rows = history_of(study.interview(id))
        columns = ["at", "who", "field", "before", "after", "undone"]
        nothing = wording("Nothing was put right in {id}.", id=id)
        print_rows(rows, columns, as_json=as_json, nothing=nothing)
        return
    with access.study() as study:
        if undo:
            repair = undo_repair(study.interview(id), actor=actor)
        else:
            repair = repair_interview(
                study.interview(id),
                held_on=held_on,
                interviewer=interviewer,
                language=language,
                guide=guide,
                actor=actor,
            )
    _print_repaired(repair, as_json=as_json)


def _print_repaired(repair: RepairedInterview, *, as_json: bool) -> None:
    if as_json:
        changes = {
            field: {"before": before, "after": after}
            for field, (before, after) in repair.changes.items()
        }
        refiling = carried_json(repair.refiling)
        print_json({"interview": repair.interview, "changes": changes, **refiling})
        return
    for field, (before, after) in repair.changes.items():
        say(
            "{id}: {field} is now {after}; it was {before}.",
            id=repair.interview,
            field=word_for("value", field),
            before=before or wording("nobody"),
            after=after or wording("nobody"),
        )
    if not repair.changes:
        say("{id} is like that already.", id=repair.interview)
    tell_carried(repair.refiling)


def _print_recoded(recoding: Recoded, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "interviews": dict(recoding.interviews),
                "before": recoding.before,
                "after": recoding.after,
                **carried_json(recoding.refiling),
            }
        )
        return
    for old, new in recoding.interviews.items():
        say("{old} is now {new}.", old=old, new=new)
    tell_carried(recoding.refiling)


def carried_json(refiling: ChosenOutcome[Filing]) -> dict[str, Any]:
    """What was filed anew, and what waits, for JSON."""
    return {
        "filed": [{"interview": row.interview, "version": row.version} for row in refiling.done],
        "waiting": [
            {
                "interview": entry.interview,
                "reason": str(entry.error.message),
                "next": str(entry.error.hint),
            }
            for entry in refiling.left_out
        ],
    }


def tell_carried(refiling: ChosenOutcome[Filing]) -> None:
    """What was filed anew, and what waits."""
    for row in refiling.done:
        say(
            "{interview} is filed anew: version {version}.",
            interview=row.interview,
            version=row.version,
        )
    tell_left_out(refiling)


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
        typed_id = confirmed_id or click.prompt(
            wording(
                "Everything of {wanted} will be destroyed. This cannot be undone. Type {wanted}",
                wanted=id,
            ),
            err=True,
        )
        if typed_id.strip() != id:
            raise KitError("That is another interview.", "Nothing was destroyed.")
        deletion = delete_interview(interview, actor=actor)
    if as_json:
        print_json(asdict(deletion))
        return
    say("{interview} is gone. Names gone with it: {names}.", interview=id, names=deletion.names)
    if deletion.participant_gone:
        say("It was the only one of its participant, of whom nothing is left.")
    tell_beyond_reach(deletion)
