"""What is put right once for many places, and what somebody types in meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.model.speaker import Speaker
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.read.places_dialog import place_drawing
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import check_up_to
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.heard_transcript import heard_transcript
from tests.support.pilot import looked, pressed, read_screen, shown, until

Launcher = Callable[..., InterviewKit]
PARTICIPANT = Speaker.PARTICIPANT
SAID = (
    (PARTICIPANT, ("I", "took", ("risperi", 0.2), "then", "and", "slept.")),
    (PARTICIPANT, ("So", "risperi", "it", "was.")),
)


@pytest.fixture
def id(study: Study) -> str:
    return heard_transcript(study, SAID)


def texts(study: Study, id: str) -> list[str]:
    return [turn.text for turn in transcripts.turns(study.vault, id)]


async def test_what_is_replaced_while_one_types_stays_and_is_taken_back_by_one_key(
    study: Study, launch: Launcher, id: str
) -> None:
    before = texts(study, id)
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "enter", "ctrl+r", *"risperi", "enter", *"lithium")
        await until(pilot, lambda: "places: 2" in shown(pilot.app))
        await pressed(pilot, "enter", "right")
        assert texts(study, id) == ["I took lithium then and slept.", "So lithium it was."]
        await pressed(pilot, "ctrl+z")
        assert texts(study, id) == before
        await pressed(pilot, "ctrl+home", *"So ")
        assert texts(study, id)[0] == f"So {before[0]}"


async def test_both_fields_say_what_they_are_also_when_filled(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "ctrl+r", *"risperi", "enter", *"lithium")
        await until(pilot, lambda: "places: 2" in shown(pilot.app))
        assert "─ Find ─" in shown(pilot.app)
        assert "─ Replace by ─" in shown(pilot.app)


async def test_how_many_were_put_right_is_told(study: Study, launch: Launcher, id: str) -> None:
    app = launch(screen="read", interview=id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pressed(pilot, "enter", *["ctrl+right"] * 2, "right", "ctrl+shift+right")
        await pressed(pilot, "ctrl+l", *"risperidon", "enter")
        await until(pilot, lambda: "☑" in shown(pilot.app))
        await pressed(pilot, "enter")
        assert texts(study, id)[1] == "So risperidon it was."
        await until(pilot, lambda: "Replaced 2 ×" in shown(pilot.app))


async def test_what_is_checked_is_told_at_80_columns_with_what_is_left(
    study: Study, launch: Launcher, id: str
) -> None:
    check_up_to(study.interview(id), 1)
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pressed(pilot, "f8", "f9")
        assert "checked to 00:00:" in shown(pilot.app)


async def test_all_like_words_marked_unclear_asks_for_the_words_alone(
    study: Study, launch: Launcher
) -> None:
    id = heard_transcript(study, SAID)
    TranscriptEditor(study.interview(id)).write(1, "I took [unclear: risperi] then and slept.")
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await looked(pilot)
        await pressed(pilot, "f6", "ctrl+l")
        assert "All like “risperi”" in shown(pilot.app)


async def test_who_takes_back_while_typing_goes_on_typing_there(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "enter", "ctrl+right", "ctrl+right", "enter", "ctrl+z", *"x")
        screen = read_screen(pilot)
        assert screen.typed is not None
        await until(pilot, lambda: texts(study, id)[0] == "I tookx risperi then and slept.")


@pytest.mark.parametrize(
    ("before", "shown_before"),
    [
        ("So ", "So "),
        ("merkte als eerste dat er iets niet goed ", "…dat er iets niet goed "),
        ("x" * 40, "…" + "x" * 23),
    ],
)
def test_what_stands_before_a_place_is_cut_between_words(before: str, shown_before: str) -> None:
    (line,) = place_drawing((before, "was", "were", "."))(80)
    assert line[1].text == shown_before.rjust(24)


async def test_each_place_of_a_turn_has_a_row_that_shows_it(study: Study, launch: Launcher) -> None:
    turn_text = " ".join(["het hielp"] + ["en toen niet meer"] * 8 + ["het hielp", "weer."])
    id = heard_transcript(study, ((PARTICIPANT, tuple(turn_text.split())),))
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await pressed(pilot, "ctrl+r", *"hielp", "enter", *"hinderde")
        await until(pilot, lambda: "places: 2" in shown(pilot.app))
        assert shown(pilot.app).count("hielp → hinderde") == 2
        await pressed(pilot, "enter")
        assert texts(study, id)[0] == turn_text.replace("hielp", "hinderde")
