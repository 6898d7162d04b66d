"""A study: one folder with its settings, guides, vault and corpus.

study.toml   guides/   vault.db   vault.key   study.pub   corpus.db   study.lock
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from interview_kit.corpus.corpus import Corpus as Corpus
from interview_kit.disk.private_files import PRIVATE_FOLDER, write_private
from interview_kit.errors import GuideError, KitError, PassphraseError, StudyError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.turn import Turn
from interview_kit.session.interview_state import InterviewState, fold
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.session.margin_notes import noted_turns
from interview_kit.vault import blocks, interviews, journal
from interview_kit.vault.blocks import Sound
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Cost as Cost
from interview_kit.vault.vault_key import (
    Holder,
    new_key,
    read_holders,
    unwrap,
    wrap_for_recipient,
    wrap_with_passphrase,
    write_holders,
)
from interview_kit.vault.vault_key import Secret as Secret
from interview_kit.workflow.study.corpus_seal import CorpusSeal
from interview_kit.workflow.study.interview_text import InterviewText, read_text, read_turns
from interview_kit.workflow.study.missing_keys import add_missing_keys, make_vault
from interview_kit.workflow.study.rekeying import finish_rekey
from interview_kit.workflow.study.shipped_files import shipped_guides
from interview_kit.workflow.study.study_draft import close_study_draft, make_study_draft
from interview_kit.workflow.study.study_lock import LOCK as LOCK
from interview_kit.workflow.study.study_lock import StudyLock, is_held_here
from interview_kit.workflow.study.study_settings import Settings, read_settings, write_settings

SETTINGS, GUIDES, VAULT, KEY, CORPUS = (
    "study.toml",
    "guides",
    "vault.db",
    "vault.key",
    "corpus.db",
)


_CHANGE = Lock()
WAIT_SECONDS = 10  # how long a change of holders waits for another


@dataclass(frozen=True, repr=False, eq=False)
class StudyInterview:
    """An interview as it stood when it was taken from its study: read once, and passed on.

    What it holds does not follow later changes: after one, `reread` gives the interview as it is
    then. Its text is read at first use.
    """

    study: Study
    row: Interview
    entries: tuple[JournalEntry, ...]
    sound: Sound

    @property
    def id(self) -> str:
        """The participant's code and the number of the sitting."""
        return self.row.id

    @property
    def participant(self) -> str:
        """The code of the participant."""
        return self.row.participant

    @property
    def language(self) -> str:
        """The language it is held in."""
        return self.row.language

    @property
    def vault(self) -> Vault:
        """The vault of its study."""
        return self.study.vault

    @cached_property
    def guide(self) -> Guide:
        """The guide as it was when the interview was prepared."""
        return frozen_guide(self.row)

    @cached_property
    def state(self) -> InterviewState:
        """Where it stands in its guide."""
        return fold(entry.event for entry in self.entries)

    @property
    def rate(self) -> int:
        """The frames in a second of its clock; 0 before anything was recorded."""
        return self.sound.rate or self.state.rate

    @property
    def clock_end(self) -> int:
        """The frame at which its clock stands.

        The clock never goes back: not where the end of the sound was struck, nor where a crash
        lost the second before an event.
        """
        return max(self.sound.end_frame, *(entry.frame for entry in self.entries), 0)

    @property
    def length_ms(self) -> int:
        """How long it lasted on its clock, also where its sound is gone; 0 without any."""
        return frames_to_ms(self.clock_end, self.rate) if self.rate else 0

    @cached_property
    def text(self) -> InterviewText:
        """How far its text is, all of one moment."""
        return read_text(self.vault, self.id)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Its turns, as corrected. Raises KitError where the text changed since `text` was read."""
        fingerprint = self.text.fingerprint
        turns, fingerprint_now = read_turns(self.vault, self.id)
        if fingerprint_now != fingerprint:
            raise KitError("The text of {id} changed meanwhile.", "Do it once more.", id=self.id)
        return turns

    @property
    def searched_turns(self) -> tuple[Turn, ...]:
        """Every text in which names are looked for: what was noted, then what was said."""
        return (*noted_turns(self.entries, self.rate), *self.turns)

    def reread(self) -> StudyInterview:
        """The interview as it is now."""
        return self.study.interview(self.id)


@lru_cache(8)
def _parsed(source: str, name: str) -> Guide:
    """To read a guide takes a while, and many interviews follow the same one."""
    return parse_guide(source, name)


def frozen_guide(row: Interview) -> Guide:
    """The guide as it was when an interview was prepared."""
    return _parsed(row.guide_source, f"{row.guide}.toml")


class Study:
    """An open study. Close it, or use it in a `with`."""

    def __init__(self, folder: Path, vault: Vault, lock: StudyLock | None) -> None:
        self.folder = folder
        self.settings = read_settings(folder / SETTINGS)
        self.vault = vault
        self._lock = lock
        self._corpus: Corpus | None = None
        self.plain_files = _plain_files(folder)

    @property
    def corpus(self) -> Corpus:
        """The study's corpus, opened at first use."""
        if self._corpus is None:
            self._corpus = Corpus.open(self.folder / CORPUS)
            self._corpus.watcher = CorpusSeal(self.vault)
        return self._corpus

    def interview(self, id: str) -> StudyInterview:
        """An interview as it is now. Raises KitError where there is none such."""
        with self.vault.one_moment():
            return self._read(interviews.get(self.vault, id))

    def interviews(self) -> Iterator[StudyInterview]:
        """Every interview, oldest first, each as it is when its turn comes."""
        for row in interviews.all_of(self.vault):
            with self.vault.one_moment():
                interview = self._read(row)
            yield interview

    def guide_source(self, id: str) -> str:
        """The text of a guide in the study's folder. Raises GuideError where there is none."""
        path = self.folder / GUIDES / f"{id}.toml"
        if not path.is_file():
            guide_names = ", ".join(path.stem for path in guide_files(self.folder))
            raise GuideError(
                "The study has no guide {id}.",
                "It has: {known}.",
                id=id,
                known=guide_names or "none",
            )
        return path.read_text(encoding="utf-8-sig")

    def guide(self, id: str) -> Guide:
        """A guide of the study. Raises GuideError where it is missing or not in order."""
        return parse_guide(self.guide_source(id), f"{id}.toml")

    def _read(self, row: Interview) -> StudyInterview:
        return StudyInterview(
            self, row, journal.read(self.vault, row.id), blocks.sound(self.vault, row.id)
        )

    def close(self) -> None:
        """Close both stores and let others in."""
        if self._corpus is not None:
            self._corpus.close()
        self.vault.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def create_study(
    folder: Path, secret: Secret, settings: Settings, recipient: str = "", guides: bool = True
) -> None:
    """Make a study in `folder`, which must be missing or empty; nothing is left half-made.

    Its owner opens it with the passphrase of `secret`. `recipient` is an age recipient of a second
    person who can recover the vault. `guides` puts the guides that ship with the program into it.
    Raises StudyError where there is something, PassphraseError for an identity or an empty
    passphrase.
    """
    refuse_existing(folder)
    if secret.identity:
        raise PassphraseError(
            "A study is made with a passphrase.",
            "Give an age recipient beside it, and the identity behind that opens it too.",
        )
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = make_study_draft(folder)
    try:
        key = new_key()
        holders = [wrap_with_passphrase("owner", key, secret.passphrase)]
        if recipient:
            holders.append(wrap_for_recipient("recovery", key, recipient))
        (draft / GUIDES).mkdir(PRIVATE_FOLDER)
        for path in shipped_guides() if guides else ():
            write_private(draft / GUIDES / path.name, path.read_bytes())
        make_vault(draft / VAULT, key)
        write_holders(draft / KEY, holders, Vault.salt_of(draft / VAULT))
        Corpus.create(draft / CORPUS).close()
        write_settings(draft / SETTINGS, settings)
        close_study_draft(draft)
        if not folder.exists():
            draft.rename(folder)
            return
        # An empty folder may be somebody's working directory, so it is filled, not replaced; the
        # settings, which make it a study, come last.
        for path in sorted(draft.iterdir(), key=lambda path: path.name == SETTINGS):
            path.rename(folder / path.name)
        draft.rmdir()
        folder.chmod(PRIVATE_FOLDER)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def begin_study(
    folder: Path, ask_secret: Callable[[], Secret], settings: Settings, recipient: str = ""
) -> None:
    """What `create_study` does, with the secret asked for once there is room for a study."""
    refuse_existing(folder)
    create_study(folder, ask_secret(), settings, recipient)


def refuse_existing(folder: Path) -> None:
    """Raise StudyError where `folder` holds a study, or anything else."""
    if (folder / SETTINGS).exists() or (folder / VAULT).exists():
        raise StudyError("There is a study in that folder already.", "Choose another folder.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError("That folder is not empty.", "Choose a new or an empty folder.")


def open_study(folder: Path, secret: Secret, *, writing: bool = True) -> Study:
    """Open a study.

    With `writing` no other program may be writing in it at the same time. Raises StudyError where
    the folder is no study, LockedError where another program writes, PassphraseError where the
    secret does not open the vault.
    """
    require_study(folder)
    lock = _lock(folder) if writing else None
    try:
        if writing:
            finish_rekey(folder)
        holders = read_holders(folder / KEY)
        return _open(folder, unwrap(holders, secret), lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def open_with_key(folder: Path, key: bytes, *, writing: bool = True) -> Study:
    """Open a study whose key was unwrapped before.

    Raises StudyError where the folder is no study, LockedError where another program writes.
    """
    require_study(folder)
    lock = _lock(folder) if writing else None
    try:
        if writing:
            finish_rekey(folder)
        return _open(folder, key, lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _open(folder: Path, key: bytes, lock: StudyLock | None) -> Study:
    """The study of a folder; `lock` is held where it is to be written in."""
    vault = Vault.open(folder / VAULT, key)
    try:
        if lock is not None:
            vault.marks_opening = True
            add_missing_keys(folder, vault)
        return Study(folder, vault, lock)
    except BaseException:
        vault.close()
        raise


def open_corpus(folder: Path) -> Corpus:
    """The corpus of a study alone: it needs no passphrase. Raises StudyError."""
    require_study(folder)
    return Corpus.open(folder / CORPUS)


def holders_of(folder: Path) -> tuple[Holder, ...]:
    """Who can open the vault of a study."""
    require_study(folder)
    return read_holders(folder / KEY)


def guide_files(folder: Path) -> tuple[Path, ...]:
    """The guide files of a study, by name."""
    return tuple(sorted((folder / GUIDES).glob("*.toml")))


def require_study(folder: Path) -> None:
    """Raise StudyError where `folder` is no study."""
    if not (folder / SETTINGS).is_file():
        raise StudyError(
            "That folder is no study.",
            "Name one with --study, or make one: `interview-kit init FOLDER`.",
        )


def _plain_files(folder: Path) -> dict[str, bytes]:
    """What opens and describes the vault, by its name in the folder, held in memory.

    A study whose folder is taken away can be made anew with it.
    """
    paths = [folder / SETTINGS, folder / KEY, *guide_files(folder)]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The study's lock, for a change that opens no study; waits a while for it.

    A study that is open here holds it already. Raises LockedError where another program keeps it.
    """
    require_study(folder)
    with _CHANGE:
        if is_held_here(folder):
            yield
            return
        lock = _lock(folder, WAIT_SECONDS)
        try:
            finish_rekey(folder)
            yield
        finally:
            lock.release()


def _lock(folder: Path, seconds: float = 0) -> StudyLock:
    lock = StudyLock(folder)
    lock.acquire(seconds)
    return lock
