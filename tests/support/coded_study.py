"""A study that is coded, and what is said in an interview that is to be coded."""

from __future__ import annotations

import json
from pathlib import Path

from interview_kit.corpus import filed_interviews
from interview_kit.export.refi import refi_project
from interview_kit.workflow.coding.coding_import import CodingImport, import_codes
from interview_kit.workflow.study.open_study import Study, open_corpus
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


def code(
    study: Study,
    id: str,
    turn: int,
    words: str,
    code: str = "medication-helped",
    coder: str = "anna",
    memo: str = "",
) -> CodingImport:
    """Code the words of a turn of an interview; what came in."""
    text = filed_interviews.record(study.corpus, id).turns[turn - 1].text
    first = text.index(words)
    row = {"interview": id, "turn": turn, "first_char": first, "end_char": first + len(words),
           "code": code, "coder": coder, "memo": memo}  # fmt: skip
    path = study.folder.parent / "one.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    return import_codes(study.folder, str(path))
