"""Reading across interviews."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.answers import answers, find_question, questions, size
from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn

ASKED = (
    GuideQuestion("today", "Hoe is het?", "a", "Begin", mark="asked"),
    GuideQuestion("hope", "Waar hoopt u op?", "b", "Einde", mark="skipped"),
)
FIRST = Record(
    "P01-1", "P01", "nl", "g", "ab" * 32, "2026-11", 9000, 1,
    questions=ASKED,
    turns=(
        Turn(1, Speaker.INTERVIEWER, 0, 900, "today", "Hoe is het?"),
        Turn(2, Speaker.PARTICIPANT, 1000, 1900, "today", "Goed."),
    ),
)  # fmt: skip
SECOND = replace(FIRST, interview="P02-1", participant="P02", turns=FIRST.turns[:1])


@pytest.fixture
def corpus(tmp_path):
    with Corpus.create(tmp_path / "corpus.db") as corpus:
        filed.put(corpus, FIRST)
        filed.put(corpus, SECOND)
        yield corpus


def test_questions_come_in_the_order_of_the_guide_with_how_many_answered(corpus):
    told = [(each.id, each.interviews, each.answered) for each in questions(corpus)]
    assert told == [("today", 2, 1), ("hope", 2, 0)]
    assert (size(corpus).interviews, size(corpus).turns) == (2, 3)


def test_one_question_is_read_interview_by_interview(corpus):
    assert [(each.interview, each.turn) for each in answers(corpus, "today")] == [
        ("P01-1", 1),
        ("P01-1", 2),
        ("P02-1", 1),
    ]
    (said,) = answers(corpus, "today", speaker="participant")
    assert (said.text, said.mark, said.held) == ("Goed.", "asked", "2026-11")
    assert len(answers(corpus, "today", limit=2)) == 2
    assert answers(corpus, "hope") == ()


def test_a_question_that_is_not_there_names_the_nearest(corpus):
    assert find_question(corpus, "hope").text == "Waar hoopt u op?"
    with pytest.raises(KitError) as caught:
        find_question(corpus, "todday")
    assert "today" in caught.value.hint
