"""Merging: the interviews of another study are taken into this one, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from interview_kit.corpus import corpus_merge as filed_taking_in
from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError
from interview_kit.language.phrase import phrase
from interview_kit.model.renaming import Renaming
from interview_kit.vault import filings, interviews, merges, names, vault_merge, withdrawals
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.governance.merge_plan import MergePlan, plan_merge
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.filed_content import refuse_forged
from interview_kit.workflow.study.open_study import Study

ReportPlan = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What was taken in, or would be: `interviews` and `codes` by their new names.

    `study` is the mark of the other study's vault. With `conflicts` nothing was.
    """

    study: str
    done: bool
    interviews: tuple[str, ...]
    filed: int
    entities: int
    codes: Mapping[str, str]
    pseudonyms: Mapping[str, str]
    conflicts: tuple[str, ...]
    notices: tuple[str, ...]


def merge(
    study: Study,
    other_study: Study,
    renames: Mapping[str, str] | None = None,
    *,
    dry_run: bool = False,
    actor: str = "",
    report: ReportPlan = lambda _title, _done_rows, _total: None,
) -> Merge:
    """Take the interviews of `other` into `study`; `other` stays as it is.

    First the vault, whole, then the corpus, whole. After a crash between them the same again does
    what is left, as it was planned the first time. Where there are conflicts nothing is changed,
    and they are in what comes back. Raises KitError for a study that cannot be taken in at all.
    """
    _refuse(study, other_study)
    refuse_forged(study)
    refuse_forged(other_study)
    mark = other_study.vault.mark
    earlier_merge = merges.find(study.vault, mark)
    if earlier_merge is not None:
        plan = MergePlan(earlier_merge.renaming, (), (phrase("It was taken in before."),))
    else:
        plan = plan_merge(study, other_study, renames or {})
    renaming = plan.renaming
    result = Merge(
        study=mark,
        done=not (dry_run or plan.conflicts),
        interviews=tuple(
            renaming.interview(interview.id) for interview in interviews.all_of(other_study.vault)
        ),
        filed=len(filed.ids(other_study.corpus)),
        entities=len(names.entities(other_study.vault)),
        codes=renaming.codes,
        pseudonyms=renaming.pseudonyms,
        conflicts=plan.conflicts,
        notices=plan.notices,
    )
    if not result.done:
        return result
    if earlier_merge is None:
        _into_vault(study, other_study, renaming, result, actor, report)
    if earlier_merge is None or not earlier_merge.finished_at:
        _into_corpus(study, other_study, renaming, report)
        study_audit.anchor(study)
        merges.finish(study.vault, mark)
    return result


def _into_vault(
    study: Study,
    other_study: Study,
    renaming: Renaming,
    result: Merge,
    actor: str,
    report: ReportPlan,
) -> None:
    with study.vault.atomic():
        vault_merge.merge_rows(
            study.vault,
            other_study.vault,
            renaming,
            lambda done_rows, all: report("vault", done_rows, all),
        )
        merges.begin(study.vault, result.study, renaming)
        study_audit.note(
            study,
            AuditAct.MERGED,
            result.study,
            actor=actor,
            interviews=len(result.interviews),
            entities=result.entities,
            renamed=len(renaming.codes),
            pseudonyms=len(renaming.pseudonyms),
        )


def _into_corpus(study: Study, other_study: Study, renaming: Renaming, report: ReportPlan) -> None:
    """What the vault took in and the corpus lacks; not what was withdrawn since."""
    new_ids = {interview.id for interview in interviews.all_of(study.vault)} - set(
        filed.ids(study.corpus)
    )
    wanted_ids = [id for id in filed.ids(other_study.corpus) if renaming.interview(id) in new_ids]
    filed_taking_in.merge_rows(
        study.corpus,
        other_study.corpus,
        renaming,
        wanted_ids,
        study.settings.coarse,
        lambda done_rows, all: report("corpus", done_rows, all),
    )
    for id in wanted_ids:
        record = filed.record(study.corpus, renaming.interview(id))
        filings.put_content(study.vault, record.interview, filed.content_hash(record))


def _refuse(study: Study, other_study: Study) -> None:
    if other_study.vault.mark == study.vault.mark:
        raise KitError("That is this study, or a copy of it.", "Name the folder of another study.")
    half = [
        tombstone
        for tombstone in withdrawals.all_of(other_study.vault)
        if not tombstone.finished_at
    ]
    half_merged = [
        earlier_merge
        for earlier_merge in merges.all_of(other_study.vault)
        if not earlier_merge.finished_at
    ]
    if half or half_merged:
        raise KitError(
            "A withdrawal or a merge in the other study broke off.",
            "Open that study, or merge there again, and then come back.",
        )
