"""What a data manager puts right on the list: facts, one interview too many, shared names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.vault import audit_log, interviews, names
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared
from tests.support.pilot import shown, until
from tests.support.releasable_study import filed_interview

Launcher = Callable[..., InterviewKit]


async def at_fact(pilot, number: int) -> None:
    """Open what is noted of the interview under the cursor, and choose one of it."""
    await pilot.press("k")
    await pilot.pause()
    await pilot.press(*["down"] * number, "enter")
    await pilot.pause()


async def test_a_day_and_an_interviewer_are_put_right_and_set_back(
    study: Study, launch: Launcher
) -> None:
    id = filed_interview(study, "P07", "Het was een rustige dag.")
    before = study.interview(id).row
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.pause()
        await pilot.press("k")
        await until(pilot, lambda: "Held on" in shown(app))
        assert "Set back" not in shown(app)
        await pilot.press("escape")
        await at_fact(pilot, 0)
        await pilot.press(*"2026-05-01", "enter")
        await until(pilot, lambda: study.interview(id).row.created_at.startswith("2026-05-01"))
        await until(pilot, lambda: f"{id} is filed anew: version 2" in shown(app))
        await at_fact(pilot, 1)
        await pilot.press("x", "enter")
        await until(pilot, lambda: study.interview(id).row.interviewer == "x")
        await until(pilot, lambda: "interviewer is now x" in shown(app))
        await pilot.press("k", "end", "enter")
        await until(pilot, lambda: study.interview(id).row.interviewer == before.interviewer)
        await pilot.press("k", "end", "enter")
        await until(pilot, lambda: study.interview(id).row == before)
    acts = [entry.act for entry in audit_log.entries(study.vault)]
    assert acts.count("put right") == 4


async def test_a_day_to_come_is_refused_in_a_sentence(study: Study, launch: Launcher) -> None:
    id = prepared(study, "P01")
    before = study.interview(id).row
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.pause()
        await at_fact(pilot, 0)
        await pilot.press(*"2999-01-01", "enter")
        await until(pilot, lambda: "still to come" in shown(app))
    assert study.interview(id).row == before


async def test_an_attribute_is_chosen_from_the_guides_values(
    study: Study, launch: Launcher
) -> None:
    id = prepared(study, "P01")
    attributes = study.interview(id).guide.attributes
    number, attribute = next(
        (number, entry) for number, entry in enumerate(attributes) if entry.values
    )
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.pause()
        await at_fact(pilot, 5 + number)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Noted of P01" in shown(app))
        participant = interviews.find_participant(study.vault, "P01")
        assert participant is not None
        assert participant.attributes[attribute.id] == attribute.values[1].id


async def test_a_code_is_put_right_and_one_that_is_like_another_is_asked_about(
    study: Study, launch: Launcher
) -> None:
    prepared(study, "P07")
    prepared(study, "P08")  # the newest is first on the list
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.pause()
        await at_fact(pilot, 4)
        await pilot.press(*"P7", "enter")
        await pilot.pause()
        assert "P07" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "P08-1 is now P07-2" in shown(app))
    assert [row.id for row in interviews.all_of(study.vault)] == ["P07-1", "P07-2"]


async def test_one_interview_goes_once_its_id_is_typed_and_the_other_stays(
    study: Study, launch: Launcher
) -> None:
    prepared(study, "P01")
    prepared(study, "P01")
    app = launch()
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        for typed, remaining_ids in (("P01", ["P01-1", "P01-2"]), ("p01-2", ["P01-1"])):
            await pilot.press("D")
            await pilot.pause()
            assert "Destroy P01-2" in shown(app)
            assert "Enter destroys" in shown(app)
            await pilot.press(*typed, "enter")
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            if len(remaining_ids) == 1:
                await until(pilot, lambda: "P01-2 is gone" in shown(app))
            assert [row.id for row in interviews.all_of(study.vault)] == remaining_ids
    assert audit_log.head(study.vault).number
    assert [entry.about for entry in audit_log.entries(study.vault)][-1] == "P01-2"


@pytest.fixture
def twice(study: Study) -> Study:
    """A study in which a town and a psychiatrist stand twice, as after a merge."""
    place, person = MentionType.PLACE, MentionType.PERSON
    names.put_entities(
        study.vault,
        [
            Entity("e1", place, "[plaats 1]", ("Zwolle",)),
            Entity("e2", person, "[psychiater 1]", ("van Santen",), "psychiater"),
            Entity("e3", place, "[plaats 2]", ("Zwolle",)),
            Entity("e4", person, "[psychiater 2]", ("van Santen",), "psychiater"),
        ],
    )
    return study


async def test_what_stands_twice_is_joined_but_who_is_somebody_else(
    twice: Study, launch: Launcher
) -> None:
    prepared(twice, "P01")
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.pause()
        await pilot.press("J")
        await pilot.pause()
        assert "Zwolle: [plaats 2] → [plaats 1]" in shown(app)
        await pilot.press("down", "space", "enter")
        await until(pilot, lambda: "Joined: 1" in shown(app))
        joined_to = {entity.id: entity.same_as for entity in names.entities(twice.vault)}
        assert (joined_to["e3"], joined_to["e4"]) == ("e1", "")
        await pilot.press("J")
        await pilot.pause()
        await pilot.press("escape")
    joined_to = {entity.id: entity.same_as for entity in names.entities(twice.vault)}
    assert joined_to["e4"] == ""
