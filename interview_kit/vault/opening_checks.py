"""Before a vault is opened: its file is there, and the log beside it is its own."""

from __future__ import annotations

from pathlib import Path
from time import sleep

from interview_kit.disk.disk_errors import damaged_store
from interview_kit.errors import DamagedError, StudyError
from interview_kit.vault.pages import LogState, Pages

LOG_LOOKS, LOG_SECONDS = 3, 0.2
EMPTY_BYTES = 4096  # a vault has one page at least


def refuse_missing(path: Path) -> None:
    """Raise StudyError where a vault is missing, or is a file that somebody emptied."""
    try:
        size = path.stat().st_size if path.is_file() else -1
    except PermissionError as error:
        raise StudyError(
            "The vault may not be read.", "Check the rights of {name}.", name=path.name
        ) from error
    if size < 0:
        raise StudyError("The vault is missing.", "Put {name} back from a backup.", name=path.name)
    if size < EMPTY_BYTES:
        raise DamagedError(
            "The vault is damaged: its file is empty.",
            "Put {name} back from a backup; nothing was made in its place.",
            name=path.name,
        )


def refuse_foreign_log(path: Path, key: bytes) -> None:
    """Raise DamagedError where the log beside a vault is damaged, or is that of another vault.

    SQLite would play the log into the vault, or drop all of it that comes after a changed byte.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.is_file() or not log.stat().st_size:
        return
    for _ in range(LOG_LOOKS):
        with Pages(path, key) as pages:
            verdict = pages.judge_log()
        if verdict is LogState.WHOLE:
            return
        sleep(LOG_SECONDS)  # another program may be writing just now
    if verdict is LogState.FOREIGN:
        raise DamagedError(
            "{log} belongs to another state of the vault than {name}.",
            "Move {log} out of the study's folder, or put the {name} back that it lay beside.",
            log=log.name,
            name=path.name,
        )
    raise damaged_store(is_vault=True)
