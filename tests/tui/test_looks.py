"""Every screen can be drawn at every size and in every look, and nothing is taken as markup."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.themes import themes
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.interview_stages import prepared, proposed, transcribed
from tests.support.pilot import running, shown

Launcher = Callable[..., InterviewKit]
SIZES = ((60, 24), (80, 24), (120, 40))


async def test_the_interview_can_be_read_at_any_size_and_in_any_look(
    study: Study, launch: Launcher
) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(size=SIZES[0]) as pilot:
        screen = await running(pilot)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            for _ in themes():
                await pilot.press("f2")
                await pilot.pause()
                text = shown(app)
                assert "● REC" in text
                assert "I am glad you are here." in text
                assert "F1 help" in text
                assert all(len(line) <= size[0] for line in text.splitlines())
            assert screen.query_one("#side").display is (size[0] >= 100)
            assert ("Strengths and vulnerabilities" in text) is (size[0] >= 100)


async def test_the_other_screens_can_be_drawn_at_any_size(study: Study, launch: Launcher) -> None:
    id = proposed(study)
    for options, words in (
        ({}, "Interviews"),
        ({"start": NewInterview("P05")}, "New interview"),
        ({"screen": "read", "interview": id}, "My sister Marijke"),
        ({"screen": "review", "interview": id}, "3 of 3 to decide"),
    ):
        app = launch(**options)
        async with app.run_test(size=SIZES[0]) as pilot:
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert words in shown(app)
                assert all(len(line) <= size[0] for line in shown(app).splitlines())


async def test_nothing_moves_f2_changes_the_looks_and_f1_shows_the_keys(launch: Launcher) -> None:
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        assert app.animation_level == "none"
        looks = []
        for _ in range(3):
            await pilot.press("f2")
            looks.append(app.theme)
        assert looks == ["kit-light", "kit-contrast", "kit-dark"]
        await pilot.press("f1")
        assert isinstance(app.screen, ReadingDialog)
        assert "Prepare a new interview." in shown(app)


async def test_the_palette_finds_an_action_by_its_name(study: Study, launch: Launcher) -> None:
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True) as pilot:
        screen = await running(pilot)
        titles = [command.title for command in app.get_system_commands(screen)]
        assert "Pause  P" in titles
        assert not any("creenshot" in title for title in titles)


async def test_text_that_looks_like_markup_is_shown_as_it_is(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    hostile = "[bold red]no[/] [link=x]y[/link] \x1b[31mred\x1b[0m ] [/] [@click=quit]z[/]"
    correct_turn(study.interview(id), 1, text=hostile)
    assert transcripts.turns(study.vault, id)[0].text
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        await pilot.pause()
        assert "[bold red]no[/] [link=x]y[/link]" in shown(app)
        assert "\x1b" not in shown(app)


async def test_dutch_studies_speak_dutch(study: Study, launch: Launcher) -> None:
    app = launch(start=NewInterview())
    app.language = "nl"
    async with app.run_test(notifications=True) as pilot:
        app.language = "nl"
        await pilot.press("f1")
        assert "Toetsen" in shown(app)
