"""The commands of `names audit`: how many names are left."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.speaking import say, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.cli.terminal_output import echo_talk
from interview_kit.language.counted_text import CountedText


@click.group("audit")
def audit_group() -> None:
    """Find out how many names are left: draw turns at random, read those, and see the bound."""


@audit_group.command("draw")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--turns", "count", default=300, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", type=int, help="Draw the same turns again from the same text.")
@who_option
@pass_access
def draw_command(
    access: Access, ids: tuple[str, ...], count: int, seed: int | None, actor: str
) -> None:
    """Draw turns of interviews ID, or of all whose names are decided, for somebody to read.

    Turns with unsure words, with two who speak at once and without capitals are drawn more often.
    """
    from interview_kit.workflow.pseudonymisation.name_audit import draw_turns

    with access.study() as study:
        draw = draw_turns(study, ids, count=count, seed=seed, actor=actor)
    say(
        CountedText(
            "{count} turn drawn. Read it: interview-kit names audit read",
            "{count} turns drawn. Read them: interview-kit names audit read",
        ),
        count=draw.count,
    )


@audit_group.command("read")
@who_option
@pass_access
def read_command(access: Access, actor: str) -> None:
    """Read the drawn turns one by one, as they would be filed, and type each name that is left.

    Nothing typed says that none is; `q` stops, and the next time goes on from there. What is typed
    is replaced from then on. A second reader shows how much the first one missed.
    """
    from interview_kit.workflow.pseudonymisation.name_audit import AuditTurn, read_turns

    def ask(entry: AuditTurn) -> list[str] | None:
        echo_talk(
            wording(
                "{number} of {count}, {interview}: {text}",
                number=entry.number,
                count=entry.of,
                interview=entry.interview,
                text=entry.turn.text,
            )
        )
        while True:
            answer = click.prompt(
                wording("Names left, with a ; between (Enter: none, q: stop)"),
                default="",
                show_default=False,
            )
            if answer.strip().casefold() == "q":
                return None
            names = [name.strip() for name in answer.split(";") if name.strip()]
            if all(name.casefold() in entry.turn.text.casefold() for name in names):
                return names
            say("The turn does not say that. Type it as it stands in the text.")

    with access.study() as study:
        audit = read_turns(study, ask, actor=actor)
    say(
        CountedText(
            "{read} of {drawn} turns read, {names} name met.",
            "{read} of {drawn} turns read, {names} names met.",
            "names",
        ),
        read=audit.read,
        drawn=audit.drawn,
        names=audit.names_met,
    )
    say("What it comes to: interview-kit names audit show")


@audit_group.command("show")
@json_option
@pass_access
def show_command(access: Access, as_json: bool) -> None:
    """Show how many names are left at most in 10,000 words, with 95% confidence."""
    from interview_kit.workflow.pseudonymisation.name_audit import name_audit

    with access.study(writing=False) as study:
        audit = name_audit(study)
    if as_json:
        print_json(asdict(audit))
        return
    print_table(
        ["stratum", "turns", "read", "with names"],
        [
            [word_for("value", stratum.value), row.turns, row.read, row.with_names]
            for stratum, row in audit.strata.items()
        ],
    )
    if audit.left is None:
        say("Not every stratum was read, so nothing is known yet: interview-kit names audit read")
        return
    say(
        "At most {bound} names are left in 10,000 words, with {confidence}% confidence.",
        bound=round(audit.left.per_10_000, 1),
        confidence=round(100 * audit.left.confidence),
    )
    say(
        CountedText(
            (
                "{names} name was met in {read} turns and is replaced now; the bound still counts"
                " it."
            ),
            (
                "{names} names were met in {read} turns and are replaced now; the bound still "
                "counts them."
            ),
            "names",
        ),
        names=audit.names_met,
        read=audit.read,
    )


@audit_group.command("detectors")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@json_option
@pass_access
def detectors_command(access: Access, ids: tuple[str, ...], as_json: bool) -> None:
    """Estimate how many places of persons no detector found, from who found what.

    A second opinion beside reading: detectors miss the same names, so it is too low. Where they
    found too little together, it says that nothing can be estimated.
    """
    from interview_kit.workflow.pseudonymisation.name_audit import persons_nobody_found

    with access.study(writing=False) as study:
        found_places = persons_nobody_found(study, ids)
    if as_json:
        print_json(asdict(found_places))
        return
    if found_places.missed_places is None:
        say(
            CountedText(
                "Of {places} place of a person, one detector alone found {once}, and exactly two "
                "found {twice}.",
                "Of {places} places of persons, one detector alone found {once}, and exactly two "
                "found {twice}.",
                "places",
            ),
            places=found_places.places,
            once=found_places.found_once,
            twice=found_places.found_twice,
        )
        say(
            "That is too little overlap to estimate what no detector found. Read instead: "
            "interview-kit names audit draw"
        )
        return
    say(
        CountedText(
            "At least {count} place of a person was found by no detector, by Chao's estimate.",
            "At least {count} places of persons were found by no detector, by Chao's estimate.",
        ),
        count=round(found_places.missed_places),
    )
