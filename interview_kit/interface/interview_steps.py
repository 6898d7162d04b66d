"""What a key of the interview asks of it: an action becomes commands of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview_kit.guide.guide import Guide
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState, Phase
from interview_kit.session.topic_suggestion import question_of

Steps = tuple[Command, ...]
_Step = Callable[[Guide, InterviewState, str], Steps]


def steps_of(method: str, guide: Guide, state: InterviewState, text: str = "") -> Steps:
    """The commands of an action of the interview, by its method's name, to be given in order.

    `said` is what goes with it: the number of a probe, the id of a question to jump to, a reason
    to skip, the text of a note, the topic that is confirmed. Empty where it comes to nothing.
    """
    return _STEPS[method](guide, state, text)


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


def _confirm(guide: Guide, _state: InterviewState, text: str) -> Steps:
    question = question_of(guide, text)
    return (ask.MarkQuestion(question.id, Mark.RAISED),) if question else ()


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
    "confirm": _confirm,
    "end": _always(ask.End()),
}
