"""The command `speakers`: who says how much, and what to do where it is the wrong one."""

from __future__ import annotations

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.speaking import say_aside, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError
from interview_kit.model.speaker import MOST_VOICES, Speaker

ROLES = click.Choice([role.value for role in Speaker])


@click.command("speakers")
@click.argument("id")
@click.option(
    "--swap",
    nargs=2,
    type=ROLES,
    metavar="ROLE ROLE",
    help="Swap two speakers in every turn; once more takes it back.",
)
@click.option(
    "--voices",
    type=click.IntRange(1, MOST_VOICES),
    metavar="N",
    help="Tell the voices apart anew, at most N of them; whoever else speaks is numbered.",
)
@click.option(
    "--as",
    "channels",
    type=click.Choice(["one", "two"]),
    help="Take both channels for one recording, or for a channel of each speaker.",
)
@click.option(
    "--interpreter",
    default="",
    metavar="CODE",
    help="Note that an interpreter speaks this language too, or `none`.",
)
@click.option(
    "--discard-corrections",
    is_flag=True,
    help="With --voices and --as: lose the corrections made by hand.",
)
@json_option
@pass_access
def speakers_command(
    access: Access,
    id: str,
    swap: tuple[str, str] | None,
    voices: int | None,
    channels: str | None,
    interpreter: str,
    discard_corrections: bool,
    as_json: bool,
) -> None:
    """See who speaks in interview ID, and mend it where it is wrong as a whole.

    The speaker of a single turn is changed on the screen: interview-kit, R, then S.
    """
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.workflow.transcription.speaker_shares import mended_shares

    if swap is not None and (voices is not None or channels is not None):
        raise KitError("--swap is a thing of its own.", "Do one after the other.")
    if channels == "two" and voices is not None:
        raise KitError("Two channels tell the voices apart.", "Leave out --voices.")
    is_hidden = as_json or (voices is None and channels is None)
    with (
        access.study(writing=bool(swap or voices or channels or interpreter)) as study,
        progress_bar(wording("Listening to {id}", id=id), is_hidden=is_hidden) as bar,
    ):
        mended = mended_shares(
            study.interview(id),
            swap=None if swap is None else (Speaker(swap[0]), Speaker(swap[1])),
            voices=voices,
            apart=None if channels is None else channels == "two",
            interpreter=interpreter,
            discard_corrections=discard_corrections,
            progress=lambda step: bar(step.done_ms, step.total_ms),
        )
    print_rows(
        mended.shares,
        ["speaker", "turns", "words", "seconds", "overlapping"],
        as_json=as_json,
        nothing=wording("No words were found in {id}.", id=id)
        if mended.wordless
        else wording("There is no text yet. interview-kit transcribe {id}", id=id),
    )
    if interpreter and mended.heard_in not in ("", mended.languages):
        say_aside(
            "The words were heard in {before}, and the interview is spoken in {languages}. "
            "Hear them anew: interview-kit transcribe {id} --again",
            before=mended.heard_in,
            languages=mended.languages,
            id=id,
        )
    if not mended.mixed_well:
        say_aside(
            "The words were heard with the channels mixed otherwise. "
            "Hear them anew: interview-kit transcribe {id} --again",
            id=id,
        )
