"""How a question is put: rules of thumb, in both languages."""

from __future__ import annotations

import pytest

from interview_kit.session.question_form import QuestionForm, question_form, questions_in

OPEN = {
    "nl": (
        "Hoe gaat het vandaag met u?", "Kunt u daar iets meer over vertellen?",
        "Wat is er niet goed gegaan?", "Waarom kon u niet slapen?",
        "En hoe was dat, toen u niet naar huis kon?", "Zou u willen beschrijven hoe dat ging?",
        "Wilt u me meenemen naar die dag?", "Maar wie hielp u toen?",
    ),
    "en": (
        "How are you today?", "Can you tell me more about that?", "Why didn't you go?",
        "So what happened then?", "Could you describe that day?", "Would you take me back to it?",
    ),
}  # fmt: skip
CLOSED = {
    "nl": (
        "Bent u opgenomen geweest?", "En was dat in de stad?", "Heeft u nog contact met haar?",
        "Nou, werkt u weer?", "Voelde u zich alleen?",
    ),
    "en": ("Did you sleep?", "Is it still like that?", "And have you told her?", "Was he angry?"),
}  # fmt: skip
LEADING = {
    "nl": (
        "Vond u dat niet moeilijk?", "Dat hielp, toch?", "U was boos, hè?",
        "Dat moet zwaar geweest zijn?", "Was het niet fijn om thuis te zijn?",
        "U zult wel bang geweest zijn?", "Het was druk, of niet?", "Was u toch niet eenzaam?",
    ),
    "en": (
        "Don't you think it helped?", "You were angry, weren't you?", "So that was hard, right?",
        "That must have been hard?", "Are you not tired?", "Surely that hurt?",
        "Didn\u2019t it feel good?", "It was better then, wasn\u2019t it?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("form", "questions"),
    [(QuestionForm.OPEN, OPEN), (QuestionForm.CLOSED, CLOSED), (QuestionForm.LEADING, LEADING)],
)
def test_a_question_is_told_by_how_it_is_put(form, questions, language):
    told = {question: question_form(question, language) for question in questions[language]}
    assert told == dict.fromkeys(questions[language], form)


def test_a_language_without_rules_accuses_nobody():
    assert question_form("Bisto net wurch?", "fy") is QuestionForm.OPEN


def test_only_sentences_with_a_question_mark_are_questions():
    text = "Dank u. Hoe was dat? U zei iets over thuis… En nu? Goed."
    assert questions_in(text) == ("Hoe was dat?", "En nu?")
    assert questions_in("?") == ()
    assert questions_in("") == ()
