"""The study's lock: one program at a time writes in a study, and others are told which it is.

The operating system holds the lock and lets go of it when the program ends, however it ends. Beside
it stands who took it, for the sentence that others get. A folder on a network may have locks that
other machines do not see: what another machine left there counts as long as it stands there.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from weakref import WeakSet

import psutil
from filelock import FileLock, Timeout

from interview_kit.disk.disk_errors import unwritable_study
from interview_kit.disk.private_files import PRIVATE_FILE, write_private
from interview_kit.errors import LockedError
from interview_kit.model.moment import local_time, utc_now

LOCK = "study.lock"
"""The file that the operating system locks."""
OCCUPANT = "study.lock.json"
"""The file that says who did."""
_SAME_START_S = 2
"""How far apart the same beginning may be told: a system counts ticks, and clocks are set."""
_LOCKS: WeakSet[StudyLock] = WeakSet()
"""Those that this program holds."""


@dataclass(frozen=True, slots=True)
class Occupant:
    """The program that has a study open: `began` in seconds since 1970, `since` in UTC, ISO 8601.

    A number of a process is given again after its end, its moment of beginning is not.
    """

    process: int
    began: float
    since: str
    machine: str

    @property
    def is_here(self) -> bool:
        """Whether it runs, or ran, on this machine."""
        return self.machine == platform.node()

    @property
    def lives(self) -> bool:
        """Whether it still runs, as far as this machine can tell."""
        try:
            began = float(psutil.Process(self.process).create_time())
        except psutil.AccessDenied:
            return True
        except psutil.Error:
            return False
        return abs(began - self.began) < _SAME_START_S


class StudyLock:
    """The lock of one study, held from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._occupant_path = folder / OCCUPANT
        self._lock = FileLock(self.path, mode=PRIVATE_FILE, thread_local=False)

    @property
    def is_held(self) -> bool:
        """Whether this program holds it by this lock."""
        return self._lock.is_locked

    def acquire(self, seconds: float = 0) -> None:
        """Take it, waiting so long for it. Raises LockedError where another program has it."""
        try:
            self._lock.acquire(timeout=seconds)
        except Timeout as error:
            raise _locked(occupant_of(self._occupant_path)) from error
        except OSError as error:
            raise unwritable_study() from error
        try:
            self._refuse_where_unlocked()
            write_private(self._occupant_path, json.dumps(asdict(this_program())).encode())
        except OSError as error:
            self._lock.release()
            raise unwritable_study() from error
        except BaseException:
            self._lock.release()
            raise
        _LOCKS.add(self)

    def release(self) -> None:
        """Let others in."""
        if self._lock.is_locked:
            with suppress(OSError):  # a folder that was taken away
                self._occupant_path.unlink(missing_ok=True)
        self._lock.release()

    def _refuse_where_unlocked(self) -> None:
        """Raise LockedError where somebody works in the study and the system did not say so."""
        left = occupant_of(self._occupant_path)
        if left is None or left == this_program(left.since):
            return
        if not left.is_here:
            raise _locked(left, is_elsewhere=True)
        if left.process != os.getpid() and left.lives:
            raise _locked(left)


def is_held_here(folder: Path) -> bool:
    """Whether this program holds the lock of a study."""
    return any(lock.is_held and lock.path == folder / LOCK for lock in _LOCKS)


def occupant_of(path: Path) -> Occupant | None:
    """Who is noted to have a study open; None where nobody is, or it cannot be read."""
    try:
        return Occupant(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def this_program(since: str = "") -> Occupant:
    """This program, as it has a study open `since` a moment; since now where none is given."""
    return Occupant(
        os.getpid(),
        psutil.Process().create_time(),
        since or utc_now(),
        platform.node(),
    )


def _locked(occupant: Occupant | None, *, is_elsewhere: bool = False) -> LockedError:
    """The refusal; one that has ended since is not named."""
    if occupant is None or (occupant.is_here and not occupant.lives):
        return LockedError("Another program is working in this study.", "Close it, then try again.")
    since = local_time(occupant.since)
    if is_elsewhere:
        return LockedError(
            "Another program is working in this study. It is process {process} on the machine "
            "{machine}, since {since}.",
            "Close it there, then try again. Where it runs no more, delete {file} in the study's "
            "folder.",
            process=occupant.process,
            machine=occupant.machine,
            since=since,
            file=OCCUPANT,
        )
    return LockedError(
        "Another program is working in this study. It is process {process} on the machine "
        "{machine}, since {since}.",
        "Close it, then try again.",
        process=occupant.process,
        machine=occupant.machine,
        since=since,
    )
