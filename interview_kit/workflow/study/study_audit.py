"""Accounting: what was done is noted in the vault's audit, and how far that is in the corpus.

The audit is a chain: an entry that is changed or taken out breaks it. Entries taken from its end
would leave a shorter chain that is whole, so the corpus, another file, keeps the number and hash of
the last one. A note goes into the vault first, with what it is about where that is the vault's
too; after a crash the corpus is behind, which is no flaw, never ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.corpus import audit_head
from interview_kit.disk.signature import PublicKey
from interview_kit.language.phrase import phrase
from interview_kit.model.account import account_name
from interview_kit.vault import audit_log, signing_key
from interview_kit.vault.audit_log import AuditAct, AuditEntry, Head
from interview_kit.workflow.study.filed_content import forgery
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What a look at the audit found: `flaw` is empty where it is whole, else one sentence."""

    entries: int
    head: str
    flaw: str = ""


def note(
    study: Study, act: AuditAct, about: str = "", *, actor: str = "", **facts: int | str
) -> AuditEntry:
    """Note an act by `actor`, else by the user of this machine; `facts` are counts and ids.

    Inside a transaction of the vault the corpus is not told: do that with `anchor`, after it.
    """
    entry = audit_log.append(study.vault, act, actor or whoever(), about, facts)
    if not study.vault.db.conn.in_transaction:
        anchor(study)
    return entry


def anchor(study: Study) -> Head:
    """Keep in the corpus how far the audit is; the last entry."""
    last = audit_log.head(study.vault)
    audit_head.put(study.corpus, last.number, last.hash)
    return last


def verify(study: Study) -> AuditVerdict:
    """Check every entry, that none is missing at the end, and what was filed."""
    last = audit_log.head(study.vault)
    first_broken = audit_log.first_flaw(study.vault)
    number, seal = audit_head.get(study.corpus)
    flaw = ""
    if first_broken:
        flaw = phrase(
            "Entry {number} is missing, was changed, or does not belong there.", number=first_broken
        )
    elif number > last.number:
        flaw = phrase(
            "The audit ends at entry {last}; the corpus knows of {number}.",
            last=last.number,
            number=number,
        )
    elif number and audit_log.hash_of(study.vault, number) != seal:
        flaw = phrase("Entry {number} is not the one that the corpus knows of.", number=number)
    else:
        flaw = forgery(study)
    return AuditVerdict(last.number, last.hash, flaw)


def noted_acts(study: Study) -> tuple[AuditEntry, ...]:
    """Every act that was noted, oldest first."""
    return tuple(audit_log.entries(study.vault))


def signing_keys(study: Study) -> tuple[PublicKey, ...]:
    """What signatures of the study are checked with, the present key first, as its vault says."""
    return signing_key.public_keys(study.vault)


def whoever() -> str:
    """The user of this machine."""
    return account_name()
