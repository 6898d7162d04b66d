"""Pointing out names that were missed, and words that might be some."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.linking import link
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.propose import propose
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster
from interview_kit.pseudonym.suspicious import Suspicious, suspicious, vocabulary
from interview_kit.vault import decisions, interviews, names, transcripts
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.pseudonymisation.lasting_decisions import form_of, lasting_decisions
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER, profile_of
from interview_kit.workflow.study.open_study import Study


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
    """A suspicious word as a reviewer sees it: what is said around it, and when."""

    word: Suspicious
    before: str
    after: str
    start_ms: int


def add_mention(
    study: Study,
    interview: str,
    turn: int,
    text: str,
    type: MentionType,
    *,
    who: str = "",
    why: str = "",
) -> MarkedName:
    """Mark a name that was missed, in `turn` and wherever else it stands in the interview.

    Raises KitError where the turn does not say it.
    """
    wanted = " ".join(text.split())
    kept = interviews.get(study.vault, interview)
    turns = transcripts.turns(study.vault, interview)
    said = list(_said(turns, wanted, type))
    if not any(each.turn == turn for each in said):
        raise KitError("The turn does not say that.", "Type it as it stands in the text.")
    before = names.proposals(study.vault, interview)
    standing = [old.mention for old in before if old.verdict is not Verdict.REJECTED]
    new = _beside(said, standing)
    known = names.entities(study.vault)
    linked = link(new, known, names.roster_of(study.vault, kept.participant), kept.participant)
    kin = _beside(_name_variants(turns, wanted, type), [*standing, *new]) if new else []
    added = [
        Proposal(mention, entity, Verdict.ACCEPTED)
        for mention, entity in zip(new, linked.ids, strict=True)
    ] + [Proposal(mention, linked.ids[0]) for mention in kin]
    instead = [old for old in before if any(old.mention.overlaps(a.mention) for a in added)]
    left = [old for old in before if old not in instead]
    with study.vault.atomic():
        entities = _taught(linked.entities, added)
        names.put_entities(study.vault, propose(entities, kept.language, profile_of(study)))
        names.replace_proposals(study.vault, interview, [*left, *added])
        if added:
            decisions.record(
                study.vault,
                Decision(
                    DecisionKind.MARKED, who, why, interview,
                    tuple(dict.fromkeys(each.entity for each in added)),
                    {
                        "places": [(each.mention.turn, each.mention.start) for each in added],
                        "instead": [names.row_of(old) for old in instead],
                        "forms": _learned(known, entities),
                    },
                ),
            )  # fmt: skip
    return MarkedName(len(new), len(kin))


def said_elsewhere(study: Study, interview: str) -> frozenset[str]:
    """The folded words of all other participants. Takes a moment in a large study."""
    participant = interviews.get(study.vault, interview).participant
    return vocabulary(
        text
        for other in interviews.all_of(study.vault)
        if other.participant != participant
        for text in transcripts.texts(study.vault, other.id).values()
    )


def doubtful_words(
    study: Study, interview: str, elsewhere: Collection[str]
) -> tuple[DoubtfulWord, ...]:
    """Words that no list knows, that are not said `elsewhere`, and that nobody decided on yet."""
    language = interviews.get(study.vault, interview).language
    turns = {turn.number: turn for turn in transcripts.turns(study.vault, interview)}
    covered = [each.mention for each in names.proposals(study.vault, interview)]
    decided = lasting_decisions(study.vault, interview)
    found = suspicious(((n, turn.text) for n, turn in turns.items()), language, covered, elsewhere)
    return tuple(
        DoubtfulWord(
            word,
            before_place(turns[word.turn].text, word.start),
            after_place(turns[word.turn].text, word.end),
            turns[word.turn].start_ms,
        )
        for word in found
        if form_of(word.text) not in decided
    )


def _said(turns: Sequence[Turn], wanted: str, type: MentionType) -> Iterable[Mention]:
    """Every place where exactly `wanted` is written, whatever its case."""
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    for turn in turns:
        for match in pattern.finditer(turn.text):
            start, end = match.span()
            yield Mention(turn.number, start, end, type, match.group(), REVIEWER, 1.0)


def _name_variants(turns: Sequence[Turn], wanted: str, type: MentionType) -> list[Mention]:
    """The places that a roster with `wanted` on it would find: inflected, in part, misheard."""
    roster = (RosterName(wanted, type),)
    return [each for turn in turns for each in match_roster(turn.text, turn.number, roster)]


def _beside(found: Iterable[Mention], standing: Sequence[Mention]) -> list[Mention]:
    return [each for each in found if not any(each.overlaps(other) for other in standing)]


def _taught(entities: Iterable[Entity], added: Sequence[Proposal]) -> tuple[Entity, ...]:
    """The entities with the forms under which they are mentioned in `added`."""
    return tuple(
        entity.with_forms(each.mention.text for each in added if each.entity == entity.id)
        for entity in entities
    )


def _learned(before: Iterable[Entity], after: Iterable[Entity]) -> dict[str, list[str]]:
    """The forms that entities have gained, by id."""
    had = {entity.id: set(entity.forms) for entity in before}
    gained = {
        entity.id: [form for form in entity.forms if form not in had.get(entity.id, ())]
        for entity in after
    }
    return {id: forms for id, forms in gained.items() if forms}
