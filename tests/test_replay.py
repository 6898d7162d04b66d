"""One scripted hour leaves the same journal, whatever it is held with."""

from __future__ import annotations

import pytest

from interview_kit.guide.guide import Guide
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_conversation import Conversation
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.tui.thread_messages import words_for
from interview_kit.vault import blocks, journal
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study
from tests.support.pilot import acted, until
from tests.support.scripted_hour import (
    COMMANDS,
    HOUR_FRAMES,
    LANGUAGE,
    Journal,
    SteppedSource,
    play,
)

pytestmark = pytest.mark.screen


def consented(study: Study) -> tuple[str, Guide]:
    """An interview that may begin, and its guide."""
    interview = prepare(study, "P07", language=LANGUAGE).id
    conductor = Conductor(study.interview(interview))
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return interview, conductor.guide


def kept(study: Study, interview: str) -> Journal:
    return [(entry.frame, entry.event) for entry in journal.read(study.vault, interview)]


async def press(app: InterviewKit, *keys: str) -> None:
    """Press keys one after the other; each has been acted on when the next is pressed.

    A pilot's own way waits for the clock after every key, and there are a thousand of them.
    """
    for key in keys:
        app.simulate_key(key)
        await acted(app)


def say_to(screen, text: str) -> None:
    """What the participant says, as live words bring it to the screen."""
    events = screen.conductor.hear(text)
    words_for(screen)(CaptionedTalk(text, 0, tuple(event.topic for event in events)))


def test_the_script_is_an_hour_of_everything_an_interviewer_does(study):
    steps, events = play(consented(study)[1])
    assert len(steps) == COMMANDS
    assert 0.9 * HOUR_FRAMES < events[-1][0] <= HOUR_FRAMES
    spared = {"DeviceLost", "DeviceBack", "Overflowed", "Interrupted", "Continued", "Imported"}
    spared |= {
        "RecordingDecided",
        "TopicRaised",
        "Debriefed",
        "TranscriptImported",
        "ChannelsJudged",
        "Interpreted",
        "SoundMissing",
        "JournalDamaged",
        "SoundDamaged",
    }
    kinds = {kind.__name__ for kind in did.Event.__args__}
    assert {type(event).__name__ for _, event in events} == kinds - spared


def test_plain_mode_leaves_the_journal_of_the_machine(study):
    interview, guide = consented(study)
    steps, expected = play(guide)
    source = SteppedSource()

    def typed():
        for step in steps:
            source.advance()
            if step.heard:
                conversation.conductor.hear(step.heard)
            yield from step.lines

    lines = typed()
    talk = LineTerminal(LANGUAGE, lambda: f"{next(lines)}\n", lambda _text: None, prompts=False)
    conversation = Conversation(study, interview, talk)
    conversation.hold(source)
    assert kept(study, interview) == expected
    assert blocks.sound(study.vault, interview).end_frame == expected[-1][0]


async def test_the_screen_leaves_the_journal_of_the_machine(study):
    interview, guide = consented(study)
    steps, expected = play(guide)
    source = SteppedSource()
    launch = Launch(
        folder=study.folder,
        unlock=lambda _: study,
        open_source=lambda: source,
        transcriber=lambda _: pytest.fail("nothing is transcribed here"),
        study=study,
        screen="interview",
        interview=interview,
    )
    app = InterviewKit(launch)
    async with app.run_test() as pilot:
        screen = app.screen
        await until(pilot, lambda: screen.is_ready)
        for step in steps:
            source.advance()
            if step.heard:
                say_to(screen, step.heard)
            await press(app, *step.keys)
            if not screen.is_ready:
                await until(pilot, lambda: screen.is_ready)
        # To the end of its making: what a screen asks for while the app is left is not there.
        await until(pilot, lambda: app.screen is not screen and app.screen.is_mounted)
    assert kept(study, interview) == expected
