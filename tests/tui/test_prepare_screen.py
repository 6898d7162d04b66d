"""From the form to the first question: nothing is recorded that was not allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import AudioError
from interview_kit.interface.texts import say
from interview_kit.session.interview_events import Answer, QuestionShown
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.check.check_screen import CheckScreen
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.interview_form import InterviewForm
from interview_kit.tui.prepare.participant_form import ParticipantForm
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.typing_keeper import KEEP_SECONDS
from interview_kit.vault import interviews, journal, names, unfinished_forms
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.study.open_study import Study
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]


async def form(pilot: Pilot[None]) -> PrepareScreen:
    """The form, once the guide's consent items stand in it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
    await until(pilot, lambda: len(pilot.app.screen.query(ConsentAnswer)) == 6)
    screen = pilot.app.screen
    assert isinstance(screen, PrepareScreen)
    return screen


async def test_a_new_interview_goes_from_home_through_consent_to_the_end(
    study: Study, launch: Launcher
) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.press(*"p07", "enter", *"wv")
        screen.query_one("#names", TextArea).text = "sister: Marijke Jansen\nplace: Almere"
        screen.query_one("#attributes Select", Select).value = "woman"
        screen.query(ConsentAnswer).first().focus()
        await pilot.press("y", "Y", "n")
        await pilot.press("ctrl+s")
        await running(pilot)
        await pilot.press("enter", "q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    state = study.interview("P07-1").state
    assert state.answer("record") is Answer.YES
    assert state.answer("quote") is Answer.NO
    assert state.answer("share") is Answer.NOT_ASKED
    assert interviews.get(study.vault, "P07-1").interviewer == "wv"
    kept = interviews.find_participant(study.vault, "P07")
    assert kept is not None
    assert dict(kept.attributes) == {"gender": "woman"}
    assert [name.text for name in names.roster(study.vault)] == ["Marijke Jansen", "Almere"]
    assert {name.participant for name in names.roster(study.vault)} == {"P07"}
    shown_events = [
        e.event for e in journal.read(study.vault, "P07-1") if isinstance(e.event, QuestionShown)
    ]
    assert [event.question for event in shown_events] == ["today", "daily-life"]
    assert [each.stage for each in overview(study)] == ["recorded"]


async def test_the_start_is_refused_without_consent_to_record(
    study: Study, launch: Launcher
) -> None:
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True) as pilot:
        screen = await form(pilot)
        screen.query(ConsentAnswer).first().focus()
        await pilot.press("y", "n", "ctrl+s")
        await until(pilot, lambda: bool(app._notifications))
        (refusal,) = app._notifications
        assert refusal.message.startswith(
            "Without a yes to this nothing is recorded: May I record our conversation?"
        )
        assert app.screen is screen
        assert screen.focused is screen.query(ConsentAnswer)[1]  # where the answer is missing
    assert overview(study) == ()


@pytest.mark.parametrize(("language", "yes", "other"), [("en", "y", "j"), ("nl", "j", "y")])
async def test_no_key_answers_to_consent_but_those_that_are_shown(
    study: Study, launch: Launcher, language: str, yes: str, other: str
) -> None:
    study.settings = replace(study.settings, language=language)
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        screen = await form(pilot)
        await until(pilot, lambda: not list(app.workers))
        first = screen.query(ConsentAnswer).first()
        first.focus()
        await until(
            pilot, lambda: f"{yes.upper()} ( ) {say('prepare.yes', language)}" in shown(app)
        )
        await pilot.press(other, "space", "e", "7")
        assert screen.focused is first
        assert screen.query_one(ParticipantForm).answers[first.item] is Answer.NOT_ASKED
        (told,) = app._notifications
        assert told.message == say("prepare.no_answer", language)
        await pilot.press(yes)
        assert screen.query_one(ParticipantForm).answers[first.item] is Answer.YES
        assert screen.focused is not first
        first.focus()
        await pilot.press("backspace")
        assert screen.query_one(ParticipantForm).answers[first.item] is Answer.NOT_ASKED


async def test_a_name_in_place_of_a_code_is_refused(study: Study, launch: Launcher) -> None:
    app = launch(start=NewInterview("Marijke"))
    async with app.run_test(notifications=True) as pilot:
        screen = await form(pilot)
        screen.query(ConsentAnswer).last().focus()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "no participant code" in shown(app))
        assert screen.focused is screen.query_one("#participant")
    assert overview(study) == ()


async def test_a_line_without_a_name_is_pointed_out_while_typing(launch: Launcher) -> None:
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        screen = await form(pilot)
        screen.query_one("#names", TextArea).text = "sister: Marijke\nbrother:"
        await pilot.pause()
        assert "Line 2 of the roster holds no name." in shown(app)


async def test_a_role_behind_the_name_is_said_to_be_one(launch: Launcher) -> None:
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        screen = await form(pilot)
        screen.query_one("#names", TextArea).focus()
        await pilot.press(*"De Wit, psychiater")
        await until(pilot, lambda: "De Wit: person, psychiater" in shown(app))
        (name,) = screen.query_one(InterviewForm).roster("P01")
        assert (name.text, name.role) == ("De Wit", "psychiater")


async def test_what_was_given_at_the_start_stands_in_the_form(launch: Launcher) -> None:
    app = launch(start=NewInterview("P09", language="nl", interviewer="AB"))
    async with app.run_test(notifications=True) as pilot:
        screen = await form(pilot)
        assert screen.query_one("#participant", Input).value == "P09"
        assert screen.query_one("#interviewer", Input).value == "AB"
        assert screen.query_one("#language", Select).value == "nl"
        await until(pilot, lambda: "Wilt u" in str(screen.query(ConsentAnswer).first().render()))


async def test_a_missing_microphone_is_said_and_can_be_looked_for_again(
    launch: Launcher, sound: Path
) -> None:
    tries: list[int] = []

    def open_source() -> FileSource:
        tries.append(1)
        if len(tries) == 1:
            raise AudioError("There is no microphone on this machine.", "Plug one in.")
        return FileSource(sound)

    app = launch(start=NewInterview("P01"), open_source=open_source)
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        screen = await form(pilot)
        await until(pilot, lambda: "! There is no microphone" in shown(app))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, CheckScreen))
        await until(pilot, lambda: "○ tone.wav" in shown(app))
        await pilot.press("escape")
        assert app.screen is screen
        await until(pilot, lambda: "tone.wav" in shown(app))


async def test_going_back_from_a_filled_form_asks_once(study: Study, launch: Launcher) -> None:
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.press(*"P01", "escape", "escape")
        assert app.screen is screen
        await pilot.press("escape", "down", "enter")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("n")
        await form(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    assert overview(study) == ()


async def test_a_form_that_was_being_filled_in_at_a_crash_is_filled_in_again(
    study: Study, launch: Launcher
) -> None:
    def kept_names() -> str:
        form = unfinished_forms.kept(study.vault, "")
        return form.names if form else ""

    app = launch()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.pause(1.5 * KEEP_SECONDS)
        assert unfinished_forms.kept(study.vault, "") is None  # nothing was filled in
        await pilot.press(*"p0", "tab", *"wv")
        screen.query_one("#attributes Select", Select).value = "woman"
        screen.query(ConsentAnswer).first().focus()
        await pilot.press("y", "n")
        screen.query_one("#names", TextArea).text = "zus: \nplace: Almere"
        await until(pilot, lambda: "Almere" in kept_names())
    app = launch()
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.press("n")
        screen = await form(pilot)
        notice = say("prepare.found_again", "en")
        await until(pilot, lambda: notice in [told.message for told in app._notifications])
        assert screen.query_one("#participant", Input).value == "p0"
        assert screen.query_one("#interviewer", Input).value == "wv"
        assert screen.query_one("#names", TextArea).text == "zus: \nplace: Almere"
        participant_form = screen.query_one(ParticipantForm)
        assert participant_form.attributes == {"gender": "woman"}
        assert list(participant_form.answers.values())[:2] == [Answer.YES, Answer.NO]
        await pilot.press("escape")
        await until(pilot, lambda: say("prepare.leave_ask", "en") in shown(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert unfinished_forms.kept(study.vault, "") is None


async def test_a_form_that_is_kept_is_no_longer_unfinished(study: Study, launch: Launcher) -> None:
    unfinished_forms.put(study.vault, NewInterview("P07", names="sister: Marijke Jansen"))
    app = launch(start=NewInterview("P08"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await form(pilot)
        assert screen.query_one("#names", TextArea).text == ""  # it is of somebody else
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert unfinished_forms.kept(study.vault, "") is not None
    app = launch(start=NewInterview("P07"))
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert [name.text for name in names.roster(study.vault)] == ["Marijke Jansen"]
    assert unfinished_forms.kept(study.vault, "") is None


async def test_a_microphone_that_does_not_open_loses_nothing(
    study: Study, launch: Launcher, sound: Path
) -> None:
    class Silent(FileSource):
        def start(self, _deliver: object, _report: object) -> None:
            raise AudioError("The microphone does not open.", "Plug it in.")

    app = launch(start=NewInterview("P01"), open_source=lambda: Silent(sound))
    async with app.run_test(notifications=True) as pilot:
        screen = await form(pilot)
        await until(pilot, lambda: sound.name in shown(app))
        screen.query(ConsentAnswer).first().focus()
        await pilot.press("y", "y", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "does not open" in shown(app))
        assert [each.stage for each in overview(study)] == ["new"]
        assert not isinstance(app.screen, InterviewScreen)


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ("Polish (pl)", "Turkish (tr)")), ("nl", ("Pools (pl)", "Turks (tr)"))],
)
async def test_languages_of_a_conversation_are_offered_by_their_names(
    language: str, names: tuple[str, str], study: Study, launch: Launcher
) -> None:
    study.settings = replace(study.settings, language=language)
    app = launch(start=NewInterview("P09"))
    async with app.run_test(notifications=True) as pilot:
        screen = await form(pilot)
        select = screen.query_one("#language", Select)
        select.value = "tr"
        offered = [str(label) for label, _ in select._options]
        assert [name for name in offered if name in names] == list(names)
        assert offered.index("English") < offered.index(names[0])
