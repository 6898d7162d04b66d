"""The interviews of a study: preparing one, seeing where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interview_kit.guide.participant_attributes import checked
from interview_kit.model.participant import Participant
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_state import InterviewState, Phase
from interview_kit.vault import interviews, names, transcripts
from interview_kit.vault.interviews import Interview
from interview_kit.workflow.interviews.conversation_language import conversation_language
from interview_kit.workflow.interviews.held_day import held_day, moment_of
from interview_kit.workflow.interviews.participant_codes import code_for, refuse_withdrawn
from interview_kit.workflow.interviews.text_quality import expected_error_percent
from interview_kit.workflow.interviews.text_states import TextStatus, text_status
from interview_kit.workflow.study.open_study import Study, StudyInterview


@dataclass(frozen=True, slots=True)
class Overview:
    """Where an interview stands on its way to the corpus.

    `stage` is the last thing done: new, recording, interrupted, recorded, transcribed, corrected
    (at least once), proposed (replacements wait for a decision), reviewed, checked (by a second
    person), filed, released; or consent_withdrawn, while nobody said what becomes of the
    recording. `turns` counts turns, `undecided` replacements without a decision,
    None where names were not looked for in the text as it is.
    `version` is that of the filed text, 0 where none is. `expected_error_percent` are the words of
    a hundred that are probably wrong, None where nothing is known of that.
    """

    id: str
    participant: str
    language: str
    guide: str
    created_at: str
    length_ms: int
    stage: str
    turns: int
    undecided: int | None
    version: int = 0
    expected_error_percent: float | None = None


def prepare(
    study: Study,
    participant: str,
    *,
    guide: str = "",
    language: str = "",
    interviewer: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    held_on: str = "",
    is_new_person: bool = False,
) -> Interview:
    """Keep a new interview, with its guide frozen and the names typed at consent.

    `held_on` is the day of an interview that was held before, today if empty. `guide` and
    `language` come from the study's settings where empty. Raises KitError for a code that is none,
    a day to come, a guide that is missing, a language that no model writes, or an attribute that is
    not the guide's; AlikeCodeError where the code is new, and like that of somebody who is not said
    to be another person.
    """
    code = code_for(study, participant, is_new_person=is_new_person)
    refuse_withdrawn(study, code)
    source = study.guide_source(guide or study.settings.guide)
    parsed_guide = study.guide(guide or study.settings.guide)
    language = conversation_language(parsed_guide, language or study.settings.language)
    attributes = checked(parsed_guide, attributes or {})
    interview = Interview(
        id=interviews.next_id(study.vault, code),
        participant=code,
        guide=parsed_guide.id,
        guide_fingerprint=parsed_guide.fingerprint,
        guide_source=source,
        language=language,
        interviewer=interviewer,
        created_at=moment_of(held_day(held_on) if held_on else ""),
    )
    with study.vault.atomic():
        interviews.put_participant(study.vault, Participant(code, attributes))
        interviews.add(study.vault, interview)
        names.add_to_roster(study.vault, roster)
    return interview


def overview(study: Study) -> tuple[Overview, ...]:
    """Every interview of the study, oldest first."""
    return tuple(_overview(interview) for interview in study.interviews())


def _overview(interview: StudyInterview) -> Overview:
    status = text_status(interview)
    undecided_count = len(interview.text.undecided)
    return Overview(
        id=interview.id,
        participant=interview.participant,
        language=interview.language,
        guide=interview.row.guide,
        created_at=interview.row.created_at,
        length_ms=interview.length_ms,
        # Of a text that changed since, names are to be looked for before anything is decided.
        stage=_stage(status, interview.state, undecided_count if interview.text.searched_at else 0),
        turns=transcripts.count_turns(interview.vault, interview.id),
        undecided=undecided_count if interview.text.searched_at else None,
        version=status.version,
        expected_error_percent=expected_error_percent(interview.vault, interview.id),
    )


# The stage of a text that has passed a state.
_STAGES = {
    "draft": "transcribed",
    "corrected": "corrected",
    "pseudonymised": "reviewed",
    "checked": "checked",
    "filed": "filed",
    "released": "released",
}

STAGES = frozenset(
    {*(phase.value for phase in Phase if phase is not Phase.ENDED), "recorded", "proposed"}
    | {*_STAGES.values()}
)
"""Every stage that an interview can be in."""


def _stage(status: TextStatus, state: InterviewState, undecided_count: int) -> str:
    phase = state.phase
    if state.awaits_disposal:
        return Phase.CONSENT_WITHDRAWN.value
    if not status.state:
        return "recorded" if phase is Phase.ENDED else phase.value
    return "proposed" if undecided_count else _STAGES[status.state]
