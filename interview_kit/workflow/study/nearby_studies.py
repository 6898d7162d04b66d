"""The studies that stand where one would look first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.workflow.study.open_study import SETTINGS
from interview_kit.workflow.study.study_settings import read_settings

MOST_STUDIES = 8
"""More than a person keeps apart; others are opened by their folder."""


@dataclass(frozen=True, slots=True)
class NearbyStudy:
    """A study by its folder, with the name it has."""

    folder: Path
    name: str


def nearby_studies(places: Iterable[Path]) -> tuple[NearbyStudy, ...]:
    """The studies right inside some folders, by name, at most `MOST_STUDIES`.

    What cannot be read is left out.

    Nothing is remembered between programs: which studies a person works in is nobody's business.
    """
    folders = {folder.resolve() for place in places for folder in _inside(place)}
    studies = [NearbyStudy(folder, name) for folder in folders if (name := _name(folder))]
    return tuple(
        sorted(studies, key=lambda study: (study.name.casefold(), study.folder))[:MOST_STUDIES]
    )


def _inside(place: Path) -> tuple[Path, ...]:
    try:
        return tuple(path.parent for path in place.glob(f"*/{SETTINGS}"))
    except OSError:
        return ()


def _name(folder: Path) -> str:
    try:
        return read_settings(folder / SETTINGS).name
    except (KitError, OSError):
        return ""
