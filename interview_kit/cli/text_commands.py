"""Commands on the way from sound to corpus: `transcribe`, `pseudonymize`, `file`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.chosen_outcome import (
    print_outcome_json,
    refuse_unfinished,
    tell_left_out,
)
from interview_kit.cli.speaking import say, say_aside, spoken_language, wording
from interview_kit.cli.study_access import Access, all_option, json_option, pass_access
from interview_kit.errors import KitError
from interview_kit.language.counts import turn_count, word_count
from interview_kit.model.reading import MOST_READINGS
from interview_kit.model.speaker import MOST_VOICES

if TYPE_CHECKING:
    from interview_kit.workflow.pseudonymisation.name_review import ProposedReplacements
    from interview_kit.workflow.transcription.chosen_transcriptions import ChosenTranscriptions
    from interview_kit.workflow.transcription.transcribe import TranscriptionProgress


# Said of a language that the statistical detector does not know.
ROSTER_ONLY = (
    "Names in {id}: in {languages} only those that were typed are found, and what shows by its "
    "shape. Read it through for others."
)
NO_WORDS = (
    "No words were found in {id}. Listen to it: interview-kit audio {id} --to FILE.flac; "
    "another model may hear more: interview-kit transcribe {id} --again --model NAME"
)

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("transcribe")
@click.argument("ids", nargs=-1)
@all_option
@click.option("--model", default="", help="A speech model; the study's if left out.")
@click.option("--threads", type=click.IntRange(1), help="Threads of each speech process.")
@click.option(
    "--processes",
    type=click.IntRange(1),
    metavar="N",
    help="Interviews at once; as many as cores and memory allow if left out.",
)
@click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster do it: tls://HOST:PORT.")
@click.option("--dask-ca", type=FILE, help="With --dask: the authority that is trusted (PEM).")
@click.option("--dask-cert", type=FILE, help="With --dask: the certificate of this machine (PEM).")
@click.option("--dask-key", type=FILE, help="With --dask: the key of that certificate (PEM).")
@click.option("--again", is_flag=True, help="Also interviews that have a transcript already.")
@click.option(
    "--discard-corrections", is_flag=True, help="With --again: lose the corrections made by hand."
)
@click.option(
    "--voices",
    type=click.IntRange(1, MOST_VOICES),
    default=2,
    show_default=True,
    metavar="N",
    help="Where channels do not tell: at most so many voices are told apart.",
)
@click.option("--draft", is_flag=True, help="Sooner, with more errors: the text is not settled.")
@click.option(
    "--readings",
    type=click.IntRange(1, MOST_READINGS),
    metavar="N",
    help="How often sound is read, to compare: 1 to 3; as the study says if left out.",
)
@click.option(
    "--use-run", type=int, metavar="N", help="Go back to transcription N; `show ID --runs` lists."
)
@json_option
@pass_access
def transcribe_command(
    access: Access,
    ids: tuple[str, ...],
    all_of_them: bool,
    model: str,
    threads: int | None,
    processes: int | None,
    dask: str | None,
    dask_ca: Path | None,
    dask_cert: Path | None,
    dask_key: Path | None,
    again: bool,
    discard_corrections: bool,
    voices: int,
    draft: bool,
    readings: int | None,
    use_run: int | None,
    as_json: bool,
) -> None:
    """Turn the sound of interviews IDS into text, on this machine or, with --dask, in a cluster.

    Several are heard side by side, in processes of their own, the longest first. Earlier
    transcriptions are kept beside a new one. Ctrl-C stops it with everything kept; the
    same command goes on from there.
    """
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.transcription.chosen_transcriptions import (
        HearingPlace,
        transcribe_chosen,
    )

    certificates = (dask_ca, dask_cert, dask_key)
    if any(certificates) and not (dask and all(certificates)):
        raise KitError(
            "A certificate is of use with the others and --dask only.",
            "Give --dask, --dask-ca, --dask-cert and --dask-key together.",
        )
    if draft and readings:
        raise KitError("A draft is read once.", "Leave out --draft or --readings.")
    place = HearingPlace(
        processes, threads, dask, tuple(path for path in certificates if path is not None)
    )
    with access.study() as study, progress_bars(is_hidden=as_json) as show:
        done = transcribe_chosen(
            study,
            ids,
            place,
            all_of_them=all_of_them,
            model=model,
            again=again,
            discard_corrections=discard_corrections,
            run=use_run,
            voices=voices,
            draft=draft,
            readings=readings,
            progress=lambda step: show(_doing(step), step.done_ms, step.total_ms),
        )
    if as_json:
        print_outcome_json(done.outcome)
    else:
        _tell_transcribed(done)
    refuse_unfinished(done.outcome)


def _tell_transcribed(done: ChosenTranscriptions) -> None:
    for row in done.outcome.done:
        say(
            "{interview}: {turns}, {words}.",
            interview=row.interview,
            turns=turn_count(row.turns),
            words=word_count(row.words),
        )
        if not row.turns:
            say(NO_WORDS, id=row.interview)
    for id in done.wordless:
        say(NO_WORDS, id=id)
    if not done.waiting:
        say("Nothing of these waits to be transcribed; --again makes new transcripts.")
    tell_left_out(done.outcome)


def _doing(step: TranscriptionProgress) -> str:
    if step.voices:
        return wording("Telling voices apart in {id}", id=step.interview)
    return wording("Transcribing {id}", id=step.interview)


@click.command("pseudonymize")
@click.argument("ids", nargs=-1)
@all_option
@click.option("--accept", is_flag=True, help="Take all proposals without looking at them.")
@json_option
@pass_access
def pseudonymize_command(
    access: Access, ids: tuple[str, ...], all_of_them: bool, accept: bool, as_json: bool
) -> None:
    """Find names in interviews IDS and propose what replaces them.

    What was decided before stays decided. With --all every interview that is ready is done, and
    the others are listed with the next step.
    """
    from interview_kit.workflow.pseudonymisation.name_review import propose_replacements

    with access.study() as study:
        outcome = propose_replacements(study, ids, all_of_them=all_of_them, accept=accept)
    if as_json:
        print_outcome_json(outcome)
    else:
        _tell_proposed(outcome.done)
        tell_left_out(outcome)
    refuse_unfinished(outcome)


def _tell_proposed(rows: Sequence[ProposedReplacements]) -> None:
    from interview_kit.interface.language_names import language_names

    for row in rows:
        say(
            "{interview}: places {replacements}, undecided {undecided}.",
            interview=row.interview,
            replacements=row.replacements,
            undecided=row.undecided,
        )
        if row.roster_only:
            names = language_names(row.roster_only, spoken_language())
            say_aside(ROSTER_ONLY, id=row.interview, languages=names)
    undecided_ids = [row.interview for row in rows if row.undecided]
    if undecided_ids:
        say(
            "Next: interview-kit review {id}; or take them all with --accept.",
            id=undecided_ids[0],
        )


@click.command("file")
@click.argument("ids", nargs=-1)
@all_option
@json_option
@pass_access
def file_command(access: Access, ids: tuple[str, ...], all_of_them: bool, as_json: bool) -> None:
    """Pass the reviewed transcripts of interviews IDS to the corpus, pseudonymised.

    Nothing is filed in which a known name is left. With --all every interview that is ready is
    filed, and the others are listed with the next step; exit 2 where a known name is left in one,
    or none was ready.
    """
    from interview_kit.workflow.publication.filing import file_chosen

    with access.study() as study:
        outcome = file_chosen(study, ids, all_of_them=all_of_them)
    if as_json:
        print_outcome_json(outcome)
    else:
        for filing in outcome.done:
            say(
                "{interview}: turns {turns}, replaced {replaced}.",
                interview=filing.interview,
                turns=filing.turns,
                replaced=filing.replaced,
            )
        tell_left_out(outcome)
    refuse_unfinished(outcome)
