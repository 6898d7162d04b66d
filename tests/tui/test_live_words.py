"""What live transcription shows in an interview: topics that it suggests, and the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from interview_kit.errors import SpeechError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import Phase
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.caption_line import CaptionLine, ending
from interview_kit.tui.interview.suggestion_line import SuggestionLine
from interview_kit.tui.kit import words
from interview_kit.tui.thread_messages import words_for
from interview_kit.vault import journal, transcripts
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared
from tests.support.pilot import running, shown, until
from tests.support.told_listener import Listener, listening

Launcher = Callable[..., InterviewKit]


async def test_a_suggestion_is_confirmed_with_one_key(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    listeners: list[Listener] = []
    app = launch(screen="interview", interview=id, live_words=listening(listeners))
    async with app.run_test(notifications=True) as pilot:
        screen = await running(pilot)
        await until(pilot, lambda: listeners)
        await pilot.press("y")
        assert not any(
            isinstance(e.event, did.QuestionMarked) for e in journal.read(study.vault, id)
        )
        listeners[0].say("They put me on medication, and it made me slow.")
        await until(pilot, lambda: "Raised unasked? Medication" in shown(app))
        # What is told of keys may stand over it for a moment.
        assert "and it made me slow." in str(screen.query_one(CaptionLine).content)
        await pilot.press("y")
        events = [entry.event for entry in journal.read(study.vault, id)]
        assert events[-2:] == [
            did.TopicSuggested("medication"),
            did.QuestionMarked("medication", Mark.RAISED),
        ]
        assert not screen.query_one(SuggestionLine).topic


async def test_suggestions_stay_until_each_has_an_answer(study: Study, launch: Launcher) -> None:
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await running(pilot)
        suggestion = screen.query_one(SuggestionLine)
        for text in ("They put me on medication.", "Then I was in hospital.", "I got a diagnosis."):
            events = screen.conductor.hear(text)
            words_for(screen)(CaptionedTalk(text, 0, tuple(each.topic for each in events)))
        await until(pilot, lambda: "also: Hospitalization (3)" in shown(app))
        # A newer one never takes the place of the one that the keys speak of.
        assert suggestion.topic == "medication"
        assert shown(app).count("raised?") >= 3
        await pilot.press("n", "n", "z")
        assert suggestion.topic == "hospitalization"
        await pilot.press("y")
        assert suggestion.topic == "diagnosis"
        assert "Raised unasked? Receiving a diagnosis (1). Y yes · Z no" in shown(app)
        await pilot.press("m", "1")
        assert not suggestion.topic
        state = study.interview(id).state
        assert state.waved_away == {"medication"}
        assert state.mark("medication") is Mark.OPEN
        assert state.mark("hospitalization") is state.mark("diagnosis") is Mark.RAISED


async def test_live_words_stand_there_quietly_and_say_how_far_behind_they_are(
    study: Study, launch: Launcher
) -> None:
    listeners: list[Listener] = []
    app = launch(screen="interview", interview=prepared(study), live_words=listening(listeners))
    async with app.run_test(size=(80, 24)) as pilot:
        await running(pilot)
        await until(pilot, lambda: "the first words come after a pause" in shown(app))
        listeners[0].say("one " * 40 + "and [bold]that[/] was \x1b[31mall")
        await until(pilot, lambda: "s ago · …one" in shown(app))
        assert "and [bold]that[/] was [31mall" in shown(app)
        await until(pilot, lambda: "heard up to 1 s ago" in shown(app))


@pytest.mark.parametrize("width", [8, 20, 40])
def test_of_words_that_do_not_fit_the_last_stay(width: int) -> None:
    assert ending("short", width) == "short"
    cut = ending("it was a long long story that I told to 医生 that day in May", width)
    assert cut.startswith("…")
    assert cut.endswith("May")
    assert cell_len(cut) <= width


async def test_after_the_end_the_words_are_heard_to_the_end_behind_the_debrief(
    study: Study, launch: Launcher
) -> None:
    listeners: list[Listener] = []
    app = launch(screen="interview", interview=prepared(study), live_words=listening(listeners))
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        await until(pilot, lambda: listeners)
        assert listeners[0].done == ["start"]
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: listeners[0].done == ["start", "finish", "close"])
        assert isinstance(app.screen, DebriefScreen)
        await until(pilot, lambda: "is transcribed: 3 turns" in shown(app))


async def test_after_the_debrief_the_private_page_opens_where_there_are_words(
    study: Study, launch: Launcher
) -> None:
    listeners: list[Listener] = []
    id = prepared(study)
    app = launch(screen="interview", interview=id, live_words=listening(listeners))
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        await until(pilot, lambda: listeners)
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        question_turn = Turn(1, Speaker.INTERVIEWER, 0, 900, "today", "How are you today?")
        run = transcripts.open_run(study.vault, id, "base", {}, live=True)
        transcripts.finish_run(study.vault, run, [question_turn])
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReadingDialog))
        assert words(app.screen, "quality.title", id=id) in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_leaving_for_later_or_closing_lets_go_of_the_live_words(
    study: Study, launch: Launcher
) -> None:
    listeners: list[Listener] = []
    app = launch(screen="interview", interview=prepared(study), live_words=listening(listeners))
    async with app.run_test(notifications=True) as pilot:
        await running(pilot)
        await until(pilot, lambda: listeners)
        await pilot.press("q", "down", "down", "enter")
        await until(pilot, lambda: listeners[0].done == ["start", "close"])
        await pilot.press("g")
        await running(pilot)
        await until(pilot, lambda: len(listeners) == 2)
    assert listeners[1].done == ["start", "close"]


async def test_without_a_model_the_interview_is_recorded_and_the_reason_is_said(
    study: Study, launch: Launcher
) -> None:
    def no_model(*_given: object) -> Listener:
        raise SpeechError("There is no model.", "Fetch it.")

    id = prepared(study)
    app = launch(screen="interview", interview=id, live_words=no_model)
    async with app.run_test() as pilot:
        screen = await running(pilot)
        await until(pilot, lambda: "Not listening: There is no model." in shown(app))
        assert study.interview(id).state.phase is Phase.RECORDING
        assert screen.is_ready


async def test_words_that_fail_on_the_way_leave_the_recording_alone(
    study: Study, launch: Launcher
) -> None:
    listeners: list[Listener] = []
    id = prepared(study)
    app = launch(screen="interview", interview=id, live_words=listening(listeners))
    async with app.run_test() as pilot:
        screen = await running(pilot)
        await until(pilot, lambda: listeners)
        listeners[0].failure = SpeechError("The speech worker ended.", "")
        await until(pilot, lambda: "Not listening: The speech worker ended." in shown(app))
        frame = screen.conductor.frame
        await until(pilot, lambda: screen.conductor.frame > frame)


@pytest.mark.parametrize(("chosen", "option"), [("off", None), ("on", False)])
async def test_live_words_can_be_switched_off_in_the_study_and_by_an_option(
    chosen: str, option: bool | None, study: Study, launch: Launcher
) -> None:
    study.settings = replace(study.settings, live=chosen)
    app = launch(
        screen="interview",
        interview=prepared(study),
        listen=option,
        live_words=lambda *_: pytest.fail("nobody wants to listen"),
    )
    async with app.run_test() as pilot:
        screen = await running(pilot)
        await pilot.pause()
        assert not screen.query_one(CaptionLine).display
