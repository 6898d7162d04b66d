"""Commands on the corpus as a file: `corpus rebuild`."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.language.counted_text import CountedText


@click.group("corpus")
def corpus_command() -> None:
    """Make a corpus that is gone anew."""


@corpus_command.command("rebuild")
@who_option
@json_option
@pass_access
def rebuild_corpus(access: Access, actor: str, as_json: bool) -> None:
    """Make a missing corpus.db anew from the vault: what was filed, as it was filed last.

    Codings, earlier versions and the list of releases stood in the corpus alone.
    """
    from interview_kit.workflow.publication.corpus_rebuild import rebuild

    with access.study() as study:
        done = rebuild(study, actor=actor)
    if as_json:
        print_json(asdict(done))
        return
    say(
        CountedText(
            "{count} interview is in the corpus again.",
            "{count} interviews are in the corpus again.",
        ),
        count=len(done.interviews),
    )
    for id, why in done.left:
        say("{id}: {reason} File it again: interview-kit file {id}", id=id, reason=why)
    say("Codings, earlier versions and the list of releases are in backups alone.")
