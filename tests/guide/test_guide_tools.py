"""A new guide, a sheet of paper, and the schema for editors."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from interview_kit.errors import GuideError
from interview_kit.guide import guide_schema
from interview_kit.guide.guide_json_schema import guide_json_schema
from interview_kit.guide.guide_parser import check_guide, parse_guide
from interview_kit.guide.guide_sheet import guide_sheet
from interview_kit.guide.guide_template import new_guide
from tests.support.spoiled_guides import SPOILED

SCHEMA = guide_json_schema()
# What only the checker finds: it needs more than one place of the guide, or what is invisible.
BEYOND_A_SCHEMA = {
    "missing language",
    "id used twice",
    "no such topic",
    "waits without a topic",
    "time that does not fit",
    "steering text",
}


def is_valid(text: str) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text))


def test_the_schema_is_one_and_the_file_beside_the_guides_is_up_to_date() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    file = Path(__file__).parents[2] / "guides" / "guide.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == SCHEMA


def test_what_is_shipped_documented_or_new_is_valid(shipped: str, small: str) -> None:
    for text in (shipped, small, new_guide("mine", ["nl", "en", "fy"])):
        assert is_valid(text)


def test_what_surrounds_a_conversation_is_documented_with_an_example_that_is_in_order(
    documentation: str, small: str
) -> None:
    around = documentation.split("```toml\n")[2].split("```")[0]
    plain, tables = around.split("\n[[", 1)
    whole = small.replace("minutes = 30\n", f"minutes = 30\n{plain}", 1) + f"\n[[{tables}"
    assert check_guide(whole, "guide.toml") == ()
    assert is_valid(whole)


def test_a_new_guide_shows_every_part_of_the_format() -> None:
    table = tomllib.loads(new_guide("mine", ["nl", "en"]))
    assert set(table) == {field.key for field in guide_schema.GUIDE}


@pytest.mark.parametrize("kind", [kind for kind in SPOILED if kind != "no TOML"])
def test_schema_and_checker_agree_on_what_a_schema_can_say(kind: str, small: str) -> None:
    spoiled = small.replace(*SPOILED[kind])
    assert check_guide(spoiled, "guide.toml")
    undeclared = kind == "undeclared language"  # a schema does not know which are declared
    assert is_valid(spoiled) is (kind in BEYOND_A_SCHEMA or undeclared)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 1", "version = 0"),
        ("[20, 45]", "[20]"),
        ('["nl", "en"]', "[]"),
        ('["nl", "en"]', '["nl", "en", "nl"]'),
        ('title.nl = "Thuis"', 'title.nl = "  "'),
        ('title.nl = "Thuis"', 'title.nl = "a\\nb"'),
        ('"pillen"]', '""]'),
        ('"not_raised"', "true"),
    ],
)
def test_each_value_is_refused_by_both(small: str, old: str, new: str) -> None:
    spoiled = small.replace(old, new)
    assert spoiled != small
    assert check_guide(spoiled, "guide.toml")
    assert not is_valid(spoiled)


@pytest.mark.parametrize("languages", [["nl"], ["en", "nl"], ["fy"]])
def test_a_new_guide_is_in_order_and_can_be_recorded_with(languages: list[str]) -> None:
    text = new_guide("my-guide", languages)
    guide = parse_guide(text, "my-guide.toml")
    assert (guide.id, guide.languages) == ("my-guide", tuple(languages))
    assert {item.scope.value for item in guide.consent} == {"take_part", "record"}
    assert text.count("#") > 8


@pytest.mark.parametrize("id", ["", "My Guide", 'a"\nx = "b', "../evil", "a\nb"])
def test_a_new_guide_needs_an_id(id: str) -> None:
    with pytest.raises(GuideError):
        new_guide(id, ["nl"])


def test_a_new_guide_needs_languages() -> None:
    for languages in ([], ["nl", "nl"], ["Dutch"]):
        with pytest.raises(GuideError):
            new_guide("mine", languages)


class _Words(HTMLParser):
    """The text and the tags of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sheet_holds_every_text_of_the_guide(shipped: str, language: str) -> None:
    guide = parse_guide(shipped, "guide.toml")
    reader = _Words()
    reader.feed(guide_sheet(guide, language))
    for section in guide.sections:
        assert section.title.in_(language) in reader.text
        for question in section.questions:
            assert question.text.in_(language) in reader.text
            assert all(probe.text.in_(language) in reader.text for probe in question.probes)
    for item in guide.consent:
        assert item.text.in_(language) in reader.text
    for attribute in guide.attributes:
        assert attribute.title.in_(language) in reader.text
        assert all(value.title.in_(language) in reader.text for value in attribute.values)
    assert guide.distress.in_(language) in reader.text


def test_nothing_of_a_guide_is_taken_as_html_and_nothing_is_fetched(small: str) -> None:
    hostile = "</p><script>alert(1)</script> & <img src=x onerror=y> {topic} '"
    guide = parse_guide(
        small.replace("Hoe waren de eerste dagen thuis?", hostile).replace(
            "Medicijnen", "<b>{0}</b>"
        ),
        "guide.toml",
    )
    sheet = guide_sheet(guide, "nl")
    reader = _Words()
    reader.feed(sheet)
    assert not reader.tags & {"script", "img", "link"}
    assert hostile in reader.text
    assert "<b>{0}</b>" in reader.text
    assert not re.search(r"(?:src|href)=|url\(|@import", sheet.replace("src=x", ""))


def test_a_sheet_in_a_language_the_guide_has_not_is_refused(small: str) -> None:
    with pytest.raises(GuideError):
        guide_sheet(parse_guide(small, "guide.toml"), "fr")
