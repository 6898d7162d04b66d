"""The names a study knows: listed, added to, decided on as a whole, and looked for in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_kit.pseudonym.detectors import detect, detectors
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.others.detector_client import optional_detectors
from interview_kit.pseudonym.propose import role_word
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import decisions, names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.entity_merging import find_entity
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, record_decision
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class NameList:
    """Everybody and everything that was found, and the names that were typed.

    `places` counts by id of an entity the places where it stands, whatever was decided on them.
    """

    entities: tuple[Entity, ...]
    roster: tuple[RosterName, ...]
    places: Mapping[str, int]

    def role_of(self, entity: Entity, language: str) -> str:
        """The role of one of them as it is read in `language`."""
        return role_word(entity.role, language)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision on names: `deed` says what was decided, `content` what undoing it needs."""

    deed: str
    who: str
    why: str
    interview: str
    entities: tuple[str, ...]
    content: Mapping[str, Any]
    id: int
    at: str
    undone: bool


def list_names(study: Study) -> NameList:
    """The names of a study. They identify people."""
    places = Counter(
        proposal.entity
        for interview in study.interviews()
        for proposal in names.proposals(study.vault, interview.id)
    )
    return NameList(names.entities(study.vault), names.roster(study.vault), places)


def add_names(study: Study, roster: Iterable[RosterName]) -> None:
    """Keep names that are to be looked for."""
    names.add_to_roster(study.vault, roster)


def decision_log(study: Study) -> tuple[DecisionRow, ...]:
    """Every decision on names, oldest first."""
    return tuple(
        DecisionRow(
            row.kind,
            row.who,
            row.why,
            row.interview,
            row.entities,
            row.content,
            row.id,
            row.at,
            row.undone,
        )
        for row in decisions.all_of(study.vault)
    )


def decide_entity(
    study: Study,
    entity: str,
    verdict: str,
    interview: str = "",
    *,
    actor: str = "",
    why: str = "",
) -> int:
    """Keep a verdict on every place of an entity, in one interview or the study; how many.

    Raises KitError for an entity that nobody knows.
    """
    target = find_entity(study.vault, entity)
    interview_ids = [interview] if interview else names.searched(study.vault)
    proposals = (proposal for id in interview_ids for proposal in names.proposals(study.vault, id))
    return record_decision(
        study,
        interview,
        [proposal for proposal in proposals if proposal.entity == target.id],
        Verdict(verdict),
        DecisionScope.INTERVIEW if interview else DecisionScope.STUDY,
        actor=actor,
        why=why,
    )


def detect_names(
    text: str, language: str, roster: Iterable[RosterName], detector_names: Sequence[str]
) -> tuple[Mention, ...]:
    """The names in a plain text, by the detectors there are and the optional ones named."""
    with optional_detectors(detector_names) as optional:
        using = (*detectors(), *optional)
        return tuple(detect(text, language, tuple(roster), using=using))
