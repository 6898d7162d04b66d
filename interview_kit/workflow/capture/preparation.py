"""From the form to an interview that may be recorded: consent first, then everything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview_kit.pseudonym.roster import RosterName
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.session.interview_state import fold
from interview_kit.vault import side_recordings
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.study.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.study.session_decision import events_of


def prepare_with_consent(
    study: Study,
    participant: str,
    answers: Mapping[str, Answer],
    *,
    guide: str,
    language: str,
    interviewer: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    oral_consent: Iterable[int] = (),
    is_new_person: bool = False,
) -> str:
    """Keep a new interview with the answers to its consent items, by id; the interview's id.

    `oral_consent` are the asides in which they were given aloud, where that was recorded.

    Raises RefusedError, with nothing kept, where recording could not begin with these answers;
    otherwise what `prepare` raises.
    """
    consent_events = [ConsentAnswered(item, answer) for item, answer in answers.items()]
    events_of(study.guide(guide), fold(consent_events), ask.Start(0, 0, ""), 0)
    interview = prepare(
        study,
        participant,
        guide=guide,
        language=language,
        interviewer=interviewer,
        roster=roster,
        attributes=attributes,
        is_new_person=is_new_person,
    )
    for aside in oral_consent:
        side_recordings.hand_over(study.vault, aside, interview.id)
    conductor = Conductor(study.interview(interview.id))
    for item, answer in answers.items():
        conductor.do(ask.AnswerConsent(item, answer))
    return interview.id
