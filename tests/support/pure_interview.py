"""An interview in the machine alone: the shipped guide, and commands done one after the other."""

from __future__ import annotations

from pathlib import Path

from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_machine import Refusal, decide
from interview_kit.session.interview_state import InterviewState, evolve

GUIDES = Path(__file__).parents[2] / "guides"
GUIDE = parse_guide((GUIDES / "recovery-stories.toml").read_text("utf-8"), "recovery-stories.toml")
START = ask.Start(48000, 2, "microphone")


def consented() -> InterviewState:
    answers = {item.id: Answer.YES for item in GUIDE.consent}
    return InterviewState(consent=answers)


def run(state: InterviewState, *given: ask.Command, guide: Guide = GUIDE) -> InterviewState:
    for command in given:
        decision = decide(guide, state, command, frame=100)
        assert not isinstance(decision, Refusal), decision
        for event in decision:
            state = evolve(state, event)
    return state
