"""Keys of one's own: what a person may write, what is refused, and that it holds everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from interview_kit.cli.keymap_command import KEYS_VARIABLE, keys_command, user_keymap
from interview_kit.errors import KitError
from interview_kit.interface.actions import ACTIONS
from interview_kit.interface.keymap import parse_keymap
from interview_kit.plain.line_parser import parse_line
from interview_kit.session import interview_events as did
from interview_kit.tui.app import InterviewKit
from interview_kit.vault import journal
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared
from tests.support.pilot import running, shown


def test_a_file_names_actions_and_their_keys() -> None:
    text = '[interview]\nflag = "g"\njump = "ctrl+f, slash"\n[home]\nnew = "+"\n'
    assert parse_keymap(text, "keys.toml") == {
        "interview.flag": "g",
        "interview.jump": "ctrl+f,slash",
        "home.new": "plus",
    }


def test_keys_may_be_exchanged() -> None:
    keymap = parse_keymap('interview.flag = "n"\ninterview.next = "f"\n', "keys.toml")
    assert keymap == {"interview.flag": "n", "interview.next": "f"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('interview.flag = "n"', "n is the key of interview.next and of interview.flag", "another"),
        ('interview.flag = "f1"', "f1 is the key of interview.flag and of app.help", "another"),
        ('interview.flag = "h"', "h is the key of interview.flag and of plain.help", "another"),
        ('interview.falg = "g"', "no action interview.falg", "interview.flag"),
        ('interview.probe = "g"', "goes by number", "cannot be changed"),
        ('interview.flag = "ctrl+c"', "cannot have ctrl+c", "another"),
        ('interview.flag = "ctrl+q"', "closes the program", "another"),
        ('interview.flag = "quickly"', "is no key", "Such as"),
        ('interview.flag = ""', "has no key", "Write"),
        ("interview.flag = 3", "has no key", "Write"),
        ('debrief.keep = "k"', "on that screen one types", "Such as"),
        ("interview.flag = ", "cannot be read", "Mend"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(text: str, message: str, hint: str) -> None:
    with pytest.raises(KitError) as refused:
        parse_keymap(text, "keys.toml")
    assert message in refused.value.message
    assert hint in refused.value.hint


async def test_a_key_of_ones_own_works_and_is_shown_and_the_old_one_does_nothing(
    study: Study, launch: Callable[..., InterviewKit]
) -> None:
    id = prepared(study)
    keymap = parse_keymap('interview.flag = "g"', "keys.toml")
    app = launch(screen="interview", interview=id, keymap=keymap)
    async with app.run_test() as pilot:
        await running(pilot)
        await pilot.press("f")
        assert journal.read(study.vault, id)[-1].event != did.Flagged()
        await pilot.press("g")
        assert journal.read(study.vault, id)[-1].event == did.Flagged()
        await pilot.press("f1")
        assert "G           Mark this moment" in shown(app)


def test_plain_mode_takes_the_same_keys() -> None:
    keymap = parse_keymap('interview.flag = "g"\nplain.help = "!"\n', "keys.toml")
    flagged = parse_line("g", "en", keymap)
    assert flagged is not None
    assert flagged.action.id == "interview.flag"
    assert parse_line("f", "en", keymap) is None


def test_the_command_lists_every_action_and_checks_the_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("keys") / "keys.toml"
    monkeypatch.setenv(KEYS_VARIABLE, str(path))
    assert user_keymap() == {}
    listed = CliRunner().invoke(keys_command, ["--json"])
    assert all(f'"{action.id}"' in listed.output for action in ACTIONS)
    assert CliRunner().invoke(keys_command, ["--path"]).output.strip() == str(path)
    path.write_text('interview.flag = "n"')
    refused = CliRunner().invoke(keys_command)
    assert isinstance(refused.exception, KitError)
