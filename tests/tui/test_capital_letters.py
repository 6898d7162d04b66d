"""Caps Lock on: what a letter does on the list, in a transcript, in the review and while coding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from interview_kit.corpus import codes
from interview_kit.corpus import filed_interviews as filed
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.coding.coding_screen import CodingScreen
from interview_kit.tui.overview.overview_screen import OverviewScreen
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import names, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.study.open_study import Study
from tests.support.filed_record import RECORD
from tests.support.interview_stages import proposed, transcribed
from tests.support.pilot import acted, until

Launcher = Callable[..., InterviewKit]


@pytest.mark.parametrize(
    ("capital", "screen"),
    [("N", PrepareScreen), ("R", ReadScreen), ("V", ReviewScreen), ("O", OverviewScreen)],
)
async def test_on_the_list_a_capital_opens_what_its_letter_opens_but_for_its_own(
    study: Study, launch: Launcher, capital: str, screen: type
) -> None:
    proposed(study)
    app = launch()
    async with app.run_test() as pilot:
        await pilot.press(capital)
        await until(pilot, lambda: isinstance(app.screen, screen))


@pytest.mark.parametrize("capital", ["D", "K", "J", "W"])
async def test_on_the_list_a_capital_destroys_and_begins_nothing_by_itself(
    study: Study, launch: Launcher, capital: str
) -> None:
    id = proposed(study)
    app = launch()
    async with app.run_test() as pilot:
        await pilot.press(capital, capital, capital)
        await pilot.pause()
        assert [interview.id for interview in study.interviews()] == [id]


async def test_what_is_typed_into_a_form_keeps_its_capitals(study: Study, launch: Launcher) -> None:
    app = launch()
    async with app.run_test() as pilot:
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, PrepareScreen))
        field = next(iter(app.screen.query(Input)))
        field.focus()
        field.value = ""
        await pilot.press(*"PDQ9")
        assert field.value == "PDQ9"


async def test_in_a_transcript_a_capital_acts_and_is_typed_where_one_types(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    before = transcripts.turns(study.vault, id)
    async with launch(screen="read", interview=id).run_test() as pilot:
        for key, is_changed in (("S", True), ("u", False), ("U", True)):
            await pilot.press(key)
            speaker = transcripts.turns(study.vault, id)[0].speaker
            assert (key, speaker is not before[0].speaker) == (key, is_changed)
        for key in ("E", "end", *"SUQ", "escape"):
            await pilot.press(key)
            await acted(pilot.app)
        assert any("SUQ" in turn.text for turn in transcripts.turns(study.vault, id))


async def test_in_the_review_a_capital_without_a_meaning_does_what_its_letter_does(
    study: Study, launch: Launcher
) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id)

    def verdicts() -> list[Verdict]:
        return [proposal.verdict for proposal in names.proposals(study.vault, id)]

    async with app.run_test() as pilot:
        await pilot.press("A")
        assert verdicts() == [Verdict.ACCEPTED, Verdict.PROPOSED, Verdict.ACCEPTED]
        await pilot.press("N")
        assert app.screen.query_one(RowList).key == (2, 39)
        await pilot.press("Z")
        assert Verdict.ACCEPTED not in verdicts()


async def test_while_coding_a_capital_does_what_its_letter_does(
    study: Study, launch: Launcher
) -> None:
    filed.put(study.corpus, RECORD)
    with study.corpus.atomic() as db:
        codes.add_missing(db, [CodebookEntry("hope", "Hope")])
    app = launch()
    async with app.run_test() as pilot:
        app.push_screen(CodingScreen(study.corpus, "P07-1", 2))
        await pilot.pause()
        await pilot.press("1", "M", *"LATER", "enter")
        await pilot.pause()
        (coding,) = filed.record(study.corpus, "P07-1").codings
        assert coding.memo == "LATER"
        await pilot.press("X")
        assert filed.record(study.corpus, "P07-1").codings == ()
        await pilot.press("U")
        assert len(filed.record(study.corpus, "P07-1").codings) == 1
