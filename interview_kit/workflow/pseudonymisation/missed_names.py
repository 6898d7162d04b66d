"""Pointing out names that were missed, and words that might be some."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.indirect import IndirectKind, indirect_identifiers
from interview_kit.pseudonym.linking import link
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.propose import propose
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster
from interview_kit.pseudonym.suspicious import Suspicious, suspicious, vocabulary
from interview_kit.vault import decisions, interviews, names, transcripts
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.interviews.conversation_language import label_language
from interview_kit.workflow.pseudonymisation.lasting_decisions import form_of, lasting_decisions
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER, profile_of
from interview_kit.workflow.study.open_study import Study, StudyInterview


@dataclass(frozen=True, slots=True)
class MarkedName:
    """What came of pointing out a name.

    `places` are marked and count as accepted. `kin` are other forms of the name, inflected or
    misheard, that are proposed now.
    """

    places: int
    kin: int


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A suspicious word as a reviewer sees it: what is said around it, and when.

    `clock` is that of its turn.
    """

    word: Suspicious
    before: str
    after: str
    start_ms: int
    clock: str


def add_mention(
    interview: StudyInterview,
    turn: int,
    text: str,
    type: MentionType,
    *,
    actor: str = "",
    why: str = "",
) -> MarkedName:
    """Mark a name that was missed, in `turn` and wherever else it stands in the interview.

    Raises KitError where the turn does not say it.
    """
    name_text = " ".join(text.split())
    study, turns, participant = interview.study, interview.searched_turns, interview.participant
    spoken_mentions = list(_said(turns, name_text, type))
    if not any(entry.turn == turn for entry in spoken_mentions):
        raise KitError("The turn does not say that.", "Type it as it stands in the text.")
    proposals_before = interview.text.proposals
    standing = [old.mention for old in proposals_before if old.verdict is not Verdict.REJECTED]
    new = _beside(spoken_mentions, standing)
    known_entities = names.entities(study.vault)
    linking = link(
        new,
        known_entities,
        names.roster_of(study.vault, participant),
        participant,
    )
    kin = _beside(_name_variants(turns, name_text, type), [*standing, *new]) if new else []
    added_proposals = [
        Proposal(mention, entity, Verdict.ACCEPTED)
        for mention, entity in zip(new, linking.ids, strict=True)
    ] + [Proposal(mention, linking.ids[0]) for mention in kin]
    instead = [
        old
        for old in proposals_before
        if any(old.mention.overlaps(a.mention) for a in added_proposals)
    ]
    remaining_proposals = [old for old in proposals_before if old not in instead]
    with study.vault.atomic():
        entities = _taught(linking.entities, added_proposals)
        names.put_entities(
            study.vault, propose(entities, label_language(interview), profile_of(study))
        )
        names.put_proposals(study.vault, interview.id, [*remaining_proposals, *added_proposals])
        if added_proposals:
            decisions.record(
                study.vault,
                Decision(
                    DecisionKind.MARKED, actor, why, interview.id,
                    tuple(dict.fromkeys(entry.entity for entry in added_proposals)),
                    {
                        "places": [(p.mention.turn, p.mention.start) for p in added_proposals],
                        "instead": [names.row_of(old) for old in instead],
                        "forms": _learned(known_entities, entities),
                    },
                ),
            )  # fmt: skip
    return MarkedName(len(new), len(kin))


def said_elsewhere(interview: StudyInterview) -> frozenset[str]:
    """The folded words of all other participants. Takes a moment in a large study."""
    vault = interview.vault
    return vocabulary(
        text
        for other_interview in interviews.all_of(vault)
        if other_interview.participant != interview.participant
        for text in transcripts.texts(vault, other_interview.id).values()
    )


def doubtful_words(
    interview: StudyInterview, elsewhere: Collection[str]
) -> tuple[DoubtfulWord, ...]:
    """Words that no list knows, that are not said `elsewhere`, and that nobody decided on yet."""
    turns = {turn.number: turn for turn in interview.searched_turns}
    covered_mentions = [proposal.mention for proposal in interview.text.proposals]
    verdicts = lasting_decisions(interview.vault, interview.id)
    suspicious_words = suspicious(
        ((n, turn.text) for n, turn in turns.items()),
        interview.language,
        covered_mentions,
        elsewhere,
    )
    return tuple(
        DoubtfulWord(
            word,
            before_place(turns[word.turn].text, word.start),
            after_place(turns[word.turn].text, word.end),
            turns[word.turn].start_ms,
            turns[word.turn].clock,
        )
        for word in suspicious_words
        if form_of(word.text) not in verdicts
    )


def _said(turns: Sequence[Turn], name_text: str, type: MentionType) -> Iterable[Mention]:
    """Every place where exactly `wanted` is written, whatever its case."""
    if not name_text:
        return
    pattern = re.compile(rf"(?<!\w){re.escape(name_text)}(?!\w)", re.IGNORECASE)
    for turn in turns:
        for match in pattern.finditer(turn.text):
            start, end = match.span()
            yield Mention(turn.number, start, end, type, match.group(), REVIEWER, 1.0)


def _name_variants(turns: Sequence[Turn], name_text: str, type: MentionType) -> list[Mention]:
    """The places that a roster with `wanted` on it would find: inflected, in part, misheard."""
    roster = (RosterName(name_text, type),)
    return [mention for turn in turns for mention in match_roster(turn.text, turn.number, roster)]


def _beside(mentions: Iterable[Mention], standing: Sequence[Mention]) -> list[Mention]:
    return [
        mention
        for mention in mentions
        if not any(mention.overlaps(standing_mention) for standing_mention in standing)
    ]


def _taught(entities: Iterable[Entity], added_proposals: Sequence[Proposal]) -> tuple[Entity, ...]:
    """The entities with the forms under which they are mentioned in `added_proposals`."""
    return tuple(
        entity.with_forms(
            entry.mention.text for entry in added_proposals if entry.entity == entity.id
        )
        for entity in entities
    )


def _learned(
    entities_before: Iterable[Entity], entities_after: Iterable[Entity]
) -> dict[str, list[str]]:
    """The forms that entities have gained, by id."""
    forms_before = {entity.id: set(entity.forms) for entity in entities_before}
    gained_forms = {
        entity.id: [form for form in entity.forms if form not in forms_before.get(entity.id, ())]
        for entity in entities_after
    }
    return {id: forms for id, forms in gained_forms.items() if forms}


@dataclass(frozen=True, slots=True)
class GivesAway:
    """What may give somebody away without a name, as a reader sees it: where, and beside what."""

    interview: str
    turn: int
    kind: IndirectKind
    text: str
    before: str
    after: str
    start_ms: int


def indirect_places(study: Study, ids: Iterable[str] = ()) -> tuple[GivesAway, ...]:
    """What may give somebody away in some interviews, or all. Nothing of it is replaced by this."""
    chosen = map(study.interview, ids) if ids else study.interviews()
    return tuple(
        GivesAway(
            interview.id,
            identifier.turn,
            identifier.kind,
            identifier.text,
            before_place(turns[identifier.turn].text, identifier.start),
            after_place(turns[identifier.turn].text, identifier.end),
            turns[identifier.turn].start_ms,
        )
        for interview in chosen
        for turns in [{turn.number: turn for turn in interview.turns}]
        for identifier in indirect_identifiers(
            ((number, turn.text) for number, turn in turns.items()),
            interview.language,
            [proposal.mention for proposal in interview.text.proposals],
        )
    )
