"""Filing: the one door from the vault to the corpus."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError
from interview_kit.model.record import Record
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak_check import Forms, find_leaks
from interview_kit.pseudonym.propose import rendered
from interview_kit.pseudonym.replace import Replacement, replace_turn
from interview_kit.vault import approvals, filings, interviews, names, transcripts
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.pseudonymisation.original_names import (
    original_forms,
    originals_in_record,
)
from interview_kit.workflow.publication.record_description import record_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.study.text_states import TextState, passed_states


def file_interview(study: Study, interview: str, forms: Forms | None = None) -> Filing:
    """Replace what was accepted, check that no original is left, and pass the text on.

    What is filed is frozen: a text that changed since makes a new version, one that did not makes
    none. `forms` may be given where many interviews are filed at once. Raises KitError where a
    step is missing, LeakError (with nothing filed) where an original would be left.
    """
    interview_row = interviews.get(study.vault, interview)
    turns = pseudonymised_turns(study, interview)
    _want_second_reader(study, interview)
    proposals = names.proposals(study.vault, interview)
    replaced_count = sum(proposal.verdict is Verdict.ACCEPTED for proposal in proposals)
    record = record_of(study, interview_row, turns, replaced_count)
    forms = forms or original_forms(study)
    check_record(study, record, forms)
    # First the corpus, then the note in the vault: after a crash between them filing again does
    # what is left.
    content = filed.content_hash(record)
    filing_before = filings.latest(study.vault, interview)
    if filing_before is None or filing_before.content != content:
        filings.announce(study.vault, interview, content)
    version = filed.put(study.corpus, record)
    _clean_earlier(study, interview, forms)
    mark = approvals.fingerprint(study.vault, interview)
    if filing_before is not None and (filing_before.version, filing_before.fingerprint) == (
        version,
        mark,
    ):
        if filing_before.content != content:
            filings.put_content(study.vault, interview, content)
        study_audit.anchor(study)  # a crash may have come between the note and this
        return filing_before
    filing = Filing(
        interview=interview,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
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
            interview,
            version=version,
            turns=len(turns),
            replaced=replaced_count,
        )
    study_audit.anchor(study)
    return filing


def pseudonymised_turns(study: Study, interview: str) -> tuple[Turn, ...]:
    """The turns as they would be filed. Raises KitError while a replacement is undecided."""
    return tuple(
        replace_turn(turn, replacements) for turn, replacements in decided_turns(study, interview)
    )


def decided_turns(
    study: Study, interview: str, kept_entities: Collection[str] = ()
) -> tuple[tuple[Turn, tuple[Replacement, ...]], ...]:
    """Each turn with what is to be replaced in it, but for the entities that are `kept`, by id.

    Raises KitError while anything is undecided.
    """
    turns = transcripts.turns(study.vault, interview)
    if not turns and transcripts.current_run(study.vault, interview) is None:
        raise KitError(
            "Interview {interview} has no transcript.",
            "interview-kit transcribe {interview}",
            interview=interview,
        )
    if not names.was_searched(study.vault, interview):
        raise KitError(
            "Names were not looked for in {interview} since its text last changed.",
            "interview-kit pseudonymize {interview}",
            interview=interview,
        )
    proposals = names.proposals(study.vault, interview)
    undecided_count = sum(proposal.verdict is Verdict.PROPOSED for proposal in proposals)
    if undecided_count:
        raise KitError(
            "{undecided} replacements in {interview} wait for a decision.",
            "interview-kit review {interview}, or pseudonymize --accept {interview}",
            undecided=undecided_count,
            interview=interview,
        )
    entities = {entity.id: entity for entity in names.entities(study.vault)}
    proposals = tuple(proposal for proposal in proposals if proposal.entity not in kept_entities)
    return tuple((turn, _replacements(proposals, turn.number, entities)) for turn in turns)


def _want_second_reader(study: Study, interview: str) -> None:
    is_required = study.settings.second_reader == "yes"
    if is_required and TextState.CHECKED not in passed_states(study, interview):
        raise KitError(
            "Nobody has read {interview} as the second person.",
            "interview-kit approve {interview} --who NAME",
            interview=interview,
        )


def check_record(study: Study, record: Record, forms: Forms) -> None:
    """Raise LeakError that names the places where an original is left in `record`."""
    places = originals_in_record(study, record, forms)
    if places:
        raise LeakError(
            "A known name is left in {interview}: {where}.",
            "interview-kit review {interview}",
            interview=record.interview,
            where=", ".join(places),
        )


def _replacements(
    proposals: Sequence[Proposal], turn: int, entities: Mapping[str, Entity]
) -> tuple[Replacement, ...]:
    return tuple(
        (mention.start, mention.end, rendered(mention.text, entities[proposal.entity]))
        for proposal in proposals
        if (mention := proposal.mention).turn == turn and proposal.verdict is Verdict.ACCEPTED
    )


def _clean_earlier(study: Study, interview: str, forms: Forms) -> None:
    """Destroy what earlier versions said where a name is known in it since."""
    texts = filed.earlier_texts(study.corpus, interview)
    names_in = [place for place, text in texts.items() if find_leaks(text, forms, "earlier")]
    if names_in:
        filed.remove_earlier(study.corpus, interview, names_in)
