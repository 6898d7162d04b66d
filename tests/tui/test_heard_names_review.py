"""Names that may be said: listened to and decided on by keys, in the review."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.model.heard_name import HeardName
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.vault import heard_names
from interview_kit.vault.heard_names import NameSuspicion
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import transcribed
from tests.support.pilot import shown, until

Launcher = Callable[..., InterviewKit]


def suspect(study: Study, id: str, *names: str) -> None:
    """Let the first word of each of the first turns be suspected to be a name."""
    suspicions = [
        NameSuspicion(
            HeardName(name, name, turn.text.split()[0], turn.start_ms, turn.end_ms, 0.9),
            turn.number,
            MentionType.PERSON,
        )
        for name, turn in zip(names, study.interview(id).turns, strict=False)
    ]
    heard_names.replace_suspected(study.vault, id, suspicions)


async def test_one_key_confirms_a_name_that_may_be_said_wherever_it_is_suspected(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study)
    texts = [turn.text for turn in study.interview(id).turns]
    suspect(study, id, "Hüseyin", "Hüseyin")
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "2 to listen to" in shown(app))
        await pilot.press("h")
        await until(pilot, lambda: "holds no sound" in shown(app))
        await pilot.press("end", "n", "a")
        await until(pilot, lambda: "to listen to" not in shown(app))
        assert all("Hüseyin" in turn.text for turn in study.interview(id).turns[:2])
        await pilot.press("z")
        await until(pilot, lambda: "2 to listen to" in shown(app))
        assert [turn.text for turn in study.interview(id).turns] == texts
        await pilot.press("end", "n", "x")
        await until(pilot, lambda: "1 to listen to" in shown(app))


async def test_one_after_the_other_is_decided_by_keys_that_say_what_they_do(
    study: Study, launch: Launcher
) -> None:
    id = transcribed(study, times=2)
    suspect(study, id, "Hüseyin", "Bülent", "Seyfettin")
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True, size=(80, 24)) as pilot:
        await until(pilot, lambda: "3 to listen to" in shown(app))
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        for name in ("Hüseyin", "Bülent", "Seyfettin"):
            assert screen.heard_name is not None
            assert screen.heard_name.suspicion.heard_name.name == name
            assert "A is said   X not said   P play" in shown(app)
            await pilot.press("x")
        await until(pilot, lambda: "to listen to" not in shown(app))
        assert "X not said" not in shown(app)
