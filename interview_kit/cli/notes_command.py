"""The command `notes`: what was noted beside the conversation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, spoken_language
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo

if TYPE_CHECKING:
    from interview_kit.workflow.interviews.interview_notes import InterviewNotes


@click.command("notes")
@click.argument("ids", nargs=-1)
@click.option("--all", "all_of_them", is_flag=True, help="Of every interview.")
@json_option
@pass_access
def notes_command(access: Access, ids: tuple[str, ...], all_of_them: bool, as_json: bool) -> None:
    """List what was noted in interviews IDS: flags, notes, probes, topics, skips, consent.

    They stay in the vault, unless the study gives them to its coders: notes in study.toml.
    """
    from interview_kit.workflow.interviews.interview_notes import notes_of_chosen

    with access.study(writing=False) as study:
        margins = notes_of_chosen(study, ids, all_of_them=all_of_them)
    if as_json:
        print_json([asdict(note) for margin in margins for note in margin.listed])
        return
    for margin in margins:
        if len(margins) > 1:
            echo(f"# {margin.interview}")
        for line in _lines(margin):
            echo(line)
    if not any(margin.notes for margin in margins):
        say("Nothing was noted.")


def lines_beside(margin: InterviewNotes) -> dict[int, list[str]]:
    """The notes of an interview as lines, by the turn they stand beside."""
    lines_by_turn: dict[int, list[str]] = {}
    for listed, line in zip(margin.listed, _lines(margin), strict=True):
        lines_by_turn.setdefault(listed.turn, []).append(line)
    return lines_by_turn


def _lines(margin: InterviewNotes) -> list[str]:
    from interview_kit.interface.note_lines import note_line
    from interview_kit.model.clock import timestamp

    return [
        f"[{timestamp(listed.time_ms)}] "
        + note_line(note, margin.guide, margin.language, spoken_language())
        for note, listed in zip(margin.notes, margin.listed, strict=True)
    ]
