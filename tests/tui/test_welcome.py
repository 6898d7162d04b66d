"""A first start: from no study to one that is made, opened, and has its settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from interview_kit.tui.app import InterviewKit
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.launch import Launch
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.settings.settings_screen import SettingsScreen
from interview_kit.tui.unlock.unlock_screen import UnlockScreen
from interview_kit.tui.welcome.make_screen import MakeScreen
from interview_kit.tui.welcome.welcome_screen import WelcomeScreen
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.nearby_studies import nearby_studies
from interview_kit.workflow.study.open_study import SETTINGS, Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings, read_settings
from tests.support.passphrase import PASSPHRASE
from tests.support.pilot import shown, until

Launcher = Callable[..., InterviewKit]
STRONG = "lantern gravel ocean thimble"


def welcome(folder: Path, language: str = "en") -> InterviewKit:
    """The app as it starts where there is no study."""
    return InterviewKit(
        Launch(
            folder=folder,
            unlock=lambda _passphrase: pytest.fail("no study was named"),
            open_source=lambda: pytest.fail("no sound is needed"),
            transcriber=lambda _study: pytest.fail("nothing is transcribed"),
            screen="welcome",
            language=language,
            study_places=(folder,),
        )
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Interviews"), ("nl", "Er is nog geen interview.")]
)
async def test_a_study_is_made_with_keys_alone(tmp_path: Path, language: str, said: str) -> None:
    app = welcome(tmp_path, language)
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MakeScreen))
        await pilot.press(*"Recovery Stories", "enter", "enter", "tab")
        await pilot.press(*STRONG, "enter", *STRONG, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert said in shown(app)
    folder = tmp_path / "recovery-stories"
    settings = read_settings(folder / SETTINGS)
    assert (settings.name, settings.language) == ("Recovery Stories", language)
    open_study(folder, Secret(passphrase=STRONG)).close()


@pytest.mark.parametrize(
    ("language", "weak", "strong"),
    [("en", "is weak", "is strong"), ("nl", "is zwak", "is sterk")],
)
async def test_strength_is_said_while_the_passphrase_is_typed(
    tmp_path: Path, language: str, weak: str, strong: str
) -> None:
    app = welcome(tmp_path, language)
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("enter", *"A", "enter", "enter", "tab", *"abc")
        await until(pilot, lambda: weak in shown(app))
        app.screen.query_one("#passphrase", Input).value = STRONG
        await until(pilot, lambda: strong in shown(app))


async def test_a_weak_passphrase_is_asked_about_and_nothing_is_made_before(tmp_path: Path) -> None:
    app = welcome(tmp_path)
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.press("enter", *"A", "enter", "enter", "tab", *"abc", "enter", *"abd")
        await until(pilot, lambda: "not the same" in shown(app))
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, MakeScreen)
        await pilot.press("backspace", "c", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")  # a better one
        assert isinstance(app.screen, MakeScreen)
        assert list(tmp_path.iterdir()) == []
        await pilot.press("ctrl+s", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert (tmp_path / "a" / SETTINGS).is_file()


async def test_a_folder_that_is_taken_is_refused_and_the_form_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "letter.txt").write_text("mine")
    app = welcome(tmp_path)
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.press("enter", *"A", "enter", "enter", "tab", *STRONG, "enter", *STRONG)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "That folder is not empty." in shown(app))
        assert isinstance(app.screen, MakeScreen)
        assert app.screen.query_one("#passphrase", Input).value == STRONG
        assert not app.screen.query_one("#go").disabled
        assert "One moment" not in shown(app)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["letter.txt"]


async def test_going_back_asks_about_what_was_typed(tmp_path: Path) -> None:
    app = welcome(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter", *"A", "escape")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))


async def test_studies_that_are_near_are_offered_and_opened(study_folder: Path) -> None:
    (study_folder.parent / "other").mkdir()
    (study_folder.parent / "other" / SETTINGS).write_text("name = 3")  # cannot be read
    app = welcome(study_folder.parent)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await until(pilot, lambda: "▌ Open Test study" in shown(app))
        assert "…" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await pilot.press(*PASSPHRASE, "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_study_elsewhere_is_opened_by_its_folder_and_anything_else_refused(
    study_folder: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    app = welcome(empty)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await pilot.press("down", "enter")
        app.screen.query_one(Input).value = str(empty)
        await pilot.press("enter")
        await until(pilot, lambda: "is no study" in " ".join(shown(app).replace("▌", "").split()))
        app.screen.query_one(Input).value = f"'{study_folder / SETTINGS}'"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))


async def test_the_language_changes_everything_on_the_screen(tmp_path: Path) -> None:
    app = welcome(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "Make a study" in shown(app))
        await pilot.press("l")
        await until(pilot, lambda: "Een studie maken" in shown(app))
        assert "Make a study" not in shown(app)
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Make a study" in shown(app))


async def test_the_demo_opens_on_its_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    app = welcome(tmp_path)
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen))
        assert app.screen.query_one("#participant", Input).value == "P01"
    assert list(tmp_path.glob("interview-kit-*/demo-study/study.toml"))


def test_near_studies_are_told_by_name_and_not_remembered(tmp_path: Path) -> None:
    for name in ("b", "a"):
        create_study(
            tmp_path / name, Secret(PASSPHRASE), Settings(name=f"Study {name}"), guides=False
        )
    before = set(tmp_path.rglob("*"))
    names = [study.name for study in nearby_studies((tmp_path, tmp_path / "nowhere"))]
    assert names == ["Study a", "Study b"]
    assert set(tmp_path.rglob("*")) == before


# Settings


@pytest.mark.parametrize(
    ("language", "why"), [("en", "How exactly the corpus says"), ("nl", "Hoe precies het corpus")]
)
async def test_a_setting_is_explained_changed_and_set_back(
    study: Study, launch: Launcher, language: str, why: str
) -> None:
    path = study.folder / SETTINGS
    path.write_text(path.read_text().replace('dates = "month"', 'dates = "month"  # mine'))
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        app.language = language
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press(*["down"] * list(Settings.__dataclass_fields__).index("dates"))
        await until(pilot, lambda: why in shown(app))
        await pilot.press("enter", "down", "enter")
        assert study.settings.dates == "day"
        assert 'dates = "day"  # mine' in path.read_text()
        await pilot.press("backspace")
        assert study.settings.dates == "month"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_value_that_cannot_be_is_refused_and_nothing_changes(
    study: Study, launch: Launcher
) -> None:
    path = study.folder / SETTINGS
    before = path.read_bytes()
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("s", *["down"] * list(Settings.__dataclass_fields__).index("keep_audio"))
        await pilot.press("enter", *["backspace"] * 10, *"a while", "enter")
        await until(pilot, lambda: "is no time to keep something" in shown(app))
        assert app.screen.query_one(Input).value == "a while"
    assert path.read_bytes() == before


async def test_another_name_and_language_hold_on_every_screen(
    study: Study, launch: Launcher
) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("s", "enter", *"!", "enter", "down", "enter", "down", "enter")
        await until(pilot, lambda: "Instellingen van de studie" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "Test study!" in shown(app)
        assert "nieuw" in shown(app)
