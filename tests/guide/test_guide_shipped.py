"""The guide this study uses, and the format's documentation."""

from __future__ import annotations

import re

import pytest

from interview_kit.guide import guide_schema
from interview_kit.guide.cue_words import topics_with_cues
from interview_kit.guide.guide import AskIf, ConsentScope, Guide
from interview_kit.guide.guide_parser import check_guide, parse_guide

INTERVENTIONS = (
    "diagnosis",
    "medication",
    "hospitalization",
    "coercion",
    "psychological-treatment",
)


@pytest.fixture(scope="module")
def guide(shipped: str) -> Guide:
    return parse_guide(shipped, "recovery-stories.toml")


def test_the_shipped_guide_has_no_problems(shipped: str) -> None:
    assert check_guide(shipped, "recovery-stories.toml") == ()


def test_the_sections_come_in_the_order_of_the_study(guide: Guide) -> None:
    assert [section.id for section in guide.sections] == [
        "meeting",
        "life-story",
        "strengths-and-vulnerabilities",
        "hopes-and-goals",
        "helped-and-hindered",
        "interventions",
        "closing",
    ]


def test_the_time_budgets_add_up_to_the_typical_interview(guide: Guide) -> None:
    assert sum(section.minutes for section in guide.sections) == guide.minutes == 56


def test_only_the_five_interventions_wait_for_what_was_not_raised(guide: Guide) -> None:
    waiting = [one.topic for one in guide.questions if one.ask_if is AskIf.NOT_RAISED]
    assert tuple(waiting) == INTERVENTIONS


def test_each_intervention_is_asked_for_both_sides_and_has_both_codes(guide: Guide) -> None:
    codes = {code.id for code in guide.codebook}
    for intervention in INTERVENTIONS:
        sides = {f"{intervention}-helped", f"{intervention}-hindered"}
        assert sides <= {probe.id for probe in guide.question(intervention).probes}
        assert sides <= codes


def test_no_interview_without_consent_to_take_part_and_to_be_recorded(guide: Guide) -> None:
    required = {item.scope for item in guide.consent if item.required}
    assert required == {ConsentScope.TAKE_PART, ConsentScope.RECORD}
    assert {item.scope for item in guide.consent} == set(ConsentScope)


def test_patients_are_addressed_formally_in_dutch(guide: Guide) -> None:
    spoken = guide.text("nl") + "".join(item.text.in_("nl") for item in guide.consent)
    assert not re.search(r"\b(je|jij|jou|jouw)\b", spoken, re.IGNORECASE)


def test_nothing_before_the_last_questions_brings_up_an_intervention(guide: Guide) -> None:
    for section in guide.sections[:5]:
        for question in section.questions:
            for language in guide.languages:
                spoken = [question.text, *(probe.text for probe in question.probes)]
                assert (
                    topics_with_cues(guide, " ".join(one.in_(language) for one in spoken), language)
                    == ()
                )


@pytest.mark.parametrize(
    ("language", "said", "topic"),
    [
        ("nl", "Toen kreeg ik dat stempel, schizofrenie.", "diagnosis"),
        ("nl", "Ik moest elke twee weken die depotspuit halen.", "medication"),
        ("nl", "Toen ben ik opgenomen.", "hospitalization"),
        ("nl", "Ze zetten me in de separeer.", "coercion"),
        ("nl", "Die psychologe luisterde echt, met EMDR.", "psychological-treatment"),
        ("en", "They gave me a diagnosis.", "diagnosis"),
        ("en", "The side effects were awful.", "medication"),
        ("en", "I was admitted in spring.", "hospitalization"),
        ("en", "I was put in seclusion.", "coercion"),
        ("en", "My therapist helped.", "psychological-treatment"),
    ],
)
def test_what_people_say_is_recognised_as_a_topic(
    guide: Guide, language: str, said: str, topic: str
) -> None:
    assert topics_with_cues(guide, said, language) == (topic,)


def test_words_are_listed_once(guide: Guide) -> None:
    for lists in (guide.vocabulary, *(topic.cues for topic in guide.topics)):
        for language in guide.languages:
            words = lists.in_(language)
            assert len(words) == len(set(words))


def _keys(fields: tuple[guide_schema.Field, ...]) -> set[str]:
    inner = [
        field.kind.fields for field in fields if isinstance(field.kind, guide_schema.TablesKind)
    ]
    return {field.key for field in fields}.union(*map(_keys, inner))


def test_every_key_and_word_of_the_format_is_documented(documentation: str) -> None:
    for key in _keys(guide_schema.GUIDE):
        assert f"| `{key}` |" in documentation
    for word in (*ConsentScope, *AskIf):
        assert f'`"{word}"`' in documentation
