"""Reviewing: a person sees every replacement and decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.unclear_mark import marks
from interview_kit.pseudonym import word_echo
from interview_kit.pseudonym.detectors import detectors
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak_check import find_leaks
from interview_kit.pseudonym.others.detector_table import OPTIONAL_DETECTORS
from interview_kit.vault import decisions, names, transcripts
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome, choose, do_chosen
from interview_kit.workflow.interviews.conversation_language import roster_only_languages
from interview_kit.workflow.interviews.needed_parts import with_transcript
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, record_decision
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.pseudonymisation.pseudonymise import KNOWN, REVIEWER, pseudonymise
from interview_kit.workflow.study.open_study import Study, StudyInterview

CONTEXT = 40
"""Code points of text shown before and after a mention."""


@dataclass(frozen=True, slots=True)
class Replaceable:
    """One place that may be replaced, as a reviewer sees it."""

    proposal: Proposal
    entity: Entity
    before: str
    after: str
    speaker: Speaker
    start_ms: int
    clock: str


def replacements(interview: StudyInterview) -> tuple[Replaceable, ...]:
    """Every place in an interview that is, or may be, replaced, in the order of the text."""
    turns = {turn.number: turn for turn in interview.searched_turns}
    order = {number: place for place, number in enumerate(turns)}
    entities = {entity.id: entity for entity in names.entities(interview.vault)}
    replaceables = []
    for proposal in sorted(
        interview.text.proposals, key=lambda row: (order[row.mention.turn], row.mention.start)
    ):
        turn, mention = turns[proposal.mention.turn], proposal.mention
        replaceables.append(
            Replaceable(
                proposal=proposal,
                entity=entities[proposal.entity],
                before=before_place(turn.text, mention.start),
                after=after_place(turn.text, mention.end),
                speaker=turn.speaker,
                start_ms=turn.start_ms,
                clock=turn.clock,
            )
        )
    return tuple(replaceables)


def before_place(text: str, start: int) -> str:
    """The words in `text` just before a place that begins at `start`, without unclear marks."""
    before = _unmarked_piece(text, 0, start)
    if len(before) <= CONTEXT:
        return before
    return f"… {before[-CONTEXT:].partition(' ')[2]}"


def after_place(text: str, end: int) -> str:
    """The words in `text` just after a place that ends at `end`, without unclear marks."""
    after = _unmarked_piece(text, end, len(text))
    if len(after) <= CONTEXT:
        return after
    return f"{after[:CONTEXT].rpartition(' ')[0]} …"


def _unmarked_piece(text: str, start: int, end: int) -> str:
    """`text` from `start` to `end` without marks around words: half of one says nothing there.

    `[unclear]`, in the place of words, stays.
    """
    for first, last in reversed(marks(text)):
        is_around_words = text[first:last] != "[unclear]"
        first, last = max(start, first), min(end, last)
        if is_around_words and first < last:
            text, end = text[:first] + text[last:], end - (last - first)
    return text[start:end]


def decide(
    study: Study,
    interview: str,
    decided_proposals: Iterable[Proposal],
    verdict: Verdict,
    scope: DecisionScope = DecisionScope.PLACE,
    *,
    actor: str = "",
    why: str = "",
) -> int:
    """Keep one verdict for each of `decided`, or for all that is written alike; how many."""
    return record_decision(
        study, interview, decided_proposals, verdict, scope, actor=actor, why=why
    )


@dataclass(frozen=True, slots=True)
class UndecidedPlaces:
    """How many places of an interview wait for a decision, and how many there are.

    `undecided` is None where names were not looked for in the text as it is.
    """

    interview: str
    undecided: int | None
    places: int


def undecided_places(study: Study) -> tuple[UndecidedPlaces, ...]:
    """What is left to decide, for each interview that has a text."""
    return tuple(
        UndecidedPlaces(
            interview.id,
            len(interview.text.undecided) if interview.text.searched_at else None,
            len(interview.text.proposals),
        )
        for interview in study.interviews()
        if transcripts.count_turns(study.vault, interview.id) or interview.text.proposals
    )


def decide_alike(
    study: Study,
    verdict: str,
    ids: Iterable[str] = (),
    *,
    detector: str = "",
    at_least: float = 0.0,
    below: float = 1.1,
    actor: str = "",
    why: str = "",
) -> int:
    """Keep one verdict for the undecided places that a detector found, or that it was so sure of.

    `at_least` and `below` bound the score, 0 to 1. All interviews where no id is given; how many
    places. Each interview's are one decision, which undo takes back. Raises KitError for a detector
    that there is not, and for bounds that leave no score between them.
    """
    detector_names = _detector_names()
    if detector and detector not in detector_names:
        raise KitError(
            "There is no detector {name}.",
            "There are: {known}.",
            name=detector,
            known=", ".join(detector_names),
        )
    if below <= at_least:
        raise KitError(
            "No score is at least {at_least} and below {below}.",
            "Give --below more than --at-least; both go from 0 to 1.",
            at_least=at_least,
            below=below,
        )
    count = 0
    with study.vault.atomic():
        for interview in map(study.interview, ids) if ids else study.interviews():
            places = [
                proposal
                for proposal in interview.text.undecided
                if (not detector or proposal.mention.detector == detector)
                and at_least <= proposal.mention.score < below
            ]
            count += record_decision(
                study, interview.id, places, Verdict(verdict), DecisionScope.PLACE,
                actor=actor, why=why,
            )  # fmt: skip
    return count


def _detector_names() -> tuple[str, ...]:
    """What a mention may say found it: the detectors, those of others, the study, a person."""
    own_names = (detector.name for detector in detectors())
    other_names = (detector.name for detector in OPTIONAL_DETECTORS)
    return tuple(dict.fromkeys((*own_names, word_echo.NAME, KNOWN, REVIEWER, *other_names)))


@dataclass(frozen=True, slots=True)
class ProposedReplacements:
    """How many places of an interview are or may be replaced, and how many are undecided.

    `roster_only` are the languages of it in which only the roster and the shapes were looked for.
    """

    interview: str
    replacements: int
    undecided: int
    roster_only: str = ""


def propose_replacements(
    study: Study, ids: Iterable[str], *, all_of_them: bool = False, accept: bool = False
) -> ChosenOutcome[ProposedReplacements]:
    """Look for names in some interviews, or all that have a text; `accept` takes every proposal.

    Raises KitError for no interview, and where one that was named has no transcript.
    """
    ready = do_chosen(
        choose(study, ids, all_of_them=all_of_them),
        lambda id: with_transcript(study.interview(id)).id,
        all_of_them=all_of_them,
    )
    pseudonymise(study, *ready.done)
    if accept:
        for id in ready.done:
            decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    return ChosenOutcome(
        tuple(
            ProposedReplacements(
                interview.id,
                len(interview.text.proposals),
                len(interview.text.undecided),
                roster_only_languages(interview),
            )
            for interview in map(study.interview, ready.done)
        ),
        ready.left_out,
    )


def checked_pseudonym(study: Study, entity: str, pseudonym: str) -> str:
    """What an entity would be called, with single blanks.

    Raises KitError where it is empty, taken, or holds a known original.
    """
    new_pseudonym = " ".join(pseudonym.split())
    if not new_pseudonym:
        raise KitError("A pseudonym cannot be empty.", "Write what should stand in its place.")
    if any(
        other_entity.pseudonym == new_pseudonym and other_entity.id != entity
        for other_entity in names.entities(study.vault)
    ):
        raise KitError("That pseudonym is taken.", "Two people would look like one.")
    if find_leaks(new_pseudonym, original_forms(study), "pseudonym"):
        raise KitError("That pseudonym holds a real name of this study.", "Choose another.")
    return new_pseudonym


def rename(study: Study, entity: str, pseudonym: str, *, actor: str = "", why: str = "") -> None:
    """Give an entity another pseudonym, in every interview that is filed from now on.

    Raises KitError where it is empty, taken, or holds a known original.
    """
    new_pseudonym = checked_pseudonym(study, entity, pseudonym)
    entities = names.entities(study.vault)
    entity_before = next((candidate for candidate in entities if candidate.id == entity), None)
    if entity_before is None:
        raise KitError(
            "There is no {entity} in the study.", "interview-kit names list", entity=entity
        )
    with study.vault.atomic():
        names.put_entities(study.vault, [replace(entity_before, pseudonym=new_pseudonym)])
        content = {"before": entity_before.pseudonym, "after": new_pseudonym}
        decisions.record(
            study.vault, Decision(DecisionKind.RENAMED, actor, why, "", (entity,), content)
        )
