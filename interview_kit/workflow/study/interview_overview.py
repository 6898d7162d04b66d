"""The interviews of a study: preparing one, seeing where each stands, mending what a crash left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.participant import Participant, participant_code
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Interrupted, Struck
from interview_kit.session.interview_state import LIVE, InterviewState, Phase, fold
from interview_kit.vault import blocks, interviews, journal, names, side_recordings, transcripts
from interview_kit.vault.interviews import Interview
from interview_kit.vault.names import Verdict
from interview_kit.workflow.destruction.struck_content import destroy_struck_sound
from interview_kit.workflow.destruction.withdrawal import carry_through, refuse_withdrawn
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.study.text_states import TextStatus, text_status


@dataclass(frozen=True, slots=True)
class Overview:
    """Where an interview stands on its way to the corpus.

    `stage` is the last thing done: new, recording, interrupted, recorded, transcribed, proposed
    (replacements wait for a decision), reviewed, checked (by a second person), filed, released.
    `turns` counts turns, `undecided` replacements without a decision. `version` is that of the
    filed text, 0 where none is.
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


def prepare(
    study: Study,
    participant: str,
    *,
    guide: str = "",
    language: str = "",
    interviewer: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
) -> Interview:
    """Keep a new interview, with its guide frozen and the names typed at consent.

    `guide` and `language` come from the study's settings where empty. Raises KitError for a code
    that is none, a guide that is missing or a language it does not have.
    """
    code = participant_code(participant)
    refuse_withdrawn(study, code)
    source = study.guide_source(guide or study.settings.guide)
    parsed_guide = study.guide(guide or study.settings.guide)
    language = language or study.settings.language
    if language not in parsed_guide.languages:
        raise KitError(
            "The guide {id} is not written in {language}.",
            "It has: {parsed}.",
            id=parsed_guide.id,
            language=language,
            parsed=", ".join(parsed_guide.languages),
        )
    interview = Interview(
        id=interviews.next_id(study.vault, code),
        participant=code,
        guide=parsed_guide.id,
        guide_fingerprint=parsed_guide.fingerprint,
        guide_source=source,
        language=language,
        interviewer=interviewer,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with study.vault.atomic():
        interviews.put_participant(study.vault, Participant(code, attributes or {}))
        interviews.add(study.vault, interview)
        names.add_to_roster(study.vault, roster)
    return interview


def guide_of(interview: Interview) -> Guide:
    """The guide as it was when the interview was prepared."""
    return _parsed(interview.guide_source, f"{interview.guide}.toml")


@lru_cache(8)
def _parsed(source: str, name: str) -> Guide:
    """To read a guide takes a while, and many interviews follow the same one."""
    return parse_guide(source, name)


def state_of(study: Study, interview: str) -> InterviewState:
    """Where an interview stands in its guide."""
    return fold(entry.event for entry in journal.read(study.vault, interview))


def clock_end(study: Study, interview: str) -> int:
    """The frame at which an interview's clock stands.

    The clock never goes back: not where the end of the sound was struck, nor where a crash lost
    the second before an event.
    """
    frames = [entry.frame for entry in journal.read(study.vault, interview)]
    return max(blocks.sound(study.vault, interview).end_frame, *frames, 0)


def length_ms(study: Study, interview: str) -> int:
    """How long an interview lasted on its clock, also where its sound is gone; 0 without any."""
    rate = blocks.sound(study.vault, interview).rate or state_of(study, interview).rate
    return frames_to_ms(clock_end(study, interview), rate) if rate else 0


def overview(study: Study) -> tuple[Overview, ...]:
    """Every interview of the study, oldest first."""
    return tuple(_overview(study, interview) for interview in interviews.all_of(study.vault))


def choose(study: Study, ids: Iterable[str], *, all_of_them: bool = False) -> tuple[str, ...]:
    """The interviews a command is meant for. Raises KitError for an unknown id, or for none."""
    known_ids = [interview.id for interview in interviews.all_of(study.vault)]
    chosen_ids = known_ids if all_of_them else [interviews.get(study.vault, id).id for id in ids]
    if not chosen_ids:
        raise KitError("No interview was named.", "Name ids, or take all of them with --all.")
    return tuple(chosen_ids)


def with_text(study: Study, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of some interviews that have a transcript."""
    return tuple(
        id
        for id in ids
        if transcripts.current_run(study.vault, id) is not None
        or transcripts.count_turns(study.vault, id)
    )


def recover(study: Study) -> tuple[str, ...]:
    """Note what a crash left: the ids of the interviews that were running when the program ended.

    A strike or a withdrawal that was broken off is carried through. An import that did not reach
    its end is taken out again: its file is still where it was. It is known by its empty journal;
    an interview that is held has its consent there first. An oral consent whose form was not kept
    goes as well.
    """
    carry_through(study)
    interrupted_ids = []
    shrink = study.vault.owes_shrink
    for interview in interviews.all_of(study.vault):
        entries = journal.read(study.vault, interview.id)
        strikes = [entry.event for entry in entries if isinstance(entry.event, Struck)]
        for strike in strikes:
            shrink |= destroy_struck_sound(study, interview.id, strike)
        if fold(entry.event for entry in entries).phase in LIVE:
            end = clock_end(study, interview.id)
            journal.append(study.vault, interview.id, end, [Interrupted()])
            interrupted_ids.append(interview.id)
            shrink |= bool(strikes)
        elif not entries and blocks.sound(study.vault, interview.id).blocks:
            interviews.remove(study.vault, interview.id)
    shrink |= side_recordings.remove_unclaimed(study.vault) > 0
    if shrink:
        study.vault.shrink()
    return tuple(interrupted_ids)


def _overview(study: Study, interview: Interview) -> Overview:
    phase = state_of(study, interview.id).phase
    proposals = names.proposals(study.vault, interview.id)
    status = text_status(study, interview.id)
    undecided_count = sum(proposal.verdict is Verdict.PROPOSED for proposal in proposals)
    return Overview(
        id=interview.id,
        participant=interview.participant,
        language=interview.language,
        guide=interview.guide,
        created_at=interview.created_at,
        length_ms=length_ms(study, interview.id),
        stage=_stage(status, phase, undecided_count),
        turns=transcripts.count_turns(study.vault, interview.id),
        undecided=undecided_count,
        version=status.version,
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


def _stage(status: TextStatus, phase: Phase, undecided_count: int) -> str:
    if not status.state:
        return "recorded" if phase is Phase.ENDED else phase.value
    return "proposed" if undecided_count else _STAGES[status.state]
