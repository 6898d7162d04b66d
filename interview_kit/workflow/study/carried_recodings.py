"""Codes that were put right in the vault, and that the corpus follows, also after a crash."""

from __future__ import annotations

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus import recoding as filed_recoding
from interview_kit.vault import filings, recodings
from interview_kit.vault.recodings import Recoding
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study


def carry_recodings_through(study: Study) -> None:
    """Give what is filed the codes that the vault has, also after a crash between the two."""
    for recoding in recodings.unfinished(study.vault):
        _carry(study, recoding)
        study_audit.anchor(study)


def _carry(study: Study, recoding: Recoding) -> None:
    filed_recoding.recode(study.corpus, recoding.interviews, recoding.before, recoding.after)
    with study.vault.atomic():
        for id in recoding.interviews.values():
            record = filed.find(study.corpus, id)
            if record is not None:
                filings.put_content(study.vault, id, filed.content_hash(record))
        recodings.finish(study.vault, recoding.id)
