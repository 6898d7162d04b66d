"""The first screens: the passphrase, the list, and what each interview needs next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import Input

from interview_kit.audio.block_codec import encode_block
from interview_kit.interface.actions import of_screen
from interview_kit.session.interview_events import Interrupted, QuestionShown, RecordingStarted
from interview_kit.session.timeline import gaps
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.home.interview_list import NEXT_STEP
from interview_kit.tui.launch import Launch
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.unlock.unlock_screen import UnlockScreen
from interview_kit.vault import blocks, interviews, journal, names
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.study.open_study import Study, open_study
from tests.support.interview_stages import RATE, prepared, proposed, transcribed
from tests.support.passphrase import PASSPHRASE
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]


async def test_a_wrong_passphrase_says_so_and_stays_and_the_right_one_opens(
    study_folder: Path,
) -> None:
    app = InterviewKit(
        Launch(
            folder=study_folder,
            unlock=lambda passphrase: open_study(study_folder, Secret(passphrase=passphrase)),
            open_source=lambda: pytest.fail("no sound is needed"),
            transcriber=lambda _study: nullcontext(),
        )
    )
    async with app.run_test(notifications=True) as pilot:
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "does not open" in shown(app) or "passphrase" in shown(app))
        await until(pilot, lambda: not app.screen.query_one(Input).disabled)
        assert isinstance(app.screen, UnlockScreen)
        assert app.screen.query_one(Input).value == ""
        await pilot.press(*PASSPHRASE, "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    # The app closed what it had opened: the study is free for others.
    open_study(study_folder, Secret(passphrase=PASSPHRASE)).close()


async def test_a_study_in_which_another_program_works_is_refused_in_a_sentence(
    study_folder: Path,
) -> None:
    app = InterviewKit(
        Launch(
            folder=study_folder,
            unlock=lambda passphrase: open_study(study_folder, Secret(passphrase=passphrase)),
            open_source=lambda: pytest.fail("no sound is needed"),
            transcriber=lambda _study: nullcontext(),
        )
    )
    with open_study(study_folder, Secret(passphrase=PASSPHRASE)):
        async with app.run_test(notifications=True, size=(120, 30)) as pilot:
            await pilot.press(*PASSPHRASE, "enter")
            await until(pilot, lambda: "Another program is working in this study" in shown(app))
            assert isinstance(app.screen, UnlockScreen)


async def test_what_broke_off_is_offered_with_what_was_kept_and_the_gap_is_marked(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)
    for second in range(3):
        block = encode_block(bytes(2 * RATE), second * RATE, RATE, 1)
        blocks.append(study.vault, id, block)
    begun = [RecordingStarted(RATE, 1, "tone"), QuestionShown("today")]
    journal.append(study.vault, id, 0, begun)
    assert recover(study) == (id,)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: f"Go on with {id}, 00:00:03 kept" in shown(app))
        await pilot.press("down", "enter")
        screen = await running(pilot)
        assert screen.conductor.elapsed_ms >= 3000
        await pilot.press("q", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    [gap] = gaps(journal.read(study.vault, id))
    assert (gap.kind, gap.frame) == ("interrupted", 3 * RATE)


async def test_an_offer_that_is_put_off_changes_nothing(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    begun = [RecordingStarted(RATE, 1, "tone"), QuestionShown("today"), Interrupted()]
    journal.append(study.vault, id, 0, begun)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "Go on now?" in shown(app))
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert len(journal.read(study.vault, id)) == 5


async def test_an_empty_study_says_what_to_do_first(launch: Launcher) -> None:
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert "There is no interview yet." in shown(app)
        assert "Press N" in shown(app)
        await pilot.press("n")
        assert isinstance(app.screen, PrepareScreen)


def test_every_next_step_is_an_action_of_the_home_screen() -> None:
    assert set(NEXT_STEP.values()) <= {action.method for action in of_screen("home")}
    tried = {"new", "next_step", "go_on", "transcribe", "read", "find_names"}
    assert {a.method for a in of_screen("home")} == tried | {
        "review", "file", "export", "leave", "debrief", "check_sound", "corpus", "withdraw",
        "member_check", "transcribe_all", "stop", "import_file", "import_folder", "settings",
        "overview", "change", "quality", "put_right", "delete_interview", "join_names",
    }  # fmt: skip


async def test_each_interview_shows_its_stage_and_its_next_step(
    study: Study, launch: Launcher
) -> None:
    prepared(study, "P01")
    transcribed(study, "P02")
    proposed(study, "P03")
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        lines = shown(app).splitlines()
        for code, stage, step in (
            ("P01-1", "prepared", "go on"),
            ("P02-1", "transcribed", "read, correct"),
            ("P03-1", "names found, 3 to decide", "review names"),
        ):
            line = next(line for line in lines if code in line)
            assert stage in line
            assert step in line


async def test_enter_does_the_next_step(study: Study, launch: Launcher) -> None:
    prepared(study, "P01")
    async with launch().run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await running(pilot)


async def test_reading_and_reviewing_open_from_the_list(study: Study, launch: Launcher) -> None:
    proposed(study)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("r")
        assert isinstance(app.screen, ReadScreen)
        await pilot.press("escape", "v")
        assert isinstance(app.screen, ReviewScreen)


async def test_what_an_interview_is_not_ready_for_is_said(study: Study, launch: Launcher) -> None:
    prepared(study)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("r", "v")
        await until(pilot, lambda: "not transcribed yet" in shown(app))
        await until(pilot, lambda: "Names were not looked for yet" in shown(app))
        assert isinstance(app.screen, HomeScreen)


async def test_names_are_found_and_the_transcript_filed_and_exported(
    study: Study, launch: Launcher, tmp_path: Path
) -> None:
    id = proposed(study)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "that wait for a decision" in shown(app))
        names.decide(study.vault, id, names.proposals(study.vault, id), Verdict.ACCEPTED)
        await pilot.press("f")
        await until(pilot, lambda: "is in the corpus" in shown(app))
        await pilot.press("e", "enter", *["backspace"] * 200, *str(tmp_path / "out"), "enter")
        await until(pilot, lambda: "files written" in shown(app))
    assert any((tmp_path / "out").iterdir())


async def test_looking_for_names_runs_beside_the_screen(study: Study, launch: Launcher) -> None:
    id = transcribed(study)
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: names.was_searched(study.vault, id))
        await until(pilot, lambda: "places found to review" in shown(app))


async def test_q_closes_the_program_where_nothing_runs(launch: Launcher) -> None:
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert app.return_code == 0


async def test_a_participant_is_withdrawn_once_the_code_is_typed(
    study: Study, launch: Launcher
) -> None:
    prepared(study, "P01")
    prepared(study, "P02")
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        for typed, left in (("P01", {"P01", "P02"}), ("P02", {"P01"})):
            await pilot.press("W")
            await pilot.pause()
            assert "Destroy all of P02" in shown(app)
            await pilot.press(*typed, "enter")
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            if len(left) == 1:
                await until(pilot, lambda: "P02-1" not in shown(app))
            assert {each.participant for each in interviews.all_of(study.vault)} == left
