"""What is offered while a form is filled in: places and answers that the study knows already."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName, roster_lines
from interview_kit.vault import interviews, names
from interview_kit.workflow.study.open_study import Study

_SHARED_KINDS = {MentionType.PLACE, MentionType.ORGANISATION}


def offered_names(study: Study, language: str) -> tuple[str, ...]:
    """Lines of a roster to choose from: towns, clinics and the like, and names of the whole study.

    A relative of one participant is never offered at the form of another.
    """
    shared_names = (
        name
        for name in names.roster(study.vault)
        if name.type in _SHARED_KINDS or not name.participant
    )
    lines = roster_lines(
        (RosterName(name.text, name.type, name.role) for name in shared_names), language
    )
    return tuple(dict.fromkeys(lines))


def offered_attributes(study: Study) -> Mapping[str, tuple[str, ...]]:
    """What was noted of participants before, by the attribute's id, in order."""
    values: dict[str, set[str]] = {}
    codes = {row.participant for row in interviews.all_of(study.vault)}
    for code in codes:
        participant = interviews.find_participant(study.vault, code)
        for id, value in participant.attributes.items() if participant else ():
            values.setdefault(id, set()).add(value)
    return {id: tuple(sorted(texts)) for id, texts in values.items()}
