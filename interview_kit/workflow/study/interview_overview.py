"""The interviews of a study: preparing one, seeing where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from interview_kit.errors import KitError
from interview_kit.guide.participant_attributes import checked
from interview_kit.model.participant import Participant, new_code, participant_code
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_state import Phase
from interview_kit.vault import interviews, names, transcripts
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.conversation_language import conversation_language
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.study.participant_codes import refuse_withdrawn
from interview_kit.workflow.study.text_quality import expected_error_percent
from interview_kit.workflow.study.text_states import TextStatus, text_status


@dataclass(frozen=True, slots=True)
class Overview:
    """Where an interview stands on its way to the corpus.

    `stage` is the last thing done: new, recording, interrupted, recorded, transcribed, proposed
    (replacements wait for a decision), reviewed, checked (by a second person), filed, released.
    `turns` counts turns, `undecided` replacements without a decision. `version` is that of the
    filed text, 0 where none is. `expected_error_percent` are the words of a hundred that are
    probably wrong, None where nothing is known of that.
    """

    id: str
    participant: str
    language: str
    guide: str
    created_at: str
    length_ms: int
    stage: str
    turns: int
    undecided: int
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
) -> Interview:
    """Keep a new interview, with its guide frozen and the names typed at consent.

    `held_on` is the day of an interview that was held before (ISO 8601), today if empty. `guide`
    and `language` come from the study's settings where empty. Raises KitError for a code that is
    none, a guide that is missing, a language that no model writes, or an attribute that is not the
    guide's.
    """
    code = code_for(study, participant)
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
        created_at=f"{held_on}T12:00:00+00:00"
        if held_on
        else datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with study.vault.atomic():
        interviews.put_participant(study.vault, Participant(code, attributes))
        interviews.add(study.vault, interview)
        names.add_to_roster(study.vault, roster)
    return interview


def code_for(study: Study, participant: str) -> str:
    """The code of a participant, known or new.

    Raises KitError for one that is none, or that is new and not of the study's shape.
    """
    code = participant_code(participant)
    if interviews.find_participant(study.vault, code) is None:
        return new_code(code, study.settings.code)
    return code


def overview(study: Study) -> tuple[Overview, ...]:
    """Every interview of the study, oldest first."""
    return tuple(_overview(interview) for interview in study.interviews())


def choose(study: Study, ids: Iterable[str], *, all_of_them: bool = False) -> tuple[str, ...]:
    """The interviews a command is meant for. Raises KitError for an unknown id, or for none."""
    known_ids = [interview.id for interview in interviews.all_of(study.vault)]
    chosen_ids = known_ids if all_of_them else [interviews.get(study.vault, id).id for id in ids]
    if not chosen_ids:
        raise KitError("No interview was named.", "Name ids, or take all of them with --all.")
    return tuple(chosen_ids)


def choose_with_text(
    study: Study,
    ids: Iterable[str],
    *,
    all_of_them: bool = False,
    skip: Callable[[str], None] = lambda _id: None,
) -> tuple[str, ...]:
    """The interviews a command on texts is meant for.

    Of all of them those that have no transcript are left out, and `skip` is told of each. Raises
    KitError for an unknown id, or for none.
    """
    chosen_ids = choose(study, ids, all_of_them=all_of_them)
    if not all_of_them:
        return chosen_ids
    ids_with_text = tuple(id for id in chosen_ids if _has_text(study.vault, id))
    for id in chosen_ids:
        if id not in ids_with_text:
            skip(id)
    return ids_with_text


def _has_text(vault: Vault, id: str) -> bool:
    run = transcripts.current_run(vault, id)
    return run is not None or transcripts.count_turns(vault, id) > 0


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
        stage=_stage(status, interview.state.phase, undecided_count),
        turns=transcripts.count_turns(interview.vault, interview.id),
        undecided=undecided_count,
        version=status.version,
        expected_error_percent=expected_error_percent(interview.vault, interview.id),
    )


# The stage of a text that has passed a state.
_STAGES = {
    "draft": "transcribed",
    "corrected": "transcribed",
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


def _stage(status: TextStatus, phase: Phase, undecided_count: int) -> str:
    if not status.state:
        return "recorded" if phase is Phase.ENDED else phase.value
    return "proposed" if undecided_count else _STAGES[status.state]
