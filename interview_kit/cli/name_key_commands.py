"""The commands of `names` on the key, all behind the pseudonyms: given out, or destroyed."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.speaking import say, wording
from interview_kit.cli.study_access import Access, pass_access, who_option, why_option
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText


@click.command("export-key")
@click.option("--to", "path", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--recipient", required=True, metavar="AGE1…", help="Whose age identity opens it.")
@who_option
@why_option
@pass_access
def export_key_command(access: Access, path: Path, recipient: str, actor: str, why: str) -> None:
    """Write the key, originals and pseudonyms, to a file that one recipient can open."""
    from interview_kit.workflow.pseudonymisation.pseudonym_key import export_key

    with access.study() as study:
        count = export_key(study, path, recipient, actor=actor, why=why)
    say(
        CountedText(
            "{path}: {count} name, encrypted. Open it with: age -d -i IDENTITY {name}",
            "{path}: {count} names, encrypted. Open it with: age -d -i IDENTITY {name}",
        ),
        path=path,
        count=count,
        name=path.name,
    )


@click.command("destroy-key")
@click.option("--confirm", metavar="NAME", default="", help="The study's name, for no questions.")
@who_option
@why_option
@pass_access
def destroy_key_command(access: Access, confirm: str, actor: str, why: str) -> None:
    """Destroy the originals behind all pseudonyms, and the names typed at consent. For good.

    Transcripts and sound in the vault still hold names, until their interviews are erased.
    """
    from interview_kit.workflow.pseudonymisation.pseudonym_key import destroy_key

    with access.study() as study:
        name = study.settings.name
        typed_name = confirm or click.prompt(
            wording("This cannot be undone. Type the study's name, {name}", name=name)
        )
        if typed_name != name:
            raise KitError("That is not the study's name.", "Nothing was destroyed.")
        count = destroy_key(study, actor=actor, why=why)
    say(
        CountedText(
            "{count} name destroyed. Exported keys and backups are not reached by this.",
            "{count} names destroyed. Exported keys and backups are not reached by this.",
        ),
        count=count,
    )
