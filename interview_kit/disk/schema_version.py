"""Bringing a database's schema up to date, and refusing one from the future."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from interview_kit.errors import StudyError


def update_schema(db: Database, migrations: Migrations) -> None:
    """Apply what is pending.

    Raises StudyError, with nothing touched, where `db` knows a step that this program does not.
    """
    applied_steps = {step.name for step in migrations.applied(db)}
    known_steps = {step.name for step in migrations.pending(Database(memory=True))}
    if not applied_steps <= known_steps:
        raise StudyError(
            "The {name} was written by a newer interview_kit.",
            "Update this program.",
            name=migrations.name,
        )
    if applied_steps != known_steps:
        migrations.apply(db)
