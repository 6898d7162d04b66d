"""The command `speakers`: who says how much, and what to do where it is the wrong one."""

from __future__ import annotations

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.speaking import wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError

ROLES = click.Choice(["interviewer", "participant", "other"])


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
    type=click.IntRange(1),
    metavar="N",
    help="Tell the voices apart anew, at most N of them: for a recording of one channel.",
)
@click.option(
    "--discard-corrections", is_flag=True, help="With --voices: lose the corrections made by hand."
)
@json_option
@pass_access
def speakers_command(
    access: Access,
    id: str,
    swap: tuple[str, str] | None,
    voices: int | None,
    discard_corrections: bool,
    as_json: bool,
) -> None:
    """See who speaks in interview ID, and mend it where it is wrong as a whole.

    The speaker of a single turn is changed on the screen: interview-kit, R, then S.
    """
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.model.speaker import Speaker
    from interview_kit.workflow.transcription.speaker_shares import mended_shares

    if swap is not None and voices is not None:
        raise KitError("--swap and --voices are two things.", "Do one after the other.")
    is_hidden = as_json or voices is None
    with (
        access.study(writing=swap is not None or voices is not None) as study,
        progress_bar(wording("Listening to {id}", id=id), is_hidden=is_hidden) as bar,
    ):
        speaker_shares = mended_shares(
            study.interview(id),
            swap=None if swap is None else (Speaker(swap[0]), Speaker(swap[1])),
            voices=voices,
            discard_corrections=discard_corrections,
            progress=lambda step: bar(step.done_ms, step.total_ms),
        )
    print_rows(
        speaker_shares,
        ["speaker", "turns", "words", "seconds", "overlapping"],
        as_json=as_json,
        nothing=wording("There is no text yet. interview-kit transcribe {id}", id=id),
    )
