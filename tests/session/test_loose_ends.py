"""Before the end: what is still open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.loose_ends import LooseEnd, LooseEndKind, loose_ends
from tests.support.pure_interview import GUIDE, START, consented, run

IDS = [question.id for question in GUIDE.questions]
EVERY_QUESTION = tuple(ask.MarkQuestion(id, Mark.ASKED) for id in IDS)


def of_kind(state, kind):
    return [each.id for each in loose_ends(GUIDE, state) if each.kind is kind]


def test_an_interview_in_which_all_was_asked_has_none():
    assert loose_ends(GUIDE, run(consented(), START, *EVERY_QUESTION)) == ()


def test_every_question_without_a_mark_was_never_asked():
    state = run(consented(), START)
    assert of_kind(state, LooseEndKind.NOT_ASKED) == IDS
    asked = run(state, *(ask.MarkQuestion(id, Mark.SKIPPED) for id in IDS[3:]))
    assert of_kind(asked, LooseEndKind.NOT_ASKED) == IDS[:3]


@pytest.mark.parametrize("then", [ask.Show("medication"), ask.UseProbe("medication-say")])
def test_what_was_raised_is_open_until_it_is_followed_up(then):
    state = run(consented(), START, *EVERY_QUESTION, ask.RaiseTopic("medication"))
    assert loose_ends(GUIDE, state) == (LooseEnd(LooseEndKind.NOT_FOLLOWED_UP, "medication"),)
    assert loose_ends(GUIDE, run(state, then)) == ()


def test_a_suggestion_without_an_answer_is_open_and_its_question_stands_there_once():
    state = run(consented(), START, ask.Suggest("medication"))
    assert of_kind(state, LooseEndKind.SUGGESTED) == ["medication"]
    assert "medication" not in of_kind(state, LooseEndKind.NOT_ASKED)
    away = run(state, ask.WaveAway("medication"))
    assert of_kind(away, LooseEndKind.SUGGESTED) == []
    assert "medication" in of_kind(away, LooseEndKind.NOT_ASKED)


def test_consent_that_was_not_asked_is_open_and_one_that_was_refused_is_not():
    answers = {"take-part": Answer.YES, "record": Answer.YES, "quote": Answer.NO}
    state = run(replace(consented(), consent=answers), START, *EVERY_QUESTION)
    assert of_kind(state, LooseEndKind.CONSENT) == ["share", "archive", "contact"]
