"""What participants allow by now: an answer may change at any moment, and the last one holds."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.workflow.study.open_study import Study, StudyInterview


def refused_scopes(study: Study, scope: ConsentScope) -> frozenset[str]:
    """The interviews of every participant whose last answer about `scope`, in any of them, is no.

    Where nobody was asked, as with a recording made elsewhere, nobody said no.
    """
    last: dict[str, tuple[str, Answer]] = {}
    everyone = tuple(study.interviews())
    for interview in everyone:
        for at, answer in _answers(interview, scope):
            if at >= last.get(interview.participant, ("", answer))[0]:
                last[interview.participant] = at, answer
    saying_no = {code for code, (_, answer) in last.items() if answer is Answer.NO}
    return frozenset(interview.id for interview in everyone if interview.participant in saying_no)


def refuse_withdrawn_recording(interview: StudyInterview) -> None:
    """Raise KitError while consent to a recording is withdrawn and its fate is not decided."""
    if interview.state.awaits_disposal:
        raise KitError(
            "Consent was withdrawn while {id} was recorded, and what becomes of the recording is "
            "not decided.",
            "Ask the participant, then: interview-kit consent decide {id} keep, or destroy.",
            id=interview.id,
        )


def _answers(interview: StudyInterview, scope: ConsentScope) -> list[tuple[str, Answer]]:
    items = {item.id for item in interview.guide.consent if item.scope is scope}
    return [
        (entry.at, entry.event.answer)
        for entry in interview.entries
        if isinstance(entry.event, ConsentAnswered) and entry.event.item in items
    ]
