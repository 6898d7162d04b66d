"""Making a corpus anew that is gone, from the vault."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus import withdrawn_interviews as filed_withdrawals
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.vault import filings, withdrawals
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.workflow.pseudonymisation.decided_text import pseudonymised_turns
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.filing import check_record
from interview_kit.workflow.publication.record_description import record_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.corpus_seal import seal_anew
from interview_kit.workflow.study.open_study import CORPUS, Study


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What is in the corpus again, and what is to be filed by hand, with why."""

    interviews: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def rebuild(study: Study, *, actor: str = "") -> Rebuilt:
    """Make the corpus anew: each filed interview as it was filed last, in its version.

    One whose text changed since it was filed is left to be filed again. Codings, earlier versions
    and the list of releases stood in the corpus alone. Raises KitError where there is a corpus.
    """
    path = study.folder / CORPUS
    if path.exists():
        raise KitError(
            "There is a corpus.",
            "Move {name} away first if it is damaged; keep it until the new one is right.",
            name=path.name,
        )
    for log in study.folder.glob(f"{CORPUS}-*"):
        log.unlink()
    corpus = Corpus.create(path)
    try:
        done, left = _fill(study, corpus)
        seal_anew(study.vault, corpus)
    except BaseException:
        corpus.close()
        for part in study.folder.glob(f"{CORPUS}*"):
            part.unlink()
        raise
    corpus.close()
    study_audit.note(
        study, AuditAct.CORPUS_REBUILT, actor=actor, interviews=len(done), left=len(left)
    )
    return Rebuilt(tuple(done), tuple(left))


def _fill(study: Study, corpus: Corpus) -> tuple[list[str], list[tuple[str, str]]]:
    done: list[str] = []
    left: list[tuple[str, str]] = []
    for gone in withdrawals.all_of(study.vault):
        filed_withdrawals.destroy_participant(
            corpus, gone.participant, study.settings.coarse(gone.begun_at)
        )
    forms = original_forms(study)
    for interview in study.interviews():
        filing = interview.text.filing
        if filing is None:
            continue
        try:
            if interview.text.fingerprint != filing.fingerprint:
                raise KitError("Its text changed since it was filed.")
            turns = pseudonymised_turns(interview)
            record = record_of(interview, turns, len(interview.text.accepted))
            check_record(study, record, forms, interview.text.proposals)
        except KitError as error:
            left.append((interview.id, error.message))
            continue
        filed.put(corpus, record, filing.version)
        _note_content(study, corpus, filing)
        done.append(interview.id)
    return done, left


def _note_content(study: Study, corpus: Corpus, filing: Filing) -> None:
    content = filed.content_hash(filed.record(corpus, filing.interview))
    if content != filing.content:
        filings.put_content(study.vault, filing.interview, content)
