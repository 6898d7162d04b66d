"""Filing: the one door from the vault to the corpus."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError
from interview_kit.model.moment import utc_now
from interview_kit.model.record import Record
from interview_kit.pseudonym.leak_check import Forms, find_leaks
from interview_kit.vault import filings
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.vault.names import Proposal
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome, choose, do_chosen
from interview_kit.workflow.interviews.text_states import TextState, passed_states
from interview_kit.workflow.pseudonymisation.attribute_review import want_reviewed
from interview_kit.workflow.pseudonymisation.decided_text import pseudonymised_turns
from interview_kit.workflow.pseudonymisation.original_names import (
    original_forms,
    originals_in_record,
)
from interview_kit.workflow.publication.record_description import record_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview


def file_interview(interview: StudyInterview, forms: Forms | None = None) -> Filing:
    """Replace what was accepted, check that no original is left, and pass the text on.

    What is filed is frozen: a text that changed since makes a new version, one that did not makes
    none. `forms` may be given where many interviews are filed at once. Raises KitError where a
    step is missing, LeakError (with nothing filed) where an original would be left.
    """
    study, turns = interview.study, pseudonymised_turns(interview)
    _want_second_reader(interview)
    want_reviewed(study, interview.participant)
    replaced_count = len(interview.text.accepted)
    record = record_of(interview, turns, replaced_count)
    forms = forms or original_forms(study)
    check_record(study, record, forms, interview.text.proposals)
    # First the corpus, then the note in the vault: after a crash between them filing again does
    # what is left.
    content = filed.content_hash(record)
    filing_before = interview.text.filing
    if filing_before is None or filing_before.content != content:
        filings.announce(study.vault, interview.id, content)
    version = filed.put(study.corpus, record)
    _destroy_originals_in_earlier(interview, forms)
    mark = interview.text.fingerprint
    if filing_before is not None and (filing_before.version, filing_before.fingerprint) == (
        version,
        mark,
    ):
        if filing_before.content != content:
            filings.put_content(study.vault, interview.id, content)
        study_audit.anchor(study)  # a crash may have come between the note and this
        return filing_before
    filing = Filing(
        interview=interview.id,
        at=utc_now(),
        turns=len(turns),
        replaced=replaced_count,
        version=version,
        fingerprint=mark,
        content=content,
    )
    with study.vault.atomic():
        filings.append(study.vault, filing)
        study_audit.note(
            study,
            AuditAct.FILED,
            interview.id,
            version=version,
            turns=len(turns),
            replaced=replaced_count,
        )
    study_audit.anchor(study)
    return filing


def file_chosen(
    study: Study, ids: Iterable[str], *, all_of_them: bool = False
) -> ChosenOutcome[Filing]:
    """File some interviews, or all that are ready, each as `file_interview` does.

    Of all of them those are passed over that are filed and whose text is past its term. Raises
    KitError for no interview.
    """
    forms = original_forms(study)
    chosen_ids = choose(study, ids, all_of_them=all_of_them)
    if all_of_them:
        chosen_ids = tuple(id for id in chosen_ids if not _is_past_its_term(study.interview(id)))
    return do_chosen(
        chosen_ids, lambda id: file_interview(study.interview(id), forms), all_of_them=all_of_them
    )


def _is_past_its_term(interview: StudyInterview) -> bool:
    return interview.text.run is None and interview.text.filing is not None


def _want_second_reader(interview: StudyInterview) -> None:
    is_required = interview.study.settings.second_reader == "yes"
    if is_required and TextState.CHECKED not in passed_states(interview):
        raise KitError(
            "Nobody has read {interview} as the second person.",
            "interview-kit approve {interview} --who NAME",
            interview=interview.id,
        )


def check_record(study: Study, record: Record, forms: Forms, proposals: Iterable[Proposal]) -> None:
    """Raise LeakError that names the places where an original is left in `record`."""
    places = originals_in_record(study, record, forms, proposals)
    if places:
        raise LeakError(
            "A known name is left in {interview}: {where}.",
            "interview-kit pseudonymize {interview} looks for names again; then review, file. A "
            "name that was typed is held back also where it was rejected. "
            "An attribute is changed with interview-kit attributes; a name typed by mistake is "
            "taken back with interview-kit names remove.",
            interview=record.interview,
            where=tuple(places),
        )


def _destroy_originals_in_earlier(interview: StudyInterview, forms: Forms) -> None:
    """Destroy what earlier versions said where a name is known in it since."""
    corpus = interview.study.corpus
    texts = filed.earlier_texts(corpus, interview.id)
    names_in = [place for place, text in texts.items() if find_leaks(text, forms, "earlier")]
    if names_in:
        filed.destroy_earlier(corpus, interview.id, names_in)
