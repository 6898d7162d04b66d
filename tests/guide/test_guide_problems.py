"""What is said of a guide that is not in order."""

from __future__ import annotations

import pytest

from interview_kit.errors import GuideError
from interview_kit.guide.guide_parser import MOST_CHARACTERS, check_guide, parse_guide
from tests.support.spoiled_guides import SPOILED


@pytest.mark.parametrize("kind", SPOILED)
def test_every_documented_error_is_said_exactly_so(
    kind: str, small: str, documentation: str
) -> None:
    assert small.count(SPOILED[kind][0]) == 1
    (problem,) = check_guide(small.replace(*SPOILED[kind]), "guide.toml")
    assert f"\n    {problem}\n" in documentation


def test_a_guide_without_questions_is_no_guide(small: str, documentation: str) -> None:
    (problem,) = check_guide(small.split("[[section]]")[0], "guide.toml")
    assert f"\n    {problem}\n" in documentation
    empty = small.split("[[section.question]]")[0] + "question = []\n"
    (problem,) = check_guide(empty, "guide.toml")
    assert (problem.key, problem.line) == ("section[1].question", 21 + 1)


def test_an_empty_file_is_told_every_key_it_needs() -> None:
    problems = check_guide("", "empty.toml")
    assert [problem.key for problem in problems] == [
        *("id", "version", "languages", "title", "minutes", "minutes_range", "section")
    ]
    assert {problem.message for problem in problems} == {"this key is missing."}


def test_all_problems_are_told_together_in_the_order_of_the_lines(small: str) -> None:
    spoiled = small
    for kind in ("unknown key", "missing language", "no such topic", "wrong type"):
        spoiled = spoiled.replace(*SPOILED[kind])
    assert [problem.key for problem in check_guide(spoiled, "guide.toml")] == [
        "version",
        "section[1].titel",
        "section[1].question[1].text.en",
        "section[1].question[2].topic",
    ]


def test_reading_stops_with_the_first_problem_and_the_number_of_others(small: str) -> None:
    spoiled = small.replace(*SPOILED["wrong type"])
    with pytest.raises(GuideError) as one:
        parse_guide(spoiled, "guide.toml")
    assert one.value.message == (
        "guide.toml:2: version: this must be a whole number from 1 to 1000000, and it is text."
    )
    with pytest.raises(GuideError, match=r"and it is text\. And 1 more problem\.$"):
        parse_guide(spoiled.replace(*SPOILED["no such topic"]), "guide.toml")
    with pytest.raises(GuideError, match=r"And 6 more problems\.$"):
        parse_guide("", "guide.toml")
    assert one.value.hint


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ("version = true", "version", "and it is true."),
        ("version = 0", "version", "and it is 0."),
        ("version = 1.0", "version", "and it is a number with decimals."),
        ("version = 99999999999999999999", "version", "and it is a very large number."),
        ("version = 2026-01-01", "version", "and it is a date or time."),
        ("version = []", "version", "and it is a list."),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(small: str, line: str, key: str, said: str) -> None:
    (problem,) = check_guide(small.replace("version = 1", line), "guide.toml")
    assert (problem.key, problem.line) == (key, 2)
    assert problem.message.endswith(said)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[20, 45]", "[45, 20]", "minutes_range"),
        ("[20, 45]", "[true, 45]", "minutes_range"),
        ("[20, 45]", "[20]", "minutes_range"),
        ('["nl", "en"]', '["nl", "en", "nl"]', "languages[3]"),
        ('["nl", "en"]', '["nl", "en", "Dutch"]', "languages[3]"),
        ('["nl", "en"]', "[]", "languages"),
        ('title.nl = "Thuis"', 'title.nl = "  "', "section[1].title.nl"),
        ('title.nl = "Thuis"', 'title.nl = "a\\nb"', "section[1].title.nl"),
        ('title.nl = "Thuis"', "title.nl = 5", "section[1].title.nl"),
        ('title.nl = "Thuis"\ntitle.en = "At home"', 'title = "Home"', "section[1].title"),
        ('cues.nl = ["medicijn", "medicatie", "pillen"]', 'cues.nl = "pil"', "topic[1].cues.nl"),
        ('"pillen"]', '""]', "topic[1].cues.nl[3]"),
        ('"pillen"]', "[]]", "topic[1].cues.nl[3]"),
        ('id = "first-days"', "id = 7", "section[1].question[1].id"),
        ('"not_raised"', "true", "section[1].question[2].ask_if"),
        ("[[topic]]", "consent = 3\n[[topic]]", "consent"),
        ("[[topic]]", "consent = [3]\n[[topic]]", "consent[1]"),
        ("[[topic]]", '"a b" = 3\n[[topic]]', '"a b"'),
        ("[[topic]]", '"\\u001b" = 3\n[[topic]]', '"\\x1b"'),
    ],
)
def test_each_value_is_held_against_the_format(small: str, old: str, new: str, key: str) -> None:
    assert small.count(old) == 1
    (problem,) = check_guide(small.replace(old, new), "guide.toml")
    assert problem.key == key
    assert problem.line


def test_sections_questions_and_probes_share_their_ids(small: str) -> None:
    for old in ('id = "home"', 'id = "first-days-who"'):
        problems = check_guide(small.replace(old, 'id = "first-days"'), "guide.toml")
        assert [problem.message[:24] for problem in problems] == ["this id is used already,"]


@pytest.mark.parametrize("noun", ["topic", "consent", "attribute", "code"])
def test_ids_are_unique_within_their_kind_only(small: str, noun: str) -> None:
    scope = 'scope = "quote"\ntext' if noun == "consent" else "title"
    entry = f'[[{noun}]]\nid = "home"\n{scope} = {{ nl = "x", en = "x" }}\n'
    assert check_guide(small + entry, "guide.toml") == ()
    (problem,) = check_guide(small + entry + entry, "guide.toml")
    assert problem.message.startswith("this id is used already, in " + noun)


def test_values_of_an_attribute_are_unique_within_it(small: str) -> None:
    value = '{ id = "a", title = { nl = "x", en = "x" } }'
    attribute = f"""[[attribute]]
    id = "one"
    title = {{ nl = "x", en = "x" }}
    values = [
      {value},
      {value},
    ]
    """
    (problem,) = check_guide(small + attribute, "guide.toml")
    assert problem.key == "attribute[1].values[2].id"
    assert "{ id" in (small + attribute).splitlines()[problem.line - 1]


def test_without_languages_the_rest_is_still_checked(small: str) -> None:
    spoiled = small.replace('["nl", "en"]', '"nl"').replace(*SPOILED["no such topic"])
    assert [problem.key for problem in check_guide(spoiled, "guide.toml")] == [
        "languages",
        "section[1].question[2].topic",
    ]


@pytest.mark.parametrize("hidden", ["\\u0000", "\\r", "\\u009b", "\\u202e", "\\u200b", "\\u2028"])
def test_invisible_characters_that_steer_are_refused(small: str, hidden: str) -> None:
    spoiled = small.replace('title.nl = "Thuis"', f'title.nl = "Thu{hidden}is"')
    (problem,) = check_guide(spoiled, "guide.toml")
    assert problem.key == "section[1].title.nl"
    assert str(problem).isprintable()


@pytest.mark.parametrize("raw", ["\x1b", "\x00", "\udc80", "\ufeff"])
def test_a_raw_steering_character_in_the_file_is_refused_with_its_line(
    small: str, raw: str
) -> None:
    (problem,) = check_guide(small.replace("Weer thuis", f"Weer{raw}"), "guide.toml")
    assert problem.line == 4
    assert str(problem).isprintable()


def test_a_file_name_cannot_steer_the_screen() -> None:
    assert all(str(problem).isprintable() for problem in check_guide("", "\x1b[2J.toml"))


def test_what_is_too_large_or_too_deep_is_refused_unread() -> None:
    for text in ("#" * (MOST_CHARACTERS + 1), "a = " + "[" * 100_000):
        (problem,) = check_guide(text, "guide.toml")
        assert (problem.key, problem.line) == ("", 0)


def test_an_unfinished_file_is_pointed_at_where_it_ends() -> None:
    (problem,) = check_guide('id = "a"\nversion = [1,\n', "guide.toml")
    assert problem.line == 3
