"""Commands that read: `list`, `show`, `search`, `export`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.printing import echo, print_json, print_rows
from interview_kit.cli.study_access import Access, json_option, pass_access

if TYPE_CHECKING:
    from interview_kit.model.turn import Turn
    from interview_kit.session.timeline import Gap


@click.command("list")
@json_option
@pass_access
def list_command(access: Access, as_json: bool) -> None:
    """List interviews, oldest first, and where each stands on its way to the corpus."""
    from interview_kit.workflow.study.interview_overview import overview

    with access.study(writing=False) as study:
        print_rows(
            overview(study),
            ["id", "created_at", "language", "length_ms", "stage", "turns", "undecided"],
            as_json=as_json,
            nothing="No interviews yet. Hold one: interview-kit interview; or import a recording.",
        )


@click.command("show")
@click.argument("id")
@click.option("--filed", is_flag=True, help="The pseudonymised text in the corpus.")
@click.option("--turn", "first", type=int, default=0, help="Begin at turn N, as `search` names it.")
@click.option("--runs", "list_runs", is_flag=True, help="The transcriptions there are of it.")
@click.option("--run", "run", type=int, help="The text of transcription N, as it was heard.")
@json_option
@pass_access
def show_command(
    access: Access,
    id: str,
    from_corpus: bool,
    first: int,
    list_runs: bool,
    run: int | None,
    as_json: bool,
) -> None:
    """Read the transcript of interview ID, as it stands in the vault or as it was filed."""
    from interview_kit.corpus.filed_interviews import record
    from interview_kit.session.interview_state import fold
    from interview_kit.session.timeline import gaps
    from interview_kit.vault import interviews, journal, transcripts
    from interview_kit.workflow.transcription.transcribe import find_run, turns_of

    missing: tuple[Gap, ...] = ()
    rate = 0
    if list_runs:
        with access.study(writing=False) as study:
            interviews.get(study.vault, id)
            print_rows(
                transcripts.runs(study.vault, id),
                ["id", "model", "live", "started_at", "finished", "current"],
                as_json=as_json,
                nothing=f"There is none yet. interview-kit transcribe {id}",
            )
        return
    if run is not None:
        with access.study(writing=False) as study:
            turns = turns_of(study, find_run(study, id, run))
    elif from_corpus:
        with access.corpus() as corpus:
            turns = record(corpus, id).turns
    else:
        with access.study(writing=False) as study:
            interviews.get(study.vault, id)
            turns = transcripts.turns(study.vault, id)
            entries = journal.read(study.vault, id)
            missing, rate = gaps(entries), fold(entry.event for entry in entries).rate
    if as_json:
        print_json([_fields(turn) for turn in turns if turn.number >= first])
        return
    from interview_kit.interface.missing_sound import missing_line, with_gaps
    from interview_kit.model.clock import timestamp

    question = None
    for earlier_gaps, turn in with_gaps(turns, missing, rate):
        if turn is not None and turn.number < first:
            continue
        for gap in earlier_gaps:
            echo(f"-- {missing_line(gap, rate, 'en')} --")
        if turn is None:
            break
        if turn.question != question:
            question = turn.question
            echo(f"\n# {question or 'before the first question'}\n")
        overlap_note = " (overlap)" if turn.overlaps else ""
        echo(f"[{timestamp(turn.start_ms)}] {turn.speaker}{overlap_note}: {turn.text}")
    if not turns:
        echo(f"There is no text yet. interview-kit transcribe {id}")


def _fields(turn: Turn) -> dict[str, Any]:
    values = {name: value for name, value in asdict(turn).items() if name != "words"}
    return values | {"overlap": turn.overlaps}


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@json_option
@pass_access
def search_command(access: Access, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find turns in the corpus that hold all WORDS; `medic*` finds every beginning."""
    from interview_kit.corpus.search import search

    with access.corpus() as corpus:
        hits = search(corpus, " ".join(words), limit)
    print_rows(
        hits,
        ["interview", "turn", "speaker", "question", "snippet"],
        as_json=as_json,
        nothing="Nothing found.",
    )


@click.command("answers")
@click.argument("question", default="")
@click.option("--speaker", type=click.Choice(["interviewer", "participant", "other"]), default=None)
@json_option
@pass_access
def answers_command(access: Access, question: str, speaker: str | None, as_json: bool) -> None:
    """Read QUESTION across all filed interviews; without one, list the questions there are."""
    from itertools import groupby

    from interview_kit.corpus.answers import answers, find_question, questions
    from interview_kit.model.clock import timestamp

    with access.corpus() as corpus:
        if not question:
            print_rows(
                questions(corpus),
                ["id", "answered", "interviews", "text"],
                as_json=as_json,
                nothing="Nothing is filed yet. interview-kit file --all",
            )
            return
        asked_question = find_question(corpus, question)
        answer_turns = answers(corpus, question, speaker=speaker or "")
    if as_json:
        print_json([asdict(turn) for turn in answer_turns])
        return
    echo(f"# {asked_question.text}")
    for interview, turns in groupby(answer_turns, key=lambda turn: turn.interview):
        run = list(turns)
        echo(f"\n## {' · '.join(filter(None, (interview, run[0].held, run[0].mark)))}\n")
        for turn in run:
            echo(f"{turn.turn:>4} [{timestamp(turn.start_ms)}] {turn.speaker}: {turn.text}")
    if not answer_turns:
        echo("Nothing was said under this question.")


class _ExportCommand(click.Command):
    """Shows the formats in its help, also those that others have installed."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from interview_kit.export.exporters import exporters

        with formatter.section("Formats"):
            formatter.write_dl(
                [(exporter.name, exporter.title) for exporter in exporters().values()]
            )


@click.command("export", cls=_ExportCommand)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "formats",
    default="jsonl,csv,text",
    show_default=True,
    metavar="A,B",
    help="Formats from the list below.",
)
@json_option
@pass_access
def export_command(access: Access, folder: Path, formats: str, as_json: bool) -> None:
    """Write every filed interview to FOLDER; nothing is written if a known name is left."""
    from interview_kit.workflow.publication.corpus_export import excluded_interviews, export

    with access.study(writing=False) as study:
        paths = export(study, folder, [name.strip() for name in formats.split(",") if name.strip()])
        for id in sorted(excluded_interviews(study)):
            echo(f"Left out, the participant no longer takes part: {id}", err=True)
    if as_json:
        print_json([str(path) for path in paths])
    else:
        for path in paths:
            echo(path)
