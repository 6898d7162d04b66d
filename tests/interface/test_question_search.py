"""Finding a question by its words, its section, its topic or a cue."""

from __future__ import annotations

import pytest

from interview_kit.interface.question_search import best_of, find_questions, search_questions
from tests.support.pure_interview import GUIDE


def ids(query, language="en"):
    return [question.id for question in find_questions(GUIDE, query, language)]


def test_nothing_typed_leads_to_every_question():
    assert ids("") == [question.id for question in GUIDE.questions]


@pytest.mark.parametrize(
    ("query", "language", "wanted"),
    [
        ("ordinary day", "en", ["daily-life"]),
        ("Kracht", "nl", ["strengths", "vulnerabilities"]),
        ("Coercive treatment", "en", ["coercion"]),
        ("dwang", "nl", ["coercion"]),
        ("abilify", "nl", ["medication"]),
        ("pill", "nl", ["medication"]),
        ("pillendoos", "nl", ["medication"]),
        ("ISOLEERCEL", "nl", ["coercion"]),
        ("interventions xyz", "en", []),
        ("xyz", "nl", []),
    ],
)
def test_words_lead_by_text_section_topic_or_cue(query, language, wanted):
    assert ids(query, language) == wanted


def test_what_led_to_it_is_said_where_its_own_words_did_not():
    found = search_questions(GUIDE, "abilify", "nl")
    assert [(each.question.id, each.topic, each.cue) for each in found] == [
        ("medication", "Medicijnen", "abilify")
    ]
    assert [each.topic for each in search_questions(GUIDE, "ordinary", "en")] == [""]


def test_one_begins_at_what_was_found_by_its_own_words():
    found = search_questions(GUIDE, "therap", "nl")
    best = best_of(found)
    assert best is not None
    assert best.question.id == "psychological-treatment"
    assert best_of(()) is None
