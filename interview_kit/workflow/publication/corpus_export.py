"""Exporting: filed interviews become files, and no byte of them may hold an original name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.record_filter import EVERYTHING, RecordFilter
from interview_kit.disk.inside import path_inside
from interview_kit.errors import KitError, LeakError
from interview_kit.export.exporters import Exporter, artefacts, find_exporter
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.record import Record
from interview_kit.pseudonym.leak_check import Forms
from interview_kit.vault import names
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.interviews.consent import refused_scopes
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.blank_files import blank_export
from interview_kit.workflow.publication.export_folder import ClearedFiles, ExportFolder
from interview_kit.workflow.publication.file_scan import scan
from interview_kit.workflow.publication.filing import check_record
from interview_kit.workflow.publication.known_coders import refuse_known_coders
from interview_kit.workflow.publication.known_memos import refuse_known_memos
from interview_kit.workflow.publication.record_description import with_value_titles
from interview_kit.workflow.publication.release_settings import about
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.filed_content import refuse_forged
from interview_kit.workflow.study.open_study import Study

NOTES = "notes"
"""The format that holds what the interviewer noted."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files that were written, and the interviews that were left out, in order of their ids.

    `clearing` names files of an earlier export into the folder that held somebody of whom nothing
    is written any more.
    """

    paths: tuple[Path, ...]
    left_out: tuple[str, ...]
    clearing: ClearedFiles


def export(
    study: Study,
    folder: Path,
    formats: Sequence[str],
    forms: Forms | None = None,
    choice: RecordFilter = EVERYTHING,
) -> tuple[Path, ...]:
    """The files `export_corpus` writes; `forms` may be given where much is exported at once."""
    return _exported(study, folder, formats, forms, choice).paths


def export_corpus(
    study: Study, folder: Path, formats: Sequence[str], choice: RecordFilter = EVERYTHING
) -> ExportReport:
    """Write the filed interviews that are wanted to `folder`, but for the excluded ones.

    Everything is scanned before anything is written. What an earlier export left in the folder of
    somebody who is not in the corpus any more, or is excluded, is taken away, also where nothing
    else is done. Raises KitError for an unknown format or where there is nothing to write,
    LeakError, with nothing written, where a known original is found.
    """
    return _exported(study, folder, formats, None, choice)


def _exported(
    study: Study,
    folder: Path,
    formats: Sequence[str],
    forms: Forms | None,
    choice: RecordFilter,
) -> ExportReport:
    exporters = [find_exporter(name) for name in formats]
    if NOTES in formats and study.settings.notes != "coders":
        raise KitError(
            "This study gives the interviewer's notes to nobody.",
            'For its coders: write notes = "coders" in study.toml, and file the interviews again.',
        )
    shut = excluded_interviews(study)
    allowed_ids = frozenset(filed.ids(study.corpus)) - shut
    if not allowed_ids:
        ExportFolder(folder).clear(allowed_ids)
    if not filed.ids(study.corpus):
        raise KitError("No interview is filed yet.", "interview-kit file --all")
    wanted_ids = choice.ids(study.corpus)
    if not wanted_ids:
        raise KitError("Nothing that is filed is like that.", "Ask for less.")
    if shut.issuperset(wanted_ids):
        raise KitError(
            "No participant whose interview is filed takes part any more.",
            "interview-kit consent show ID tells what was answered.",
        )
    forms = forms or original_forms(study)
    records = partial(_records, study, choice, shut)
    allowed_names = about(study.folder, study.settings).allowed_names
    if allowed_names:  # in papers and guides, never in what was said
        for record in records():
            proposals = names.proposals(study.vault, record.interview)
            check_record(study, record, forms, proposals)
    leaks = [
        place
        for exporter in exporters
        for place in _leaks(folder, exporter, records, forms, allowed_names)
    ]
    if leaks:
        refuse_known_coders(study, forms, tuple(leaks))
        refuse_known_memos(study, forms, tuple(leaks))
        raise LeakError(
            "A known name would be exported: {leaks}.",
            "`interview-kit names check` says which interview still says it: look for names there "
            "again, review, file. Where a guide says it, rightly, name it in release.toml under "
            "allowed_names. What was typed by mistake is taken back with "
            "`interview-kit names remove`.",
            leaks=tuple(leaks[:10]),
        )
    refuse_forged(study)  # after the search: a name that somebody put in is named with its place
    ids = tuple(id for id in wanted_ids if id not in shut)
    target = ExportFolder(folder)
    target.announce(_files(exporters, ids))
    paths = tuple(
        target.write(artefact.name, artefact.chunks, _files([exporter], ids)[artefact.name])
        for exporter in exporters
        for artefact in artefacts(exporter, records())
    )
    clearing = target.clear(allowed_ids)
    study_audit.note(study, AuditAct.EXPORTED, interviews=len(ids), files=len(paths))
    left_out = tuple(id for id in wanted_ids if id in shut)
    return ExportReport(paths, left_out, clearing)


def _files(exporters: Sequence[Exporter], ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The interviews in each file that is written, by the name of the file."""
    files: dict[str, tuple[str, ...]] = {}
    for exporter in exporters:
        if "{}" in exporter.path:
            files |= {exporter.path.format(id): (id,) for id in ids}
        else:
            files[exporter.path] = tuple(ids)
    return files


def _leaks(
    folder: Path,
    exporter: Exporter,
    records: Callable[[], Iterator[Record]],
    forms: Forms,
    allowed_names: Sequence[str],
) -> Iterator[str]:
    """Where a file holds a known original. Raises KitError where its name leads out of `folder`."""
    template = cache(lambda: blank_export(exporter, records, allowed_names))
    for artefact in artefacts(exporter, records()):
        path_inside(folder, artefact.name)
        yield from scan(artefact.name, artefact.chunks, forms, template)


def excluded_interviews(study: Study) -> frozenset[str]:
    """The filed interviews that nothing is written of: their participant no longer takes part."""
    return refused_scopes(study, ConsentScope.TAKE_PART) & set(filed.ids(study.corpus))


def _records(study: Study, choice: RecordFilter, shut: frozenset[str]) -> Iterator[Record]:
    return (
        as_given(study, with_value_titles(study, record))
        for record in choice.records(study.corpus, shut)
    )


def as_given(study: Study, record: Record) -> Record:
    """A record with its notes, or without them where the study gives them to nobody by now."""
    return record if study.settings.notes == "coders" else replace(record, notes=())
