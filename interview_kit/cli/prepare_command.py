"""The command `prepare`: an interview that is held another day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interview_kit.cli.interview_options import (
    guide_option,
    language_option,
    parse_attributes,
    roster_option,
)
from interview_kit.cli.speaking import say
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo_json


@click.command("prepare")
@click.option("--participant", required=True, metavar="CODE", help="The code, such as P07.")
@guide_option
@language_option
@roster_option
@click.option("--interviewer", default="", metavar="INITIALS", help="Who will hold it.")
@click.option("--attribute", "pairs", multiple=True, metavar="ID=VALUE", help="Note it.")
@json_option
@pass_access
def prepare_command(
    access: Access,
    participant: str,
    guide: str,
    language: str,
    roster: Path | None,
    interviewer: str,
    pairs: Sequence[str],
    as_json: bool,
) -> None:
    """Prepare an interview that is held another day; nothing is recorded.

    It stands in the list; `interview --resume ID` asks consent and begins.
    """
    from interview_kit.workflow.capture.preparation import prepare_for_later
    from interview_kit.workflow.interviews.roster_file import read_roster

    attributes = parse_attributes(pairs)
    names = read_roster(roster, participant)
    with access.study() as study:
        id = prepare_for_later(
            study,
            participant,
            guide=guide,
            language=language,
            interviewer=interviewer,
            roster=names,
            attributes=attributes,
        )
    if as_json:
        echo_json({"interview": id})
    else:
        say("Prepared {id}. Go on with: interview-kit interview --resume {id}", id=id)
