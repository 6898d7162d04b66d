"""Salvaging a study: a new one beside it, with all of a damaged vault that is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.private_files import (
    make_draft_folder,
    make_private_folder,
    write_private,
)
from interview_kit.errors import KitError
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import phrase
from interview_kit.model.clock import frames_to_ms, timestamp
from interview_kit.model.moment import utc_now
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.interviews import Interview
from interview_kit.vault.pages import Pages
from interview_kit.vault.salvage import Loss, salvage
from interview_kit.vault.scan import Scan
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret, read_holders, read_salt, unwrap, write_holders
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import (
    CORPUS,
    GUIDES,
    KEY,
    SETTINGS,
    VAULT,
    Study,
    refuse_existing,
    require_study,
)
from interview_kit.workflow.study.study_settings import read_settings


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: pages looked at, pages of which one byte was mended, pages that are lost.

    `missing` says in sentences what could not be salvaged; `corpus` whether the corpus was copied.
    """

    folder: str
    pages: int
    mended: int
    damaged: int
    missing: tuple[str, ...]
    corpus: bool


def salvage_study(
    folder: Path,
    secret: Secret,
    target: Path,
    *,
    actor: str = "",
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Salvaged:
    """Make a study in `target`, new or empty, of what is whole in the one in `folder`.

    The study itself is only read. Raises KitError where there is nothing to salvage; nothing is
    left half-made.
    """
    require_study(folder)
    refuse_existing(target)
    key = unwrap(read_holders(folder / KEY), secret)
    if not (folder / VAULT).is_file() or (folder / VAULT).stat().st_size == 0:
        raise KitError("The vault is gone.", "Restore the study from a backup.")
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    draft = make_draft_folder(target.absolute())
    try:
        _copy_plain(folder, draft)
        has_corpus = _copy_corpus(folder, draft)
        salt = read_salt(folder / KEY)
        with Pages(folder / VAULT, key, salt) as pages, Vault.create(draft / VAULT, key) as vault:
            scan = Scan(pages, told)
            if len(scan.findings.damaged) == scan.findings.pages:
                raise KitError(
                    "No page of the vault opens with this key.",
                    "Check that {vault} and {key} belong together, or restore a backup.",
                    vault=VAULT,
                    key=KEY,
                )
            write_holders(draft / KEY, read_holders(folder / KEY), Vault.salt_of(draft / VAULT))
            losses = salvage(scan, vault, lambda id: _stand_in(draft, id))
            with Study(draft, vault, None) as study:
                study_audit.note(study, AuditAct.SALVAGED, actor=actor, missing=len(losses))
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    found = scan.findings
    missing = tuple(sentence(loss) for loss in losses)
    return Salvaged(
        str(target), found.pages, len(found.mended), len(found.damaged), missing, has_corpus
    )


def sentence(loss: Loss) -> str:
    """What is missing, in words."""
    if loss.table == "blocks":
        start, end = (
            timestamp(frames_to_ms(frame, loss.rate or 1))
            for frame in (loss.first_frame, loss.end_frame)
        )
        return phrase(
            "{interview}: the sound from {start} to {end}",
            interview=loss.interview,
            start=start,
            end=end,
        )
    if loss.made_up:
        return phrase(
            "{interview}: its row in {table}; one was made up from what is left",
            interview=loss.interview,
            table=loss.table,
        )
    if not loss.count:
        return phrase("{table}: an unknown number of rows", table=loss.table)
    return phrase(
        CountedText("{table}: {count} row", "{table}: {count} rows"),
        table=loss.table,
        count=loss.count,
    )


def _copy_plain(folder: Path, draft: Path) -> None:
    write_private(draft / SETTINGS, (folder / SETTINGS).read_bytes())
    make_private_folder(draft / GUIDES)
    for path in sorted((folder / GUIDES).glob("*.toml")):
        write_private(draft / GUIDES / path.name, path.read_bytes())


def _copy_corpus(folder: Path, draft: Path) -> bool:
    """Copy the corpus where it is whole, else make an empty one; whether it was copied."""
    try:
        with Corpus.open(folder / CORPUS) as corpus:
            corpus.copy_to(draft / CORPUS)
            return True
    except KitError:
        (draft / CORPUS).unlink(missing_ok=True)
        Corpus.create(draft / CORPUS).close()
        return False


def _stand_in(folder: Path, id: str) -> Interview:
    """An interview in the place of one whose row is lost, with the study's own guide."""
    settings = read_settings(folder / SETTINGS)
    source = (folder / GUIDES / f"{settings.guide}.toml").read_text(encoding="utf-8")
    guide = parse_guide(source, f"{settings.guide}.toml")
    return Interview(
        id=id,
        participant=id.rpartition("-")[0] or id,
        guide=guide.id,
        guide_fingerprint=guide.fingerprint,
        guide_source=source,
        language=settings.language,
        interviewer="",
        created_at=utc_now(),
    )
