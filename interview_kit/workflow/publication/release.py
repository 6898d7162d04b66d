"""Release: interviews leave the study for a purpose, as a package that was looked through whole.

Nothing is written until every byte was made once and searched for every name the study knows.
Then the package is written aside, compared with what was searched, noted in the corpus and moved
in. After a crash the same command does the same once more.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path

from interview_kit.corpus import codings, releases
from interview_kit.corpus import filed_interviews as filed
from interview_kit.deposit.coarsen import coarser
from interview_kit.deposit.deposit import (
    Deposit,
    ListedInterview,
    listed_interviews,
)
from interview_kit.deposit.k_anonymity import (
    HELD,
    Anonymity,
    DescribedParticipant,
    Step,
    anonymity,
    with_steps,
)
from interview_kit.deposit.papers import papers
from interview_kit.deposit.purpose import Purpose
from interview_kit.errors import KitError, LeakError
from interview_kit.export.exporters import Artefact, Exporter, artefacts, find_exporter
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import phrase
from interview_kit.model.moment import utc_now
from interview_kit.model.record import Record
from interview_kit.pseudonym.leak_check import Forms
from interview_kit.vault import signing_key
from interview_kit.vault.audit_log import AuditAct, entries
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.bag import bag_aside, refuse_filled
from interview_kit.workflow.publication.blank_files import TRANSCRIPTS, blank_export, blank_papers
from interview_kit.workflow.publication.corpus_export import NOTES, as_given
from interview_kit.workflow.publication.file_scan import Template, scan
from interview_kit.workflow.publication.filing import check_record
from interview_kit.workflow.publication.record_description import with_value_titles
from interview_kit.workflow.publication.release_choice import (
    ExcludedInterview,
    ReleaseChoice,
    choose_for,
)
from interview_kit.workflow.publication.release_deposit import deposit_of
from interview_kit.workflow.publication.release_labels import labels_for
from interview_kit.workflow.publication.release_settings import find_purpose
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.filed_content import refuse_forged
from interview_kit.workflow.study.open_study import Study

SIGNED_AS = "interview_kit release "
"""What a signature says of a release, before its id."""

Advance = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What a release is, or would be: `folder` is empty after a dry run.

    `coarsened` are the steps that were taken for k-anonymity. `missing` are facts an archive will
    ask for that the study's `release.toml` does not have.
    """

    id: str
    purpose: str
    folder: str
    interviews: tuple[str, ...]
    left_out: tuple[ExcludedInterview, ...]
    files: tuple[str, ...]
    anonymity: Anonymity
    missing: tuple[str, ...]
    coarsened: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _ReleasePlan:
    """All that is decided before anything is made."""

    study: Study
    purpose: Purpose
    choice: ReleaseChoice
    exporters: tuple[Exporter, ...]
    deposit: Deposit
    labels: Mapping[str, Mapping[str, str]]
    coarsened: tuple[Step, ...] = ()

    def records(self) -> Iterator[Record]:
        """The interviews that go, as coarse as the purpose wants them, one at a time."""
        return _records(self.study, self.choice, self.purpose, self.labels)

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the transcripts of each format stand."""
        return tuple(f"{TRANSCRIPTS}/{exporter.path}" for exporter in self.exporters)

    def files(self) -> Iterator[Artefact]:
        """Every file of the package; the same each time they are made."""
        return (file for file, _ in self.files_with_templates())

    def files_with_templates(self) -> Iterator[tuple[Artefact, Callable[[], Template]]]:
        """Every file, with what says what such a file holds before anybody speaks."""
        blank = cache(lambda: self.blank)
        for path, content in papers(self.deposit, self.paths):
            yield Artefact(path, [content]), blank
        for exporter in self.exporters:
            template = cache(partial(self._blank_of, exporter))
            for artefact in artefacts(exporter, self.records()):
                yield replace(artefact, name=f"{TRANSCRIPTS}/{artefact.name}"), template

    @property
    def blank(self) -> Template:
        """What the papers hold before anybody speaks."""
        return blank_papers(self.deposit, self.paths)

    def _blank_of(self, exporter: Exporter) -> Template:
        template = blank_export(exporter, self.records, self.deposit.about.allowed_names)
        return replace(template, names=template.names | {TRANSCRIPTS})

    def count(self) -> int:
        """How many files there will be."""
        per_interview = sum("{}" in exporter.path for exporter in self.exporters)
        shared_files = len(self.exporters) - per_interview
        paper_count = len(list(papers(self.deposit, ())))
        return paper_count + shared_files + per_interview * len(self.choice.chosen)


def release(
    study: Study,
    folder: Path,
    purpose: str,
    *,
    coarsen: bool = False,
    dry_run: bool = False,
    forms: Forms | None = None,
    advance: Advance = lambda _done_files, _total: None,
) -> ReleaseReport:
    """Write a package of the interviews that may go for `purpose` to `folder`, whole or not at all.

    With `coarsen` the steps proposed for k-anonymity are taken. A dry run makes and searches
    everything and writes nothing. `forms` may be given where much is released at once. `advance`
    is told how many files were searched and written. Raises KitError where nothing may go, the
    folder is not empty, or too few share their attributes; LeakError, with every place, where a
    known name would leave.
    """
    refuse_filled(folder)
    forms = forms or original_forms(study)
    plan = _plan(study, find_purpose(study.folder, purpose), forms, coarsen=coarsen)
    total = plan.count() * (1 if dry_run else 2)
    hashes = _search(
        plan.files_with_templates(), forms, lambda done_files: advance(done_files, total)
    )
    refuse_forged(study)  # after the search: a name that somebody put in is named with its place
    if not dry_run:
        done_files = iter(range(len(hashes) + 1, total + 1))
        _write(plan, folder, forms, hashes, lambda _name: advance(next(done_files, total), total))
    return ReleaseReport(
        id=plan.deposit.id,
        purpose=purpose,
        folder="" if dry_run else str(folder),
        interviews=tuple(row.interview for row in plan.deposit.rows),
        left_out=plan.choice.left_out,
        files=tuple(sorted(hashes)),
        anonymity=plan.deposit.anonymity,
        missing=plan.deposit.about.missing,
        coarsened=plan.coarsened,
    )


def _plan(study: Study, purpose: Purpose, forms: Forms, *, coarsen: bool) -> _ReleasePlan:
    exporters = tuple(find_exporter(name) for name in _formats(study, purpose))
    choice = choose_for(study, purpose)
    if not choice.chosen:
        why = Counter(exclusion.why for exclusion in choice.left_out)
        reasons = tuple(
            phrase(
                CountedText("{count} interview: {why}", "{count} interviews: {why}"),
                count=count,
                why=entry,
            )
            for entry, count in why.most_common()
        )
        raise KitError(
            "No interview may be released for {name}.",
            "{reasons}" if reasons else "There is none yet.",
            name=purpose.name,
            reasons=reasons,
        )
    labels = labels_for(study, purpose, {interview.language for interview in choice.chosen})
    rows = _rows(study, choice, purpose, labels, forms)
    anonymity = _anonymity(rows, purpose.k)
    coarsened = anonymity.proposal if coarsen else ()
    if coarsened:
        purpose = with_steps(purpose, coarsened)
        rows = _rows(study, choice, purpose, labels, forms)
        anonymity = _anonymity(rows, purpose.k)
    if anonymity.below and purpose.below_k == "refuse":
        raise KitError(
            CountedText(
                "Fewer than {least} participants share the attributes of {below_count} "
                "interview: {interviews}.",
                "Fewer than {least} participants share the attributes of {below_count} "
                "interviews: {interviews}.",
                "below_count",
            ),
            "Take --coarsen: {steps}.",
            least=purpose.k,
            below_count=len(anonymity.below),
            interviews=", ".join(anonymity.below[:10]),
            steps=tuple(anonymity.proposal),
        )
    deposit = deposit_of(study, purpose, choice, rows, exporters, anonymity)
    return _ReleasePlan(study, purpose, choice, exporters, deposit, labels, coarsened)


def _formats(study: Study, purpose: Purpose) -> tuple[str, ...]:
    """The formats of a purpose, with the notes where they go along, and never without that."""
    formats = tuple(name for name in purpose.formats if name != NOTES)
    gives_notes = purpose.gives_notes and study.settings.notes == "coders"
    return (*formats, NOTES) if gives_notes else formats


def _records(
    study: Study, choice: ReleaseChoice, purpose: Purpose, labels: Mapping[str, Mapping[str, str]]
) -> Iterator[Record]:
    numbers = {coder: f"C{at}" for at, coder in enumerate(codings.coders(study.corpus.db), 1)}
    for interview in choice.chosen:
        record = as_given(study, filed.record(study.corpus, interview.id))
        record = replace(
            with_value_titles(study, record),
            codings=tuple(
                replace(coding, coder=numbers.get(coding.coder, "")) for coding in record.codings
            ),
        )
        yield coarser(record, purpose, labels.get(record.language, {}))


def _rows(
    study: Study,
    choice: ReleaseChoice,
    purpose: Purpose,
    labels: Mapping[str, Mapping[str, str]],
    forms: Forms,
) -> tuple[ListedInterview, ...]:
    """A row for each interview. Raises LeakError where words that stay behind hold a name too."""
    rows = []
    for interview in choice.chosen:
        record = filed.record(study.corpus, interview.id)
        check_record(study, record, forms, interview.text.proposals)
        rows.append(listed_interviews(coarser(record, purpose, labels.get(record.language, {}))))
    return tuple(rows)


def _anonymity(rows: Iterable[ListedInterview], k: int) -> Anonymity:
    described_rows = [
        DescribedParticipant(
            row.interview,
            row.participant,
            {**row.attributes, HELD: row.held, "language": row.language},
        )
        for row in rows
    ]
    return anonymity(described_rows, k)


def _search(
    files: Iterable[tuple[Artefact, Callable[[], Template]]],
    forms: Forms,
    advance: Callable[[int], None],
) -> dict[str, str]:
    """The SHA-256 of every file by name, once none holds a name. Raises LeakError."""
    hashes: dict[str, str] = {}
    places: list[str] = []
    for number, (file, template) in enumerate(files, start=1):
        digest = hashlib.sha256()
        places += scan(file.name, _through(file.chunks, digest.update), forms, template)
        hashes[file.name] = digest.hexdigest()
        advance(number)
    _refuse(places)
    return hashes


def _through(chunks: Iterable[bytes], see: Callable[[bytes], None]) -> Iterator[bytes]:
    for chunk in chunks:
        see(chunk)
        yield chunk


def _refuse(places: Iterable[str]) -> None:
    leak_places = tuple(places)
    if leak_places:
        raise LeakError(
            "A known name would be released: {leaks}.",
            "`interview-kit names check` says which interview still says it: look for names there "
            "again, review, file. Where a guide or a paper says it, rightly, name it in "
            "release.toml under allowed_names. What was typed by mistake is taken back with "
            "`interview-kit names remove`.",
            leak_places,
            leaks=leak_places[:10],
        )


def _account(study: Study, deposit: Deposit) -> None:
    """Note a release once, before it is there: what a crash broke off is the same one again."""
    is_noted = any(
        (entry.act, entry.about) == (AuditAct.RELEASED.value, deposit.id)
        for entry in entries(study.vault)
    )
    if is_noted:
        study_audit.anchor(study)
    else:
        study_audit.note(study, AuditAct.RELEASED, deposit.id, interviews=len(deposit.rows))


def _write(
    plan: _ReleasePlan,
    folder: Path,
    forms: Forms,
    hashes: Mapping[str, str],
    wrote: Callable[[str], None],
) -> None:
    deposit = plan.deposit
    info = {
        "Bagging-Date": deposit.day,
        "Bag-Software-Agent": f"{deposit.program} (bagit)",
        "External-Identifier": deposit.id,
        "External-Description": deposit.about.title,
    }
    with bag_aside(folder, plan.files(), info, wrote) as bag:
        template = cache(lambda: plan.blank)
        _refuse(
            place
            for name, content in bag.papers()
            for place in scan(name, [content], forms, template)
        )
        if bag.hashes != hashes:
            raise KitError(
                "What was written is not what was searched for names.",
                "An export format does not give the same bytes twice; leave it out.",
            )
        # Noted before it is there: a release that nobody knows of could not be withdrawn.
        releases.put(
            plan.study.corpus,
            releases.Release(
                id=deposit.id,
                at=utc_now(),
                purpose=plan.purpose.name,
                profile=json.dumps(asdict(plan.purpose), ensure_ascii=False),
                manifest_sha256=bag.manifest_sha256,
            ),
            [(row.interview, row.participant, row.version) for row in deposit.rows],
            plan.study.settings.coarse(deposit.day),
        )
        _account(plan.study, deposit)
        bag.sign(signing_key.keep(plan.study.vault), SIGNED_AS + deposit.id)
        bag.move_in()
