"""The command `import-transcript`, and what it says of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.interview_options import (
    attribute_option,
    consent_option,
    guide_option,
    language_option,
    parse_attributes,
    parse_scopes,
    read_roster,
    roster_option,
)
from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError, SpeechError, UnreadError

if TYPE_CHECKING:
    from interview_kit.model.speaker import Speaker
    from interview_kit.transcripts.transcript import Notice
    from interview_kit.workflow.study.open_study import Study
    from interview_kit.workflow.transcription.transcript_import import ImportedTranscript

FIRST_WORDS = 50
"""So many letters of a line are shown."""

_SENTENCES = {
    "guessed_encoding": "The file does not say its encoding; it was read as {detail}.",
    "stray_bytes": "{count} lines hold bytes that are no {detail}; look at them{lines}.",
    "control_characters": "{count} control characters were taken out{lines}.",
    "other_format": "The file is not what its name says; it was read as {detail}.",
    "sorted": "{count} cues stood out of order; all were sorted by time.",
    "unknown_times": "{count} times are not understood; the text stands behind what came "
    "before{lines}.",
    "repeated_captions": "{count} captions repeat the one before; each phrase was taken once.",
    "headings": "{count} titles and headings are nobody's speech and were left out{lines}.",
    "not_text": "{count} comments and footnotes were left out.",
    "speech_with_colon": "{count} lines begin with a word and a colon and were read as speech"
    "{doubtful}. Is one a speaker? Say so: --speaker LABEL=ROLE",
    "one_voice": "Only one voice was found. Are there more? "
    "Name them: --speaker LABEL=ROLE; see --labels.",
    "dashes": "{count} cues hold two voices that the file does not name{lines}.",
    "unlabelled": "{count} lines have no speaker and were given to `other`{lines}.",
    "other_columns": "{count} columns hold neither speech, nor a speaker, nor a time; "
    "they were left out.",
    "other_interviews": "{count} rows are of other interviews and were left out{lines}.",
    "beyond_sound": "{count} turns begin after the end of the sound: "
    "the times are of another recording, or of the clock on the wall.",
    "laid_on_sound": "The text was laid on the sound: {detail} % of its words were heard there.",
    "no_times": "The turns have no times, so they do not play.{why}",
}


@click.command("import-transcript")
@click.argument("arguments", nargs=-1, required=True, metavar="[ID] FILE")
@click.option(
    "--participant", default="", metavar="CODE", help="Make an interview without sound of it."
)
@click.option(
    "--speaker",
    "roles",
    multiple=True,
    metavar="LABEL=ROLE",
    help="Who a label of the file is: interviewer, participant or other.",
)
@click.option("--labels", "only_labels", is_flag=True, help="List the labels of FILE, no more.")
@click.option("--partly", is_flag=True, help="Also where many lines are not understood.")
@click.option("--without-times", is_flag=True, help="Lay no text on the sound.")
@click.option("--discard-corrections", is_flag=True, help="Also where a text would be lost.")
@guide_option
@language_option
@roster_option
@attribute_option
@consent_option
@json_option
@pass_access
def import_transcript_command(
    access: Access,
    arguments: Sequence[str],
    participant: str,
    roles: Sequence[str],
    only_labels: bool,
    partly: bool,
    without_times: bool,
    discard_corrections: bool,
    guide: str,
    language: str,
    roster: Path | None,
    attributes: Sequence[str],
    consent: Sequence[str],
    as_json: bool,
) -> None:
    """Make FILE, a transcript of another program, the text of interview ID.

    With --participant it becomes an interview of its own, without sound. SRT, VTT, Word, ODT, RTF,
    JSON, CSV, HTML, TEI and plain text are read, as many programs write them; docs/importing.md
    lists these. A text without times is laid on the sound, where there is sound.
    """
    id, path = _target(arguments, participant, only_labels=only_labels)
    chosen = _roles(roles)
    try:
        if only_labels:
            _print_labels(path, chosen, id, as_json=as_json)
            return
        with access.study() as study:
            if participant:
                from interview_kit.workflow.transcription import transcript_import

                result = transcript_import.import_interview(
                    study,
                    participant,
                    path,
                    chosen,
                    guide=guide,
                    language=language,
                    roster=read_roster(roster, participant),
                    attributes=parse_attributes(attributes),
                    consent=parse_scopes(consent),
                    partly=partly,
                )
            else:
                result = _import_into(
                    study, id, path, chosen, partly, discard_corrections, not without_times, as_json
                )
    except UnreadError as error:
        _show_unread(error.lines)
        raise
    _print_result(result, as_json=as_json)


def _target(arguments: Sequence[str], participant: str, *, only_labels: bool) -> tuple[str, Path]:
    """The interview that was named, empty where none is wanted, and the file."""
    alone = bool(participant) or only_labels
    if len(arguments) != (1 if alone else 2) and not (only_labels and len(arguments) == 2):
        raise KitError(
            "An interview and a file are wanted.",
            "Write: import-transcript ID FILE, or import-transcript --participant CODE FILE.",
        )
    path = Path(arguments[-1])
    if not path.is_file():
        raise KitError("There is no such file.", "Check the name of the transcript.")
    return arguments[0] if len(arguments) == 2 else "", path


def _import_into(
    study: Study,
    id: str,
    path: Path,
    roles: dict[str, Speaker],
    partly: bool,
    discard_corrections: bool,
    lay_on_sound: bool,
    as_json: bool,
) -> ImportedTranscript:
    from interview_kit.workflow.transcription import transcript_import as importing
    from interview_kit.workflow.transcription.transcribe import refuse_to_lose_corrections

    if not discard_corrections:
        refuse_to_lose_corrections(study, [id])
    transcript = importing.read_file(path, roles, id)
    # What is refused is refused before an hour of listening.
    importing.checked_roles(transcript, roles, partly=partly)
    if lay_on_sound and importing.wants_times(study, id, transcript):
        _hear(study, id, as_json=as_json)
    return importing.import_transcript(
        study,
        id,
        path,
        roles,
        partly=partly,
        discard_corrections=discard_corrections,
        lay_on_sound=lay_on_sound,
    )


def _hear(study: Study, id: str, *, as_json: bool) -> None:
    """Transcribe the sound that a text is to be laid on; without a model it stays without times."""
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.transcription.transcribe import study_transcriber, transcribe

    try:
        with study_transcriber(study) as transcriber, progress_bars(is_hidden=as_json) as show:
            transcribe(
                study,
                id,
                transcriber,
                lambda step: show(f"Listening for times in {id}", step.done_ms, step.total_ms),
            )
    except SpeechError as error:
        click.echo(f"! {error.message} {error.hint}", err=True)


def _roles(pairs: Sequence[str]) -> dict[str, Speaker]:
    from interview_kit.model.speaker import Speaker

    chosen = {}
    for pair in pairs:
        label, equals, role = pair.rpartition("=")
        if not equals or role not in list(Speaker):
            raise KitError(
                "A speaker was given without a role.", f"Write LABEL={'|'.join(Speaker)}."
            )
        chosen[label] = Speaker(role)
    return chosen


def _print_labels(path: Path, chosen: dict[str, Speaker], id: str, *, as_json: bool) -> None:
    """The labels of a file with their roles; also what looks like one and was read as speech."""
    from interview_kit.transcripts.role import speakers
    from interview_kit.workflow.transcription.transcript_import import read_file

    transcript = read_file(path, chosen, id)
    roles = speakers((utterance.label for utterance in transcript.utterances), chosen)
    rows = [
        {"label": label, "lines": count, "role": roles[label].value}
        for label, count in transcript.labels.items()
    ]
    rows += [{"label": label, "lines": 0, "role": "speech"} for label in transcript.doubtful]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(("label", "lines", "role"), [tuple(row.values()) for row in rows])
    else:
        click.echo("The file has no labels.")


def _print_result(result: ImportedTranscript, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "interview": result.interview,
                "turns": len(result.turns),
                "words": sum(len(turn.text.split()) for turn in result.turns),
                "speakers": _counts(result),
                "unread": [unread_line.line for unread_line in result.unread],
                "notices": [
                    {"kind": n.kind.value, "count": n.count, "lines": n.lines, "detail": n.detail}
                    for n in result.notices
                ],
            }
        )
        return
    by_role = ", ".join(f"{role} {count}" for role, count in _counts(result).items())
    click.echo(
        f"{result.interview}: {len(result.turns)} turns ({by_role}). "
        f"Next: interview-kit pseudonymize {result.interview}"
    )
    _show_unread((unread_line.line, unread_line.text) for unread_line in result.unread)
    for notice in result.notices:
        click.echo(f"! {sentence(notice, result.doubtful)}", err=True)


def _counts(result: ImportedTranscript) -> dict[str, int]:
    counts: dict[str, int] = {}
    for turn in result.turns:
        counts[turn.speaker.value] = counts.get(turn.speaker.value, 0) + 1
    return counts


def sentence(notice: Notice, doubtful: Sequence[str] = ()) -> str:
    """What a notice says; labels of the file only on a terminal."""
    numbers = ", ".join(map(str, notice.lines))
    shown = ", ".join(doubtful[:5]) if sys.stderr.isatty() else ""
    lines = f" (line {numbers})" if numbers else ""
    why = {
        "": " Transcribe its sound, and import it again.",
    }.get(notice.detail, f" Only {notice.detail} % of its words were heard in the sound.")
    text = _SENTENCES[notice.kind.value]
    return text.format(
        count=notice.count,
        detail=notice.detail,
        lines=lines,
        why=why,
        doubtful=f": {shown}" if shown else "",
    )


def _show_unread(lines: Iterable[tuple[int, str]]) -> None:
    """Each line that was not understood, with its first words on a terminal only."""
    for number, text in lines:
        words = text[:FIRST_WORDS] if sys.stderr.isatty() else ""
        click.echo(f"! Line {number} was not understood{f': {words}' if words else '.'}", err=True)
