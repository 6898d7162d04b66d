"""The `demo` command: an invented interview goes the whole way."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.speaking import say, wording
from interview_kit.cli.terminal_output import echo
from interview_kit.language.phrase import decimal_number

if TYPE_CHECKING:
    from interview_kit.workflow.demo_walk import DemoStep


@click.command("demo")
@click.option("--headless", is_flag=True, help="Without a screen, with an account of each step.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to make the demo study; a new temporary folder if left out.",
)
@click.option(
    "--coded",
    is_flag=True,
    help="Eight invented interviews in Dutch instead, filed and coded, to look at and export.",
)
def demo_command(headless: bool, folder: Path | None, coded: bool) -> None:
    """Make a demo study and walk an invented interview from guide to export.

    All of it is real: the guide's state machine, the recorder, Whisper, the encrypted vault, the
    leak check. Only the voices are synthetic, and the names invented.
    """
    folder = folder or Path(tempfile.mkdtemp(prefix="interview-kit-")) / "demo-study"
    if coded:
        _make_coded(folder)
        return
    if headless or not sys.stdout.isatty():
        _walk(folder)
        return
    from interview_kit.cli.screen_command import open_demo
    from interview_kit.workflow.demo_study import make_demo_study

    demo = make_demo_study(folder)
    _tell_made(folder)
    open_demo(demo)


def _make_coded(folder: Path) -> None:
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.workflow.coded_demo import make_coded_demo

    with progress_bar(wording("Filing")) as filed:
        demo = make_coded_demo(folder, filed)
    _tell_made(folder)
    say(
        "{interviews} interviews are filed, with {codings} codings of two coders.",
        interviews=len(demo.interviews),
        codings=demo.codings,
    )
    say("Look at it with: interview-kit --study {folder} tables themes", folder=folder)


def _tell_made(folder: Path) -> None:
    from interview_kit.workflow.demo_study import PASSPHRASE

    say(
        "Made a demo study in {folder} (passphrase: {passphrase}).",
        folder=folder,
        passphrase=PASSPHRASE,
    )


def _say_titles() -> Iterator[None]:
    """Say what each step is, one at a time."""
    say("\n1. The interview: the guide is walked through while sound is recorded.")
    yield
    say("\n2. Transcription by Whisper, on this machine.")
    yield
    say("\n3. Names: typed at consent or found in the text, and what replaces them.")
    yield
    say("\n4. Filing: the pseudonymised text passes to the corpus.")
    yield
    say("\n5. Export, after a check of every byte.")
    yield


def _walk(folder: Path) -> None:
    from interview_kit.cli.progress_bars import Advance, progress_bar
    from interview_kit.workflow.demo_walk import walk_demo

    titles = _say_titles()
    with ExitStack() as stack:
        bars: list[Advance] = []

        def progress(done_ms: int, total_ms: int | None) -> None:
            if not bars:
                bars.append(stack.enter_context(progress_bar(wording("Transcribing"))))
            bars[0](done_ms, total_ms)

        for step in walk_demo(folder, progress, lambda: _tell_made(folder), lambda: next(titles)):
            stack.close()
            _tell(step)


def _tell(step: DemoStep) -> None:
    """The account of a step."""
    from interview_kit.model.clock import timestamp
    from interview_kit.workflow import demo_walk

    match step:
        case demo_walk.DemoInterview(id, seconds, blocks, channels, questions):
            for at_ms, question in questions:
                echo(f"   [{timestamp(at_ms)}] {question}")
            say(
                "   {id}: {seconds} s of sound in {blocks} blocks, {channels} channels, in the "
                "encrypted vault.",
                id=id,
                seconds=decimal_number(seconds, 1),
                blocks=blocks,
                channels=channels,
            )
        case demo_walk.DemoTranscript(model, turns, words):
            say(
                "   Model {name}: {turns} turns, {words} words.",
                name=model,
                turns=turns,
                words=words,
            )
        case demo_walk.DemoNames(replacements):
            for replacement in replacements:
                mention = replacement.proposal.mention
                say(
                    "   turn {turn} {original} → {pseudonym}",
                    turn=f"{mention.turn:<3}",
                    original=f"{mention.text:<20}",
                    pseudonym=replacement.entity.pseudonym,
                )
        case demo_walk.DemoFiling(filing):
            say(
                "   {turns} turns, {replaced} places replaced, no name left.",
                turns=filing.turns,
                replaced=filing.replaced,
            )
        case demo_walk.DemoExport(paths):
            for path in paths:
                echo(f"   {path}")
            say("\nThe transcript as a coder reads it:\n")
            echo(paths[-1].read_text(encoding="utf-8"))
