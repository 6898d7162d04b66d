"""An interview that is prepared and not begun: it can still be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.guide.participant_attributes import checked
from interview_kit.model.participant import Participant
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_machine import consent_missing
from interview_kit.session.interview_state import Phase
from interview_kit.vault import interviews, names
from interview_kit.workflow.interviews.conversation_language import require_written_in
from interview_kit.workflow.interviews.earlier_sitting import known_participant
from interview_kit.workflow.study.open_study import StudyInterview


@dataclass(frozen=True, slots=True)
class PreparedInterview:
    """What was filled in for an interview: its form, to be gone on with."""

    id: str
    participant: str
    guide: str
    language: str
    interviewer: str
    roster: tuple[RosterName, ...]
    attributes: Mapping[str, str]
    answers: Mapping[str, Answer]


def prepared_interview(interview: StudyInterview) -> PreparedInterview:
    """The form of an interview that is not begun. Raises KitError where it is."""
    _refuse_begun(interview.id, interview.state.phase)
    person = known_participant(interview.study, interview.participant)
    return PreparedInterview(
        id=interview.id,
        participant=interview.participant,
        guide=interview.row.guide,
        language=interview.language,
        interviewer=interview.row.interviewer,
        roster=person.roster if person else (),
        attributes=person.attributes if person else {},
        answers=dict(interview.state.consent),
    )


def lacks_consent(interview: StudyInterview) -> bool:
    """Whether an interview is not begun and could not begin with the answers it has."""
    is_new = interview.state.phase is Phase.NEW
    return is_new and bool(consent_missing(interview.guide, interview.state))


def change_prepared(
    interview: StudyInterview,
    *,
    guide: str,
    language: str,
    interviewer: str,
    roster: Iterable[RosterName],
    attributes: Mapping[str, str],
) -> None:
    """Keep the form of an interview that is not begun anew; its guide is frozen as it is now.

    Names that are no longer in it leave the roster, unless an earlier sitting may hold them: what
    was said then still needs them. Raises KitError, with nothing changed, for what `prepare` would
    refuse, and for an interview that is begun.
    """
    study = interview.study
    _refuse_begun(interview.id, interview.state.phase)
    parsed_guide = study.guide(guide)
    require_written_in(parsed_guide, language)
    attributes = checked(parsed_guide, attributes)
    person = known_participant(study, interview.participant)
    assert person is not None  # the interview refers to the participant
    roster = tuple(roster)
    of_guide = {attribute.id for attribute in parsed_guide.attributes}
    other_attributes = {
        key: value for key, value in person.attributes.items() if key not in of_guide
    }
    with study.vault.atomic():
        interviews.change(
            study.vault,
            replace(
                interview.row,
                guide=parsed_guide.id,
                guide_fingerprint=parsed_guide.fingerprint,
                guide_source=study.guide_source(guide),
                language=language,
                interviewer=interviewer,
            ),
        )
        interviews.replace_participant(
            study.vault, Participant(person.code, {**other_attributes, **attributes})
        )
        if person.earlier is None:
            kept_names = {(name.type, name.text) for name in roster}
            for name in person.roster:
                if (name.type, name.text) not in kept_names:
                    names.remove_from_roster(study.vault, name)
        names.add_to_roster(study.vault, roster)


def _refuse_begun(id: str, phase: Phase) -> None:
    if phase is not Phase.NEW:
        raise KitError(
            "The interview {id} is begun: its form cannot be changed any more.",
            "What is noted of a participant: interview-kit attributes CODE.",
            id=id,
        )
