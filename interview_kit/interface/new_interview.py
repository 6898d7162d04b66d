"""What is known of an interview before its form is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.pseudonym.roster import roster_lines
from interview_kit.workflow.demo_study import DemoStudy
from interview_kit.workflow.interviews.prepared_interview import PreparedInterview


@dataclass(frozen=True, slots=True)
class NewInterview:
    """What the form begins with; empty where nothing is known.

    `names` is a roster, a name on a line. `interview` is one that was prepared before and is gone
    on with.
    """

    participant: str = ""
    guide: str = ""
    language: str = ""
    interviewer: str = ""
    names: str = ""
    interview: str = ""


def begun_form(form: PreparedInterview, language: str) -> NewInterview:
    """The form of an interview that was prepared before; words of its roster in `language`."""
    return NewInterview(
        form.participant,
        form.guide,
        form.language,
        form.interviewer,
        "\n".join(roster_lines(form.roster, language)),
        form.id,
    )


def demo_interview(demo: DemoStudy) -> NewInterview:
    """The form of the demo's interview: its participant, in English, and the names in it."""
    return NewInterview(demo.participant, language="en", names=demo.names)
