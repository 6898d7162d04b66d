"""Whatever the text, the answer is a guide or problems, never a fall."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interview_kit.errors import GuideError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import check_guide, parse_guide

HOSTILE = st.sampled_from(
    [
        *('"', "'''", '"""', "[", "]]", "{", "}", "=", ".", ",", "\n", "\r", "\x00", "\x1b[2J"),
        *("\\u202e", "\\ud800", "\\U0010ffff", "\udcff", "[[section]]", "[section]", "id = 1\n"),
        *(
            "true",
            "nan",
            "1979-05-27",
            "9" * 5000,
            "[[[]]]",
            "{ nl = {} }",
            "\\x1b",
            "🙂",
            "\ufeff",
        ),
    ]
)
GARBLED = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), HOSTILE), max_size=4)


def answer(text: str) -> None:
    problems = check_guide(text, "guide.toml")
    for problem in problems:
        assert str(problem).isprintable()
        assert 0 <= problem.line <= text.count("\n") + 1
    if problems:
        with pytest.raises(GuideError):
            parse_guide(text, "guide.toml")
    else:
        guide = parse_guide(text, "guide.toml")
        assert isinstance(guide, Guide)
        assert all(guide.text(language) for language in guide.languages)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
@example("a = " + "9" * 5000)
@example("a = 2020-13-45")
@example("section = [[]]")
def test_any_text_gives_a_guide_or_problems(text: str) -> None:
    answer(text)


@settings(max_examples=300, deadline=None)
@given(changes=GARBLED)
def test_any_garbled_guide_gives_a_guide_or_problems(
    small: str, changes: list[tuple[float, int, str]]
) -> None:
    text = small
    for place, length, hostile in changes:
        at = int(place * len(text))
        text = text[:at] + hostile + text[at + length :]
    answer(text)


VALUES = st.recursive(
    st.sampled_from(["1", "true", '"nl"', '"x"', "1.5", "1979-05-27", "[30, 90]", '"\\u001b"']),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["id", "nl", "title", "probe"]), inner).map(
            lambda table: f"{{ {', '.join(f'{key} = {one}' for key, one in table.items())} }}"
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("id", "version", "languages", "title", "minutes", "minutes_range", "section"),
                *("topic", "consent", "attribute", "code", "vocabulary", "distress", "x"),
            ]
        ),
        VALUES,
    )
)
def test_any_values_under_the_right_keys_give_a_guide_or_problems(table: dict[str, str]) -> None:
    answer("\n".join(f"{key} = {value}" for key, value in table.items()))
