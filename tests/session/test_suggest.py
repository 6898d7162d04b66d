"""Raised by itself: what is suggested, once, and how the journal tells it from what was asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_machine import Refusal, decide
from interview_kit.session.topic_suggestion import open_suggestions, question_of, suggestions
from tests.support.pure_interview import GUIDE, START, consented, run

SAID = "In the end they gave me medication."


def suggested(state, said=SAID, language="en"):
    return [command.topic for command in suggestions(GUIDE, state, said, language)]


def test_a_cue_in_what_the_participant_says_suggests_its_topic():
    assert suggested(run(consented(), START)) == ["medication"]
    assert suggested(run(consented(), START), "Ik kreeg pillen.", "nl") == ["medication"]
    assert suggested(run(consented(), START), "My sister was there.") == []


def test_a_topic_is_suggested_once():
    state = run(consented(), START, ask.Suggest("medication"))
    assert suggested(state) == []
    assert decide(GUIDE, state, ask.Suggest("medication"), 100) == ()


def test_what_is_being_asked_about_is_not_raised_unasked():
    assert suggested(run(consented(), START, ask.Show("medication"))) == []


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.OPEN])
def test_what_has_a_mark_is_no_news(mark):
    assert suggested(run(consented(), START, ask.MarkQuestion("medication", mark))) == []


def test_an_ignored_suggestion_leaves_the_question_to_be_asked():
    state = run(consented(), START, ask.Suggest("medication"), ask.Show("diagnosis"), ask.Next())
    assert state.question == "medication"


def test_a_confirmed_suggestion_spares_the_question():
    confirmed = ask.MarkQuestion(question_of(GUIDE, "medication").id, Mark.RAISED)
    state = run(consented(), START, ask.Suggest("medication"), confirmed, ask.Show("diagnosis"))
    assert run(state, ask.Next()).question == "hospitalization"


def test_the_journal_tells_suggested_confirmed_and_asked_apart():
    state = run(consented(), START)
    events = []
    for command in (
        ask.Suggest("medication"),
        ask.MarkQuestion("medication", Mark.RAISED),
        ask.Suggest("coercion"),
        ask.MarkQuestion("diagnosis", Mark.ASKED),
    ):
        events += decide(GUIDE, state, command, 100)
        state = run(state, command)
    assert events == [
        did.TopicSuggested("medication"),
        did.QuestionMarked("medication", Mark.RAISED),
        did.TopicSuggested("coercion"),
        did.QuestionMarked("diagnosis", Mark.ASKED),
    ]


def test_a_topic_the_guide_has_not_is_refused():
    state = run(consented(), START)
    assert isinstance(decide(GUIDE, state, ask.Suggest("weather"), 100), Refusal)


def test_a_topic_without_a_question_has_nothing_to_confirm():
    orphan = replace(GUIDE.topics[0], id="weather")
    guide = replace(GUIDE, topics=(*GUIDE.topics, orphan))
    state = run(consented(), START)
    assert "weather" not in [
        each.topic for each in suggestions(guide, state, " ".join(orphan.cues.in_("en")), "en")
    ]


def test_what_was_suggested_waits_in_its_order_until_it_has_an_answer():
    state = run(consented(), START, *map(ask.Suggest, ("medication", "coercion", "diagnosis")))
    assert open_suggestions(GUIDE, state) == ("medication", "coercion", "diagnosis")
    state = run(state, ask.WaveAway("medication"), ask.Next(), ask.RaiseTopic("diagnosis"))
    assert open_suggestions(GUIDE, state) == ("coercion",)
    assert state.mark("medication") is Mark.OPEN
    assert decide(GUIDE, state, ask.WaveAway("medication"), 100) == ()
    assert suggested(state) == []


def test_a_question_that_was_asked_meanwhile_does_not_answer_what_was_suggested():
    state = run(consented(), START, ask.Suggest("medication"))
    state = run(state, ask.MarkQuestion("medication", Mark.ASKED))
    assert open_suggestions(GUIDE, state) == ("medication",)
    assert run(state, ask.RaiseTopic("medication")).mark("medication") is Mark.RAISED


def test_a_confirmation_that_is_taken_back_leaves_the_suggestion_open():
    state = run(consented(), START, ask.Suggest("medication"), ask.RaiseTopic("medication"))
    assert open_suggestions(GUIDE, state) == ()
    state = run(state, ask.MarkQuestion("medication", Mark.OPEN))
    assert open_suggestions(GUIDE, state) == ("medication",)


def test_any_topic_is_raised_whether_it_was_suggested_or_not():
    state = run(consented(), START)
    assert decide(GUIDE, state, ask.RaiseTopic("coercion"), 100) == (
        did.QuestionMarked("coercion", Mark.RAISED),
    )
    state = run(state, ask.RaiseTopic("coercion"))
    assert decide(GUIDE, state, ask.RaiseTopic("coercion"), 100) == ()
    assert isinstance(decide(GUIDE, state, ask.RaiseTopic("weather"), 100), Refusal)


def test_a_topic_that_no_question_is_about_is_kept_as_raised_too():
    guide = replace(GUIDE, topics=(*GUIDE.topics, replace(GUIDE.topics[0], id="weather")))
    state = run(consented(), START)
    assert decide(guide, state, ask.RaiseTopic("weather"), 100) == (did.TopicRaised("weather"),)
    state = run(state, ask.RaiseTopic("weather"), guide=guide)
    assert state.raised_topics == {"weather"}
    assert decide(guide, state, ask.RaiseTopic("weather"), 100) == ()
