"""Pseudonymising: names are found, linked over the study, and given what replaces them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.detectors import detect
from interview_kit.pseudonym.link import link
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.propose import propose
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import interviews, names, transcripts
from interview_kit.vault.interviews import Interview
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.study import Study

REVIEWER = "reviewer"
"""The detector's name on mentions that a person marked."""


def pseudonymise(study: Study, interview: str) -> int:
    """Propose a replacement for every name in an interview; how many places there are.

    What was decided about a place that is still there stays decided, and so does what a person
    marked. Raises KitError where there is no transcript.
    """
    kept = interviews.get(study.vault, interview)
    if transcripts.latest_run(study.vault, interview) is None:
        raise KitError(
            f"Interview {interview} has no transcript.", f"interview-kit transcribe {interview}"
        )
    turns = transcripts.turns(study.vault, interview)
    roster = roster_for(study, kept)
    before = names.proposals(study.vault, interview)
    found = _with_marked(_found(turns, kept.language, roster), before, turns)
    linked = link(found, names.entities(study.vault), roster, kept.participant)
    entities = propose(linked.entities, kept.language)
    verdicts = {_place(each.mention): each.verdict for each in before}
    with study.vault.atomic():
        names.put_entities(study.vault, entities)
        names.replace_proposals(
            study.vault,
            interview,
            (
                Proposal(mention, entity, verdicts.get(_place(mention), Verdict.PROPOSED))
                for mention, entity in zip(found, linked.ids, strict=True)
            ),
        )
    return len(found)


def roster_for(study: Study, interview: Interview) -> tuple[RosterName, ...]:
    """The names typed for the interview's participant, and those the whole study knows."""
    return tuple(
        name
        for name in names.roster(study.vault)
        if name.participant in ("", interview.participant)
    )


def _found(
    turns: Iterable[Turn], language: str, roster: Sequence[RosterName]
) -> tuple[Mention, ...]:
    return tuple(
        mention
        for turn in turns
        for mention in detect(turn.text, language, roster, turn=turn.number)
    )


def _with_marked(
    found: Iterable[Mention], before: Iterable[Proposal], turns: Iterable[Turn]
) -> tuple[Mention, ...]:
    """What was found, and what a person marked before where the text still says it."""
    texts = {turn.number: turn.text for turn in turns}
    marked = [
        each.mention
        for each in before
        if each.mention.detector == REVIEWER
        and texts.get(each.mention.turn, "")[each.mention.start : each.mention.end]
        == each.mention.text
    ]
    rest = [each for each in found if not any(each.overlaps(other) for other in marked)]
    return tuple(sorted([*rest, *marked], key=lambda each: (each.turn, each.start)))


def _place(mention: Mention) -> tuple[int, int, int, str]:
    return mention.turn, mention.start, mention.end, mention.text
