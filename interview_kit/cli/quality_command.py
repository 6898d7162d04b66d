"""The command `quality`: how an interview was conducted, for the interviewer's eyes."""

from __future__ import annotations

from dataclasses import asdict

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import spoken_language
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo


@click.command("quality")
@click.argument("id")
@json_option
@pass_access
def quality_command(access: Access, id: str, as_json: bool) -> None:
    """Look back on interview ID: talk, questions, listening, what was missed.

    A private page for the interviewer, made anew each time; nothing of it is kept or exported. It
    holds the interviewer's own words as they were said, names included.
    """
    from interview_kit.interface.quality_page import quality_lines
    from interview_kit.workflow.interviews.interview_quality import interview_quality

    with access.study(writing=False) as study:
        interview = study.interview(id)
        quality = interview_quality(interview)
    if as_json:
        print_json(asdict(quality))
        return
    for line in quality_lines(quality, interview.guide, interview.language, spoken_language()):
        echo(line)
