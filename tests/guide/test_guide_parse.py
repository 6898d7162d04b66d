"""What a guide is once it has been read."""

from __future__ import annotations

import dataclasses
from hashlib import sha256

import pytest

from interview_kit.errors import GuideError
from interview_kit.guide.cue_words import topics_with_cues
from interview_kit.guide.guide import AskIf, ConsentScope, Guide
from interview_kit.guide.guide_parser import check_guide, parse_guide


@pytest.fixture
def guide(small: str) -> Guide:
    return parse_guide(small, "small.toml")


def test_a_guide_keeps_its_order_its_languages_and_its_times(guide: Guide) -> None:
    assert (guide.id, guide.version, guide.languages) == ("coming-home", 1, ("nl", "en"))
    assert (guide.minutes, guide.minutes_range) == (30, (20, 45))
    assert [section.id for section in guide.sections] == ["home"]
    assert [question.id for question in guide.questions] == ["first-days", "medication"]
    assert [probe.id for probe in guide.questions[0].probes] == ["first-days-who"]


def test_a_text_is_looked_up_by_language(guide: Guide) -> None:
    assert guide.title.in_("nl") == "Weer thuis"
    assert guide.question("first-days").text.in_("en") == "What were the first days at home like?"


def test_a_text_that_is_not_there_is_empty_in_every_language(guide: Guide) -> None:
    assert not guide.distress
    assert guide.distress.in_("nl") == guide.section("home").note.in_("fr") == ""
    assert guide.vocabulary.in_("nl") == ()


def test_a_talk_in_a_language_the_guide_does_not_have_gets_the_wording_of_its_first(
    guide: Guide,
) -> None:
    assert guide.title.in_("fr") == guide.title.in_("nl") == "Weer thuis"


def test_a_language_the_guide_does_not_have_is_refused_with_those_it_has(guide: Guide) -> None:
    with pytest.raises(GuideError, match="not written in 'fr'") as refused:
        guide.text("fr")
    assert refused.value.hint == "It has en, nl."


def test_a_question_is_always_asked_unless_the_guide_says_otherwise(guide: Guide) -> None:
    first, second = guide.questions
    assert (first.ask_if, first.topic) == (AskIf.ALWAYS, "")
    assert (second.ask_if, second.topic) == (AskIf.NOT_RAISED, "medication")


def test_a_question_knows_its_section(guide: Guide) -> None:
    assert guide.section_of("medication") == guide.section("home")


def test_an_id_that_is_not_there_is_met_with_the_nearest(guide: Guide) -> None:
    with pytest.raises(GuideError, match="no question 'medicaton'") as refused:
        guide.question("medicaton")
    assert refused.value.hint == "Did you mean 'medication'?"
    with pytest.raises(GuideError, match="no topic 'xyz'"):
        guide.topic("xyz")
    with pytest.raises(GuideError, match="no question 'home'"):
        guide.section_of("home")


def test_the_conversation_can_be_read_as_plain_lines(guide: Guide) -> None:
    assert guide.text("en").splitlines() == [
        "Home again",
        "",
        "At home",
        "  What were the first days at home like?",
        "    - Who was with you?",
        "  How are you getting on with your medication?",
    ]


def test_the_fingerprint_is_that_of_the_exact_text(small: str) -> None:
    fingerprint = parse_guide(small, "small.toml").fingerprint
    assert fingerprint == sha256(small.encode()).hexdigest()
    assert parse_guide(small + "\n", "small.toml").fingerprint != fingerprint


def test_a_guide_cannot_be_changed(guide: Guide) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        guide.version = 2  # type: ignore[misc]
    assert hash(guide)


def test_everything_around_the_conversation_is_read(small: str) -> None:
    guide = parse_guide(
        small.replace("[[topic]]", 'distress = { nl = """\nWacht.\n""", en = "Wait." }\n[[topic]]')
        + """
        [[consent]]
        id = "record"
        scope = "record"
        text = { nl = "Mag ik opnemen?", en = "May I record?" }
        required = true
        [[attribute]]
        id = "gender"
        title = { nl = "Gender", en = "Gender" }
        values = [{ id = "woman", title = { nl = "vrouw", en = "woman" } }]
        [[attribute]]
        id = "district"
        title = { nl = "Wijk", en = "District" }
        [[code]]
        id = "rest"
        title = { nl = "Rust", en = "Rest" }
        description = { nl = "Rust helpt.", en = "Rest helps." }
        [vocabulary]
        nl = [" Haldol "]
        en = []
        """,
        "small.toml",
    )
    assert guide.distress.in_("nl") == "Wacht."
    assert (guide.consent[0].scope, guide.consent[0].required) == (ConsentScope.RECORD, True)
    assert guide.attributes[0].values[0].title.in_("nl") == "vrouw"
    assert guide.attributes[1].values == ()
    assert guide.codebook[0].description.in_("en") == "Rest helps."
    assert (guide.vocabulary.in_("nl"), guide.vocabulary.in_("en")) == (("Haldol",), ())


def test_markup_is_ordinary_text(small: str) -> None:
    marked = small.replace("Weer thuis", "[bold]Weer[/] *thuis* $x")
    assert parse_guide(marked, "small.toml").title.in_("nl") == "[bold]Weer[/] *thuis* $x"


def test_joiners_and_accents_belong_to_language(small: str) -> None:
    written = small.replace("Weer thuis", "می\u200cخواهم · coëxistentie · 🙂")
    assert check_guide(written, "small.toml") == ()


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("Ik kreeg MEDICATIE, elke dag.", ("medication",)),
        ("de paramedicatie", ()),
        ("met mijn medicijnen ging het beter", ("medication",)),
        ("", ()),
    ],
)
def test_a_cue_counts_where_a_word_begins_with_it(
    guide: Guide, said: str, topics: tuple[str, ...]
) -> None:
    assert topics_with_cues(guide, said, "nl") == topics


def test_a_topic_without_cues_is_never_hinted_at(small: str) -> None:
    silent = small.replace("cues.", "# ")
    assert topics_with_cues(parse_guide(silent, "small.toml"), "medicatie", "nl") == ()
