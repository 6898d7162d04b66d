"""The guides of a study: checked, listed, read, begun and printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_json_schema import guide_json_schema
from interview_kit.guide.guide_parser import check_guide, parse_guide
from interview_kit.guide.guide_problem import Problem
from interview_kit.guide.guide_sheet import guide_sheet
from interview_kit.guide.guide_template import new_guide
from interview_kit.workflow.study.open_study import GUIDES, guide_files, require_study


@dataclass(frozen=True, slots=True)
class CheckedGuide:
    """A guide file by name, and what is wrong with it."""

    file: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ListedGuide:
    """A guide in a list; `languages` has commas between, `title` is in the first of them."""

    id: str
    version: int
    languages: str
    questions: int
    minutes: int
    title: str


def check_guides(folder: Path, files: Sequence[Path] = ()) -> tuple[CheckedGuide, ...]:
    """Check guide files, or all guides of the study in `folder` where none is named."""
    if not files:
        require_study(folder)
        files = guide_files(folder)
    return tuple(
        CheckedGuide(path.name, tuple(check_guide(_read(path), path.name))) for path in files
    )


def list_guides(folder: Path) -> tuple[ListedGuide, ...]:
    """The guides of a study. Raises GuideError for one that is not in order."""
    require_study(folder)
    guides = [parse_guide(_read(path), path.name) for path in guide_files(folder)]
    return tuple(
        ListedGuide(
            id=guide.id,
            version=guide.version,
            languages=", ".join(guide.languages),
            questions=len(guide.questions),
            minutes=guide.minutes,
            title=guide.title.in_(guide.languages[0]),
        )
        for guide in guides
    )


def guide_text(folder: Path, id: str, language: str = "") -> str:
    """The conversation of a guide, in `language` or else in its first."""
    guide = _guide(folder, id)
    return guide.text(language or guide.languages[0])


def begin_guide(folder: Path, id: str, languages: Sequence[str] = ()) -> Path:
    """Make a small guide with comments, in nl and en unless told otherwise. Where it is."""
    require_study(folder)
    text = new_guide(id, languages or ("nl", "en"))
    path = folder / GUIDES / f"{id}.toml"
    if path.exists():
        raise KitError("The study has a guide {id} already.", "Choose another id.", id=id)
    write_private(path, text.encode())
    return path


def write_guide_sheet(folder: Path, id: str, target: Path, language: str = "") -> None:
    """Write a guide as a sheet for paper, in `language` or else in its first."""
    guide = _guide(folder, id)
    sheet = guide_sheet(guide, language or guide.languages[0])
    try:
        target.write_text(sheet, encoding="utf-8")
    except OSError as error:
        raise KitError(
            "{target} cannot be written.", "Choose another place.", target=target
        ) from error


def guide_format() -> dict[str, Any]:
    """The guide format as a JSON Schema."""
    return guide_json_schema()


def _guide(folder: Path, id: str) -> Guide:
    require_study(folder)
    path = folder / GUIDES / f"{id}.toml"
    if not path.is_file():
        raise KitError("The study has no guide {id}.", "interview-kit guide list", id=id)
    return parse_guide(_read(path), path.name)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KitError("{name} is not UTF-8 text.", "Save it as UTF-8.", name=path.name) from error
