"""The history of consent: what was answered when, who noted it, and how it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.session.interview_events import ConsentAnswered
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.vault import consent_changes
from interview_kit.vault.consent_changes import ConsentChange
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview


@dataclass(frozen=True, slots=True)
class ConsentStep:
    """One answer, and how it was asked.

    `who` is the interviewer, where it was given in the interview, and empty where nobody was named.
    `wording` is what was read, `wording_sha256` its hash as it was noted, `guide_fingerprint` that
    of the guide with it.
    """

    at: str
    item: str
    answer: str
    who: str
    guide_fingerprint: str
    language: str
    wording: str
    wording_sha256: str


def note_consent(
    interview: StudyInterview, entries: Sequence[JournalEntry], actor: str = ""
) -> None:
    """Note who gave the answers in some entries, in the wording of the interview's own guide."""
    numbers = [entry.number for entry in entries if isinstance(entry.event, ConsentAnswered)]
    consent_changes.record(
        interview.vault,
        interview.id,
        numbers,
        actor.strip() or study_audit.whoever(),
        interview.row.guide_fingerprint,
        interview.language,
    )


def consent_history(interview: StudyInterview) -> tuple[ConsentStep, ...]:
    """Every answer of an interview, oldest first."""
    changes_by_entry = consent_changes.of_interview(interview.vault, interview.id)
    items = {item.id: item for item in interview.guide.consent}
    steps = []
    for entry in interview.entries:
        event = entry.event
        if not isinstance(event, ConsentAnswered):
            continue
        change = changes_by_entry.get(entry.number) or ConsentChange(
            entry.number,
            interview.row.interviewer,
            interview.row.guide_fingerprint,
            getattr(event, "language", "") or interview.language,
        )
        item = items.get(event.item)
        is_own = change.guide_fingerprint == interview.row.guide_fingerprint
        steps.append(
            ConsentStep(
                entry.at,
                event.item,
                event.answer.value,
                change.who,
                change.guide_fingerprint,
                change.language,
                item.text.in_(change.language).strip() if item and is_own else "",
                getattr(event, "wording", ""),
            )
        )
    return tuple(steps)
