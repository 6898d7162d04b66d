"""What was decided once and holds further: verdicts on a form, and places that were split off."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.person_name import clean
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.open_study import Study

_KIND_OF = {
    Verdict.ACCEPTED: DecisionKind.ACCEPTED,
    Verdict.REJECTED: DecisionKind.REJECTED,
    Verdict.PROPOSED: DecisionKind.REOPENED,
}
_VERDICT_OF = {kind: verdict for verdict, kind in _KIND_OF.items()}


class DecisionScope(StrEnum):
    """How far a verdict reaches: these places, this interview, or every interview to come too."""

    PLACE = "place"
    INTERVIEW = "interview"
    STUDY = "study"


def record_decision(
    study: Study,
    interview: str,
    decided_proposals: Iterable[Proposal],
    verdict: Verdict,
    scope: DecisionScope,
    *,
    actor: str = "",
    why: str = "",
) -> int:
    """Keep a verdict for places, or for all that is written alike, here or in the study.

    Written alike means the same letters, case and accents aside. A verdict that reaches further
    than the place is not asked again when the same turns up later. Returns how many places it
    decided.
    """
    proposals = tuple(decided_proposals)
    if not proposals:
        return 0
    vault, forms = study.vault, {form_of(proposal.mention.text) for proposal in proposals}
    proposals_by_interview = {interview: proposals}
    if scope is not DecisionScope.PLACE:
        searched_interviews = (
            names.searched(vault) if scope is DecisionScope.STUDY else (interview,)
        )
        proposals_by_interview = {
            id: _written_alike(vault, id, forms) for id in searched_interviews
        }
    with vault.atomic():
        content: dict[str, Any] = {"before": [
            (id, place.mention.turn, place.mention.start, place.verdict)
            for id, places in proposals_by_interview.items()
            for place in places
        ]}  # fmt: skip
        if scope is not DecisionScope.PLACE:
            content["forms"] = sorted(forms)
        decisions.record(
            vault,
            Decision(
                _KIND_OF[verdict], actor, why, "" if scope is DecisionScope.STUDY else interview,
                tuple(dict.fromkeys(proposal.entity for proposal in proposals)), content,
            ),
        )  # fmt: skip
        for id, places in proposals_by_interview.items():
            names.decide(vault, id, places, verdict)
    return sum(len(places) for places in proposals_by_interview.values())


def clear(study: Study, word: str, *, actor: str = "", why: str = "") -> None:
    """Keep that a word identifies nobody, in the whole study: it is not asked about again."""
    content = {"forms": [form_of(word)]}
    decisions.record(study.vault, Decision(DecisionKind.REJECTED, actor, why, "", (), content))


def lasting_decisions(vault: Vault, interview: str) -> dict[str, Verdict]:
    """The folded forms that are decided beforehand in `interview`; the latest verdict counts."""
    return {
        form: _VERDICT_OF[event.kind]
        for event in decisions.all_of(vault)
        if event.kind in _VERDICT_OF and not event.undone and event.interview in ("", interview)
        for form in event.content.get("forms", ())
    }


def pinned_places(vault: Vault, interview: str) -> dict[tuple[int, int, str], str]:
    """The places of `interview` that somebody split off, and the entity behind them since."""
    return {
        (turn, start, text): event.content["new"]
        for event in decisions.all_of(vault)
        if event.kind is DecisionKind.SPLIT and not event.undone and event.content
        for where, turn, start, text in event.content["places"]
        if where == interview
    }


def form_of(text: str) -> str:
    """How a text is written, case, accents and stray punctuation aside: what a ruling goes by."""
    return fold(clean(text))


def _written_alike(vault: Vault, interview: str, forms: Collection[str]) -> tuple[Proposal, ...]:
    proposals = names.proposals(vault, interview)
    return tuple(proposal for proposal in proposals if form_of(proposal.mention.text) in forms)
