"""Imported talk is laid under the questions of the guide: proposed, accepted, set, taken back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.answers import answers, questions
from interview_kit.errors import KitError
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import QuestionShown
from interview_kit.transcripts.question_alignment import align_questions
from interview_kit.vault import journal
from interview_kit.vault.question_starts import StartVerdict
from interview_kit.workflow.pseudonymisation.name_review import propose_replacements
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.repair.interview_repair import history_of
from interview_kit.workflow.repair.question_setting import (
    accept_questions,
    change_questions,
    propose_questions,
    questions_of,
    set_question,
    undo_questions,
)
from interview_kit.workflow.study.shipped_files import shipped_guides
from interview_kit.workflow.transcription.transcript_import import import_interview

TALK = """\
[00:00:00] Interviewer: Welkom, hoe gaat het vandaag met u?
[00:01:00] Deelnemer: Het gaat wel.
[00:02:00] Interviewer: Wilt u mij uw verhaal vertellen, wat er in uw leven is gebeurd?
[00:03:00] Deelnemer: Het begon toen ik negentien was.
[00:04:00] Interviewer: Hm.
[00:05:00] Deelnemer: Toen sliep ik niet meer.
[00:06:00] Interviewer: Wat heeft u toen geholpen?
[00:07:00] Deelnemer: De hond en mijn fiets.
[00:08:00] Interviewer: En wat werkte juist tegen?
[00:09:00] Deelnemer: De wachtlijst.
"""


@pytest.fixture
def imported(study, tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    return import_interview(study, "P07", path, language="nl").interview


def guide():
    path = next(path for path in shipped_guides() if path.suffix == ".toml")
    return parse_guide(path.read_text(encoding="utf-8"), path.name)


def test_questions_are_proposed_and_nothing_is_laid_before_somebody_accepts(study, imported):
    starts = questions_of(study.interview(imported)).starts
    assert [(start.turn, start.question) for start in starts] == [
        (1, "today"), (3, "story"), (7, "helped"), (9, "hindered"),
    ]  # fmt: skip
    assert all(0 < start.score <= 1 for start in starts)
    assert {turn.question for turn in study.interview(imported).turns} == {""}


def test_what_is_accepted_reaches_answers_marks_and_the_filed_text(study, imported):
    propose_replacements(study, (imported,), accept=True)
    file_interview(study.interview(imported))
    assert answers(study.corpus, "helped") == ()
    (done,) = accept_questions(study, (imported,)).done
    assert done.refiling.done[0].version == 2
    said = [turn.text for turn in answers(study.corpus, "helped", speaker="participant")]
    assert said == ["De hond en mijn fiets."]
    record = filed.record(study.corpus, imported)
    assert {id for id, mark in record.marks.items() if mark == "asked"} == {
        "today", "story", "helped", "hindered",
    }  # fmt: skip
    assert {row.id: row.answered for row in questions(study.corpus)}["story"] == 1


def test_a_question_is_set_by_a_time_moved_and_taken_away_again(study, imported):
    accept_questions(study, (imported,))
    before = questions_of(study.interview(imported)).starts
    turn = study.interview(imported).turns[4]
    (moved,) = change_questions(
        study, [imported], question="helped", at=f"{turn.start_ms / 1000}"
    ).done
    placed = {start.question: (start.turn, start.verdict) for start in moved.starts}
    assert placed["helped"] == (5, StartVerdict.SET)
    set_question(study.interview(imported), 9, "")
    turns = study.interview(imported).turns
    assert [each.question for each in turns][4:] == ["helped"] * 6
    propose_questions(study.interview(imported))
    assert "hindered" not in {
        start.question
        for start in questions_of(study.interview(imported)).starts
        if start.verdict is not StartVerdict.REJECTED
    }
    undo_questions(study.interview(imported))
    undo_questions(study.interview(imported))
    changes = [
        (row.field, row.undone, row.before, row.after)
        for row in history_of(study.interview(imported))
    ]
    count = str(len(before))
    assert changes == [
        ("questions", False, "0", count),
        ("questions", True, count, count),
        ("questions", True, count, str(len(before) - 1)),
    ]
    assert questions_of(study.interview(imported)).starts == before
    undo_questions(study.interview(imported))
    assert {each.question for each in study.interview(imported).turns} == {""}
    assert study.interview(imported).state.mark("helped").value == "open"
    with pytest.raises(KitError, match="No question of"):
        undo_questions(study.interview(imported))


def test_what_cannot_be_set_changes_nothing(study, imported):
    interview = study.interview(imported)
    for turn, question in ((1, "no-such-question"), (99, "helped"), (2, "")):
        with pytest.raises(KitError):
            set_question(interview, turn, question)
    with pytest.raises(KitError, match="is no time"):
        change_questions(study, [imported], question="helped", at="gisteren")
    with pytest.raises(KitError, match="one thing"):
        change_questions(study, [imported], question="helped", at="1:00", is_accepted=True)


def test_a_recording_that_knows_its_questions_is_left_alone(study, imported):
    journal.append(study.vault, imported, 0, [QuestionShown("today")])
    with pytest.raises(KitError, match="says which question ran when"):
        questions_of(study.interview(imported))
    assert accept_questions(study, (), all_of_them=True).wants_attention


@pytest.mark.pure
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_guides_own_words_are_found_all_and_in_order(language):
    asked = guide().questions
    turns = [
        Turn(number, Speaker.INTERVIEWER, number * 1000, number * 1000 + 900, "",
             question.text.in_(language))
        for number, question in enumerate(asked, 1)
    ]  # fmt: skip
    found = align_questions(guide(), language, turns)
    assert [row.question for row in found] == [question.id for question in asked]


@pytest.mark.pure
@given(said=st.lists(st.tuples(st.sampled_from(Speaker), st.text(max_size=80)), max_size=12))
def test_whatever_is_said_each_question_is_proposed_at_most_once_where_the_interviewer_speaks(said):
    turns = [
        Turn(number, speaker, number * 1000, number * 1000 + 900, "", text)
        for number, (speaker, text) in enumerate(said, 1)
    ]
    found = align_questions(guide(), "nl", turns)
    assert len({row.question for row in found}) == len({row.turn for row in found}) == len(found)
    speakers = {turn.number: turn.speaker for turn in turns}
    assert {speakers[row.turn] for row in found} <= {Speaker.INTERVIEWER}
    assert json.dumps([row.score for row in found])
