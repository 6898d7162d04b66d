"""A disk that refuses or has changed what it holds, as a sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from interview_kit.errors import DamagedError, KitError, LockedError, StudyError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_GONE = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENODEV, errno.ENXIO))
_OF_ANOTHER_KIND = frozenset((errno.EISDIR, errno.ELOOP))
_UNNAMEABLE = frozenset((errno.ENAMETOOLONG, errno.EILSEQ))
_FAILING = frozenset(
    (
        errno.EIO,
        errno.ETIMEDOUT,
        errno.ENOTCONN,
        errno.EHOSTDOWN,
        getattr(errno, "EREMOTEIO", errno.EIO),  # Linux alone has it
    )
)


@contextmanager
def disk_that_may_refuse(error_type: type[Exception]) -> Iterator[None]:
    """Raise a full or failing disk as a KitError; `error_type` is what the database raises."""
    try:
        yield
    except error_type as error:
        sentence = database_refusal(error)
        if sentence is None:
            raise
        raise sentence from error


def as_sentence(error: BaseException) -> KitError | None:
    """What a disk or a database refused, as what the user can mend; None for anything else."""
    if isinstance(error, OSError):
        return _system_refusal(error)
    return database_refusal(error)


def is_damage(error: BaseException) -> bool:
    """Whether a database says that its file is not what was written."""
    return _is_of_database(error) and ("malformed" in str(error) or "not a database" in str(error))


def cannot_write(error: BaseException) -> bool:
    """Whether a database could not be opened because its log or its locks could not be made."""
    text = str(error)
    return any(word in text for word in ("readonly", "unable to open", "disk I/O", "full"))


def database_refusal(error: BaseException) -> KitError | None:
    """What SQLite or SQLCipher says of a file or its disk; None for what is an error of ours."""
    if not _is_of_database(error):
        return None
    text = str(error)
    if is_damage(error):
        return damaged_store(is_vault=not isinstance(error, sqlite3.Error))
    if "full" in text or "disk I/O" in text:
        return KitError(
            "The disk is full or cannot be written.",
            "Everything stored before is kept; make room and go on.",
        )
    if "readonly" in text:
        return unwritable_study()
    if "unable to open" in text:
        return StudyError(
            "A file of the study cannot be opened.",
            "Check that the disk is there and that you may read the study's folder.",
        )
    if "closed" in text:
        return StudyError("The study was closed meanwhile.", "Open it again.")
    if "locked" in text or "busy" in text:
        return LockedError(
            "Another program keeps the study busy.", "Wait until it is done, then try again."
        )
    return None


def unwritable_study() -> KitError:
    """The sentence for a study on a disk that is full or read only."""
    return KitError(
        "The study cannot be written.",
        "Commands that only read work, such as `interview-kit show`. Make room, or copy the study "
        "to where you may write.",
    )


def damaged_store(*, is_vault: bool) -> DamagedError:
    """The sentence for a store that is not what was written."""
    if is_vault:
        return DamagedError(
            "The vault is damaged.",
            "`interview-kit vault check` says where; `interview-kit vault salvage FOLDER` makes a "
            "study of all that is whole.",
        )
    return DamagedError(
        "The corpus is damaged.",
        "Move corpus.db away; `interview-kit corpus rebuild` makes it anew from the vault.",
    )


def refuse_unsound(db: Database, name: str) -> None:
    """Raise KitError where a database that was just written does not read as one."""
    check_result = next(iter(db.execute("PRAGMA quick_check")))[0]
    if check_result != "ok":
        raise KitError(
            "The copy of {name} is damaged.", "Try another disk; nothing was kept.", name=name
        )


def _is_of_database(error: BaseException) -> bool:
    """Whether SQLite or SQLCipher raised it; the second is not imported to ask."""
    return type(error).__module__.partition(".")[0] in ("sqlite3", "sqlcipher3")


def _system_refusal(error: OSError) -> KitError | None:
    number, place = error.errno, error.filename or ""
    name = place.decode(errors="replace") if isinstance(place, bytes) else str(place)
    if number in _FULL:
        return KitError("The disk is full.", "Everything stored before is kept; make room.")
    if number in _FORBIDDEN:
        return KitError(
            "{name} may not be read or written.",
            "Check the rights of the file and of its folder.",
            name=name or "A file",
        )
    if number in _GONE:
        return KitError(
            "{name} is not there any more.",
            "Check that the disk is plugged in and the folder was not moved.",
            name=name or "A file",
        )
    if number in _OF_ANOTHER_KIND:
        return KitError(
            "{name} is no file, or no folder, where there should be one.",
            "Look what stands there, and put the right thing in its place.",
            name=name or "It",
        )
    if number in _UNNAMEABLE:
        return KitError(
            "No file or folder can be called that.",
            "Check that a path was typed, and nothing else with it.",
        )
    if number in _FAILING:
        return KitError(
            "The disk does not answer: {reason}.",
            "Check how it is connected, then try again.",
            reason=error.strerror,
        )
    return None
