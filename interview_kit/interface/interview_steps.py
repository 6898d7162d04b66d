"""What a key of the interview asks of it: an action becomes commands of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from interview_kit.guide.guide import Guide
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState, Phase

MOVES = (ask.Show, ask.Next, ask.GoBack)
"""What decides which question is talked about; nobody only looks at one any more after it."""

Steps = tuple[Command, ...]
_Step = Callable[[Guide, InterviewState, str], Steps]


def steps_of(
    method: str, guide: Guide, state: InterviewState, text: str = "", seen: str = ""
) -> Steps:
    """The commands of an action of the interview, by its method's name, to be given in order.

    `text` is what goes with it: the number of a probe or a topic, the id of a question to jump to,
    a reason to skip, the text of a note, the topic that is confirmed or waved away. `seen` is the
    question that is only being looked at, if any: marks and probes are those of what one sees, and
    what one looks at is talked about when one goes on from it. Empty where it comes to nothing.
    """
    if seen and method == "asked_next":
        return (ask.Show(seen),)
    return _STEPS[method](guide, replace(state, question=seen) if seen else state, text)


def _mark(mark: Mark) -> _Step:
    return lambda _guide, state, _text: (ask.MarkQuestion(state.question, mark),)


def _always(*commands: Command) -> _Step:
    return lambda _guide, _state, _text: commands


def _probe(guide: Guide, state: InterviewState, text: str) -> Steps:
    probes = guide.question(state.question).probes
    number = int(text)
    return (ask.UseProbe(probes[number - 1].id),) if 0 < number <= len(probes) else ()


def _skip(_guide: Guide, state: InterviewState, text: str) -> Steps:
    return (ask.MarkQuestion(state.question, Mark.SKIPPED, text.strip()),)


def _pause(_guide: Guide, state: InterviewState, _text: str) -> Steps:
    return (ask.Resume() if state.phase is Phase.PAUSED else ask.Pause(),)


def _off_record(_guide: Guide, state: InterviewState, _text: str) -> Steps:
    is_off = state.phase in {Phase.OFF_RECORD, Phase.CONSENT_WITHDRAWN}
    return (ask.GoOnRecord() if is_off else ask.GoOffRecord(),)


def _topic(guide: Guide, _state: InterviewState, text: str) -> Steps:
    number = int(text) if text.isdecimal() else 0
    return (ask.RaiseTopic(guide.topics[number - 1].id),) if 0 < number <= len(guide.topics) else ()


_STEPS: Mapping[str, _Step] = {
    "asked_next": lambda _guide, state, _text: (
        ask.MarkQuestion(state.question, Mark.ASKED),
        ask.Next(),
    ),
    "next": _always(ask.Next()),
    "back": _always(ask.GoBack()),
    "jump": lambda _guide, _state, text: (ask.Show(text),),
    "probe": _probe,
    "asked": _mark(Mark.ASKED),
    "raised": _mark(Mark.RAISED),
    "covered": _mark(Mark.COVERED),
    "refused": _mark(Mark.REFUSED),
    "reopen": _mark(Mark.OPEN),
    "skip": _skip,
    "flag": _always(ask.SetFlag()),
    "note": lambda _guide, _state, text: (ask.TakeNote(text),),
    "pause": _pause,
    "off_record": _off_record,
    "distress": _always(ask.OpenDistress()),
    "topic": _topic,
    "confirm": lambda _guide, _state, text: (ask.RaiseTopic(text),),
    "wave_away": lambda _guide, _state, text: (ask.WaveAway(text),),
    "end": _always(ask.End()),
}
