"""Whether the corpus holds what was filed: the vault knows the hash of each filed interview."""

from __future__ import annotations

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import DamagedError
from interview_kit.language.phrase import phrase
from interview_kit.vault import filings, recodings
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.corpus_seal import changed_parts
from interview_kit.workflow.study.open_study import Study


def forged(study: Study) -> tuple[str, ...]:
    """The interviews in the corpus that are not what was filed, or were never filed.

    One that a program filed which noted no hash passes, until it is filed again; and all do where
    the vault has no hash at all; and one whose code a crash kept the corpus from following.
    """
    followed = {id for recoding in recodings.unfinished(study.vault) for id in recoding.interviews}
    return tuple(
        id
        for id in filed.ids(study.corpus)
        if id not in followed and not _is_as_filed(study.vault, study.corpus, id)
    )


def forgery(study: Study) -> str:
    """What in the corpus is not what this program put there, in a sentence; empty if nothing is."""
    interviews = forged(study)
    if interviews:
        return phrase(
            "In the corpus this is not what was filed: {interviews}.", interviews=interviews[:10]
        )
    parts = changed_parts(study.vault, study.corpus)
    if parts:
        return phrase("In the corpus somebody else changed this: {parts}.", parts=parts)
    return ""


def refuse_forged(study: Study) -> None:
    """Raise DamagedError where the corpus is not what this program put there."""
    sentence = forgery(study)
    if sentence:
        raise DamagedError(
            sentence,
            "Compare with a backup; move corpus.db away and `interview-kit corpus rebuild` makes "
            "it anew from the vault.",
        )


def _is_as_filed(vault: Vault, corpus: Corpus, id: str) -> bool:
    filing = filings.latest(vault, id)
    try:
        record = filed.record(corpus, id)
    except DamagedError:
        return False
    if filed.content_hash(record) == filings.announced(vault, id):
        return True  # a crash came between the corpus and the note in the vault
    if filing is None:
        return not filings.knows_content(vault)
    if filing.version and filing.version != record.version:
        return False
    return not filing.content or filed.content_hash(record) == filing.content
