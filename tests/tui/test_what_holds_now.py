"""Looking, ending and clicking: what the screen says is what holds, in both languages."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from interview_kit.audio.recorder_events import DiskLow, FlatLine
from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import of_screen
from interview_kit.interface.texts import say
from interview_kit.model.clock import frames_to_ms
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.timeline import question_at
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.interview.side_panel import OutlineList
from interview_kit.tui.thread_messages import SoundChanged
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from tests.support.painted_letters import lines_of
from tests.support.pilot import acted, shown, until
from tests.support.scenes import make_studies, played

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    make_studies(folder)
    return folder


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await acted(pilot.app)
    await pilot.pause()


def interview_of(pilot):
    """The conductor of the interview under what is shown."""
    return next(
        screen.conductor for screen in pilot.app.screen_stack if isinstance(screen, InterviewScreen)
    )


def bar_of(app):
    """The key bar as it is painted."""
    bar = app.screen.query_one(KeyBar).region
    return " ".join(line.strip() for line in lines_of(app)[bar.y : bar.bottom])


WORDS = {
    "en": {
        "looking": "Only looking. Talking about: Which moments",
        "move": "Enter talk about this   Esc stop looking",
        "asked": "Enter asked, next",
        "on": "O on record",
        "go_on": "P go on",
        "stay": {
            "": "Stay, recording goes on",
            "p": "Stay, recording is paused",
            "o": "Stay off record, nothing is kept",
        },
        "note": {"": "Recording goes on.", "p": "Recording is paused.", "o": "no sound is kept"},
        "open": ("never asked: ", "raised, not followed up: ", "consent not asked: "),
        "section": "Do not bring up a diagnosis",
        "nothing": "Nothing fits.",
        "drop": "Put this away?",
    },
    "nl": {
        "looking": "Alleen kijken. U praat over: Welke momenten",
        "move": "Enter hierover praten   Esc klaar met kijken",
        "asked": "Enter gesteld, verder",
        "on": "O weer opnemen",
        "go_on": "P verder",
        "stay": {
            "": "Blijven, de opname loopt door",
            "p": "Blijven, de opname is gepauzeerd",
            "o": "Blijven, buiten opname: er wordt niets bewaard",
        },
        "note": {"": "De opname loopt door.", "p": "gepauzeerd.", "o": "wordt niet bewaard"},
        "open": ("nooit gevraagd: ", "niet op doorgevraagd: ", "toestemming niet gevraagd: "),
        "section": "Noem zelf geen diagnose",
        "nothing": "Niets past hierbij.",
        "drop": "Dit wegdoen?",
    },
}


@pytest.fixture(params=["en", "nl"])
def language(request):
    return request.param


@pytest.fixture
def said(language):
    return WORDS[language]


async def test_looking_moves_nothing_and_enter_moves(language, said, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, WIDE) as pilot:
        screen = pilot.app.screen
        conductor = screen.conductor
        before, entries = conductor.state.question, conductor.entries
        await press(pilot, "right", "down", "left", "up", "right")
        assert said["looking"] in shown(pilot.app)
        assert said["move"] in bar_of(pilot.app)
        assert conductor.entries == entries
        assert question_at(conductor.entries, conductor.state.rate)(10**9) == before
        seen = screen.looked_at
        assert screen.query_one("#outline", OutlineList).key == seen != before
        await press(pilot, "escape")
        assert said["looking"] not in shown(pilot.app)
        assert said["asked"] in bar_of(pilot.app)
        assert screen.query_one("#outline", OutlineList).key == before
        await press(pilot, "right", "enter")
        assert conductor.state.question == seen
        assert not screen.looked_at
        ms = frames_to_ms(conductor.frame, conductor.state.rate) + 1
        assert question_at(conductor.entries, conductor.state.rate)(ms) == seen


async def test_marks_and_probes_are_those_of_what_is_seen(language, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        screen = pilot.app.screen
        talked = screen.conductor.state.question
        await press(pilot, "right", "right")
        seen = screen.looked_at
        await press(pilot, "1", "x")
        state = screen.conductor.state
        assert (state.mark(seen), state.mark(talked)) == (Mark.REFUSED, Mark.OPEN)
        assert screen.conductor.guide.question(seen).probes[0].id in state.probes
        assert screen.looked_at == seen


async def test_a_used_probe_says_so_whole_and_a_probe_that_is_not_there_is_said(
    language, studies, tmp_path
):
    async with played("interview", studies, tmp_path, language, (60, 24)) as pilot:
        screen = pilot.app.screen
        first, *_ = screen.conductor.guide.questions  # its probes are long
        while screen.looked_at != first.id:
            await press(pilot, "left")
        await press(pilot, "1", "2")
        used_word = say("interview.used", language)
        told = [line.rstrip() for line in lines_of(pilot.app)]
        assert len([line for line in told if line.endswith(used_word)]) == len(first.probes)
        await press(pilot, "9")
        assert say("interview.no_probe", language, number=9) in shown(pilot.app)


async def test_a_pause_off_record_says_which_key_goes_on_and_no_earlier_word_stays(
    language, studies, tmp_path
):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        app = pilot.app
        flagged = say("interview.flagged", language, time="").split("00")[0].strip(" .")
        await press(pilot, "f")
        assert flagged in shown(app)
        await press(pilot, "o", "p")
        assert say("interview.is_off", language, key="O").split(".")[0] in shown(app)
        assert flagged not in shown(app)
        await press(pilot, "o", "p", "o")
        assert say("interview.is_paused", language, key="P").split(".")[0] in shown(app)


async def test_every_consent_item_is_in_view_where_another_answer_is_noted(
    language, studies, tmp_path
):
    async with played("interview-consent", studies, tmp_path, language, NARROW) as pilot:
        rows = pilot.app.screen.query_one(RowList)
        assert len(rows.keys) == len(interview_of(pilot).guide.consent)
        assert rows.max_scroll_y == 0


async def test_the_time_that_is_left_stands_whole_where_it_is_narrow(language, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, (72, 24)) as pilot:
        await press(pilot, "f")
        bar = lines_of(pilot.app)[1]
        unit = say("interview.left", language, minutes=0).replace("0", "").split()
        assert all(word in bar.split() for word in unit)


@pytest.mark.parametrize(
    "scene", ["home", "home-working", "prepare", "interview", "read", "review", "corpus"]
)
async def test_the_way_out_is_in_the_bar_where_it_is_narrow(scene, language, studies, tmp_path):
    async with played(scene, studies, tmp_path, language, NARROW) as pilot:
        table = of_screen(pilot.app.screen.TABLE)
        leave = next(action for action in table if action.method == "leave")
        bar = bar_of(pilot.app)
        assert f"{shown_keys(leave, {})[0]} {leave.label.in_(language)}" in bar
        assert "F1" in bar


@pytest.mark.parametrize("key", ["", "p", "o"])
async def test_bar_and_dialogs_say_what_holds_of_the_sound(key, language, said, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        await press(pilot, *key)
        bar = bar_of(pilot.app)
        assert (said["on"] in bar, said["go_on"] in bar) == (key == "o", key == "p")
        await press(pilot, "q")
        assert said["stay"][key] in shown(pilot.app)
        await press(pilot, "escape", "t")
        assert said["note"][key] in shown(pilot.app)


async def test_the_end_says_what_is_open_and_a_number_goes_there(language, said, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, WIDE) as pilot:
        screen = pilot.app.screen
        await press(pilot, "m", "3", "q")
        text = shown(pilot.app)
        assert all(beginning in text for beginning in said["open"])
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, ChoiceDialog)  # ten and more are meant, or this one
        await press(pilot, "enter", "enter")
        assert screen.conductor.state.answer("quote") is Answer.YES
        await press(pilot, "q", "5")
        assert screen.conductor.state.question == "hospitalization"
        assert pilot.app.screen is screen


async def test_the_notes_of_a_section_are_shown(language, said, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        assert said["section"] in " ".join(shown(pilot.app).replace("▎", "").split())
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, ReadingDialog)
        assert said["section"] in " ".join(shown(pilot.app).split())


async def test_a_search_says_when_nothing_fits_and_takes_every_letter(
    language, said, studies, tmp_path
):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        pilot.app.simulate_key("j")
        await until(pilot, lambda: isinstance(pilot.app.screen, FindDialog))
        for letter in "abilify":
            pilot.app.simulate_key(letter)
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == "abilify")
        await pilot.pause()
        await pilot.click("FindDialog .ask")
        await press(pilot, "x")
        assert pilot.app.screen.query_one(Input).value == "abilifyx"
        assert said["nothing"] not in shown(pilot.app)  # it goes on from a cue
        await press(pilot, "q", *["backspace"] * 3, *"zz")
        assert said["nothing"] in shown(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FindDialog)
        await press(pilot, *["backspace"] * 2, "enter")
        assert pilot.app.screen.conductor.state.question == "medication"


async def test_escape_asks_before_it_drops_what_was_typed(language, said, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        screen = pilot.app.screen
        await press(pilot, "t", "escape")
        assert pilot.app.screen is screen
        await press(pilot, "t", *"calm", "escape")
        assert said["drop"] in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LineDialog)
        await press(pilot, "escape", "enter")
        assert pilot.app.screen.typed == "calm"
        await press(pilot, "escape", "down", "enter")
        assert pilot.app.screen is screen
        assert screen.conductor.state.notes == 0


async def test_what_is_told_never_covers_a_dialog(language, studies, tmp_path):
    for scene in ("interview-jump", "interview-leave", "interview-note", "interview-help"):
        async with played(scene, studies, tmp_path / scene, language, NARROW) as pilot:
            before = lines_of(pilot.app)
            pilot.app.screen.notify("The disk has room again.", markup=False)
            await pilot.pause()
            after = lines_of(pilot.app)
            assert sum("The disk has room again." in line for line in after) == 1
            kept = {line.strip() for line in before if line.strip()}
            # A line more in the box; of a list that fills it one row is scrolled to.
            assert len(kept - {line.strip() for line in after}) <= 3
            assert not any(toast.region for toast in pilot.app.screen.query("Toast").results())


async def test_an_alarm_leaves_the_question_where_it_is(language, studies, tmp_path):
    for size in ((60, 24), NARROW, WIDE):
        scratch = tmp_path / f"{size[0]}"
        async with played("interview", studies, scratch, language, size) as pilot:
            question = pilot.app.screen.conductor.guide.question(
                pilot.app.screen.conductor.state.question
            )
            beginning = question.text.in_(language)[:30]
            places = [n for n, line in enumerate(lines_of(pilot.app)) if beginning in line]
            for event in (FlatLine(0, 4, 0), FlatLine(0, 4, 1), DiskLow(0, 5)):
                pilot.app.screen.post_message(SoundChanged(event))
            await pilot.pause()
            after = [n for n, line in enumerate(lines_of(pilot.app)) if beginning in line]
            assert places == after != []


async def test_keys_probes_and_outline_answer_to_clicks(language, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)

        async def click(words, *, from_line=0):
            lines = lines_of(pilot.app)
            y = next(n for n, line in enumerate(lines) if n >= from_line and words in line)
            await pilot.click(offset=(lines[y].index(words) + 1, y))
            await acted(pilot.app)
            await pilot.pause()

        guide, talked = screen.conductor.guide, screen.conductor.state.question
        probe = guide.question(talked).probes[1]
        await click(probe.text.in_(language)[:20])
        assert probe.id in screen.conductor.state.probes
        flags = screen.conductor.state.flags
        bar = screen.query_one(KeyBar).region.y
        await click({"en": "flag", "nl": "markeer"}[language], from_line=bar)
        assert screen.conductor.state.flags == flags + 1
        outline = screen.query_one("#outline", OutlineList)
        other = guide.question("vulnerabilities").text.in_(language)[:20]
        await click(other)
        assert (screen.looked_at, outline.key) == ("vulnerabilities", "vulnerabilities")
        assert screen.conductor.state.question == talked
        await click(other, from_line=outline.region.y)
        assert screen.conductor.state.question == "vulnerabilities"
        await click(guide.topics[0].title.in_(language))
        assert screen.looked_at == "diagnosis"
        await click(guide.sections[5].title.in_(language), from_line=outline.region.y)
        assert (screen.looked_at, outline.key) == ("diagnosis", "diagnosis")


async def test_any_topic_is_raised_from_wherever_one_is(language, studies, tmp_path):
    async with played("interview", studies, tmp_path, language, NARROW) as pilot:
        screen = pilot.app.screen
        before = screen.conductor.state.question
        await press(pilot, "right", "m", "5")
        assert screen.conductor.state.mark("psychological-treatment") is Mark.RAISED
        assert screen.conductor.state.question == before
        entries = screen.conductor.entries
        await press(pilot, "m", "5")
        assert screen.conductor.entries == entries
