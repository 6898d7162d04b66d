"""From the form to an interview that may be recorded: consent first, then everything is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview_kit.pseudonym.roster import RosterName
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.session.interview_state import fold
from interview_kit.vault import side_recordings
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.interviews.prepared_interview import change_prepared
from interview_kit.workflow.interviews.session_decision import events_of
from interview_kit.workflow.study.open_study import Study, StudyInterview


def prepare_with_consent(
    study: Study,
    participant: str,
    answers: Mapping[str, Answer],
    *,
    guide: str,
    language: str,
    prepared: StudyInterview | None = None,
    interviewer: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    oral_consent: Iterable[int] = (),
    is_new_person: bool = False,
) -> str:
    """Keep an interview with the answers to its consent items, by id; the interview's id.

    `prepared` is one that was prepared before; without it a new one is made. `oral_consent` are
    the asides in which the answers were given aloud, where that was recorded.

    Raises RefusedError, with nothing kept, where recording could not begin with these answers;
    otherwise what `prepare` raises.
    """
    consent_events = [ConsentAnswered(item, answer) for item, answer in answers.items()]
    events_of(study.guide(guide), fold(consent_events), ask.Start(0, 0, ""), 0)
    return prepare_for_later(
        study,
        participant,
        answers,
        guide=guide,
        language=language,
        prepared=prepared,
        interviewer=interviewer,
        roster=roster,
        attributes=attributes,
        oral_consent=oral_consent,
        is_new_person=is_new_person,
    )


def prepare_for_later(
    study: Study,
    participant: str,
    answers: Mapping[str, Answer] | None = None,
    *,
    guide: str = "",
    language: str = "",
    prepared: StudyInterview | None = None,
    interviewer: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    oral_consent: Iterable[int] = (),
    is_new_person: bool = False,
) -> str:
    """Keep the form of an interview that is held another day; its id.

    `prepared` is one that was prepared before. Nothing has to be answered yet: consent is asked
    when the interview is held. Raises what `prepare` and `change_prepared` raise.
    """
    with study.vault.atomic():
        if prepared is not None:
            id = prepared.id
            change_prepared(
                prepared,
                guide=guide,
                language=language,
                interviewer=interviewer,
                roster=roster,
                attributes=attributes or {},
            )
        else:
            id = prepare(
                study,
                participant,
                guide=guide,
                language=language,
                interviewer=interviewer,
                roster=roster,
                attributes=attributes,
                is_new_person=is_new_person,
            ).id
        for aside in oral_consent:
            side_recordings.hand_over(study.vault, aside, id)
        conductor = Conductor(study.interview(id))
        for item, answer in (answers or {}).items():
            if conductor.state.consent.get(item) is not answer:
                conductor.do(ask.AnswerConsent(item, answer))
        return id
