"""The text of an interview: what was transcribed, corrected, proposed, approved and filed."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.turn import Turn
from interview_kit.vault import approvals, filings, names, transcripts
from interview_kit.vault.approvals import Approval
from interview_kit.vault.filings import Filing
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.vault.transcripts import Correction, Run
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class InterviewText:
    """How far the text of an interview is, but for the words themselves.

    `run` is the transcription that its turns were made of, None before there is one. `searched_at`
    says when names were looked for in the text as it is, '' where they were not. `fingerprint`
    changes with the pseudonymised text, and only with it.
    """

    run: Run | None
    corrections: tuple[Correction, ...]
    proposals: tuple[Proposal, ...]
    searched_at: str
    approval: Approval | None
    filing: Filing | None
    fingerprint: str

    @property
    def text_corrections(self) -> tuple[Correction, ...]:
        """The corrections of what is said; those that only say who says it are left out."""
        return tuple(correction for correction in self.corrections if correction.changes_text)

    @property
    def undecided(self) -> tuple[Proposal, ...]:
        """The replacements that wait for a decision."""
        return self._with(Verdict.PROPOSED)

    @property
    def accepted(self) -> tuple[Proposal, ...]:
        """The replacements that are to be made."""
        return self._with(Verdict.ACCEPTED)

    def _with(self, verdict: Verdict) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self.proposals if proposal.verdict is verdict)


def read_text(vault: Vault, interview: str) -> InterviewText:
    """The text of an interview as it is at one moment."""
    with vault.one_moment():
        return InterviewText(
            run=transcripts.current_run(vault, interview),
            corrections=transcripts.corrections(vault, interview),
            proposals=names.proposals(vault, interview),
            searched_at=names.searched_at(vault, interview),
            approval=approvals.find(vault, interview),
            filing=filings.latest(vault, interview),
            fingerprint=approvals.fingerprint(vault, interview),
        )


def read_turns(vault: Vault, interview: str) -> tuple[tuple[Turn, ...], str]:
    """The turns as corrected, and the fingerprint of the text at the same moment."""
    with vault.one_moment():
        return transcripts.turns(vault, interview), approvals.fingerprint(vault, interview)
