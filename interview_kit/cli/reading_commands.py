"""Commands that read: `list`, `show`, `search`, `export`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from interview_kit.cli.filter_options import filter_options, record_filter
from interview_kit.cli.notes_command import lines_beside
from interview_kit.cli.printing import print_json, print_rows, print_table, undecided_cell
from interview_kit.cli.speaking import say, say_aside, spoken_language, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo, echo_talk
from interview_kit.errors import KitError
from interview_kit.language.phrase import in_language
from interview_kit.model.speaker import Speaker

ROLES = click.Choice([role.value for role in Speaker])
Layer = Literal["full", "clean"]  # of a text

if TYPE_CHECKING:
    from interview_kit.model.turn import Turn
    from interview_kit.workflow.interviews.interview_notes import ListedNote
    from interview_kit.workflow.transcription.transcript_reading import ReadTranscript


@click.command("list")
@json_option
@pass_access
def list_command(access: Access, as_json: bool) -> None:
    """List interviews, oldest first, and where each stands on its way to the corpus."""
    from interview_kit.workflow.interviews.interview_overview import overview

    with access.study(writing=False) as study:
        rows = overview(study)
    if as_json:
        print_json([asdict(row) for row in rows])
    elif not rows:
        say("No interviews yet. Hold one: interview-kit interview; or import a recording.")
    else:
        columns = ["id", "created_at", "language", "length_ms", "stage", "turns", "undecided"]
        print_table(
            [*columns, "expected_error_percent"],
            [
                [
                    *(getattr(row, column) for column in columns[:-1]),
                    undecided_cell(row.undecided) if row.turns else "",
                    row.expected_error_percent,
                ]
                for row in rows
            ],
        )


@click.command("show")
@click.argument("id")
@click.option("--filed", "from_corpus", is_flag=True, help="The pseudonymised text in the corpus.")
@click.option("--turn", "first", type=int, default=0, help="Begin at turn N, as `search` names it.")
@click.option("--runs", "list_runs", is_flag=True, help="The transcriptions there are of it.")
@click.option("--run", "run", type=int, help="The text of transcription N, as it was heard.")
@click.option(
    "--verbatim",
    type=click.Choice(["full", "clean"]),
    help="As said, or without eh and repetitions; as the study says if left out.",
)
@json_option
@pass_access
def show_command(
    access: Access,
    id: str,
    from_corpus: bool,
    first: int,
    list_runs: bool,
    run: int | None,
    verbatim: Layer | None,
    as_json: bool,
) -> None:
    """Read the transcript of interview ID, as it stands in the vault or as it was filed."""
    if verbatim and (from_corpus or run is not None):
        raise KitError(
            "What was filed, and what one transcription heard, has one layer.",
            "Leave out --verbatim.",
        )
    if list_runs:
        _show_runs(access, id, as_json=as_json)
        return
    transcript = _transcript(access, id, from_corpus=from_corpus, run=run, layer=verbatim)
    turns = transcript.turns
    if as_json:
        notes = transcript.margin.listed if transcript.margin else ()
        shown_turns = turns[_place_of(turns, first) :]
        print_json([_fields(turn, transcript, notes) for turn in shown_turns])
        return
    from interview_kit.interface.missing_sound import missing_line, with_gaps

    passed_turns = {turn.number for turn in turns[: _place_of(turns, first)]}
    margin = lines_beside(transcript.margin) if transcript.margin else {}
    question = None
    for earlier_gaps, turn in with_gaps(turns, transcript.gaps, transcript.rate):
        if turn is not None and turn.number in passed_turns:
            continue
        for gap in earlier_gaps:
            echo(f"-- {missing_line(gap, transcript.rate, spoken_language())} --")
        if turn is None:
            break
        if turn.question != question:
            question = turn.question
            echo(f"\n# {question or wording('before the first question')}\n")
        who = word_for("value", str(turn.speaker))
        if turn.overlaps:
            who = wording("{speaker} (overlap)", speaker=who)
        echo_talk(f"[{turn.clock}] {who}: {turn.text}")
        for line in margin.pop(turn.number, ()):
            echo(f"    {line}")
    for line in margin.pop(0, ()):  # there are no turns to stand beside
        echo(line)
    if turns and transcript.roster_only:
        from interview_kit.cli.text_commands import ROSTER_ONLY
        from interview_kit.interface.language_names import language_names

        names = language_names(transcript.roster_only, spoken_language())
        say_aside(ROSTER_ONLY, id=id, languages=names)
    if transcript.expected_error_percent is not None:
        say(
            "Of a hundred words about {count} are probably wrong, as far as the machine knows.",
            count=round(transcript.expected_error_percent),
        )
    if transcript.corrected_by:
        say("Corrected by: {people}", people=", ".join(transcript.corrected_by))
    if transcript.member_check:
        outcome = word_for("value", transcript.member_check)
        say("The participant, of the copy: {outcome}", outcome=outcome)
    if transcript.wordless:
        say("No words were found in {id}.", id=id)
    elif not turns:
        say("There is no text yet. interview-kit transcribe {id}", id=id)


def _place_of(turns: Sequence[Turn], first: int) -> int:
    """Where to begin for turn `first`, which may be no more; added turns stand between others."""
    numbers = [turn.number for turn in turns]
    if first in numbers:
        return numbers.index(first)
    return next((at for at, number in enumerate(numbers) if number >= first), len(numbers))


def _show_runs(access: Access, id: str, *, as_json: bool) -> None:
    from interview_kit.workflow.transcription.transcript_reading import runs_of

    with access.study(writing=False) as study:
        print_rows(
            runs_of(study.interview(id)),
            ["id", "model", "reading", "live", "started_at", "finished", "current"],
            as_json=as_json,
            nothing=wording("There is none yet. interview-kit transcribe {id}", id=id),
        )


def _transcript(
    access: Access, id: str, *, from_corpus: bool, run: int | None, layer: Layer | None
) -> ReadTranscript:
    """What is to be read: a run, what was filed, or the transcript as it stands."""
    from interview_kit.workflow.publication.corpus_reading import filed_turns
    from interview_kit.workflow.transcription.transcript_reading import (
        ReadTranscript,
        read_run,
        read_transcript,
    )

    if run is None and from_corpus:
        with access.corpus() as corpus:
            return ReadTranscript(filed_turns(corpus, id))
    with access.study(writing=False) as study:
        interview = study.interview(id)
        if run is not None:
            return read_run(interview, run)
        return read_transcript(interview, layer)


def _fields(turn: Turn, transcript: ReadTranscript, notes: Sequence[ListedNote]) -> dict[str, Any]:
    values = {name: value for name, value in asdict(turn).items() if name != "words"}
    errors = transcript.expected_errors.get(turn.number)
    return values | {
        "overlap": turn.overlaps,
        "expected_errors": None if errors is None else round(errors, 2),
        "notes": [asdict(note) for note in notes if note.turn == turn.number],
    }


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@filter_options
@json_option
@pass_access
def search_command(
    access: Access, /, words: tuple[str, ...], limit: int, as_json: bool, **choice: Any
) -> None:
    """Find turns in the corpus that hold all WORDS; `medic*` finds every beginning."""
    from interview_kit.workflow.publication.corpus_reading import search_corpus

    with access.corpus() as corpus:
        hits = search_corpus(corpus, " ".join(words), limit, record_filter(choice))
    print_rows(
        hits,
        ["interview", "turn", "speaker", "question", "snippet"],
        as_json=as_json,
        nothing=wording("Nothing found."),
    )


@click.command("answers")
@click.argument("question", default="")
@click.option("--speaker", type=ROLES, default=None)
@json_option
@pass_access
def answers_command(access: Access, question: str, speaker: str | None, as_json: bool) -> None:
    """Read QUESTION across all filed interviews; without one, list the questions there are."""
    from itertools import groupby

    from interview_kit.model.clock import timestamp
    from interview_kit.workflow.publication.corpus_reading import answers_to, asked_questions

    with access.corpus() as corpus:
        if not question:
            print_rows(
                asked_questions(corpus),
                ["id", "answered", "interviews", "text"],
                as_json=as_json,
                nothing=wording("Nothing is filed yet. interview-kit file --all"),
            )
            return
        answers = answers_to(corpus, question, speaker or "")
    answer_turns = answers.turns
    if as_json:
        print_json([asdict(turn) for turn in answer_turns])
        return
    echo(f"# {answers.question.text}")
    for interview, turns in groupby(answer_turns, key=lambda turn: turn.interview):
        run = list(turns)
        echo(f"\n## {' · '.join(filter(None, (interview, run[0].held, run[0].mark)))}\n")
        for turn in run:
            who = word_for("value", str(turn.speaker))
            echo_talk(f"{turn.turn:>4} [{timestamp(turn.start_ms)}] {who}: {turn.text}")
    if not answer_turns:
        say("Nothing was said under this question.")


class _ExportCommand(click.Command):
    """Shows the formats in its help, also those that others have installed."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from interview_kit.export.exporters import exporters

        with formatter.section(wording("Formats")):
            formatter.write_dl(
                [
                    (exporter.name, in_language(exporter.title, spoken_language()))
                    for exporter in exporters().values()
                ]
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
@filter_options
@json_option
@pass_access
def export_command(
    access: Access, /, folder: Path, formats: str, as_json: bool, **choice: Any
) -> None:
    """Write every filed interview to FOLDER; nothing is written if a known name is left.

    Files of an earlier export into FOLDER go where they hold somebody who takes part no more; files
    that are not ours are never touched.
    """
    from interview_kit.workflow.publication.corpus_export import export_corpus

    with access.study(writing=False) as study:
        names = [name.strip() for name in formats.split(",") if name.strip()]
        report = export_corpus(study, folder, names, choice=record_filter(choice))
    for id in report.left_out:
        say_aside("Left out, the participant no longer takes part: {id}", id=id)
    for name in report.clearing.removed_names:
        say_aside("Taken away, it held somebody who takes part no more: {name}", name=name)
    for name in report.clearing.changed_names:
        say_aside(
            "{name} was changed since it was exported, and holds somebody who takes part no more: "
            "delete it.",
            name=name,
        )
    if as_json:
        print_json([str(path) for path in report.paths])
    else:
        for path in report.paths:
            echo(path)
