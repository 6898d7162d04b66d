"""The command `attributes`: what is noted of a participant, and its review."""

from __future__ import annotations

from collections.abc import Sequence

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.speaking import say, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option


@click.command("attributes")
@click.argument("participant")
@click.option("--set", "pairs", multiple=True, metavar="ID=TEXT", help="Note it, or change it.")
@click.option("--remove", "removed", multiple=True, metavar="ID", help="Take an attribute away.")
@click.option(
    "--keep", "kept", multiple=True, metavar="ID", help="Nothing in its text is to be replaced."
)
@click.option("--why", default="", help="Why; kept with the decision.")
@who_option
@json_option
@pass_access
def attributes_command(
    access: Access,
    participant: str,
    pairs: Sequence[str],
    removed: Sequence[str],
    kept: Sequence[str],
    why: str,
    actor: str,
    as_json: bool,
) -> None:
    """See and change what is noted of PARTICIPANT, and review its free text.

    The guide's choices need no review. Other text is searched by the detectors, and an interview
    is not filed while something in it may identify somebody and nobody has decided.
    """
    from interview_kit.cli.interview_options import parse_attributes
    from interview_kit.workflow.pseudonymisation.attribute_review import review_attributes

    changes = {**parse_attributes(pairs), **dict.fromkeys(removed, "")}
    with access.study(writing=bool(changes or kept)) as study:
        rows = review_attributes(study, participant, changes, kept, who=actor, why=why)
    columns = ["attribute", "value", "suspicious"]
    print_rows(rows, columns, as_json=as_json, nothing=wording("Nothing is noted."))
    if not as_json and any(row.suspicious for row in rows):
        say("What is suspicious is changed with --set ID=TEXT, or left with --keep ID.")
