"""Exporting: filed interviews become files, and no byte of them may hold an original name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from interview_kit.corpus import filed_interviews as filed
from interview_kit.disk.inside import path_inside, write_inside
from interview_kit.errors import KitError, LeakError
from interview_kit.export.exporters import Exporter, artefacts, find_exporter
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.record import Record
from interview_kit.pseudonym.leak_check import Forms
from interview_kit.vault import names
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.blank_files import blank_export
from interview_kit.workflow.publication.file_scan import scan
from interview_kit.workflow.publication.filing import check_record
from interview_kit.workflow.publication.record_description import with_value_titles
from interview_kit.workflow.publication.release_settings import about
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.consent import refused_scopes
from interview_kit.workflow.study.filed_content import refuse_forged
from interview_kit.workflow.study.open_study import Study


def export(
    study: Study, folder: Path, formats: Sequence[str], forms: Forms | None = None
) -> tuple[Path, ...]:
    """Write every filed interview to `folder` in each of `formats`, but for the excluded ones.

    `forms` may be given where much is exported at once. Everything is scanned before anything is
    written. Raises KitError for an unknown format or where there is nothing to write, LeakError,
    with nothing written, where a known original is found.
    """
    exporters = [find_exporter(name) for name in formats]
    if not filed.ids(study.corpus):
        raise KitError("No interview is filed yet.", "interview-kit file --all")
    shut = excluded_interviews(study)
    if shut.issuperset(filed.ids(study.corpus)):
        raise KitError(
            "No participant whose interview is filed takes part any more.",
            "interview-kit consent show ID tells what was answered.",
        )
    forms = forms or original_forms(study)
    allowed = about(study.folder, study.settings).allowed_names
    if allowed:  # in papers and guides, never in what was said
        for record in _records(study, shut):
            proposals = names.proposals(study.vault, record.interview)
            check_record(study, record, forms, proposals)
    leaks = [
        place
        for exporter in exporters
        for place in _leaks(folder, exporter, partial(_records, study, shut), forms, allowed)
    ]
    if leaks:
        raise LeakError(
            "A known name would be exported: {leaks}.",
            "`interview-kit names check` says which interview still says it: look for names there "
            "again, review, file. Where a guide says it, rightly, name it in release.toml under "
            "allowed_names. What was typed by mistake is taken back with "
            "`interview-kit names remove`.",
            leaks="; ".join(leaks[:10]),
        )
    refuse_forged(study)  # after the search: a name that somebody put in is named with its place
    paths = tuple(
        write_inside(folder, artefact.name, artefact.chunks)
        for exporter in exporters
        for artefact in artefacts(exporter, _records(study, shut))
    )
    count = len(set(filed.ids(study.corpus)) - shut)
    study_audit.note(study, AuditAct.EXPORTED, interviews=count, files=len(paths))
    return paths


def _leaks(
    folder: Path,
    exporter: Exporter,
    records: Callable[[], Iterator[Record]],
    forms: Forms,
    allowed: Sequence[str],
) -> Iterator[str]:
    """Where a file holds a known original. Raises KitError where its name leads out of `folder`."""
    template = cache(lambda: blank_export(exporter, records, allowed))
    for artefact in artefacts(exporter, records()):
        path_inside(folder, artefact.name)
        yield from scan(artefact.name, artefact.chunks, forms, template)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files that were written, and the interviews that were left out, in order of their ids."""

    paths: tuple[Path, ...]
    left_out: tuple[str, ...]


def export_corpus(study: Study, folder: Path, formats: Sequence[str]) -> ExportReport:
    """What `export` does, with what it left out."""
    paths = export(study, folder, formats)
    return ExportReport(paths, tuple(sorted(excluded_interviews(study))))


def excluded_interviews(study: Study) -> frozenset[str]:
    """The filed interviews that nothing is written of: their participant no longer takes part."""
    return refused_scopes(study, ConsentScope.TAKE_PART) & set(filed.ids(study.corpus))


def _records(study: Study, shut: frozenset[str]) -> Iterator[Record]:
    for record in filed.records(study.corpus):
        if record.interview not in shut:
            yield with_value_titles(study, record)
