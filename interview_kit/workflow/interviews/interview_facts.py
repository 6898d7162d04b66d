"""What is noted of an interview and its participant, and what may stand in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.vault import interviews
from interview_kit.workflow.study.open_study import StudyInterview, guide_files

ATTRIBUTE = "attribute:"
"""What stands before the id of an attribute."""

FACTS = ("held", "interviewer", "language", "guide", "participant")
"""What is noted of an interview beside attributes."""


@dataclass(frozen=True, slots=True)
class InterviewFact:
    """One thing that is noted: `value` as it is stored, `display_text` as people read it.

    `title` is that of an attribute, and empty for the others, which have their name by `id`.
    `choices` are pairs of a value and its title; without them any text may be typed.
    """

    id: str
    value: str
    display_text: str
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    may_be_empty: bool = False


def interview_facts(interview: StudyInterview, language: str) -> tuple[InterviewFact, ...]:
    """When it was held, by whom, in which language, with which guide, and by whom it was given."""
    row, guide = interview.row, interview.guide
    day = row.created_at[:10]
    guides = tuple((path.stem, path.stem) for path in guide_files(interview.study.folder))
    languages = tuple((code, code) for code in guide.languages)
    return (
        InterviewFact("held", day, day),
        InterviewFact("interviewer", row.interviewer, row.interviewer, may_be_empty=True),
        InterviewFact("language", row.language, row.language, choices=languages),
        InterviewFact("guide", "", row.guide, choices=guides),
        InterviewFact("participant", row.participant, row.participant),
        *_attributes(interview, language),
    )


def _attributes(interview: StudyInterview, language: str) -> Iterator[InterviewFact]:
    participant = interviews.find_participant(interview.vault, interview.participant)
    noted_values = participant.attributes if participant else {}
    for attribute in interview.guide.attributes:
        value = noted_values.get(attribute.id, "")
        choices = tuple((choice.id, choice.title.in_(language)) for choice in attribute.values)
        yield InterviewFact(
            f"{ATTRIBUTE}{attribute.id}",
            value,
            dict(choices).get(value, value),
            attribute.title.in_(language),
            choices,
            may_be_empty=True,
        )
