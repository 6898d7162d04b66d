"""Commands that let data go: `release`, `purposes`, `releases`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.study_access import Access, json_option, pass_access

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

    with access.study(writing=not dry_run) as study, progress_bar(purpose, hidden=as_json) as bar:
        try:
            made = release(study, folder, purpose, coarsen=coarsen, dry_run=dry_run, advance=bar)
        except LeakError as error:
            if as_json:
                print_json({"blocked": error.places})
            for place in () if as_json else error.places:
                click.echo(place)
            raise
    if as_json:
        print_json(asdict(made) | {"folder": made.folder or None})
    else:
        _tell(made)


def _tell(made: ReleaseReport) -> None:
    count, files = len(made.interviews), len(made.files)
    done = f"Released to {made.folder}" if made.folder else "Would be released"
    click.echo(f"{done}: {count} interviews in {files} files, as {made.id}.")
    if made.left_out:
        click.echo("\nLeft out:")
        print_table(["interview", "why"], [(each.interview, each.why) for each in made.left_out])
    found = made.anonymity
    click.echo(
        f"\nThe smallest group that shares its attributes has {found.smallest} participants."
    )
    if found.below:
        click.echo(f"Fewer than {found.wanted}: {', '.join(found.below)}.")
        steps = ", ".join(map(str, found.proposal))
        left = f"; {found.still_below} would still be below" if found.still_below else ""
        click.echo(f"To mend it, --coarsen: {steps}{left}." if steps else "Nothing would mend it.")
    if made.missing:
        click.echo(f"\nAn archive will ask for: {', '.join(made.missing)}. Say it in release.toml.")


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
        click.echo(write_template(access.folder))
        return
    rows = tuple(purposes(access.folder).values())
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    columns = ["name", "title", "consent", "formats", "held", "places", "ages", "k"]
    values = [[getattr(row, column) for column in columns] for row in rows]
    print_table(columns, [[_plain(value) for value in row] for row in values])


@click.command("releases")
@json_option
@pass_access
def releases_command(access: Access, as_json: bool) -> None:
    """List what was released, for what purpose, and which interviews were in it."""
    from interview_kit.corpus import releases

    with access.corpus() as corpus:
        rows = releases.all_of(corpus)
        held = {row.id: releases.interviews_in(corpus, row.id) for row in rows}
    if as_json:
        print_json([asdict(row) | {"interviews": held[row.id]} for row in rows])
    elif not rows:
        print_rows((), [], as_json=False, nothing="Nothing was released yet.")
    else:
        table = [(row.id, row.at, row.purpose, ", ".join(held[row.id])) for row in rows]
        print_table(["release", "at", "purpose", "interviews"], table)


def _plain(value: object) -> object:
    return ", ".join(value) if isinstance(value, tuple) else value
