"""The evening before, and the second sitting: what is kept, taken over, and asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea

from interview_kit.interface.texts import say
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.session.interview_events import (
    Answer,
    ConsentAnswered,
    Ended,
    Event,
    Mark,
    QuestionMarked,
    QuestionShown,
    RecordingStarted,
)
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.vault import interviews, journal, names
from interview_kit.workflow.capture.preparation import prepare_for_later
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.interviews.offered_values import offered_names
from interview_kit.workflow.interviews.prepared_interview import prepared_interview
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import RATE
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]
NAMES = "sister: Marijke Jansen\nplace: Almere\nPieter de Boer"


async def form(pilot: Pilot[None]) -> PrepareScreen:
    """The form, once the guide's consent items stand in it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
    await until(pilot, lambda: len(pilot.app.screen.query(ConsentAnswer)) == 6)
    screen = pilot.app.screen
    assert isinstance(screen, PrepareScreen)
    return screen


def sat(study: Study, code: str = "P07") -> str:
    """A sitting that left things open, with names and attributes of its participant."""
    id = prepare_for_later(
        study,
        code,
        {"take-part": Answer.YES, "record": Answer.YES, "quote": Answer.NO},
        interviewer="AB",
        roster=parse_roster(NAMES, code),
        attributes={"gender": "woman"},
        language="en",
    )
    events: list[Event] = [
        RecordingStarted(RATE, 1, "tone"),
        QuestionShown("today"),
        QuestionMarked("today", Mark.ASKED),
        QuestionMarked("medication", Mark.RAISED),
        Ended(),
    ]
    journal.append(study.vault, id, 0, events)
    return id


@pytest.mark.parametrize(
    ("language", "kept"), [("en", "is prepared. Nothing was"), ("nl", "is voorbereid. Er is niets")]
)
async def test_a_form_is_kept_for_another_day_and_gone_on_with(
    study: Study, launch: Launcher, language: str, kept: str
) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        app.language = language
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.press(*"p07", "tab", *"wv")
        screen.query_one("#names", TextArea).text = NAMES
        screen.query_one("#attributes Select", Select).value = "woman"
        await pilot.press("f4")
        await until(pilot, lambda: kept in shown(app))
        assert isinstance(app.screen, HomeScreen)
        assert [each.stage for each in overview(study)] == ["new"]
        assert study.interview("P07-1").entries == ()
        await pilot.press("enter")
        screen = await form(pilot)
        assert screen.query_one("#participant", Input).disabled
        assert screen.query_one("#interviewer", Input).value == "wv"
        assert "Marijke Jansen" in screen.query_one("#names", TextArea).text
        assert screen.query_one("#attributes Select", Select).value == "woman"
        screen.query(ConsentAnswer).first().focus()
        await pilot.press(*[say("prepare.yes_key", language).lower()] * 2, "ctrl+s")
        await running(pilot)
    assert [each.id for each in overview(study)] == ["P07-1"]
    assert study.interview("P07-1").state.answer("record") is Answer.YES


async def test_a_prepared_form_is_changed_and_what_left_it_leaves_the_roster(
    study: Study, launch: Launcher
) -> None:
    id = prepare_for_later(study, "P07", roster=parse_roster(NAMES, "P07"), language="en")
    app = launch()
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        await pilot.press("a")
        screen = await form(pilot)
        screen.query_one("#names", TextArea).text = "place: Almere\nbrother: Jan Smit"
        screen.query_one("#language", Select).value = "nl"
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    kept = prepared_interview(study.interview(id))
    assert {name.text for name in kept.roster} == {"Almere", "Jan Smit"}
    assert kept.language == "nl"


async def test_a_begun_interview_has_no_form_any_more(study: Study, launch: Launcher) -> None:
    sat(study)
    app = launch()
    async with app.run_test(notifications=True, size=(120, 40)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: "is begun: its form cannot be changed" in shown(app))
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("P07-1 was held on", "raised, not followed up", "never asked", "last time: no")),
        (
            "nl",
            ("P07-1 is gehouden op", "niet op doorgevraagd", "nooit gevraagd", "vorige keer: nee"),
        ),
    ],
)
async def test_a_second_sitting_takes_over_names_and_attributes_and_asks_consent_again(
    study: Study, launch: Launcher, language: str, said: tuple[str, ...]
) -> None:
    sat(study)
    app = launch()
    async with app.run_test(notifications=True, size=(120, 60)) as pilot:
        app.language = language
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.press(*"p07", "tab")
        await until(pilot, lambda: all(part in shown(app) for part in said))
        names_typed = screen.query_one("#names", TextArea).text
        assert parse_roster(names_typed, "P07") == parse_roster(NAMES, "P07")
        assert screen.query_one("#attributes Select", Select).value == "woman"
        assert {item.answer for item in screen.query(ConsentAnswer)} == {Answer.NOT_ASKED}
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is screen  # nothing was said this time
        screen.query(ConsentAnswer).first().focus()
        await pilot.press(*[say("prepare.yes_key", language).lower()] * 2, "ctrl+s")
        await running(pilot)
    answers = [
        entry.event.item
        for entry in journal.read(study.vault, "P07-2")
        if isinstance(entry.event, ConsentAnswered) and entry.event.answer is Answer.YES
    ]
    assert answers == ["take-part", "record"]


async def test_another_code_takes_back_what_was_taken_over(study: Study, launch: Launcher) -> None:
    sat(study)
    app = launch()
    async with app.run_test(notifications=True, size=(120, 60)) as pilot:
        await pilot.press("n")
        screen = await form(pilot)
        await pilot.press(*"p07", "tab", "shift+tab", "backspace", "8", "tab")
        await pilot.pause()
        assert screen.query_one("#names", TextArea).text == ""
        assert screen.query_one("#attributes Select", Select).value is Select.NULL
        assert not screen.query_one("#earlier").display


async def test_names_of_a_sitting_that_was_held_never_leave_the_roster(
    study: Study, launch: Launcher
) -> None:
    sat(study)
    prepare_for_later(study, "P07", language="en")
    app = launch()
    async with app.run_test(notifications=True, size=(120, 60)) as pilot:
        await pilot.press("a")
        screen = await form(pilot)
        screen.query_one("#names", TextArea).text = "brother: Jan Smit"
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert {name.text for name in names.roster(study.vault)} == {
        "Marijke Jansen", "Almere", "Pieter de Boer", "Jan Smit",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "doubt", "role"),
    [
        ("en", "Eindhoven: person? If it is not, write  place: Eindhoven", "person, sister"),
        ("nl", "Eindhoven: persoon? Zo niet, schrijf dan  plaats: Eindhoven", "persoon, sister"),
    ],
)
async def test_each_line_says_what_it_was_taken_for(
    launch: Launcher, language: str, doubt: str, role: str
) -> None:
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True, size=(160, 60)) as pilot:
        app.language = language
        screen = await form(pilot)
        area = screen.query_one("#names", TextArea)
        area.text = "sister: Marijke Jansen\nEindhoven"
        await pilot.pause()
        told = " ".join(str(screen.query_one("#names-said").render()).split())
        assert " ".join(doubt.split()) in told
        assert role in told
        area.text = "place: Eindhoven"
        await pilot.pause()
        assert "?" not in str(screen.query_one("#names-said").render())


async def test_towns_are_offered_and_relatives_of_others_are_not(
    study: Study, launch: Launcher
) -> None:
    sat(study, "P02")
    assert offered_names(study, "en") == ("place: Almere",)
    app = launch(start=NewInterview("P01"))
    async with app.run_test(notifications=True, size=(120, 60)) as pilot:
        screen = await form(pilot)
        area = screen.query_one("#names", TextArea)
        area.focus()
        await pilot.press(*"place: Al", "right")
        assert area.text == "place: Almere"
        await pilot.press("enter", *"sister: Mar", "right")
        assert area.text == "place: Almere\nsister: Mar"


def test_a_prepared_interview_takes_another_guide_only_whole(study: Study) -> None:
    id = prepare_for_later(study, "P07", language="en")
    before = interviews.get(study.vault, id)
    with pytest.raises(Exception, match="no guide other"):
        prepare_for_later(study, "P07", prepared=study.interview(id), guide="other", language="en")
    assert interviews.get(study.vault, id) == before
