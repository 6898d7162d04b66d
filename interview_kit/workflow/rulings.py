"""What was decided once and holds further: verdicts on a form, and places that were split off."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.person_name import clean
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, Deed
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study import Study

_DEED_OF = {Verdict.ACCEPTED: Deed.ACCEPTED, Verdict.REJECTED: Deed.REJECTED}
_VERDICT_OF = {deed: verdict for verdict, deed in _DEED_OF.items()}


class Scope(StrEnum):
    """How far a verdict reaches: these places, this interview, or every interview to come too."""

    PLACE = "place"
    INTERVIEW = "interview"
    STUDY = "study"


def rule(
    study: Study,
    interview: str,
    decided: Iterable[Proposal],
    verdict: Verdict,
    scope: Scope,
    *,
    who: str = "",
    why: str = "",
) -> int:
    """Keep a verdict for places, or for all that is written alike, here or in the study.

    Written alike means the same letters, case and accents aside. A verdict that reaches further
    than the place is not asked again when the same turns up later. Returns how many places it
    decided.
    """
    chosen = tuple(decided)
    forms = {_form(each) for each in chosen}
    with study.vault.atomic():
        if verdict in _DEED_OF and chosen:
            decisions.record(
                study.vault,
                Decision(
                    _DEED_OF[verdict], who, why, "" if scope is Scope.STUDY else interview,
                    tuple(dict.fromkeys(each.entity for each in chosen)),
                    {} if scope is Scope.PLACE else {"forms": sorted(forms)},
                ),
            )  # fmt: skip
        if scope is Scope.PLACE:
            names.decide(study.vault, interview, chosen, verdict)
            return len(chosen)
        searched = names.searched(study.vault) if scope is Scope.STUDY else (interview,)
        count = 0
        for id in searched:
            alike = [p for p in names.proposals(study.vault, id) if _form(p) in forms]
            names.decide(study.vault, id, alike, verdict)
            count += len(alike)
    return count


def rulings(vault: Vault, interview: str) -> dict[str, Verdict]:
    """The folded forms that are decided beforehand in `interview`; the latest verdict counts."""
    return {
        form: _VERDICT_OF[event.deed]
        for event in decisions.all_of(vault)
        if event.deed in _VERDICT_OF and event.interview in ("", interview)
        for form in event.content.get("forms", ())
    }


def pins(vault: Vault, interview: str) -> dict[tuple[int, int, str], str]:
    """The places of `interview` that somebody split off, and the entity behind them since."""
    return {
        (turn, start, text): event.content["new"]
        for event in decisions.all_of(vault)
        if event.deed is Deed.SPLIT and not event.undone and event.content
        for where, turn, start, text in event.content["places"]
        if where == interview
    }


def _form(proposal: Proposal) -> str:
    return fold(clean(proposal.mention.text))
