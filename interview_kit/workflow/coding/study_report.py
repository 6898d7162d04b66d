"""The report on a study: one page, and the table of each chart as CSV beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from interview_kit.coding.report_page import Cell, Figure, number, report_page
from interview_kit.coding.report_words import WORDS
from interview_kit.export.delimited import csv_line
from interview_kit.workflow.coding.coding_tables import write_searched
from interview_kit.workflow.coding.report_figures import figures, study_titles
from interview_kit.workflow.study.open_study import Study

PAGE = "report.html"
"""The name of the page."""


@dataclass(frozen=True, slots=True)
class StudyReport:
    """A report that was written: its page first, then its tables."""

    files: tuple[Path, ...]


def write_report(study: Study, folder: Path, language: str = "") -> StudyReport:
    """Write the report to `folder`, in `language` or the study's.

    Raises LeakError that names the places where a known name would be written, KitError where a
    file is there; nothing is written then.
    """
    language = language or study.settings.language
    titles = study_titles(study, language)
    study_figures = figures(study, language, titles)
    files = report_files(study.settings.name, language, study_figures)
    blank = report_files("", language, tuple(replace(figure, rows=()) for figure in study_figures))
    # What a guide says is no leak, also where one of its words is somebody's name.
    own_words = "\n".join(titles.every_title)
    blank["guides"] = f"{own_words}\n{escape(own_words)}\n".encode()
    write_searched(study, folder, files, blank)
    return StudyReport(tuple(folder / name for name in files))


def report_files(title: str, language: str, drawn: tuple[Figure, ...]) -> dict[str, bytes]:
    """The files of a report by their names."""
    page = report_page(title, language, WORDS.words(language), drawn)
    tables = {
        f"{figure.id}.csv": b"".join(
            csv_line(row) for row in (figure.columns, *(map(_shown, row) for row in figure.rows))
        )
        for figure in drawn
    }
    return {PAGE: page, **tables}


def _shown(value: Cell) -> str | int:
    return value if isinstance(value, str | int) else number(value)
