"""A study that is coded, and what is said in an interview that is to be coded."""

from __future__ import annotations

from pathlib import Path

from interview_kit.corpus import filed_interviews
from interview_kit.export.refi import refi_project
from interview_kit.workflow.study.open_study import open_corpus
from tests.support.coded_demo import coded_demo, without_codings

RECORDS = coded_demo()
"""The eight interviews with their codings."""

TALK = (
    "Hoe ging het met u?",
    "De medicijnen hielpen mij om weer te slapen, maar ik werd er vlak van.",
    "Nou.",
)


def file_uncoded(study_folder: Path, project: Path) -> None:
    """File the eight interviews without their codings, and write these as a REFI-QDA project."""
    with open_corpus(study_folder) as corpus:
        for record in RECORDS:
            filed_interviews.put(corpus, without_codings(record))
    project.write_bytes(b"".join(refi_project(RECORDS)))
