"""The command `import`: one recording made elsewhere, or a folder of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

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
from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, say_aside, spoken_language, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError, sentence_of
from interview_kit.language.counted_text import CountedText

if TYPE_CHECKING:
    from interview_kit.guide.guide import ConsentScope
    from interview_kit.workflow.capture.folder_import import FolderProgress, Outcome
    from interview_kit.workflow.capture.interview_map import MapFault


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.option("--participant", default="", metavar="CODE", help="The code, such as P07.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TABLE",
    help="With FOLDER: a table (CSV or XLSX) of file, participant and, where you like, language, "
    "date, interviewer, roster, transcript.",
)
@guide_option
@language_option
@roster_option
@attribute_option
@consent_option
@held_option
@interviewer_option
@new_participant_option
@click.option(
    "--tracks",
    default="",
    metavar="N[,N]",
    help="Of a file with several sound tracks: those to take, the interviewer's first.",
)
@json_option
@pass_access
def import_command(
    access: Access,
    path: Path,
    participant: str,
    map_file: Path | None,
    guide: str,
    language: str,
    roster: Path | None,
    attributes: Sequence[str],
    consent: Sequence[str],
    held_on: str,
    interviewer: str,
    is_new_person: bool,
    tracks: str,
    as_json: bool,
) -> None:
    """Take in FILE, a recording made elsewhere, as an interview of a participant.

    With --map all recordings of FOLDER that the table names are taken in. Broken off and started
    again, it goes on: a file that is in is known by its content.
    """
    scopes = parse_scopes(consent)
    sitting = _Sitting(held_on, interviewer, is_new_person)
    if map_file is not None:
        if participant or roster or attributes or tracks:
            raise KitError(
                "With --map the table says whose each file is.",
                "Leave out --participant, --roster, --attribute and --tracks.",
            )
        _import_folder(access, path, map_file, guide, language, scopes, sitting, as_json=as_json)
        return
    if path.is_dir():
        raise KitError(
            "{path} is a folder.",
            "Say whose its files are: --map interviews.csv, with the columns file and participant.",
            path=path,
        )
    if not participant:
        raise KitError("No participant was named.", "Give --participant P07.")
    _import_file(
        access,
        path,
        participant,
        guide,
        language,
        roster,
        parse_attributes(attributes),
        scopes,
        sitting,
        _numbers(tracks),
        as_json=as_json,
    )


class _Sitting(NamedTuple):
    """When and by whom it was held, and whether a code that looks known is somebody else's."""

    held_on: str
    interviewer: str
    is_new_person: bool


def _import_file(
    access: Access,
    path: Path,
    participant: str,
    guide: str,
    language: str,
    roster: Path | None,
    attributes: dict[str, str],
    scopes: Sequence[ConsentScope],
    sitting: _Sitting,
    tracks: tuple[int, ...],
    *,
    as_json: bool,
) -> None:
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.interface.import_notices import consent_notice, recording_notices
    from interview_kit.workflow.capture.sound_import import import_recording
    from interview_kit.workflow.interviews.roster_file import read_roster

    names = read_roster(roster, participant)
    with access.study() as study, progress_bar(wording("Importing"), is_hidden=as_json) as bar:
        recording = import_recording(
            study,
            path,
            participant,
            guide=guide,
            language=language,
            roster=names,
            attributes=attributes,
            consent=scopes,
            tracks=tracks,
            held_on=sitting.held_on,
            interviewer=sitting.interviewer,
            is_new_person=sitting.is_new_person,
            progress=bar,
        )
    notices = recording_notices(recording, spoken_language())
    if as_json:
        values = {name: value for name, value in asdict(recording).items() if name != "id"}
        print_json({"interview": recording.id} | values | {"notices": notices})
        return
    say("Imported as {id}. Next: interview-kit transcribe {id}", id=recording.id)
    for notice in notices:
        echo(notice)
    if not scopes:
        echo(consent_notice([recording.id], spoken_language()))


def _numbers(tracks: str) -> tuple[int, ...]:
    parts = [part.strip() for part in tracks.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise KitError(
            "{tracks} names no tracks.", "Count them from 1: --tracks 2,3.", tracks=tracks
        )
    return tuple(dict.fromkeys(int(part) for part in parts))


def _import_folder(
    access: Access,
    folder: Path,
    map_file: Path,
    guide: str,
    language: str,
    scopes: Sequence[ConsentScope],
    sitting: _Sitting,
    *,
    as_json: bool,
) -> None:
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.capture.folder_import import import_mapped_folder

    with access.study() as study, progress_bars(is_hidden=as_json) as show:

        def tell(progress: FolderProgress) -> None:
            title = wording(
                "Importing {number} of {count}", number=progress.number, count=progress.count
            )
            show(title, progress.done_ms, progress.total_ms)
            show(wording("All files"), progress.number - 1, progress.count)

        report = import_mapped_folder(
            study,
            folder,
            map_file,
            guide=guide,
            language=language,
            held_on=sitting.held_on,
            interviewer=sitting.interviewer,
            is_new_person=sitting.is_new_person,
            consent=scopes,
            progress=tell,
        )
    if report.faults:
        _refuse(map_file, report.faults, as_json=as_json)
    outcomes = report.outcomes
    if as_json:
        print_json([_as_json(outcome) for outcome in outcomes])
    else:
        _print_outcomes(outcomes, is_consent_told=bool(scopes))
    if report.failures:
        raise KitError(
            CountedText(
                "{failures} of {count} recording did not come in whole.",
                "{failures} of {count} recordings did not come in whole.",
            ),
            "The table says why. Started again, the same command goes on with them.",
            failures=report.failures,
            count=report.rows,
        )


def _refuse(map_file: Path, faults: Sequence[MapFault], *, as_json: bool) -> NoReturn:
    if as_json:
        print_json(
            {"faults": [{"row": entry.row, "message": entry.error.message} for entry in faults]}
        )
    else:
        for fault in faults:
            sentence = sentence_of(fault.error, spoken_language())
            say_aside("row {row}: {sentence}", row=fault.row, sentence=sentence)
    raise KitError(
        CountedText(
            "{name} has {count} fault; nothing was imported.",
            "{name} has {count} faults; nothing was imported.",
        ),
        "Mend them, and start again.",
        name=map_file.name,
        count=len(faults),
    )


def _print_outcomes(outcomes: Sequence[Outcome], *, is_consent_told: bool) -> None:
    from interview_kit.cli.printing import print_table
    from interview_kit.interface.import_notices import (
        consent_notice,
        outcome_comments,
        outcome_notices,
    )

    print_table(
        ["row", "file", "participant", "became", "interview"],
        [
            [
                outcome.row or "",
                outcome.file,
                outcome.participant,
                word_for("value", outcome.became),
                outcome.interview,
            ]
            for outcome in outcomes
        ],
    )
    for outcome in outcomes:
        comments = outcome_comments(outcome, spoken_language()) if sys.stdout.isatty() else ()
        for notice in (*outcome_notices(outcome, spoken_language()), *comments):
            echo(f"{outcome.file}: {notice}")
    imported_ids = [outcome.interview for outcome in outcomes if outcome.became == "imported"]
    if imported_ids:
        say("Next: interview-kit transcribe --all")
    if imported_ids and not is_consent_told:
        echo(consent_notice(imported_ids, spoken_language()))


def _as_json(outcome: Outcome) -> dict[str, object]:
    from interview_kit.interface.import_notices import outcome_notices

    recording = None if outcome.recording is None else asdict(outcome.recording)
    return {
        "row": outcome.row,
        "file": outcome.file,
        "participant": outcome.participant,
        "became": outcome.became,
        "interview": outcome.interview,
        "turns": outcome.turns,
        "recording": recording,
        "notices": outcome_notices(outcome, spoken_language()),
        "comments": [asdict(comment) for comment in outcome.transcript.comments]
        if outcome.transcript
        else [],
    }
