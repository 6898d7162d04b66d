"""Commands on the way from sound to corpus: `transcribe`, `pseudonymize`, `review`, `file`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.study_access import Access, all_option, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.model.speaker import Speaker
    from interview_kit.model.turn import Turn
    from interview_kit.speech.model_store import ModelFolder
    from interview_kit.workflow.study.open_study import Study
    from interview_kit.workflow.transcription.transcribe import TranscriptionProgress
    from interview_kit.workflow.transcription.transcription_queue import Places


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
    use_run: int | None,
    as_json: bool,
) -> None:
    """Turn the sound of interviews IDS into text, on this machine or, with --dask, in a cluster.

    Several are heard side by side, in processes of their own, the longest first. Earlier
    transcriptions are kept beside a new one. Ctrl-C stops it with everything kept; the
    same command goes on from there.
    """
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.study.interview_overview import choose
    from interview_kit.workflow.transcription.transcribe import (
        is_transcribed,
        model_for,
        refuse_to_lose_corrections,
    )
    from interview_kit.workflow.transcription.transcribe import use_run as take_up
    from interview_kit.workflow.transcription.transcription_queue import (
        transcribe_all,
        untranscribed_interviews,
    )

    certificates = (dask_ca, dask_cert, dask_key)
    if any(certificates) and not (dask and all(certificates)):
        raise KitError(
            "A certificate is of use with the others and --dask only.",
            "Give --dask, --dask-ca, --dask-cert and --dask-key together.",
        )
    results = []
    with access.study() as study:
        chosen_ids = choose(study, ids, all_of_them=all_of_them)
        if all_of_them and not again:
            waiting = list(untranscribed_interviews(study, chosen_ids))
        else:
            waiting = [id for id in chosen_ids if again or use_run or not is_transcribed(study, id)]
        if not discard_corrections:
            refuse_to_lose_corrections(study, waiting)
        if use_run is not None:
            if len(chosen_ids) != 1:
                raise KitError("--use-run is for one interview.", "Name that one.")
            results.append(_row(chosen_ids[0], take_up(study, chosen_ids[0], use_run)))
        elif waiting:
            chosen_model = model_for(study, model)
            with (
                _places(chosen_model, processes, threads, dask, certificates) as places,
                progress_bars(is_hidden=as_json) as show,
            ):
                transcribe_all(
                    study,
                    waiting,
                    places,
                    progress=lambda step: show(_doing(step), step.done_ms, step.total_ms),
                    on_done=lambda id, turns: results.append(_row(id, turns)),
                )
            results.sort(key=lambda row: waiting.index(row["interview"]))
    if as_json:
        print_json(results)
        return
    for row in results:
        click.echo(f"{row['interview']}: {row['turns']} turns, {row['words']} words.")
    if not waiting:
        click.echo("Nothing of these waits to be transcribed; --again makes new transcripts.")


@contextmanager
def _places(
    model: ModelFolder,
    processes: int | None,
    threads: int | None,
    dask: str | None,
    certificates: Sequence[Path | None],
) -> Iterator[Places]:
    """Where interviews are heard: here, or in a cluster."""
    from interview_kit.workflow.transcription.transcription_queue import Places, places_here

    if dask is None:
        yield places_here(model, processes, threads=threads)
        return
    from interview_kit.speech.speech_cluster import Certificates, Cluster, ClusterPlace

    given_paths = [certificate for certificate in certificates if certificate is not None]
    tls = Certificates(*given_paths) if given_paths else None
    with Cluster(dask, model, tls, threads=threads or 1) as cluster:
        yield Places(lambda _at_once: ClusterPlace(cluster), processes or cluster.places)


@click.command("import-transcript")
@click.argument("id")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--speaker",
    "roles",
    multiple=True,
    metavar="LABEL=ROLE",
    help="Who a label of the file is: interviewer, participant or other.",
)
@click.option("--discard-corrections", is_flag=True, help="Also where a text would be lost.")
@json_option
@pass_access
def import_transcript_command(
    access: Access,
    id: str,
    file: Path,
    roles: Sequence[str],
    discard_corrections: bool,
    as_json: bool,
) -> None:
    """Make FILE, a transcript of another program, the text of interview ID.

    HTML and VTT of noScribe, JSON of aTrain and whisperX, SRT, VTT, and text with `Name:`.
    """
    from interview_kit.workflow.transcription.transcript_import import import_transcript

    with access.study() as study:
        turns = import_transcript(
            study, id, file, _roles(roles), discard_corrections=discard_corrections
        )
    if as_json:
        print_json(_row(id, turns))
    else:
        click.echo(f"{id}: {len(turns)} turns.")


def _roles(pairs: Sequence[str]) -> dict[str, Speaker]:
    from interview_kit.model.speaker import Speaker

    roles = {}
    for pair in pairs:
        label, equals, role = pair.rpartition("=")
        if not equals or role not in list(Speaker):
            raise KitError(
                "A speaker was given without a role.", f"Write LABEL={'|'.join(Speaker)}."
            )
        roles[label] = Speaker(role)
    return roles


def _doing(step: TranscriptionProgress) -> str:
    return f"{'Telling voices apart in' if step.voices else 'Transcribing'} {step.interview}"


def _row(id: str, turns: Sequence[Turn]) -> dict[str, Any]:
    words = sum(len(turn.words) for turn in turns)
    return {"interview": id, "turns": len(turns), "words": words}


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

    What was decided before stays decided.
    """
    from interview_kit.vault.names import Verdict
    from interview_kit.workflow.pseudonymisation.name_review import (
        decide,
        open_proposals,
        replacements,
    )
    from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
    from interview_kit.workflow.study.interview_overview import choose

    results = []
    with access.study() as study:
        chosen_ids = choose(study, ids, all_of_them=all_of_them)
        if all_of_them:
            chosen_ids = _with_text(study, chosen_ids)
        pseudonymise(study, *chosen_ids)
        for id in chosen_ids:
            if accept:
                decide(study, id, open_proposals(study, id), Verdict.ACCEPTED)
            undecided_count = len(open_proposals(study, id))
            replacement_count = len(replacements(study, id))
            results.append(
                {"interview": id, "replacements": replacement_count, "undecided": undecided_count}
            )
    if as_json:
        print_json(results)
        return
    for row in results:
        click.echo(
            f"{row['interview']}: {row['replacements']} places, {row['undecided']} undecided."
        )
    if any(row["undecided"] for row in results):
        click.echo("Next: interview-kit review ID; or take them all with --accept.")


def _with_text(study: Study, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of all interviews that have a text; the others are told, and stop nothing."""
    from interview_kit.workflow.study.interview_overview import with_text

    chosen_ids = with_text(study, ids)
    for id in ids:
        if id not in chosen_ids:
            click.echo(f"{id} has no transcript yet: interview-kit transcribe {id}", err=True)
    return chosen_ids


@click.command("review")
@click.argument("id")
@json_option
@pass_access
def review_command(access: Access, id: str, as_json: bool) -> None:
    """See every replacement in interview ID and decide, on the screen.

    With --json, or without a terminal, the replacements are printed instead.
    """
    from interview_kit.workflow.pseudonymisation.name_review import replacements

    if sys.stdout.isatty() and not as_json:
        from interview_kit.cli.screen_command import open_screen

        open_screen(access, review=id)
        return
    with access.study(writing=False) as study:
        places = replacements(study, id)
    if as_json:
        print_json(
            [
                {
                    **asdict(place.proposal.mention),
                    "entity": place.entity.id,
                    "pseudonym": place.entity.pseudonym,
                    "verdict": place.proposal.verdict,
                    "before": place.before,
                    "after": place.after,
                }
                for place in places
            ]
        )
        return
    for place in places:
        mention = place.proposal.mention
        click.echo(
            f"turn {mention.turn:<4} {place.proposal.verdict:<9} {place.entity.pseudonym:<22} "
            f"…{place.before}«{mention.text}»{place.after}…"
        )


@click.command("file")
@click.argument("ids", nargs=-1)
@all_option
@json_option
@pass_access
def file_command(access: Access, ids: tuple[str, ...], all_of_them: bool, as_json: bool) -> None:
    """Pass the reviewed transcripts of interviews IDS to the corpus, pseudonymised.

    Nothing is filed in which a known name is left.
    """
    from interview_kit.workflow.pseudonymisation.original_names import original_forms
    from interview_kit.workflow.publication.filing import file_interview
    from interview_kit.workflow.study.interview_overview import choose

    with access.study() as study:
        forms = original_forms(study)
        chosen_ids = choose(study, ids, all_of_them=all_of_them)
        if all_of_them:
            chosen_ids = _with_text(study, chosen_ids)
        filings = [file_interview(study, id, forms) for id in chosen_ids]
    if as_json:
        print_json([asdict(filing) for filing in filings])
    else:
        for filing in filings:
            click.echo(f"{filing.interview}: {filing.turns} turns, {filing.replaced} replaced.")
