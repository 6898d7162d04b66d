"""A disk that refuses to write or writes badly, as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from interview_kit.errors import KitError


@contextmanager
def disk_that_may_refuse(error_type: type[Exception]) -> Iterator[None]:
    """Raise a full or failing disk as a KitError; `error_type` is what the database raises."""
    try:
        yield
    except error_type as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise KitError(
                "The disk is full or cannot be written.",
                "Everything stored before is kept; make room and go on.",
            ) from error
        raise


def refuse_unsound(db: Database, name: str) -> None:
    """Raise KitError where a database that was just written does not read as one."""
    check_result = next(iter(db.execute("PRAGMA quick_check")))[0]
    if check_result != "ok":
        raise KitError(
            "The copy of {name} is damaged.", "Try another disk; nothing was kept.", name=name
        )
