"""Names in a text that is corrected: what was found and decided goes along with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from interview_kit.editing.moved_spans import MovedSpan, TurnStretch, moved_spans
from interview_kit.pseudonym.mention import Mention
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER


def moved_proposals(
    proposals: Iterable[Proposal], before: Mapping[int, str], after: Mapping[int, str]
) -> tuple[Proposal, ...]:
    """What becomes of `proposals` where the turns `before`, by number, are now the turns `after`.

    What still says the same keeps its verdict; one to leave it as it is only where the words around
    it are the same too, since in other words it may be a name. Where a person marked or accepted
    words that were corrected, the new words are to be decided on. All else is left out: it is
    looked for again.
    """
    in_turns = [proposal for proposal in proposals if proposal.mention.turn in before]
    spans = moved_spans(before, after, (_span(proposal.mention) for proposal in in_turns))
    by_place: dict[tuple[int, int], Proposal] = {}
    for proposal in in_turns:
        moved_span = spans.get(_span(proposal.mention))
        moved_proposal = moved_span and _moved(proposal, moved_span, after)
        if moved_proposal:
            mention = moved_proposal.mention
            by_place.setdefault((mention.turn, mention.start), moved_proposal)
    return tuple(by_place.values())


def _span(mention: Mention) -> TurnStretch:
    return TurnStretch(mention.turn, mention.start, mention.end)


def _moved(proposal: Proposal, to: MovedSpan, after: Mapping[int, str]) -> Proposal | None:
    turn, start, end = to.span.turn, to.span.start, to.span.end
    mention = replace(
        proposal.mention, turn=turn, start=start, end=end, text=after[turn][start:end]
    )
    if to.is_same:
        is_open = proposal.verdict is Verdict.REJECTED and not to.is_near_same
        return replace(
            proposal, mention=mention, verdict=Verdict.PROPOSED if is_open else proposal.verdict
        )
    if proposal.verdict is Verdict.ACCEPTED or (
        mention.detector == REVIEWER and proposal.verdict is not Verdict.REJECTED
    ):
        return Proposal(replace(mention, detector=REVIEWER), proposal.entity)
    return None
