"""The `demo` command: an invented interview goes the whole way."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from interview_kit.cli.printing import echo


@click.command("demo")
@click.option("--headless", is_flag=True, help="Without a screen, with an account of each step.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to make the demo study; a new temporary folder if left out.",
)
def demo_command(headless: bool, folder: Path | None) -> None:
    """Make a demo study and walk an invented interview from guide to export.

    All of it is real: the guide's state machine, the recorder, Whisper, the encrypted vault, the
    leak check. Only the voices are synthetic, and the names invented.
    """
    from interview_kit.workflow.demo_study import PASSPHRASE, make_demo_study

    folder = folder or Path(tempfile.mkdtemp(prefix="interview-kit-")) / "demo-study"
    make_demo_study(folder)
    echo(f"Made a demo study in {folder} (passphrase: {PASSPHRASE}).")
    if headless or not sys.stdout.isatty():
        _walk(folder)
    else:
        from interview_kit.cli.screen_command import open_demo

        open_demo(folder)


def _walk(folder: Path) -> None:
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.model.clock import timestamp
    from interview_kit.session.interview_events import QuestionShown
    from interview_kit.vault import blocks, journal, transcripts
    from interview_kit.vault.names import Verdict
    from interview_kit.vault.vault_key import Secret
    from interview_kit.workflow.demo_study import PASSPHRASE, hold_demo_interview
    from interview_kit.workflow.pseudonymisation.name_review import (
        decide,
        open_proposals,
        replacements,
    )
    from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
    from interview_kit.workflow.publication.corpus_export import export
    from interview_kit.workflow.publication.filing import file_interview
    from interview_kit.workflow.study.open_study import open_study
    from interview_kit.workflow.transcription.transcribe import (
        model_for,
        new_transcriber,
        transcribe,
    )

    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        echo("\n1. The interview: the guide is walked through while sound is recorded.")
        id = hold_demo_interview(study)
        sound = blocks.sound(study.vault, id)
        for entry in journal.read(study.vault, id):
            if isinstance(entry.event, QuestionShown):
                at = timestamp(entry.frame * 1000 // sound.rate)
                echo(f"   [{at}] {entry.event.question}")
        echo(
            f"   {id}: {sound.end_frame / sound.rate:.1f} s of sound in {sound.blocks} blocks, "
            f"{sound.channels} channels, in the encrypted vault."
        )
        echo("\n2. Transcription by Whisper, on this machine.")
        model = model_for(study)
        with (
            new_transcriber(model) as transcriber,
            progress_bar("Transcribing") as bar,
        ):
            transcribe(study, id, transcriber, lambda step: bar(step.done_ms, step.total_ms))
        turns = transcripts.turns(study.vault, id)
        words = sum(len(turn.words) for turn in turns)
        echo(f"   Model {model.name}: {len(turns)} turns, {words} words.")
        echo("\n3. Names: typed at consent or found in the text, and what replaces them.")
        pseudonymise(study, id)
        for replacement in replacements(study, id):
            mention = replacement.proposal.mention
            echo(f"   turn {mention.turn:<3} {mention.text:<20} → {replacement.entity.pseudonym}")
        decide(study, id, open_proposals(study, id), Verdict.ACCEPTED)
        echo("\n4. Filing: the pseudonymised text passes to the corpus.")
        filing = file_interview(study, id)
        echo(f"   {filing.turns} turns, {filing.replaced} places replaced, no name left.")
        echo("\n5. Export, after a check of every byte.")
        paths = export(study, folder / "export", ["jsonl", "csv", "text"])
        for path in paths:
            echo(f"   {path}")
        echo("\nThe transcript as a coder reads it:\n")
        echo(paths[-1].read_text(encoding="utf-8"))
