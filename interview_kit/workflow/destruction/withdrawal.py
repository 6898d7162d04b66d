"""Withdrawing: a participant takes part no more, and nothing of the person is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from interview_kit.corpus import withdrawn_interviews as filed_withdrawals
from interview_kit.corpus.withdrawn_interviews import ReleasedInterview
from interview_kit.errors import KitError
from interview_kit.model.participant import participant_code
from interview_kit.vault import interviews, withdrawals
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.destruction import interview_rows
from interview_kit.vault.destruction.participant_names import (
    destroy_participant_names,
    mentioned_in,
)
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import (
    CORPUS,
    GUIDES,
    KEY,
    LOCK,
    SETTINGS,
    VAULT,
    Study,
)

_OWN = (VAULT, CORPUS, KEY, SETTINGS, LOCK, GUIDES)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was destroyed, and what is beyond reach.

    `releases` held the participant: whoever received them is to be told. `files` lie in the
    study's folder, were written by an export or by hand, and name one of the interviews.
    """

    participant: str
    at: str
    interviews: tuple[str, ...]
    names: int
    releases: tuple[ReleasedInterview, ...]
    files: tuple[str, ...]


def withdraw(study: Study, code: str, *, actor: str = "") -> Withdrawal:
    """Destroy the sound, words, names and codings of a participant, in the vault and the corpus.

    What is left is the code, so that it is not given to somebody else, and the moment. Names that
    others share stay for them. Done again after a crash it goes on; done again after its end it
    says the same once more. Raises KitError for a participant that nobody knows.
    """
    code = participant_code(code)
    vault = study.vault
    tombstone = withdrawals.find(vault, code)
    if tombstone is None and interviews.find_participant(vault, code) is None:
        raise KitError(
            "There is no participant {code}.", "interview-kit list shows who there is.", code=code
        )
    ids = tuple(
        interview.id for interview in interviews.all_of(vault) if interview.participant == code
    )
    # That it has begun is known first, so that whatever happens now it is carried through.
    at = withdrawals.begin(vault, code)
    names = 0
    if tombstone is None or not tombstone.finished_at:
        filed_withdrawals.destroy_participant(study.corpus, code, study.settings.coarse(at))
        names = _destroy_in_vault(study, code, ids, actor)
        study.corpus.vacuum()
        vault.vacuum()
        study_audit.anchor(study)
        withdrawals.finish(vault, code)
    return Withdrawal(
        code,
        at,
        ids,
        names,
        filed_withdrawals.releases_of(study.corpus, code),
        files_that_name(study.folder, f"{code}-"),
    )


def carry_through(study: Study) -> None:
    """Finish the withdrawals that a crash broke off."""
    for tombstone in withdrawals.all_of(study.vault):
        if not tombstone.finished_at:
            withdraw(study, tombstone.participant)


def _destroy_in_vault(study: Study, code: str, ids: tuple[str, ...], actor: str) -> int:
    vault = study.vault
    if interviews.find_participant(vault, code) is None:
        return 0
    with vault.atomic() as db:
        mentioned_entities = mentioned_in(vault, ids)
        interview_rows.destroy_interviews(vault, ids)
        count = destroy_participant_names(vault, code, ids, mentioned_entities)
        db.execute("DELETE FROM participants WHERE id = ?", [code])
        study_audit.note(
            study, AuditAct.WITHDRAWN, code, actor=actor, interviews=len(ids), names=count
        )
    return count


def files_that_name(folder: Path, id: str) -> tuple[str, ...]:
    """The files in a study's folder, beside its own, in which an interview is named.

    `id` is that of an interview, or the beginning that all ids of a participant have.
    """
    needle = re.compile(rb"(?<![A-Za-z0-9])" + re.escape(id.encode()) + rb"(?:(?<=-)|(?![0-9]))")
    named_files = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_own = inside.parts[0].startswith(_OWN)
        if (
            path.is_file()
            and not is_own
            and (needle.search(str(inside).encode()) or _says(path, needle))
        ):
            named_files.append(str(inside))
    return tuple(named_files)


def _says(path: Path, needle: re.Pattern[bytes]) -> bool:
    try:
        with ZipFile(path) as archive:
            return any(
                needle.search(name.encode()) or needle.search(archive.read(name))
                for name in archive.namelist()
            )
    except BadZipFile:
        return needle.search(path.read_bytes()) is not None
