"""Recordings come in from the home screen: one, or a folder as a table says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from interview_kit.tui.app import InterviewKit
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import interviews
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.study.open_study import Study
from tests.support.commented_document import AUTHOR, COMMENT, write_commented
from tests.support.pilot import until

Launcher = Callable[..., InterviewKit]


@pytest.fixture
def folder_of_recordings(tmp_path: Path, sound: Path) -> Path:
    """Two recordings and the table that says whose they are."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    shutil.copy(sound, folder / "one.wav")
    (folder / "two.wav").write_bytes(sound.read_bytes()[:200_044])
    rows = "file;participant\none.wav;P01\ntwo.wav;P02\n"
    (folder / "interviews.csv").write_text(rows, encoding="utf-8")
    return folder


async def type_line(pilot: Pilot[None], text: str | None) -> None:
    """Answer the question that is asked with `text`, or with what stands there."""
    await until(pilot, lambda: bool(pilot.app.screen.query(Input)))
    if text is not None:
        pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


async def import_folder(pilot: Pilot[None], folder: Path) -> None:
    """Import a folder under its table, as the questions offer it."""
    await pilot.press("I")
    await type_line(pilot, str(folder))
    await type_line(pilot, None)


def read(app: InterviewKit) -> str:
    assert isinstance(app.screen, ReadingDialog)
    return "\n".join(str(each.content) for each in app.screen.query(Static))


async def test_a_recording_comes_in_with_what_is_to_be_known_of_it(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("i")
        await type_line(pilot, str(folder_of_recordings / "one.wav"))
        await type_line(pilot, "p07")
        await type_line(pilot, "2024-05-01")
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
        assert "P07-1" in read(app)
        assert read(app).count("interview-kit consent answer P07-1") == 1
    assert [(each.id, each.created_at[:10]) for each in overview(study)] == [
        ("P07-1", "2024-05-01")
    ]


async def test_a_wrong_answer_is_refused_where_it_stands(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    answers = {
        str(folder_of_recordings / "three.wav"): str(folder_of_recordings / "one.wav"),
        "Jansen": "P07",
        "2024-05-32": "2024-05-01",
    }
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("i")
        for wrong, right in answers.items():
            await type_line(pilot, wrong)
            assert app.screen.query_one(Input).value == wrong
            assert app.screen.query_one(".told", Static).display
            await type_line(pilot, right)
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
    assert [recorded.id for recorded in overview(study)] == ["P07-1"]


@pytest.mark.parametrize(
    ("key", "path", "reason"),
    [
        ("i", "", "is a folder. Shift+I"),
        ("i", "interviews.csv", "comes in with `interview-kit import-transcript`"),
        ("i", "x" * 300, "No file or folder can be called that."),
        ("i", "~nobody-here/one.wav", "There is no file ~nobody-here/one.wav."),
        ("I", "nowhere", "There is no folder"),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_where_it_stands(
    study: Study, launch: Launcher, folder_of_recordings: Path, key: str, path: str, reason: str
) -> None:
    typed = path if path.startswith("~") else str(folder_of_recordings / path)
    app = launch()
    async with app.run_test(size=(300, 40)) as pilot:
        await pilot.press(key)
        await type_line(pilot, typed)
        assert app.screen.query_one(Input).value == typed
        assert reason in " ".join(str(app.screen.query_one(".told", Static).content).split())


async def test_the_list_goes_to_what_came_in(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    prepare(study, "P09", language="nl")
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.screen.query_one(RowList).key == "P09-1"
        await import_folder(pilot, folder_of_recordings)
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
        assert "interview-kit consent answer ID" in read(app)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReadingDialog))
        assert app.screen.query_one(RowList).key == "P02-1"


async def test_a_code_like_another_is_asked_about(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    prepare(study, "P07", language="nl")
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("i")
        await type_line(pilot, str(folder_of_recordings / "one.wav"))
        await type_line(pilot, "p7")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")  # the same person
        await type_line(pilot, None)
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
    assert {each.id for each in overview(study)} == {"P07-1", "P07-2"}


async def test_a_folder_comes_in_and_a_table_says_what_became_of_each(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await import_folder(pilot, folder_of_recordings)
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
        told = read(app)
        assert "one.wav" in told
        assert "P02-1" in told
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ReadingDialog))
    assert [each.id for each in overview(study)] == ["P01-1", "P02-1"]


async def test_a_table_with_faults_is_refused_with_the_rows(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    table = folder_of_recordings / "interviews.csv"
    table.write_text("file;participant\none.wav;Jan\n", encoding="utf-8")
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await import_folder(pilot, folder_of_recordings)
        await until(pilot, lambda: bool(app._notifications))
        (notice,) = app._notifications
        assert "interviews.csv" in notice.message
        assert "2:" in notice.message
    assert interviews.all_of(study.vault) == ()


async def test_comments_beside_a_text_are_shown_where_it_came_in(
    study: Study, launch: Launcher, folder_of_recordings: Path
) -> None:
    lines = ("Onderzoeker: hoe gaat het nu", "Deelnemer: ja goed hoor")
    write_commented(folder_of_recordings / "one.docx", lines)
    table = folder_of_recordings / "interviews.csv"
    table.write_text("file;participant;transcript\none.wav;P01;one.docx\n", encoding="utf-8")
    app = launch()
    async with app.run_test(size=(120, 40)) as pilot:
        await import_folder(pilot, folder_of_recordings)
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
        told = read(app)
    assert "1 comment or footnote was left out." in told
    assert f"Left out, of {AUTHOR} about “nu”: {COMMENT}" in told
