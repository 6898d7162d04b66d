"""A study to look at: eight short interviews in Dutch, invented, filed, and coded by two coders.

Each comes in as a transcript of another program does, its questions are found by their wording, its
names are replaced and all proposals accepted. Then the passages that are listed beside the
transcripts are coded: by the first coder all of them, by the second three of four.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_kit.corpus import codings, filed_interviews
from interview_kit.corpus.corpus import Corpus
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.coding import Coding
from interview_kit.model.record import Record
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.coding.codebook_keeping import take_guide_codes
from interview_kit.workflow.demo_study import PASSPHRASE
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.repair.question_setting import accept_questions
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.shipped_files import demo_file
from interview_kit.workflow.study.study_settings import Settings
from interview_kit.workflow.transcription.transcript_import import import_interview

CODERS = ("anna", "bram")
LEFT_OUT_EVERY = 4
"""The second coder leaves out every passage whose number is a multiple of this."""


@dataclass(frozen=True, slots=True)
class CodedDemo:
    """What was made: the ids of the interviews, and how many codings they have."""

    folder: Path
    passphrase: str
    interviews: tuple[str, ...]
    codings: int


def make_coded_demo(
    folder: Path, on_filed: Callable[[int, int], None] = lambda *_: None
) -> CodedDemo:
    """Make the study in `folder`. `on_filed` is told how many interviews are filed, of how many.

    Raises StudyError where the folder is taken.
    """
    create_study(folder, Secret(PASSPHRASE), Settings(name="Demo: acht verhalen", language="nl"))
    people = tomllib.loads(demo_file("interviews/study.toml").read_text(encoding="utf-8"))
    ids, count = [], 0
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        for number, (participant, about) in enumerate(people.items(), start=1):
            id = _file(study, participant, about)
            take_guide_codes(study.folder, study.corpus)
            count += _code(study.corpus, id, about["passages"])
            ids.append(id)
            on_filed(number, len(people))
    return CodedDemo(folder, PASSPHRASE, tuple(ids), count)


def _file(study: Study, participant: str, about: Mapping[str, Any]) -> str:
    imported = import_interview(
        study,
        participant,
        demo_file(f"interviews/{participant}.vtt"),
        roster=parse_roster(about["names"], participant),
        attributes=about["attributes"],
        consent=ConsentScope,
        held_on=about["held_on"],
        interviewer=about["interviewer"],
    )
    id = imported.interview
    accept_questions(study, [id], actor="demo")
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    return id


def _code(corpus: Corpus, id: str, passages: list[dict[str, str]]) -> int:
    """Code what is listed; how many codings were made."""
    record = filed_interviews.record(corpus, id)
    listed_codings = [
        coding
        for number, passage in enumerate(passages, start=1)
        for coding in _of_passage(record, passage, number)
    ]
    return codings.add(corpus, id, listed_codings)


def _of_passage(record: Record, passage: Mapping[str, str], number: int) -> list[Coding]:
    """The codings of a passage; none where other detectors than those that ship replaced in it."""
    text = passage["text"]
    turn = next((turn for turn in record.turns if text in turn.text), None)
    if turn is None:
        return []
    start = turn.text.index(text)
    return [
        Coding(
            passage["code"], turn.number, start, start + len(text), coder,
            f"{record.held_from}T10:00:00+00:00", "", f"{record.interview}-{number}-{coder}",
        )
        for coder in CODERS
        if coder == CODERS[0] or number % LEFT_OUT_EVERY
    ]  # fmt: skip
