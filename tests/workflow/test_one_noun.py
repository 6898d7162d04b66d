"""An interview is read once and passed on: filing counts, and no function takes study and id."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import interview_kit.workflow
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import Mark, QuestionMarked
from interview_kit.vault import approvals, journal, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from interview_kit.workflow.transcription.corrections import correct_turn

READINGS = {
    "proposals": re.compile(r"SELECT \* FROM mentions WHERE interview\b"),
    "journal": re.compile(r"SELECT \* FROM journal WHERE interview\b"),
    "row": re.compile(r"SELECT \* FROM interviews WHERE id\b"),
    "sound": re.compile(r"FROM blocks WHERE interview\b"),
    "turns": re.compile(r"SELECT \* FROM turns WHERE interview\b"),
}
# Functions that need no more of an interview than its id, to write or to destroy.
MOST_BY_ID = 8


TEXTS = ("Goedemorgen, ik ben Willem de Vries.", "Mijn zus Anja woont in Zwolle.")
PASSPHRASE = "four plain test words"


@pytest.fixture
def study(tmp_path):
    create_study(tmp_path / "own", Secret(PASSPHRASE), Settings(name="study"), guides=True)
    with open_study(tmp_path / "own", Secret(passphrase=PASSPHRASE)) as study:
        yield study


@pytest.fixture
def pseudonymised(study):
    """The id of an interview with a journal and a text in which names were looked for."""
    id = prepare(study, "P07", language="nl").id
    journal.append(study.vault, id, 0, [QuestionMarked("story", Mark.RAISED)])
    turns = [
        Turn(number, Speaker.PARTICIPANT, number * 1000, number * 1000 + 900, "", text)
        for number, text in enumerate(TEXTS, start=1)
    ]
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, turns)
    pseudonymise(study, id)
    return id


def test_filing_reads_each_thing_of_an_interview_once(study, pseudonymised):
    undecided = study.interview(pseudonymised).text.undecided
    assert undecided
    decide(study, pseudonymised, undecided, Verdict.ACCEPTED)
    statements = []
    study.vault.db.conn.set_trace_callback(statements.append)
    file_interview(study.interview(pseudonymised))
    study.vault.db.conn.set_trace_callback(None)
    readings = Counter(
        name for text in statements for name, pattern in READINGS.items() if pattern.search(text)
    )
    assert readings == dict.fromkeys(READINGS, 1)


def test_what_was_read_stays_as_it_was_and_a_new_one_is_as_it_is(study, pseudonymised):
    before = study.interview(pseudonymised)
    text = before.turns[0].text
    correct_turn(before, before.turns[0].number, text="Something else.")
    assert before.turns[0].text == text
    assert before.text.corrections == ()
    assert before.reread().turns[0].text == "Something else."


def test_turns_that_do_not_belong_to_the_text_that_was_read_are_refused(study, pseudonymised):
    interview = study.interview(pseudonymised)
    assert interview.text.fingerprint == approvals.fingerprint(study.vault, pseudonymised)
    correct_turn(study.interview(pseudonymised), 1, text="Something else.")
    with pytest.raises(KitError, match="changed meanwhile"):
        _ = interview.turns


def test_no_more_functions_take_a_study_and_an_id():
    taking = [
        f"{path.stem}.{function.name}"
        for path in Path(interview_kit.workflow.__path__[0]).rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and _takes_study_and_id(function)
    ]
    assert len(taking) <= MOST_BY_ID, taking


def _takes_study_and_id(function: ast.FunctionDef) -> bool:
    types = {
        argument.arg: ast.unparse(argument.annotation)
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if argument.annotation
    }
    has_id = any(types.get(name) == "str" for name in ("interview", "id", "interview_id"))
    return has_id and "Study" in types.values()
