"""Names typed in a file, and other texts that are handed to a command."""

from __future__ import annotations

from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.roster import RosterName, parse_roster


def read_roster(path: Path | None, participant: str) -> tuple[RosterName, ...]:
    """The names in a roster file; none where there is no file."""
    if path is None:
        return ()
    return parse_roster(read_text(path), participant_code(participant) if participant else "")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark. Raises KitError for anything else."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KitError(
            "{name} is not text in UTF-8.", "Save it again as UTF-8 text.", name=path.name
        ) from error
