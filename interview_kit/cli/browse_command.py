"""`browse`: the corpus in a web browser."""

from __future__ import annotations

import click

from interview_kit.cli.speaking import say
from interview_kit.cli.study_access import Access, pass_access
from interview_kit.cli.terminal_output import echo


@click.command("browse")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any."
)
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@pass_access
def browse_command(access: Access, port: int, no_open: bool) -> None:
    """Browse the corpus with Datasette (needs the extra `browse`), without changing anything.

    It listens on 127.0.0.1 alone, and answers whoever has the address that it prints, with the
    token in it.
    """
    from interview_kit.workflow.publication.corpus_browser import browse

    def tell(address: str) -> None:
        say("Only who has this address on this machine can read along. Stop with Ctrl+C.")
        echo(address)
        if not no_open:
            click.launch(address)

    browse(access.folder, port, tell)
