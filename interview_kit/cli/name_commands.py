"""Commands on names: `names`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.name_audit_commands import audit_group
from interview_kit.cli.name_hearing_commands import (
    confirm_command,
    hear_command,
    heard_command,
    tell_decided,
    wave_away_command,
)
from interview_kit.cli.name_key_commands import destroy_key_command, export_key_command
from interview_kit.cli.name_merging_commands import (
    join_command,
    merge_command,
    split_command,
    suggestions_command,
)
from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.speaking import say, spoken_language, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option, why_option
from interview_kit.language.counted_text import CountedText
from interview_kit.model.moment import local_time


@click.group("names")
def names_command() -> None:
    """See and add names to be replaced. What is printed here identifies people."""


names_command.add_command(audit_group)
for command in (
    hear_command,
    heard_command,
    confirm_command,
    wave_away_command,
    merge_command,
    split_command,
    suggestions_command,
    join_command,
):
    names_command.add_command(command)


@names_command.command("list")
@json_option
@pass_access
def list_names(access: Access, as_json: bool) -> None:
    """List people, places and the like in the study, what replaces them, and in how many places."""
    from interview_kit.workflow.pseudonymisation.name_list import list_names as listed_names

    with access.study(writing=False) as study:
        names = listed_names(study)
    entities, roster = names.entities, names.roster
    if as_json:
        print_json(
            {
                "entities": [
                    {**asdict(entity), "places": names.places.get(entity.id, 0)}
                    for entity in entities
                ],
                "roster": [asdict(name) for name in roster],
            }
        )
        return
    rows = [
        [
            candidate.id,
            candidate.pseudonym,
            candidate.type,
            names.role_of(candidate, spoken_language()),
            ", ".join(candidate.forms),
            names.places.get(candidate.id, 0),
            candidate.same_as,
        ]
        for candidate in entities
        if candidate.forms
    ]
    if rows:
        print_table(["id", "pseudonym", "type", "role", "originals", "places", "merged into"], rows)
    elif not roster:
        say("No names yet. They are looked for with: interview-kit pseudonymize --all")
    if roster and not entities:
        say("Names were typed but not looked for yet: interview-kit pseudonymize --all")
        print_rows(roster, ["text", "type", "role", "participant"], as_json=False, nothing="")


@names_command.command("add")
@click.argument("roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--participant", default="", metavar="CODE", help="Whose world the names belong to.")
@json_option
@pass_access
def add_names(access: Access, roster: Path, participant: str, as_json: bool) -> None:
    """Add the names in file ROSTER: one on a line, `sister: Full Name`, `place: Town`."""
    from interview_kit.workflow.interviews.roster_file import read_roster
    from interview_kit.workflow.pseudonymisation.name_list import add_names as keep_names

    new = read_roster(roster, participant)
    with access.study() as study:
        keep_names(study, new)
    if as_json:
        print_json({"added": len(new)})
        return
    say(
        CountedText(
            "{count} name added. It is looked for with: interview-kit pseudonymize --all",
            "{count} names added. They are looked for with: interview-kit pseudonymize --all",
        ),
        count=len(new),
    )


@names_command.command("remove")
@click.argument("name")
@click.option("--participant", default="", metavar="CODE", help="Only for this participant.")
@click.option("--why", default="", help="Why; it is asked for, and kept with the decision.")
@who_option
@json_option
@pass_access
def remove_name(
    access: Access, name: str, participant: str, why: str, actor: str, as_json: bool
) -> None:
    """Take back NAME, which was typed by mistake, with a reason; names undo puts it back.

    It is no longer looked for, but where it was found and accepted.
    """
    from interview_kit.workflow.pseudonymisation.typed_names import take_off

    with access.study() as study:
        removed_names = take_off(study, name, participant=participant, who=actor, why=why)
    if as_json:
        print_json({"removed": len(removed_names)})
        return
    say(
        CountedText(
            "{count} name taken back. Look for names again: interview-kit pseudonymize --all",
            "{count} names taken back. Look for names again: interview-kit pseudonymize --all",
        ),
        count=len(removed_names),
    )


@names_command.command("check")
@json_option
@pass_access
def check_names(access: Access, as_json: bool) -> None:
    """Look again in all that is filed for the names the study knows by now, also by sound.

    It names places, not people. What it lists is to be looked through and filed again.
    """
    from interview_kit.workflow.pseudonymisation.original_names import originals_in_corpus

    with access.study(writing=False) as study:
        leak_places = originals_in_corpus(study)
    if as_json:
        print_json(leak_places)
        return
    for interview, places in leak_places.items():
        say("{interview}: {places}", interview=interview, places=tuple(places))
    if leak_places:
        ids = " ".join(leak_places)
        say("Replace and file them again: interview-kit pseudonymize {ids}, review, file", ids=ids)
    else:
        say("No name that the study knows is left in what is filed.")


@names_command.command("indirect")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@json_option
@pass_access
def indirect_command(access: Access, ids: tuple[str, ...], as_json: bool) -> None:
    """List what may give somebody away without a name: `the only vet of the village`.

    Rare jobs beside places, offices, rare illnesses, what was in the news. Nothing is replaced:
    on the screen a stretch can be marked, or a correction can make it coarser.
    """
    from interview_kit.workflow.pseudonymisation.missed_names import indirect_places

    with access.study(writing=False) as study:
        places = indirect_places(study, ids)
    if as_json:
        print_json([asdict(place) for place in places])
        return
    for place in places:
        say(
            "{interview}, turn {turn}, {kind}: {before}«{text}»{after}",
            interview=place.interview,
            turn=place.turn,
            kind=word_for("value", place.kind.value),
            before=place.before,
            text=place.text,
            after=place.after,
        )
    say(
        CountedText(
            "{count} place that may give somebody away.",
            "{count} places that may give somebody away.",
        ),
        count=len(places),
    )


@names_command.command("undo")
@json_option
@pass_access
def undo_names(access: Access, as_json: bool) -> None:
    """Take back the latest decision on names that still stands."""
    from interview_kit.workflow.pseudonymisation.decision_undo import undo

    with access.study() as study:
        undone = undo(study)
    event = undone.decision
    if as_json:
        print_json(
            {
                "deed": event.kind,
                "at": event.at,
                "interview": event.interview,
                "entities": event.entities,
                "pseudonyms": undone.pseudonyms,
                "words": undone.words,
                "interviews": undone.interviews,
                "filed": undone.filed,
            }
        )
        return
    subjects = (*undone.pseudonyms, *undone.words)
    say(
        "Taken back: {kind}, {at}.",
        kind=word_for("value", str(event.kind)),
        at=local_time(event.at),
    )
    if subjects:
        say("It was about {subjects}.", subjects=subjects)
    if undone.interviews:
        say("It reached {interviews}.", interviews=undone.interviews)
    if undone.filed:
        say(
            "In the corpus stays what was filed, until it is filed anew: {interviews}.",
            interviews=undone.filed,
        )


def _verdict_command(name: str, verdict: str, help_text: str) -> None:
    @names_command.command(name, help=help_text)
    @click.argument("entity")
    @click.option("--interview", metavar="ID", help="In this interview only.")
    @who_option
    @why_option
    @json_option
    @pass_access
    def decide(
        access: Access, entity: str, interview: str | None, actor: str, why: str, as_json: bool
    ) -> None:
        from interview_kit.workflow.pseudonymisation.name_list import decide_entity

        with access.study() as study:
            count = decide_entity(study, entity, verdict, interview or "", actor=actor, why=why)
        tell_decided(count, as_json=as_json)


_verdict_command(
    "accept", "accepted", "Replace ENTITY in the whole study, or with --interview in one."
)
_verdict_command(
    "reject",
    "rejected",
    "Leave ENTITY as it is; what is written so is not asked in later interviews either.",
)


@names_command.command("decide")
@click.argument("verdict", type=click.Choice(["accepted", "rejected"]))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--detector", default="", help="Only what this detector found: tagger, patterns …")
@click.option("--at-least", default=0.0, type=click.FloatRange(0, 1), help="Only if so sure.")
@click.option("--below", default=1.1, type=click.FloatRange(0, 1.1), help="Only if less sure.")
@who_option
@why_option
@json_option
@pass_access
def decide_alike_command(
    access: Access,
    verdict: str,
    ids: tuple[str, ...],
    detector: str,
    at_least: float,
    below: float,
    actor: str,
    why: str,
    as_json: bool,
) -> None:
    """Decide at once on all that is undecided in interviews ID, or everywhere.

    By detector and by how sure it was, 0 to 1. names undo takes it back, an interview at a time.
    """
    from interview_kit.workflow.pseudonymisation.name_review import decide_alike

    with access.study() as study:
        count = decide_alike(
            study,
            verdict,
            ids,
            detector=detector,
            at_least=at_least,
            below=below,
            actor=actor,
            why=why,
        )
    tell_decided(count, as_json=as_json)


@names_command.command("log")
@json_option
@pass_access
def log_names(access: Access, as_json: bool) -> None:
    """List what was decided about names: what, who, when and why."""
    from interview_kit.workflow.pseudonymisation.name_list import decision_log

    with access.study(writing=False) as study:
        events = decision_log(study)
    columns = ["at", "deed", "who", "why", "interview", "entities", "undone"]
    print_rows(events, columns, as_json=as_json, nothing=wording("Nothing was decided yet."))


for command in (export_key_command, destroy_key_command):
    names_command.add_command(command)
