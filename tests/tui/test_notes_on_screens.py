"""What was noted, on the screens: in the margin, in a list, beside the debrief; and consent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from interview_kit.interface.texts import say
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.interview_state import Phase
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.caption_line import CaptionLine
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.interview.suggestion_line import SuggestionLine
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.thread_messages import CaptionsChanged
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import journal, names, unfinished_notes
from interview_kit.vault.names import Proposal
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import RATE, prepared, proposed, transcribed
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]
LANGUAGES = ["en", "nl"]


def in_language(study: Study, language: str) -> None:
    study.settings = replace(study.settings, language=language)


def noted(study: Study) -> str:
    """An interview with three turns, at 1, 2 and 3 s, and notes beside the second and third."""
    id = transcribed(study)
    journal.append(study.vault, id, 2 * RATE, [did.Flagged(), did.NoteTaken("tears")])
    journal.append(study.vault, id, 3 * RATE, [did.QuestionMarked("story", Mark.SKIPPED, "late")])
    return id


def cursor(app: InterviewKit) -> object:
    return app.screen.query_one(RowList).key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40)])
async def test_notes_stand_in_the_margin_or_under_their_turn(
    study: Study, launch: Launcher, language: str, size: tuple[int, int]
) -> None:
    in_language(study, language)
    id = noted(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReadScreen))
        await until(pilot, lambda: "tears" in shown(app))
        painted = shown(app)
        assert say("note.flag", language) in painted
        assert say("note.skipped_why", language, reason="late") in painted
        line = next(line for line in painted.splitlines() if "≡ tears" in line)
        assert ("│" in line) is (size[0] == 120)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_keys_go_from_one_note_to_the_next_and_to_a_list(
    study: Study, launch: Launcher, language: str
) -> None:
    in_language(study, language)
    app = launch(screen="read", interview=noted(study))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReadScreen))
        await pilot.press("home", "n")
        first = cursor(app)
        while True:
            before = cursor(app)
            await pilot.press("n")
            if cursor(app) == before:
                break
        assert say("notes.no_more", language) in [n.message for n in app._notifications]
        assert cursor(app) == 3
        await pilot.press("N")
        assert cursor(app) == 2
        await pilot.press("l")
        assert say("notes.title", language) in shown(app)
        await pilot.press(*"late", "enter")
        assert cursor(app) == 3
        assert first in (1, 2)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "§ consent to share with researchers: no"),
        ("nl", "§ toestemming voor delen met onderzoekers: nee"),
    ],
)
async def test_consent_in_the_margin_says_what_was_asked(
    study: Study, launch: Launcher, language: str, line: str
) -> None:
    in_language(study, language)
    id = transcribed(study)
    journal.append(study.vault, id, 2 * RATE, [did.ConsentAnswered("share", Answer.NO)])
    app = launch(screen="read", interview=id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: line in " ".join(shown(app).split()))


@pytest.mark.parametrize("width", [80, 140])
async def test_what_was_typed_in_the_margin_is_set_apart_from_talk(
    study: Study, launch: Launcher, width: int
) -> None:
    id = proposed(study)
    journal.append(study.vault, id, 2 * RATE, [did.NoteTaken("Saw Marijke cry")])
    note, *_ = study.interview(id).searched_turns
    mention = Mention(note.number, 4, 11, MentionType.PERSON, "Marijke", "test", 1.0)
    found = names.proposals(study.vault, id)
    names.replace_proposals(study.vault, id, [Proposal(mention, found[0].entity), *found])
    app = launch(screen="review", interview=id)
    async with app.run_test(size=(width, 40), notifications=True) as pilot:
        await until(pilot, lambda: "≡ Saw Marijke" in shown(app))
        assert shown(app).count("≡ Saw") == 1
        app.screen.query_one(RowList).go_to((note.number, 4))
        await pilot.pause()
        is_beside = "≡ typed in the margin, not said" in shown(app)
        assert is_beside is (width == 140)
        await pilot.press("down")
        await pilot.pause()
        assert "typed in the margin" not in shown(app)


async def test_where_nothing_was_noted_the_keys_say_so(study: Study, launch: Launcher) -> None:
    id = transcribed(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReadScreen))
        for key in ("n", "N", "l"):
            await pilot.press(key)
        assert [n.message for n in app._notifications] == [say("notes.none", "en")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40)])
async def test_notes_stand_beside_the_debrief(
    study: Study, launch: Launcher, language: str, size: tuple[int, int]
) -> None:
    in_language(study, language)
    id = noted(study)
    app = launch()
    async with app.run_test(size=size, notifications=True) as pilot:
        app.debrief(id)
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await until(pilot, lambda: say("notes.beside_keys", language) in shown(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("downs", "decided"), [(0, None), (1, "keep"), (2, "destroy")])
async def test_withdrawn_consent_is_said_all_the_time_and_asked_about_at_the_end(
    study: Study, launch: Launcher, language: str, downs: int, decided: str | None
) -> None:
    in_language(study, language)
    id = prepared(study)
    app = launch(screen="interview", interview=id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await running(pilot)
        items = [item.id for item in screen.conductor.guide.consent]
        await pilot.press("k", *["down"] * items.index("record"), "enter", "down", "enter")
        await until(pilot, lambda: screen.conductor.state.phase is Phase.CONSENT_WITHDRAWN)
        await until(pilot, lambda: say("interview.withdrawn", language) in shown(app))
        assert say("interview.off", language) not in shown(app)
        frame = screen.conductor.frame
        await pilot.press("o")
        assert screen.conductor.state.phase is Phase.CONSENT_WITHDRAWN
        assert say("interview.withdrawn", language) in shown(app)
        assert screen.conductor.frame == frame
        screen.conductor.do(ask.End())
        app.interview_left(screen.conductor, None)
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert say("consent.later", language) in shown(app)
        await pilot.press(*["down"] * downs, "enter")
        if decided is None:
            await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
            assert study.interview(id).state.awaits_disposal
            return
        await until(pilot, lambda: not study.interview(id).state.awaits_disposal)
    assert (study.interview(id).sound.blocks == 0) is (decided == "destroy")
    assert study.interview(id).state.answer("record") is Answer.NO


@pytest.mark.parametrize("language", LANGUAGES)
async def test_struck_words_leave_the_live_line_and_the_suggestion_at_once(
    study: Study, launch: Launcher, language: str
) -> None:
    in_language(study, language)
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await running(pilot)
        assert isinstance(screen, InterviewScreen)
        screen.query_one(CaptionLine).listen()
        screen.conductor.do(ask.Suggest("medication", 0))
        talk = CaptionedTalk("hangmat", 1, ("medication",))
        screen.post_message(CaptionsChanged(talk))
        await until(pilot, lambda: "hangmat" in shown(app))
        assert screen.query_one(SuggestionLine).topic == "medication"
        await pilot.press("w", "down", "enter")
        await until(pilot, lambda: screen.is_ready and "hangmat" not in shown(app))
        assert not screen.query_one(SuggestionLine).topic


async def test_what_is_being_typed_is_kept_until_it_is_a_note_or_is_put_away(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study)

    def unfinished() -> list[str]:
        return [note.text for _, note in unfinished_notes.listed(study.vault)]

    app = launch(screen="interview", interview=id)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await running(pilot)
        await pilot.press("t", *"tears")
        await until(pilot, lambda: unfinished() == ["tears"])
        await pilot.press("ctrl+u")  # all of it at once
        await until(pilot, lambda: unfinished() == [])
        await pilot.press(*"tears")
        await until(pilot, lambda: unfinished() == ["tears"])
        await pilot.press("enter")
        assert unfinished() == []
        await pilot.press("t", "x")
        await until(pilot, lambda: unfinished() == ["x"])
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert unfinished() == []
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press(*"calm")
        await until(pilot, lambda: unfinished() == ["calm"])
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: unfinished() == [])
        await pilot.press(*"calm")
        await until(pilot, lambda: unfinished() == ["calm"])
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert unfinished() == []
