"""The command `import-transcript`, and what it says of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.interview_options import (
    attribute_option,
    consent_option,
    guide_option,
    held_option,
    interviewer_option,
    language_option,
    new_participant_option,
    parse_attributes,
    parse_scopes,
    roster_option,
)
from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.speaking import say, spoken_language, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError, UnreadError, sentence_of
from interview_kit.language.counted_text import CountedText
from interview_kit.language.values import VALUE

if TYPE_CHECKING:
    from interview_kit.model.speaker import Speaker
    from interview_kit.workflow.transcription.transcript_import import ImportedTranscript


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
@held_option
@interviewer_option
@new_participant_option
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
    held_on: str,
    interviewer: str,
    is_new_person: bool,
    as_json: bool,
) -> None:
    """Make FILE, a transcript of another program, the text of interview ID.

    With --participant it becomes an interview of its own, without sound. SRT, VTT, Word, ODT, RTF,
    JSON, CSV, HTML, TEI and plain text are read, as many programs write them; the documentation
    lists these, on its page "Transcripts made elsewhere". A text without times is laid on the
    sound, where there is sound.
    """
    id, path = _target(arguments, participant, only_labels=only_labels)
    chosen = _roles(roles)
    if only_labels:
        _print_labels(path, chosen, id, as_json=as_json)
        return
    if (held_on or interviewer) and not participant:
        raise KitError(
            "The interview is there already.",
            "interview-kit repair {id} changes when it was held, and by whom.",
            id=id,
        )
    with access.study() as study, _unread_shown():
        if participant:
            from interview_kit.workflow.interviews.roster_file import read_roster
            from interview_kit.workflow.transcription.transcript_import import import_interview

            result = import_interview(
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
                held_on=held_on,
                interviewer=interviewer,
                is_new_person=is_new_person,
            )
        else:
            from interview_kit.cli.progress_bars import progress_bars
            from interview_kit.workflow.transcription.chosen_transcriptions import import_text

            with progress_bars(is_hidden=as_json) as show:
                result = import_text(
                    study.interview(id),
                    path,
                    chosen,
                    partly=partly,
                    discard_corrections=discard_corrections,
                    lay_on_sound=not without_times,
                    progress=lambda step: show(
                        wording("Listening for times in {id}", id=id), step.done_ms, step.total_ms
                    ),
                )
    _print_result(result, as_json=as_json)
    if participant and not consent and not as_json:
        from interview_kit.interface.import_notices import consent_notice

        echo(consent_notice([result.interview], spoken_language()))


@contextmanager
def _unread_shown() -> Iterator[None]:
    """Say which lines were not understood where a file is refused for them."""
    try:
        yield
    except UnreadError as error:
        from interview_kit.interface.transcript_notices import unread_notices

        _show(unread_notices(error.lines, spoken_language(), with_text=sys.stderr.isatty()))
        raise


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


def _roles(pairs: Sequence[str]) -> dict[str, Speaker]:
    from interview_kit.model.speaker import Speaker

    chosen = {}
    for pair in pairs:
        label, equals, role = pair.rpartition("=")
        if not equals or role not in list(Speaker):
            raise KitError(
                "A speaker was given without a role.",
                "Write LABEL={roles}.",
                roles="|".join(Speaker),
            )
        chosen[label] = Speaker(role)
    return chosen


def _print_labels(path: Path, chosen: dict[str, Speaker], id: str, *, as_json: bool) -> None:
    """The labels of a file with their roles; also what looks like one and was read as speech."""
    from interview_kit.workflow.transcription.transcript_import import labels_of

    labels = [
        {"label": row.label, "lines": row.lines, "role": row.role or "speech"}
        for row in labels_of(path, chosen, id)
    ]
    if as_json:
        print_json(labels)
    elif labels:
        print_table(
            ["label", "lines", "role"],
            [(row["label"], row["lines"], word_for(VALUE, str(row["role"]))) for row in labels],
        )
    else:
        say("The file has no labels.")


def _print_result(result: ImportedTranscript, *, as_json: bool) -> None:
    from interview_kit.interface.transcript_notices import transcript_notices

    counts = {speaker.value: count for speaker, count in result.turns_by_speaker.items()}
    if as_json:
        print_json(
            {
                "interview": result.interview,
                "turns": len(result.turns),
                "words": result.words,
                "speakers": counts,
                "unread": [unread_line.line for unread_line in result.unread],
                "notices": [
                    {
                        "kind": notice.kind.value,
                        "count": notice.count,
                        "lines": notice.lines,
                        "detail": notice.detail,
                    }
                    for notice in result.notices
                ],
                "comments": [asdict(comment) for comment in result.comments],
            }
        )
        return
    by_role = ", ".join(f"{word_for(VALUE, role)} {count}" for role, count in counts.items())
    say(
        CountedText(
            "{id}: {turns} turn ({by_role}). Next: interview-kit pseudonymize {id}",
            "{id}: {turns} turns ({by_role}). Next: interview-kit pseudonymize {id}",
            "turns",
        ),
        id=result.interview,
        turns=len(result.turns),
        by_role=by_role,
    )
    if result.hearing_error:
        _show([sentence_of(result.hearing_error, spoken_language())])
    _show(transcript_notices(result, spoken_language(), with_text=sys.stderr.isatty()))


def _show(notices: Iterable[str]) -> None:
    for notice in notices:
        echo(f"! {notice}", err=True)
