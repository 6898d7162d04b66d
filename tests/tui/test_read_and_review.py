"""Reading, correcting and deciding on names; every key of both screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from interview_kit.corpus import filed_interviews as filed
from interview_kit.interface.actions import of_screen
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.word_picker import WordPicker
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import decisions, names, transcripts
from interview_kit.vault.decisions import DecisionKind
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.text_states import text_status
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.interview_stages import proposed, transcribed
from tests.support.pilot import shown, until

Launcher = Callable[..., InterviewKit]
P, A, R = Verdict.PROPOSED, Verdict.ACCEPTED, Verdict.REJECTED

# Keys and the verdicts of the three places after them: twice the sister, once the town.
DECIDING: dict[str, tuple[tuple[str, ...], tuple[Verdict, Verdict, Verdict]]] = {
    "accept": (("a",), (A, P, P)),
    "reject": (("x",), (R, P, P)),
    "accept_entity": (("A",), (A, P, A)),
    "reject_entity": (("X",), (R, P, R)),
    "accept_all": (("ctrl+a", "down", "enter"), (A, A, A)),
    "reopen": (("a", "up", "u"), (P, P, P)),
}


def verdicts(study: Study, id: str) -> tuple[Verdict, ...]:
    return tuple(each.verdict for each in names.proposals(study.vault, id))


def test_every_key_of_reading_and_reviewing_is_tried_here() -> None:
    reviewing = {action.method for action in of_screen("review")}
    elsewhere = {
        "rename",
        "missed",
        "approve",
        "play",
        "file",
        "leave",
        "reach",
        "next_open",
        "undo",
        "join",
        "split",
        "hear",
    }
    assert reviewing == {*DECIDING, *elsewhere}
    reading = {action.method for action in of_screen("read")}
    correcting = {  # test_correcting.py
        *("next_doubt", "earlier_doubt", "right", "take", "redo", "replace", "alike", "checked"),
        *("speaker_reach", "join", "remove", "insert", "mark", "note", "vocabulary"),
    }
    hearing = {"play_turn", "back", "forth", "loop", "slower", "faster"}  # test_read_sound.py
    assert reading - correcting - hearing == {
        "edit",
        "speaker",
        "swap",
        "undo",
        "question",
        "missed",
        "play",
        "strike",
        "find",
        "next_note",  # test_notes_on_screens.py, with the two after it
        "earlier_note",
        "notes",
        "next_change",  # test_changes_on_the_screen.py, with the one after it
        "changes",
        "leave",
    }


async def test_a_turn_is_corrected_beside_what_the_machine_heard_and_back(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("down", "enter", "ctrl+end", *" Really.", "escape")
        turn = transcripts.turns(study.vault, id)[1]
        assert turn.text == "My sister Marijke brought me here from Almere. Really."
        assert "✎ corrected" in shown(app)
        assert transcripts.machine_turns(study.vault, id)[1].text.endswith("Almere.")
        await pilot.press("u")
        assert transcripts.turns(study.vault, id)[1].text.endswith("Almere.")
        assert "✎ corrected" not in shown(app)


async def test_who_only_looks_at_a_text_changes_nothing(study: Study, launch: Launcher) -> None:
    id = transcribed(study)
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        await pilot.press("enter", "right", "end", "up", "down", "escape")
        assert transcripts.corrections(study.vault, id) == ()


async def test_one_key_gives_a_turn_to_the_next_speaker(study: Study, launch: Launcher) -> None:
    id = transcribed(study)
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        await pilot.press("s")
        assert transcripts.turns(study.vault, id)[0].speaker is Speaker.PARTICIPANT
        await pilot.press("s")
        assert transcripts.turns(study.vault, id)[0].speaker is Speaker.OTHER


async def test_one_key_swaps_two_speakers_everywhere_and_back(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    before = [turn.speaker for turn in transcripts.turns(study.vault, id)]
    swap = {
        Speaker.INTERVIEWER: Speaker.PARTICIPANT,
        Speaker.PARTICIPANT: Speaker.INTERVIEWER,
    }
    async with launch(screen="read", interview=id).run_test(notifications=True) as pilot:
        await pilot.press("S")
        now = [turn.speaker for turn in transcripts.turns(study.vault, id)]
        assert now == [swap[speaker] for speaker in before]
        await pilot.press("S")
        assert [turn.speaker for turn in transcripts.turns(study.vault, id)] == before


async def test_finding_goes_to_the_next_turn_that_says_it(study: Study, launch: Launcher) -> None:
    app = launch(screen="read", interview=transcribed(study))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("slash", *"marijke", "enter")
        assert app.screen.query_one(RowList).key == 2
        await pilot.press("slash", *"marijke", "enter")
        assert app.screen.query_one(RowList).key == 3


async def test_a_missed_name_is_marked_wherever_it_stands(study: Study, launch: Launcher) -> None:
    id = transcribed(study)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("down", "m", "m", "enter", "enter")
        await until(pilot, lambda: "Marked in 2 places" in shown(app))
    assert verdicts(study, id) == (A, A)


async def test_each_key_decides(study: Study, launch: Launcher) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id)
    async with app.run_test() as pilot:
        for keys, expected in DECIDING.values():
            decide(study, id, names.proposals(study.vault, id), P)
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            screen.draw()
            await pilot.press("home", *keys)
            assert (keys, verdicts(study, id)) == (keys, expected)


async def test_every_replacement_is_shown_in_its_sentence_under_its_entity(
    study: Study, launch: Launcher
) -> None:
    app = launch(screen="review", interview=proposed(study))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "Annelies   person · sister · 2×" in text
        assert "My sister Marijke → Annelies brought me" in text
        assert "Almere → Deventer" in text


async def test_another_pseudonym_holds_for_the_whole_study(study: Study, launch: Launcher) -> None:
    app = launch(screen="review", interview=proposed(study))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("c")
        for name in ("Almere", "Tineke"):  # the first is a real name, and stands there to be mended
            app.screen.query_one(Input).value = name
            await pilot.press("enter")
            assert bool(app.screen.query(Input)) == (name == "Almere")
        assert names.entities(study.vault)[0].pseudonym == "Tineke"


async def test_a_verdict_for_the_study_reaches_every_interview_and_is_taken_back(
    study: Study, launch: Launcher
) -> None:
    id, other = proposed(study), proposed(study, "P02")
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("s", "s")
        assert "the next verdict holds for the whole study" in shown(app)
        await pilot.press("a", *"known", "enter")
        assert (verdicts(study, id), verdicts(study, other)) == ((A, P, A), (A, P, A))
        assert [each.why for each in decisions.all_of(study.vault)] == ["known"]
        await pilot.press("z")
        assert (verdicts(study, id), verdicts(study, other)) == ((P, P, P), (P, P, P))


async def test_the_next_open_place_is_found_past_what_is_decided(
    study: Study, launch: Launcher
) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("a", "home", "n")
        assert app.screen.query_one(RowList).key == (3, 23)
        await pilot.press("n", "n")
        assert app.screen.query_one(RowList).key == (3, 23)


async def test_the_review_begins_where_a_decision_is_wanted_and_filing_goes_there(
    study: Study, launch: Launcher
) -> None:
    id = proposed(study)
    first, *_ = names.proposals(study.vault, id)
    decide(study, id, (first,), A)
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        begins_at = app.screen.query_one(RowList).key
        assert begins_at not in (None, app.screen.query_one(RowList).keys[0])
        await pilot.press("home", "f")
        await until(pilot, lambda: app.screen.query_one(RowList).key == begins_at)


async def test_who_is_who_is_put_right_and_taken_back(study: Study, launch: Launcher) -> None:
    id = proposed(study)
    names.put_entities(
        study.vault, [Entity("e3", MentionType.PERSON, "Roos", ("Marij",), "aunt", "P01")]
    )
    app = launch(screen="review", interview=id)

    def behind() -> list[str]:
        return [each.entity for each in names.proposals(study.vault, id)]

    async with app.run_test(notifications=True) as pilot:
        await pilot.press("j")
        await until(pilot, lambda: "shares a name" in shown(app))
        await pilot.press(*"roos", "enter", "enter")
        assert behind() == ["e3", "e2", "e3"]
        await pilot.press("z", "home", "d", "enter", *"a namesake", "enter")
        assert behind() == ["e4", "e2", "e1"]
        assert [each.kind for each in decisions.all_of(study.vault)] == [
            DecisionKind.MERGED,
            DecisionKind.SPLIT,
        ]


async def test_a_suspicious_word_is_marked_as_a_name_or_put_aside(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    names.replace_proposals(study.vault, id, [])
    correct_turn(study.interview(id), 1, text="How are you today, Qwirrel? Not brobbelig?")
    names.replace_proposals(study.vault, id, [])
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "Suspicious words" in shown(app))
        await pilot.press("home", "a", "enter")
        assert [each.mention.text for each in names.proposals(study.vault, id)] == ["Qwirrel"]
        await pilot.press("n", "x")
        assert shown(app).count("brobbelig") == 1  # beside the name, and not asked about


async def test_words_are_picked_by_arrows_and_first_letters(study: Study, launch: Launcher) -> None:
    app = launch(screen="read", interview=transcribed(study))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("down", "m")
        dialog = app.screen
        assert isinstance(dialog, WordPicker)
        for keys, picked in (
            (("a",), "Almere"),
            (("m",), "My"),
            (("m",), "Marijke"),
            (("shift+right", "shift+right"), "Marijke brought me"),
            (("shift+left",), "Marijke brought"),
            (("left",), "Marijke"),
        ):
            await pilot.press(*keys)
            assert dialog.picked == picked


async def test_a_second_reader_approves_who_did_not_decide(study: Study, launch: Launcher) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id, who="anna")
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("g", *"bert", "enter")
        await until(pilot, lambda: "are not all decided on" in shown(app))
        await pilot.press("ctrl+a", "down", "enter", "g", *"anna", "enter")
        await until(pilot, lambda: "anna decided on the names" in shown(app))
        await pilot.press("g", *"bert", "enter")
        # One account holds both: whether somebody else reads now is asked.
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Approved by bert." in shown(app))
    assert text_status(study.interview(id)).checked_by == "bert"


async def test_filing_waits_for_every_decision(study: Study, launch: Launcher) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "3 places are to be decided" in shown(app))
        assert "F file" not in shown(app).splitlines()[-2]
        await pilot.press("ctrl+a", "down", "enter")
        await until(pilot, lambda: shown(app).splitlines()[-2].startswith("  F file"))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    record = next(iter(filed.records(study.corpus)))
    assert "Marijke" not in " ".join(turn.text for turn in record.turns)
    assert "Annelies" in " ".join(turn.text for turn in record.turns)


async def test_a_missed_name_is_looked_for_in_its_turn_and_the_way_leads_back(
    study: Study, launch: Launcher
) -> None:
    app = launch(screen="review", interview=proposed(study))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("m")
        assert isinstance(app.screen, ReadScreen)
        await pilot.pause()
        assert app.screen.query_one(RowList).key == 2
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_moving_among_thousands_of_turns_wraps_none_of_them_again(
    study: Study, launch: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = transcribed(study, times=1000)
    app = launch(screen="read", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("end")
        assert app.screen.query_one(RowList).key == 3000
        monkeypatch.setattr("interview_kit.tui.read.transcript_rows.lines", None)
        await pilot.press(*["up"] * 10, "pageup", "home")
        assert app.screen.query_one(RowList).key == 1
