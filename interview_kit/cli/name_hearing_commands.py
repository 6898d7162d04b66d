"""The commands of `names` on sound: listen for names, see what was heard, decide on it."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.chosen_outcome import print_outcome_json, refuse_unfinished, tell_left_out
from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, wording
from interview_kit.cli.study_access import (
    SECONDS,
    Access,
    all_option,
    json_option,
    pass_access,
    who_option,
)
from interview_kit.language.counts import name_count, place_count

at_option = click.option(
    "--at-seconds", "at_seconds", type=SECONDS, help="Only the one that begins there."
)


@click.command("hear")
@click.argument("ids", nargs=-1)
@all_option
@click.option("--model", default="", metavar="NAME", help="Not the study's model, but this one.")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Cores to use; all if none.")
@json_option
@pass_access
def hear_command(
    access: Access,
    ids: tuple[str, ...],
    all_of_them: bool,
    model: str,
    threads: int | None,
    as_json: bool,
) -> None:
    """Listen in interviews IDS for names that their text has as other words.

    Speech models write half of all first names as something else. Each name that was typed, or that
    the text names elsewhere, is looked for in the sound; what may be one is a suspicion, shown in
    the review and covered by audio --names. Ctrl-C stops it with nothing kept of that interview.
    """
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.transcription.name_hearing import hear_chosen

    with access.study() as study, progress_bars(is_hidden=as_json) as show:
        outcome = hear_chosen(
            study,
            ids,
            all_of_them=all_of_them,
            model=model,
            threads=threads,
            progress=lambda step: show(
                wording("Listening for names in {id}", id=step.interview),
                step.done_ms,
                step.total_ms,
            ),
        )
    if as_json:
        print_outcome_json(outcome)
    else:
        for row in outcome.done:
            say(
                "{interview}: {names} listened for, {places} suspected.",
                interview=row.interview,
                names=name_count(row.names),
                places=place_count(row.suspicions),
            )
        if any(row.suspicions for row in outcome.done):
            say("Next: interview-kit review ID, or interview-kit names heard ID.")
        tell_left_out(outcome)
    refuse_unfinished(outcome)


@click.command("heard")
@click.argument("id")
@json_option
@pass_access
def heard_command(access: Access, id: str, as_json: bool) -> None:
    """List the names that may be said in interview ID where its text has other words."""
    from interview_kit.model.clock import timestamp
    from interview_kit.workflow.pseudonymisation.heard_name_review import hearable_names

    with access.study(writing=False) as study:
        names = hearable_names(study.interview(id))
    if as_json:
        print_json(
            [
                {
                    **asdict(entry.suspicion.heard_name),
                    "turn": entry.suspicion.turn,
                    "type": entry.suspicion.type,
                    "before": entry.before,
                    "after": entry.after,
                }
                for entry in names
            ]
        )
        return
    for entry in names:
        say(
            "{time} {form}? …{before}«{words}»{after}…",
            time=timestamp(entry.suspicion.heard_name.start_ms),
            form=entry.suspicion.heard_name.form,
            before=entry.before,
            words=entry.suspicion.heard_name.words,
            after=entry.after,
        )
    if names:
        say("Listen, and then: interview-kit names confirm {id} NAME, or wave-away.", id=id)
    else:
        say("No name is suspected in {id}.", id=id)


@click.command("confirm")
@click.argument("id")
@click.argument("name")
@at_option
@who_option
@json_option
@pass_access
def confirm_command(
    access: Access, id: str, name: str, at_seconds: float | None, actor: str, as_json: bool
) -> None:
    """Confirm that NAME is said wherever it is suspected in interview ID.

    The text is corrected there, and the name is replaced like any other. `names undo` takes it
    back.
    """
    _decide(access, id, name, "confirmed", at_seconds, actor, as_json=as_json)


@click.command("wave-away")
@click.argument("id")
@click.argument("name")
@at_option
@who_option
@json_option
@pass_access
def wave_away_command(
    access: Access, id: str, name: str, at_seconds: float | None, actor: str, as_json: bool
) -> None:
    """Say that NAME is not said where it is suspected in interview ID; `names undo` takes it back.

    There it is not covered by audio --names, nor suspected again.
    """
    _decide(access, id, name, "waved away", at_seconds, actor, as_json=as_json)


def tell_decided(count: int, *, as_json: bool) -> None:
    """Say on how many places was decided."""
    if as_json:
        print_json({"decided": count})
    else:
        say("Places decided: {count}.", count=count)


def _decide(
    access: Access,
    id: str,
    name: str,
    verdict: str,
    at_seconds: float | None,
    actor: str,
    *,
    as_json: bool,
) -> None:
    from interview_kit.workflow.pseudonymisation.heard_name_review import decide_heard

    with access.study() as study:
        count = decide_heard(
            study.interview(id),
            name,
            verdict,
            at_ms=None if at_seconds is None else round(at_seconds * 1000),
            actor=actor,
        )
    tell_decided(count, as_json=as_json)
