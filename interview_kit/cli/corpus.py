"""Commands on the corpus as a file: `corpus rebuild`."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option


@click.group("corpus")
def corpus_command() -> None:
    """Make a corpus that is gone anew."""


@corpus_command.command("rebuild")
@who_option
@json_option
@pass_access
def rebuild_corpus(access: Access, who: str, as_json: bool) -> None:
    """Make a missing corpus.db anew from the vault: what was filed, as it was filed last.

    Codings, earlier versions and the list of releases stood in the corpus alone.
    """
    from interview_kit.workflow.releasing.rebuilding import rebuild

    with access.study() as study:
        done = rebuild(study, who=who)
    if as_json:
        print_json(asdict(done))
        return
    click.echo(f"{len(done.interviews)} interviews are in the corpus again.")
    for id, why in done.left:
        click.echo(f"{id}: {why} File it again: interview-kit file {id}")
    click.echo("Codings, earlier versions and the list of releases are in backups alone.")
