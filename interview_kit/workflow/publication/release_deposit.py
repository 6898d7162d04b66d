"""What a release says of itself: the deposit that its documents are written from."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime

from interview_kit import __version__
from interview_kit.corpus import codings
from interview_kit.deposit.deposit import Deposit, ListedInterview, NameReading, UsedGuide
from interview_kit.deposit.k_anonymity import Anonymity
from interview_kit.deposit.purpose import Purpose
from interview_kit.export.exporters import Exporter
from interview_kit.language.phrase import in_language
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_audit import standing_audit
from interview_kit.workflow.publication.blank_files import TRANSCRIPTS
from interview_kit.workflow.publication.release_choice import ReleaseChoice
from interview_kit.workflow.publication.release_settings import about
from interview_kit.workflow.study.open_study import Study, StudyInterview

PROGRAM = f"interview-kit {__version__}"
"""Which program made a release."""


def deposit_of(
    study: Study,
    purpose: Purpose,
    choice: ReleaseChoice,
    rows: tuple[ListedInterview, ...],
    exporters: Iterable[Exporter],
    anonymity: Anonymity,
) -> Deposit:
    """What the documents of a release are written from; `rows` are the interviews as released."""
    day = datetime.now(UTC).date().isoformat()
    content = [
        asdict(purpose),
        [[row.interview, row.version] for row in rows],
        PROGRAM,
        day,
        codings.fingerprint(study.corpus.db),
    ]
    mark = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]
    settings = study.settings
    return Deposit(
        # From what is in it, so that a release that a crash broke off is the same one again.
        id=f"{purpose.name}-{day}-{mark}",
        day=day,
        program=PROGRAM,
        language=settings.language,
        about=about(study.folder, settings),
        purpose=purpose,
        rows=rows,
        guides=_guides(choice.chosen),
        formats={
            f"{TRANSCRIPTS}/{exporter.path}": in_language(exporter.title, settings.language)
            for exporter in exporters
        },
        replaced=_replaced(choice.chosen),
        left_out=Counter(exclusion.reason for exclusion in choice.left_out),
        anonymity=anonymity,
        methods={
            "style": settings.pseudonyms,
            "details": "coarsened" if settings.details == "coarse" else settings.details,
        },
        name_reading=_name_reading(study),
    )


def _name_reading(study: Study) -> NameReading | None:
    audit = standing_audit(study)
    return NameReading(audit.read, audit.left.per_10_000) if audit and audit.left else None


def _guides(chosen_interviews: Iterable[StudyInterview]) -> tuple[UsedGuide, ...]:
    sources = {interview.row.guide_fingerprint: interview for interview in chosen_interviews}
    used_guides = (UsedGuide(source.guide, source.row.guide_source) for source in sources.values())
    return tuple(sorted(used_guides, key=lambda entry: entry.stem))


def _replaced(chosen_interviews: Iterable[StudyInterview]) -> Counter[tuple[str, str, str]]:
    outcomes = {Verdict.ACCEPTED: "replaced", Verdict.REJECTED: "left"}
    return Counter(
        (interview.id, proposal.mention.type.value, outcomes[proposal.verdict])
        for interview in chosen_interviews
        for proposal in interview.text.proposals
        if proposal.verdict in outcomes
    )
