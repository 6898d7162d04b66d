"""What a study knows of a participant who comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.guide.guide import ConsentScope
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import Phase
from interview_kit.session.loose_ends import LooseEndKind, loose_ends
from interview_kit.vault import interviews, names
from interview_kit.workflow.study.open_study import Study, StudyInterview

_OPEN = {LooseEndKind.NOT_FOLLOWED_UP, LooseEndKind.SUGGESTED, LooseEndKind.NOT_ASKED}


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """One thing that an earlier sitting left open, in the words of its guide."""

    kind: LooseEndKind
    text: str


@dataclass(frozen=True, slots=True)
class EarlierSitting:
    """The last interview that was held with a participant.

    `day` is when (ISO 8601). `answers` are what was said to consent then, by scope: they are shown
    and never taken over, since consent is given at each sitting. `left_open` has what was raised
    and not followed up before what was never asked.
    """

    interview: str
    day: str
    interviewer: str
    guide: str
    language: str
    answers: Mapping[ConsentScope, Answer]
    left_open: tuple[LeftOpen, ...]


@dataclass(frozen=True, slots=True)
class KnownParticipant:
    """A participant of the study: what is noted, the names on the roster, the last sitting."""

    code: str
    attributes: Mapping[str, str]
    roster: tuple[RosterName, ...]
    earlier: EarlierSitting | None


def known_participant(study: Study, code: str) -> KnownParticipant | None:
    """What the study knows of `code`; None where that is nobody's yet."""
    participant = interviews.find_participant(study.vault, code)
    if participant is None:
        return None
    sittings = [
        study.interview(row.id) for row in interviews.all_of(study.vault) if row.participant == code
    ]
    held_sittings = [interview for interview in sittings if interview.state.phase is not Phase.NEW]
    return KnownParticipant(
        code,
        participant.attributes,
        tuple(name for name in names.roster(study.vault) if name.participant == code),
        _sitting(held_sittings[-1]) if held_sittings else None,
    )


def _sitting(interview: StudyInterview) -> EarlierSitting:
    guide, state, language = interview.guide, interview.state, interview.language
    ends = [end for end in loose_ends(guide, state) if end.kind in _OPEN]
    # Without a question that was shown the guide was not followed: nothing says what is open.
    was_followed = bool(state.question)
    return EarlierSitting(
        interview=interview.id,
        day=interview.row.created_at[:10],
        interviewer=interview.row.interviewer,
        guide=interview.row.guide,
        language=language,
        answers={item.scope: state.answer(item.id) for item in guide.consent},
        left_open=tuple(
            LeftOpen(
                end.kind,
                guide.topic(end.id).title.in_(language)
                if end.kind is LooseEndKind.SUGGESTED
                else guide.question(end.id).text.in_(language),
            )
            for end in ends
            if was_followed
        ),
    )
