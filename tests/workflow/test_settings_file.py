"""`study.toml`: every key is declared once with what it is for, and comments stay."""

from __future__ import annotations

import random
import tomllib

import pytest

from interview_kit.errors import StudyError
from interview_kit.workflow.study.open_study import SETTINGS
from interview_kit.workflow.study.setting_change import (
    change_setting,
    setting_values,
    settings_after,
)
from interview_kit.workflow.study.study_settings import (
    SETTINGS as KEYS,
)
from interview_kit.workflow.study.study_settings import (
    Settings,
    change_settings,
    read_settings,
    write_settings,
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "guides").mkdir()
    for guide in ("recovery-stories", "other"):
        (tmp_path / "guides" / f"{guide}.toml").write_text("")
    write_settings(tmp_path / SETTINGS, Settings(name='Stories "in" the \\ land', language="en"))
    return tmp_path


def test_a_new_file_holds_every_key_with_its_explanation_in_order(folder):
    text = (folder / SETTINGS).read_text()
    assert list(tomllib.loads(text)) == list(KEYS)
    assert read_settings(folder / SETTINGS) == Settings(
        name='Stories "in" the \\ land', language="en"
    )
    words = " ".join(line.removeprefix("# ") for line in text.splitlines() if line[:1] == "#")
    for key in KEYS.values():
        assert key.explanation in words
        assert key.explanation.in_("nl") != key.explanation


def test_changes_keep_comments_order_and_everything_else(folder):
    path = folder / SETTINGS
    path.write_text(path.read_text().replace('live = "on"', 'live   =   "on"   # our own reason'))
    before = path.read_text()
    change_settings(path, {"live": "off"})
    assert path.read_text() == before.replace('"on"   # our', '"off"   # our')
    change_settings(path, {"live": "on"})
    assert path.read_text() == before


def test_any_row_of_changes_leaves_a_file_that_reads_as_the_last_of_them(folder):
    dice = random.Random(7)
    path = folder / SETTINGS
    wanted = {}
    for _ in range(40):
        key = dice.choice(list(KEYS.values()))
        if key.choices:
            value = dice.choice(key.choices)
        elif key.name.startswith("keep_"):
            value = dice.choice(("always", "30 days after filing"))
        elif key.name == "target":
            value = dice.choice(("", "26"))
        elif key.name == "code":
            value = dice.choice(("[A-Z][0-9]{1,4}", r"[A-Z]{2}\d{3}"))
        else:
            value = "".join(dice.choices("aé\"'\\# =[]", k=6))
        change_settings(path, {key.name: value})
        wanted[key.name] = value
    settings = read_settings(path)
    assert {name: getattr(settings, name) for name in wanted} == wanted


def test_a_key_that_an_older_file_lacks_is_added_with_its_explanation(folder):
    path = folder / SETTINGS
    path.write_text('name = "old"\n')
    change_settings(path, {"dates": "year"})
    assert path.read_text().startswith('name = "old"\n')
    assert str(KEYS["dates"].explanation)[:40] in path.read_text()
    assert read_settings(path).dates == "year"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dates", "week"), ("keep_audio", "long"), ("code", "[A-Z"), ("name", "two\nlines"),
        ("colour", "red"), ("guide", "missing"), ("language", "xx"), ("name", "a\u202eb"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_file_as_it_was(folder, name, value):
    before = (folder / SETTINGS).read_bytes()
    with pytest.raises(StudyError):
        change_setting(folder, name, value)
    assert (folder / SETTINGS).read_bytes() == before


def test_a_file_that_was_out_of_order_is_not_written_over(folder):
    path = folder / SETTINGS
    path.write_text('name = "x"\nname = "y"\n')
    with pytest.raises(StudyError):
        change_setting(folder, "dates", "day")
    assert path.read_text() == 'name = "x"\nname = "y"\n'


def test_settings_are_told_with_what_they_may_be(folder):
    told = {setting.name: setting for setting in setting_values(folder)}
    assert told["guide"].choices == ("other", "recovery-stories")
    assert told["dates"].choices == ("day", "month", "year")
    assert [s.value for s in settings_after(folder, "guide", "other")] == ["other"]
    assert [s.value for s in settings_after(folder, "guide")] == ["other"]
    with pytest.raises(StudyError, match="unknown key"):
        settings_after(folder, "colour")
