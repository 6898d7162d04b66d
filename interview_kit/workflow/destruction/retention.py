"""Retention: how long each kind of thing is kept, and destroying what is past its time.

A term is `always` or `30 days after filing`, or after the `interview`. It counts only once the
interview is filed: what was not yet used for its purpose is not destroyed by a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from interview_kit.errors import KitError
from interview_kit.vault import audit_log as audit_entries
from interview_kit.vault import blocks, filings, interviews, transcripts
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.destruction.struck_words import destroy_noted_words, holds_noted_words
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.study.study_settings import Settings, Term, term

CLOCK_DAYS = 366  # a clock that is further ahead of the study is taken for wrong


@dataclass(frozen=True, slots=True)
class RetentionKind:
    """A kind of thing: the setting with its term, whether an interview has it, how it goes."""

    setting: str
    is_there: Callable[[Vault, str], bool]
    destroy: Callable[[Vault, str], None]


@dataclass(frozen=True, slots=True)
class DueDestruction:
    """Something that is kept for a time: `days` are left, 0 or fewer where it is to go."""

    interview: str
    kind: str
    term: str
    on: str
    days: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was destroyed, with the number and hash of its entry in the audit."""

    interview: str
    kind: str
    at: str
    entry: int
    hash: str


def _has_sound(vault: Vault, interview: str) -> bool:
    return blocks.sound(vault, interview).blocks > 0


def _has_text(vault: Vault, interview: str) -> bool:
    return bool(transcripts.runs(vault, interview)) or holds_noted_words(vault, interview)


def _destroy_text(vault: Vault, interview: str) -> None:
    """Destroy what was heard, corrected and noted in an interview."""
    transcripts.destroy_transcript(vault, interview)
    destroy_noted_words(vault, interview)


RETENTION_KINDS: Mapping[str, RetentionKind] = {
    "audio": RetentionKind("keep_audio", _has_sound, blocks.destroy_sound),
    "transcripts": RetentionKind("keep_transcripts", _has_text, _destroy_text),
}


def kept_for_a_time(study: Study, today: date | None = None) -> tuple[DueDestruction, ...]:
    """Everything there is that has a term, what is due first."""
    day = today or datetime.now(UTC).date()
    return tuple(sorted(_terms(study, day), key=lambda due: (due.on, due.interview, due.kind)))


def destroy_due(
    study: Study,
    today: date | None = None,
    *,
    actor: str = "",
    confirm: Callable[[int], None] = lambda _count: None,
    clock_is_right: bool = False,
) -> tuple[Receipt, ...]:
    """Destroy what is past its time in the vault; a receipt for each.

    Where there is any, `confirm` is told how many first, and stops it by raising. Raises KitError
    where the clock is far ahead of all that was noted, unless `clock_is_right`.

    Broken off it can be done again; the vault's last traces go at the next opening at the latest.
    """
    if not clock_is_right:
        refuse_odd_clock(study, today or datetime.now(UTC).date())
    receipts = []
    due_destructions = [due for due in kept_for_a_time(study, today) if due.days <= 0]
    if due_destructions:
        confirm(len(due_destructions))
    for due in due_destructions:
        with study.vault.atomic():
            RETENTION_KINDS[due.kind].destroy(study.vault, due.interview)
            study.vault.owe_vacuum()
            entry = study_audit.note(
                study, AuditAct.EXPIRED, due.interview, actor=actor, kind=due.kind, due=due.on
            )
        receipts.append(Receipt(due.interview, due.kind, entry.at, entry.number, entry.hash))
    study_audit.anchor(study)
    if study.vault.owes_vacuum:
        study.vault.vacuum()
    return tuple(receipts)


def refuse_odd_clock(study: Study, today: date) -> None:
    """Raise KitError where `today` is more than CLOCK_DAYS after anything that was noted."""
    noted = [entry.at for entry in audit_entries.entries(study.vault)]
    noted += [interview.created_at for interview in interviews.all_of(study.vault)]
    last = max((date.fromisoformat(at[:10]) for at in noted), default=today)
    if (today - last).days > CLOCK_DAYS:
        raise KitError(
            "The clock says {today}; the last that was noted in this study is of {last}.",
            "Set the clock. Where it is right, say so: --clock-is-right.",
            today=today.isoformat(),
            last=last.isoformat(),
        )


def _terms(study: Study, day: date) -> Iterator[DueDestruction]:
    for interview in interviews.all_of(study.vault):
        filing = filings.latest(study.vault, interview.id)
        if filing is None:
            continue
        for name, kind in RETENTION_KINDS.items():
            retention_term = _term_of(study.settings, kind)
            if retention_term is None or not kind.is_there(study.vault, interview.id):
                continue
            since = filing.at if retention_term.after == "filing" else interview.created_at
            on = date.fromisoformat(since[:10]) + timedelta(days=retention_term.days)
            words = getattr(study.settings, kind.setting)
            yield DueDestruction(interview.id, name, words, on.isoformat(), (on - day).days)


def _term_of(settings: Settings, kind: RetentionKind) -> Term | None:
    return term(getattr(settings, kind.setting))
