"""The command `review`: decide on the screen, in a spreadsheet, or on many places at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_table, undecided_cell
from interview_kit.cli.speaking import say, word_for
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import decimal_number

if TYPE_CHECKING:
    from interview_kit.workflow.pseudonymisation.decision_table import TakenTable
    from interview_kit.workflow.pseudonymisation.name_review import Replaceable

TABLE = click.Path(path_type=Path, dir_okay=False)
"""A file that is a table of decisions."""
FILLED_TABLE = click.Path(path_type=Path, dir_okay=False, exists=True)
"""A table of decisions that is there."""


@click.command("review")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--export", "target", type=TABLE, help="Write the places to FILE.csv or FILE.xlsx.")
@click.option("--open", "only_open", is_flag=True, help="With --export: only what is undecided.")
@click.option("--import", "source", type=FILLED_TABLE, help="Take the verdicts of a filled table.")
@click.option("--dry-run", is_flag=True, help="With --import: only say what would be taken.")
@click.option(
    "--compare", type=FILLED_TABLE, nargs=2, help="Compare what two readers wrote in two tables."
)
@who_option
@json_option
@pass_access
def review_command(
    access: Access,
    ids: tuple[str, ...],
    target: Path | None,
    only_open: bool,
    source: Path | None,
    dry_run: bool,
    compare: tuple[Path, Path] | None,
    actor: str,
    as_json: bool,
) -> None:
    """See every replacement in interview ID and decide, on the screen.

    With --json, or without a terminal, the replacements are printed instead; without an ID, how
    many are left to decide in each interview. --export writes a table for a spreadsheet, with names
    in the clear: write accepted or rejected under verdict, and --import takes it back. Rows whose
    text or decision has changed meanwhile are listed and not taken.
    """
    if sum(way is not None for way in (target, source, compare)) > 1:
        raise KitError(
            "Of --export, --import and --compare one is done at a time.",
            "interview-kit review --help",
        )
    if (only_open and target is None) or (dry_run and source is None):
        raise KitError(
            "--open goes with --export, and --dry-run with --import.", "interview-kit review --help"
        )
    if target is not None:
        _write_table(access, target, ids, only_open=only_open, actor=actor)
    elif source is not None:
        _take_table(access, source, actor=actor, dry_run=dry_run, as_json=as_json)
    elif compare is not None:
        _compare_tables(compare, as_json=as_json)
    elif not ids:
        _list_undecided(access, as_json=as_json)
    elif len(ids) > 1:
        raise KitError("One interview is reviewed at a time.", "interview-kit review ID")
    elif sys.stdout.isatty() and not as_json:
        from interview_kit.cli.screen_command import open_screen

        open_screen(access, review=ids[0])
    else:
        _print_places(access, ids[0], as_json=as_json)


def _write_table(
    access: Access, target: Path, ids: Sequence[str], *, only_open: bool, actor: str
) -> None:
    from interview_kit.workflow.pseudonymisation.decision_table import write_decision_table

    with access.study() as study:
        count = write_decision_table(study, target, ids, only_open=only_open, actor=actor)
    say(
        CountedText(
            "{path}: {count} place, with names in the clear.",
            "{path}: {count} places, with names in the clear.",
        ),
        path=target,
        count=count,
    )
    say(
        "Write accepted or rejected in the column verdict, and then: interview-kit review "
        "--import {path}",
        path=target,
    )
    say("Delete the file when it is in.")


def _take_table(access: Access, source: Path, *, actor: str, dry_run: bool, as_json: bool) -> None:
    from interview_kit.workflow.pseudonymisation.decision_table import take_decision_table

    with access.study(writing=not dry_run) as study:
        taken = take_decision_table(study, source, actor=actor, dry_run=dry_run)
    if as_json:
        print_json(asdict(taken))
    else:
        _tell_taken(taken, dry_run=dry_run)
    if taken.conflicts:
        raise SystemExit(2)


def _tell_taken(taken: TakenTable, *, dry_run: bool) -> None:
    for verdict, count in taken.changed.items():
        say(
            CountedText("{count} place {verdict}.", "{count} places {verdict}."),
            count=count,
            verdict=word_for("value", verdict.value),
        )
    say("Places that stay as they were decided: {count}.", count=taken.unchanged)
    for row in taken.conflicts:
        say("{reason}", reason=row.reason)
    if taken.conflicts:
        say("Rows not taken: {count}.", count=len(taken.conflicts))
    if taken.unsearched:
        say(
            "Their text changed. Look for names again, and take the table once more: "
            "interview-kit pseudonymize {ids}",
            ids=" ".join(taken.unsearched),
        )
    if dry_run:
        say("Nothing was changed.")
    else:
        say("Places left to decide: {count}.", count=taken.undecided)


def _compare_tables(tables: tuple[Path, Path], *, as_json: bool) -> None:
    from interview_kit.workflow.pseudonymisation.decision_table import compare_decision_tables

    compared = compare_decision_tables(*tables)
    if as_json:
        print_json(asdict(compared))
        return
    say(
        CountedText(
            "{both} place was decided by both, {agreed} alike.",
            "{both} places were decided by both, {agreed} alike.",
            "both",
        ),
        both=compared.both,
        agreed=compared.agreed,
    )
    say("Places that only one of them decided: {count}.", count=compared.by_one)
    if compared.unread:
        say("Rows whose verdict is none: {count}.", count=compared.unread)
    if compared.kappa is not None:
        say("Cohen's kappa: {kappa}", kappa=decimal_number(compared.kappa, 2))
    for interview, turn, text, first, second in compared.differing:
        say(
            "{interview}, turn {turn}, «{text}»: {first} and {second}",
            interview=interview,
            turn=turn,
            text=text,
            first=word_for("value", first),
            second=word_for("value", second),
        )


def _list_undecided(access: Access, *, as_json: bool) -> None:
    from interview_kit.workflow.pseudonymisation.name_review import undecided_places

    with access.study(writing=False) as study:
        rows = undecided_places(study)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    if rows:
        print_table(
            ["interview", "undecided", "places"],
            [[row.interview, undecided_cell(row.undecided), row.places] for row in rows],
        )
    if all(row.undecided is None for row in rows):
        say("Names were looked for nowhere yet: interview-kit pseudonymize --all")
    elif unsearched := [row.interview for row in rows if row.undecided is None]:
        say(
            "Names were not looked for everywhere: interview-kit pseudonymize {ids}",
            ids=" ".join(unsearched),
        )


def _print_places(access: Access, id: str, *, as_json: bool) -> None:
    from interview_kit.workflow.pseudonymisation.name_review import replacements

    with access.study(writing=False) as study:
        places = replacements(study.interview(id))
    if as_json:
        print_json([_as_row(place) for place in places])
        return
    for place in places:
        mention = place.proposal.mention
        say(
            "turn {turn} {verdict} {pseudonym} {before}«{text}»{after}",
            turn=f"{mention.turn:<4}",
            verdict=f"{word_for('value', str(place.proposal.verdict)):<9}",
            pseudonym=f"{place.entity.pseudonym:<22}",
            before=place.before,
            text=mention.text,
            after=place.after,
        )


def _as_row(place: Replaceable) -> dict[str, object]:
    return {
        **asdict(place.proposal.mention),
        "entity": place.entity.id,
        "pseudonym": place.entity.pseudonym,
        "verdict": place.proposal.verdict,
        "before": place.before,
        "after": place.after,
    }
