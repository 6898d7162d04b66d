"""Bringing a database's schema up to date, and refusing one from the future."""

from __future__ import annotations

from contextlib import closing

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from interview_kit.errors import DamagedError, StudyError


def update_schema(db: Database, migrations: Migrations, *, read_only: bool = False) -> None:
    """Apply what is pending.

    Raises StudyError, with nothing touched, where `db` knows a step that this program does not,
    where it knows none at all and so is a file that somebody emptied, or where it is `read_only`
    and a step is pending.
    """
    with closing(Database(memory=True)) as blank:
        known_steps = {step.name for step in migrations.pending(blank)}
    applied_steps = {step.name for step in migrations.applied(db)}
    if not applied_steps <= known_steps:
        raise StudyError(
            "The {name} was written by a newer interview_kit.",
            "Update this program.",
            name=migrations.name,
        )
    if not applied_steps:
        raise DamagedError(
            "The {name} is damaged: it is empty.",
            "Put it back from a backup; nothing was made in its place.",
            name=migrations.name,
        )
    if applied_steps != known_steps and read_only:
        raise StudyError(
            "The {name} was written by an older interview_kit and cannot be brought up to date.",
            "Copy the study to where you may write.",
            name=migrations.name,
        )
    if applied_steps != known_steps:
        migrations.apply(db)
