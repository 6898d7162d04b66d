"""Who reads a transcript as the second sees what was changed, by whom, and goes there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.model.speaker import Speaker
from interview_kit.tui.app import InterviewKit
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.heard_transcript import heard_transcript
from tests.support.pilot import pressed, read_screen, shown, until

Launcher = Callable[..., InterviewKit]
INTERVIEWER, PARTICIPANT = Speaker.INTERVIEWER, Speaker.PARTICIPANT
SAID = (
    (INTERVIEWER, ("How", "are", "you", "today?")),
    (PARTICIPANT, ("I", "took", "risperi", "don", "then", "and", "slept.")),
    (INTERVIEWER, ("Thanks", "for", "watching.")),
    (PARTICIPANT, ("It", "was", "hard", "for", "everyone.")),
)


@pytest.fixture
def id(study: Study) -> str:
    """An interview that Els corrected in four ways."""
    id = heard_transcript(study, SAID)
    els = TranscriptEditor(study.interview(id), "els")
    els.write(2, "I took risperidon then and slept.")
    els.split(2, len("I took risperidon"))
    els.change_speaker(5, INTERVIEWER)
    els.delete(3)
    els.note(4, "ask her about this")
    return id


async def test_one_key_leads_from_change_to_change_and_says_what_the_machine_heard(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 30)
    ) as pilot:
        assert "✎ taken out (els): Interviewer: Thanks for watching." in shown(pilot.app)
        seen = []
        for _ in range(3):
            await pressed(pilot, "g")
            seen.append((read_screen(pilot).number, shown(pilot.app)))
        assert [number for number, _ in seen] == [2, 5, 4]
        assert "The machine heard: I took risperi don" in seen[0][1]
        assert "The machine heard: Participant: then and slept." in seen[1][1]
        await pressed(pilot, "g")
        await until(
            pilot, lambda: "the last turn that was changed; this is the first" in shown(pilot.app)
        )
        assert "corrected (els)" in shown(pilot.app)


async def test_the_list_has_every_change_with_who_made_it(
    study: Study, launch: Launcher, id: str
) -> None:
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 40)
    ) as pilot:
        await pressed(pilot, "G")
        await until(pilot, lambda: "What was changed" in shown(pilot.app))
        for told in (
            "Participant · changed · els",
            "I took −risperi don +risperidon",
            "Participant → Interviewer · split off turn at",
            "Interviewer · taken out · els",
            "−Thanks for watching.",
            "≡ ask her about this",
        ):
            assert told in shown(pilot.app), told
        await pressed(pilot, *"everyone", "enter")
        assert read_screen(pilot).number == 4


async def test_the_first_corrector_finds_what_the_second_noted_and_changed(
    study: Study, launch: Launcher, id: str
) -> None:
    TranscriptEditor(study.interview(id), "jan").write(2, "I took risperidone")
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 30)
    ) as pilot:
        assert "corrected (els, jan)" in shown(pilot.app)
        await pressed(pilot, "n")
        assert read_screen(pilot).number == 4
        await pressed(pilot, "home", "l")
        await until(pilot, lambda: "≡ ask her about this" in shown(pilot.app))
        await pressed(pilot, "enter")
        assert read_screen(pilot).number == 4


async def test_a_turn_that_is_taken_out_stands_as_a_line_until_it_is_back(
    study: Study, launch: Launcher
) -> None:
    id = heard_transcript(study, SAID)
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 30)
    ) as pilot:
        await pressed(pilot, "g")
        await until(pilot, lambda: "Every turn is as the machine made it." in shown(pilot.app))
        await pressed(pilot, "down", "down", "x")
        assert "✎ taken out: Interviewer: Thanks for watching." in shown(pilot.app)
        await pressed(pilot, "u")
        assert "✎ taken out" not in shown(pilot.app)


async def test_how_many_turns_a_speaker_got_is_told_with_the_keys_as_they_are(
    study: Study, launch: Launcher
) -> None:
    id = heard_transcript(study, SAID)
    async with launch(screen="read", interview=id).run_test(
        notifications=True, size=(100, 30)
    ) as pilot:
        await pressed(pilot, "S")
        await until(
            pilot, lambda: "swapped in 4 turns. Shift+S once more: back." in shown(pilot.app)
        )
        await pressed(pilot, "S", "h", "2", "down", "enter")
        editor = TranscriptEditor(study.interview(id))
        assert [turn.speaker for turn in editor.turns].count(INTERVIEWER) == 0
        await until(
            pilot, lambda: "speaks in 2 more turns; Ctrl+Z takes it back." in shown(pilot.app)
        )
