"""The command `member-check`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.speaking import say, word_for
from interview_kit.cli.study_access import Access, pass_access, who_option
from interview_kit.errors import KitError


@click.command("member-check")
@click.argument("id")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write: .html or .docx.",
)
@click.option(
    "--names",
    type=click.Choice(["own", "all", "none"]),
    help="Which names stand in it; as the study says if left out.",
)
@click.option(
    "--outcome",
    type=click.Choice(["agreed", "changed", "withheld", "unanswered"]),
    help="Note what the participant said of the copy.",
)
@who_option
@pass_access
def member_check_command(
    access: Access, id: str, target: Path | None, names: str | None, outcome: str | None, actor: str
) -> None:
    """Write a readable copy of interview ID for the participant to check, and note the outcome.

    `own` leaves the participant's own names and replaces those of others, `all` leaves every name
    as it was said, `none` replaces them all. A copy that holds names says so at its top. Of the
    outcome it is noted who says so and when; what was to be changed is corrected in the text.
    """
    if (target is None) == (outcome is None):
        raise KitError("That is more or less than one thing to do.", "Give --to FILE or --outcome.")
    if target is None:
        _note_outcome(access, id, outcome or "", actor)
        return
    from interview_kit.workflow.publication.member_check import write_check_copy

    with access.study() as study:
        names_shown = names or study.settings.check_names
        write_check_copy(study.interview(id), target, names_shown)
    if names_shown == "none":
        say("Wrote {target}.", target=target)
    else:
        say("Wrote {target}. It holds names: keep it safe.", target=target)


def _note_outcome(access: Access, id: str, outcome: str, actor: str) -> None:
    from interview_kit.workflow.publication.member_check import CheckOutcome, note_check_outcome

    with access.study() as study:
        note_check_outcome(study.interview(id), CheckOutcome(outcome), actor)
    say("Noted for {id}: {outcome}", id=id, outcome=word_for("value", outcome))
