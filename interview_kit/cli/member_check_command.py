"""The command `member-check`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.speaking import say
from interview_kit.cli.study_access import Access, pass_access


@click.command("member-check")
@click.argument("id")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write: .html or .docx.",
)
@click.option(
    "--names",
    type=click.Choice(["own", "all", "none"]),
    help="Which names stand in it; as the study says if left out.",
)
@pass_access
def member_check_command(access: Access, id: str, target: Path, names: str | None) -> None:
    """Write a readable copy of interview ID for the participant to check.

    `own` leaves the participant's own names and replaces those of others, `all` leaves every name
    as it was said, `none` replaces them all. A copy that holds names says so at its top.
    """
    from interview_kit.workflow.publication.member_check import write_check_copy

    with access.study() as study:
        names_shown = names or study.settings.check_names
        write_check_copy(study.interview(id), target, names_shown)
    if names_shown == "none":
        say("Wrote {target}.", target=target)
    else:
        say("Wrote {target}. It holds names: keep it safe.", target=target)
