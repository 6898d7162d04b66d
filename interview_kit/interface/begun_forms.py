"""The forms of interviews of which something is known before anything is typed."""

from __future__ import annotations

from interview_kit.pseudonym.roster import roster_lines
from interview_kit.session.new_interview import NewInterview
from interview_kit.workflow.demo_study import DemoStudy
from interview_kit.workflow.interviews.prepared_interview import PreparedInterview


def begun_form(form: PreparedInterview, language: str) -> NewInterview:
    """The form of an interview that was prepared before; words of its roster in `language`.

    What is noted of the participant is not in it: the screen takes it over from the study.
    """
    return NewInterview(
        form.participant,
        form.guide,
        form.language,
        form.interviewer,
        "\n".join(roster_lines(form.roster, language)),
        form.id,
        answers=form.answers,
    )


def demo_interview(demo: DemoStudy) -> NewInterview:
    """The form of the demo's interview: its participant, in English, and the names in it."""
    return NewInterview(demo.participant, language="en", names=demo.names)
