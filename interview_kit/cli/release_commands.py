"""Commands that let data go: `release`, `purposes`, `releases`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.speaking import say, say_made, spoken_language, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo
from interview_kit.guide.scope_words import scope_words
from interview_kit.language.counted_text import CountedText
from interview_kit.language.counts import file_count, interview_count

if TYPE_CHECKING:
    from interview_kit.workflow.publication.release import ReleaseReport


@click.command("release")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--for", "purpose", required=True, metavar="PURPOSE", help="See `purposes`.")
@click.option("--coarsen", is_flag=True, help="Take the steps proposed for k-anonymity.")
@click.option("--dry-run", is_flag=True, help="Make and search everything, write nothing.")
@json_option
@pass_access
def release_command(
    access: Access, folder: Path, purpose: str, coarsen: bool, dry_run: bool, as_json: bool
) -> None:
    """Write a package for PURPOSE to FOLDER, of the interviews whose consent covers it.

    Every file is searched for every name the study knows; where one is left nothing is written,
    and the places are listed.
    """
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.errors import LeakError
    from interview_kit.workflow.publication.release import release

    with (
        access.study(writing=not dry_run) as study,
        progress_bar(purpose, is_hidden=as_json) as bar,
    ):
        try:
            report = release(study, folder, purpose, coarsen=coarsen, dry_run=dry_run, advance=bar)
        except LeakError as error:
            if as_json:
                print_json({"blocked": error.places})
            for place in () if as_json else error.places:
                say_made(place)
            raise
    if as_json:
        print_json(asdict(report) | {"folder": report.folder or None})
    else:
        _tell(report)


def _tell(report: ReleaseReport) -> None:
    counts = {
        "interviews": interview_count(len(report.interviews)),
        "files": file_count(len(report.files)),
        "id": report.id,
    }
    if report.folder:
        say(
            "Released to {folder}: {interviews} in {files}, as {id}.",
            folder=report.folder,
            **counts,
        )
    else:
        say("Would be released: {interviews} in {files}, as {id}.", **counts)
    if report.left_out:
        say("\nLeft out:")
        print_table(
            ["interview", "why"],
            [(exclusion.interview, exclusion.why) for exclusion in report.left_out],
        )
    anonymity = report.anonymity
    if report.coarsened:
        say("\nMade coarser: {steps}.", steps=report.coarsened)
    say(
        CountedText(
            "\nThe smallest group that shares its attributes has {smallest} participant.",
            "\nThe smallest group that shares its attributes has {smallest} participants.",
            "smallest",
        ),
        smallest=anonymity.smallest,
    )
    if anonymity.below:
        say(
            "Fewer than {wanted}: {interviews}.",
            wanted=anonymity.wanted,
            interviews=", ".join(anonymity.below),
        )
        steps = tuple(anonymity.proposal)
        if not steps:
            say("Nothing would mend it.")
        elif anonymity.still_below:
            say(
                CountedText(
                    "To mend it, --coarsen: {steps}; {count} would still be below.",
                    "To mend it, --coarsen: {steps}; {count} would still be below.",
                ),
                steps=steps,
                count=anonymity.still_below,
            )
        else:
            say("To mend it, --coarsen: {steps}.", steps=steps)
    if report.missing:
        say(
            "\nAn archive will ask for: {fields}. Say it in release.toml.",
            fields=", ".join(report.missing),
        )


@click.command("purposes")
@click.option("--write", is_flag=True, help="Write a release.toml to fill in.")
@json_option
@pass_access
def purposes_command(access: Access, write: bool, as_json: bool) -> None:
    """List for what purposes interviews may be released, and on what conditions."""
    from interview_kit.workflow.publication.release_settings import purposes, write_template
    from interview_kit.workflow.study.open_study import require_study

    require_study(access.folder)
    if write:
        echo(write_template(access.folder))
        return
    rows = tuple(purposes(access.folder).values())
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    columns = ["name", "title", "consent", "formats", "held", "places", "ages", "k"]
    values = [
        [
            row.title_in(spoken_language())
            if column == "title"
            else tuple(map(scope_words, row.consent))
            if column == "consent"
            else getattr(row, column)
            for column in columns
        ]
        for row in rows
    ]
    print_table(columns, values)


@click.command("releases")
@json_option
@pass_access
def releases_command(access: Access, as_json: bool) -> None:
    """List what was released, for what purpose, and which interviews were in it."""
    from interview_kit.workflow.publication.corpus_reading import listed_releases

    with access.corpus() as corpus:
        rows = listed_releases(corpus)
    if as_json:
        print_json([asdict(row) for row in rows])
    elif not rows:
        print_rows((), [], as_json=False, nothing=wording("Nothing was released yet."))
    else:
        table = [(row.id, row.at, row.purpose, ", ".join(row.interviews)) for row in rows]
        print_table(["release", "at", "purpose", "interviews"], table)
