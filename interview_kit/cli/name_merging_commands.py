"""The commands of `names` on who is whom: two made one, one made two, who may be the same."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.speaking import say, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option, why_option


@click.command("merge")
@click.argument("entity", metavar="KEPT")
@click.argument("other_entity", metavar="OTHER")
@who_option
@why_option
@json_option
@pass_access
def merge_command(
    access: Access, entity: str, other_entity: str, actor: str, why: str, as_json: bool
) -> None:
    """Make KEPT and OTHER one, under the pseudonym of KEPT, in interviews to come too.

    Both are ids or pseudonyms, as names list shows them.
    """
    from interview_kit.workflow.pseudonymisation.entity_merging import merge

    with access.study() as study:
        kept = merge(study, entity, other_entity, actor=actor, why=why)
    if as_json:
        print_json({"id": kept.id, "pseudonym": kept.pseudonym})
        return
    say("They are one now. What was filed before is to be filed again.")


@click.command("split")
@click.argument("entity")
@click.option("--interview", required=True, metavar="ID", help="Where it is somebody else.")
@click.option("--turn", type=int, help="Only in this turn.")
@who_option
@why_option
@json_option
@pass_access
def split_command(
    access: Access,
    entity: str,
    interview: str,
    turn: int | None,
    actor: str,
    why: str,
    as_json: bool,
) -> None:
    """Make somebody of his own of what ENTITY is in one interview."""
    from interview_kit.workflow.pseudonymisation.entity_merging import split

    with access.study() as study:
        new = split(study.interview(interview), entity, turn=turn, actor=actor, why=why)
    if as_json:
        print_json({"id": new.id, "pseudonym": new.pseudonym})
        return
    say(
        "There it is {pseudonym} ({id}) now. What was filed is to be filed again.",
        pseudonym=new.pseudonym,
        id=new.id,
    )


@click.command("suggestions")
@json_option
@pass_access
def suggestions_command(access: Access, as_json: bool) -> None:
    """List who may be the same as whom and is not merged, with the reason.

    Family is compared within a participant, clinicians over the study. Nothing is merged by this.
    """
    from interview_kit.workflow.pseudonymisation.entity_merging import suggestions

    with access.study(writing=False) as study:
        link_suggestions = list(suggestions(study))
    if as_json:
        print_json(
            [{"left": asdict(a), "right": asdict(b), "reason": c} for a, b, c in link_suggestions]
        )  # fmt: skip
    elif link_suggestions:
        columns = ["id", "originals", "pseudonym", "may be", "originals", "pseudonym", "because"]
        print_table(
            columns,
            [
                [a.id, ", ".join(a.forms), a.pseudonym, b.id, ", ".join(b.forms), b.pseudonym, why]
                for a, b, why in link_suggestions
            ],
        )
        say("Where it is so: interview-kit names merge A B. names undo takes it back.")
    else:
        say("Nobody looks like somebody else.")


@click.command("join")
@click.option("--all", "all_of_them", is_flag=True, help="Join every pair that is listed.")
@click.option("--but", "without", multiple=True, metavar="ID", help="With --all: not this one.")
@click.option("--why", default="", help="Why; kept with the decisions.")
@who_option
@json_option
@pass_access
def join_command(
    access: Access,
    all_of_them: bool,
    without: tuple[str, ...],
    why: str,
    actor: str,
    as_json: bool,
) -> None:
    """List clinicians, places and institutions that stand in the study twice by the same name.

    So they do after sites were merged. --all joins them in one go; `names undo` takes back one.
    """
    from interview_kit.workflow.pseudonymisation.entity_merging import join_shared, shared_names

    with access.study(writing=all_of_them) as study:
        if all_of_them:
            rows = join_shared(study, without, actor=actor, why=why)
        else:
            rows = shared_names(study)
    columns = ["kept", "kept_pseudonym", "other", "other_pseudonym", "type", "form"]
    print_rows(rows, columns, as_json=as_json, nothing=wording("Nobody stands in it twice."))
    if rows and not as_json and all_of_them:
        say("Joined. Look for names again, and file: pseudonymize --all, file --all.")
    elif rows and not as_json:
        say("Next: interview-kit names join --all, with --but ID for who is somebody else.")
