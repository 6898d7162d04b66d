"""A scripted interview of an hour, for everything that holds interviews."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_source import Deliver, Report
from interview_kit.guide.guide import Guide
from interview_kit.interface.question_search import find_questions
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer, Event, Mark, Struck
from interview_kit.session.interview_machine import Refusal, decide
from interview_kit.session.interview_state import InterviewState, Phase, evolve, fold
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.session.margin_notes import without_struck
from interview_kit.session.topic_suggestion import open_suggestions, suggestions

RATE = 100
HOUR_FRAMES = 60 * 60 * RATE
COMMANDS = 400
GAP_FRAMES = HOUR_FRAMES // COMMANDS
LANGUAGE = "en"
REQUIRED = "take-part"
"""The consent item that recording cannot go on without, the guide's first."""

Journal = list[tuple[int, Event]]
"""Each event with its frame."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the interviewer does, GAP_FRAMES of sound after the one before.

    It is given as commands to the machine, as keys to the screen, as lines to plain mode. What is
    `heard` is said by the participant before.
    """

    commands: tuple[Command, ...]
    keys: tuple[str, ...]
    lines: tuple[str, ...]
    heard: str = ""


class SteppedSource:
    """A source that gives sound only when it is told to, so that every command has its frame."""

    name, rate, channels, live = "script", RATE, 1, False

    def start(self, deliver: Deliver, _report: Report) -> None:
        self._deliver = deliver

    def stop(self) -> None:
        pass

    def advance(self) -> None:
        """Give the sound between two steps; its frames are counted on return."""
        self._deliver(b"\x00\x10\x00\xf0" * (GAP_FRAMES // 2), now())


def play(guide: Guide, seed: int = 4) -> tuple[list[Step], Journal]:
    """An interview of COMMANDS steps, and the journal that the machine alone makes of it."""
    chance = random.Random(seed)
    machine = _Machine(guide)
    steps: list[Step] = []
    while len(steps) < COMMANDS - 1:
        make = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        step = _return(machine.state) or make(guide, machine, chance)
        if step is not None:
            machine.take(step)
            steps.append(step)
    end = Step((ask.End(),), ("q", "down", "enter"), ("q", "2"))
    machine.take(end)
    return [*steps, end], machine.journal


class _Machine:
    def __init__(self, guide: Guide) -> None:
        self.state = InterviewState()
        self.journal: Journal = []
        self.guide = guide
        self.frame = 0
        consent: list[Command] = [
            ask.AnswerConsent(item.id, Answer.YES, LANGUAGE) for item in guide.consent
        ]
        for command in (*consent, ask.Start(RATE, 1, SteppedSource.name)):
            self._do(command)

    @property
    def next_frame(self) -> int:
        """Where the clock stands when the next step is taken."""
        return self.frame + (GAP_FRAMES if self.state.phase is Phase.RECORDING else 0)

    def take(self, step: Step) -> None:
        self.frame = self.next_frame
        for command in step.commands:
            self._do(command)

    def _do(self, command: Command) -> None:
        decision = decide(self.guide, self.state, command, self.frame)
        assert not isinstance(decision, Refusal), decision
        for event in decision:
            self.journal.append((self.frame, event))
            self.state = evolve(self.state, event)
            if isinstance(event, Struck):
                self._strike(event)

    def _strike(self, strike: Struck) -> None:
        """What was noted in a struck stretch is emptied, as the vault does it."""
        entries = [
            JournalEntry(number, frame, "", event)
            for number, (frame, event) in enumerate(self.journal)
        ]
        for entry in without_struck(entries, strike.first_frame, strike.end_frame):
            self.journal[entry.number] = entry.frame, entry.event
        self.state = fold(event for _, event in self.journal)


Make = Callable[[Guide, _Machine, random.Random], Step | None]


def _return(state: InterviewState) -> Step | None:
    """Nothing stays paused or off record for longer than one step."""
    back: dict[Phase, tuple[str, Command]] = {
        Phase.PAUSED: ("p", ask.Resume()),
        Phase.OFF_RECORD: ("o", ask.GoOnRecord()),
    }
    if state.phase is Phase.CONSENT_WITHDRAWN:  # the participant agrees again, and goes on
        return _answered(Answer.YES, at=0)
    if state.phase not in back:
        return None
    key, command = back[state.phase]
    return Step((command,), (key,), (key,))


def _key(key: str, *commands: Command) -> Make:
    return lambda _guide, _machine, _chance: Step(commands, (key,), (key,))


def _mark(key: str, mark: Mark) -> Make:
    return lambda _guide, machine, _chance: Step(
        (ask.MarkQuestion(machine.state.question, mark),), (key,), (key,)
    )


def _asked_next(_guide: Guide, machine: _Machine, _chance: random.Random) -> Step:
    asked = ask.MarkQuestion(machine.state.question, Mark.ASKED)
    return Step((asked, ask.Next()), ("enter",), ("",))


def _probe(guide: Guide, machine: _Machine, chance: random.Random) -> Step | None:
    probes = guide.question(machine.state.question).probes
    if not probes:
        return None
    number = chance.randrange(len(probes))
    key = str(number + 1)
    return Step((ask.UseProbe(probes[number].id),), (key,), (key,))


def _skip(_guide: Guide, machine: _Machine, _chance: random.Random) -> Step:
    command = ask.MarkQuestion(machine.state.question, Mark.SKIPPED, "no")
    return Step((command,), ("s", *"no", "enter"), ("s", "no"))


def _note(_guide: Guide, _machine: _Machine, _chance: random.Random) -> Step:
    return Step((ask.TakeNote("oh"),), ("t", *"oh", "enter"), ("t oh",))


def _jump(guide: Guide, _machine: _Machine, chance: random.Random) -> Step | None:
    words = chance.choice(guide.questions).text.in_(LANGUAGE).lower().split()
    word = chance.choice([word for word in words if word.isascii() and word.isalpha()])
    found = find_questions(guide, word, LANGUAGE)
    if len(found) != 1:
        return None
    return Step((ask.Show(found[0].id),), ("j", *word, "enter"), (f"j {word}",))


def _answered(answer: Answer, at: int) -> Step:
    """Another answer to the item of consent at this place in the guide."""
    downs = (Answer.YES, Answer.NO, Answer.NOT_ASKED).index(answer)
    keys = ("k", *["down"] * at, "enter", *["down"] * downs, "enter")
    command = ask.AnswerConsent(REQUIRED, answer, LANGUAGE)
    return Step((command,), keys, ("k", f"{at + 1}", f"{downs + 1}"))


def _withdraw(guide: Guide, _machine: _Machine, _chance: random.Random) -> Step:
    assert guide.consent[0].id == REQUIRED
    return _answered(Answer.NO, at=0)


def _look(guide: Guide, machine: _Machine, chance: random.Random) -> Step | None:
    """Look at another question, mark it from there, and look away: nothing is moved."""
    steps = chance.randint(1, 3)
    seen = _seen(guide, machine, steps)
    if seen == machine.state.question:
        return None
    keys = (*[chance.choice(["right", "down"])] * steps, "c", "escape")
    lines = (*["look on"] * steps, "c", "stop looking")
    return Step((ask.MarkQuestion(seen, Mark.COVERED),), keys, lines)


def _look_and_go(guide: Guide, machine: _Machine, chance: random.Random) -> Step | None:
    """Look at another question, and talk about it from there on."""
    steps = chance.randint(1, 2)
    seen = _seen(guide, machine, -steps)
    if seen == machine.state.question:
        return None
    keys = (*[chance.choice(["left", "up"])] * steps, "enter")
    return Step((ask.Show(seen),), keys, (*["look back"] * steps, ""))


def _seen(guide: Guide, machine: _Machine, steps: int) -> str:
    ids = [question.id for question in guide.questions]
    return ids[min(max(ids.index(machine.state.question) + steps, 0), len(ids) - 1)]


def _topic(guide: Guide, _machine: _Machine, chance: random.Random) -> Step:
    number = chance.randint(1, len(guide.topics))
    command = ask.RaiseTopic(guide.topics[number - 1].id)
    return Step((command,), ("m", str(number)), (f"m {number}",))


def _suggestion(guide: Guide, machine: _Machine, chance: random.Random) -> Step | None:
    """The participant says a cue; the interviewer answers what waits longest, or nothing yet."""
    topic = chance.choice(guide.topics)
    suggested = suggestions(guide, machine.state, topic.cues.in_(LANGUAGE)[0], LANGUAGE)
    waiting = [*open_suggestions(guide, machine.state), *(each.topic for each in suggested)]
    answer = chance.choice("yz-") if waiting else "-"
    answers: dict[str, tuple[Command, ...]] = {
        "y": (ask.RaiseTopic(waiting[0]),) if waiting else (),
        "z": (ask.WaveAway(waiting[0]),) if waiting else (),
        "-": (),
    }
    keys = () if answer == "-" else (answer,)
    heard = topic.cues.in_(LANGUAGE)[0]
    return Step((*suggested, *answers[answer]), keys, keys, heard)


def _consent(guide: Guide, _machine: _Machine, chance: random.Random) -> Step | None:
    at = chance.randrange(len(guide.consent))
    if guide.consent[at].required:
        return None
    which = chance.randrange(3)
    answer = (Answer.YES, Answer.NO, Answer.NOT_ASKED)[which]
    keys = ("k", *["down"] * at, "enter", *["down"] * which, "enter")
    return Step(
        (ask.AnswerConsent(guide.consent[at].id, answer, LANGUAGE),),
        keys,
        ("k", f"{at + 1}", f"{which + 1}"),
    )


def _strike(_guide: Guide, machine: _Machine, _chance: random.Random) -> Step:
    first_frame = max(0, machine.next_frame - 30 * RATE)
    return Step((ask.Strike(first_frame),), ("w", "down", "enter"), ("w", "2"))


def _distress(_guide: Guide, _machine: _Machine, _chance: random.Random) -> Step:
    return Step((ask.OpenDistress(),), ("d", "escape"), ("d",))


# How often each comes, by weight.
_KINDS: dict[Make, int] = {
    _asked_next: 20,
    _key("n", ask.Next()): 10,
    _key("b", ask.GoBack()): 25,
    _key("f", ask.SetFlag()): 10,
    _key("p", ask.Pause()): 6,
    _key("o", ask.GoOffRecord()): 4,
    _mark("a", Mark.ASKED): 5,
    _mark("r", Mark.RAISED): 10,
    _mark("c", Mark.COVERED): 6,
    _mark("x", Mark.REFUSED): 4,
    _mark("u", Mark.OPEN): 14,
    _probe: 25,
    _skip: 3,
    _note: 4,
    _jump: 4,
    _consent: 2,
    _strike: 2,
    _withdraw: 1,
    _look: 6,
    _look_and_go: 3,
    _topic: 2,
    _suggestion: 6,
    _distress: 3,
}
