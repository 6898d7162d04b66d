"""The rules of an interview: what a command does in a state, or why it is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.guide.guide import AskIf, ConsentItem, ConsentScope, Guide, Question
from interview_kit.language.values import value_phrase
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer, Disposal, Event, Mark
from interview_kit.session.interview_state import LIVE, InterviewState, Phase, evolve
from interview_kit.session.topic_suggestion import (
    is_raised,
    open_suggestions,
    question_of,
    wants_suggesting,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command does nothing here, and what would."""

    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


Decision = tuple[Event, ...] | Refusal

_KNOWN_IDS_HINT = "It has: {known}."
_NOT_LIVE = Refusal("The interview is not running.", "Start it, or go on with it, first.")


def decide(guide: Guide, state: InterviewState, command: Command, frame: int) -> Decision:
    """The events that `command` causes at `frame` of the clock, or a refusal.

    An empty tuple means that nothing changes: asking twice does no harm.
    """
    match command:
        case ask.AnswerConsent(item, answer, language):
            return _answer(guide, state, item, answer, language)
        case ask.DecideRecording(disposal):
            return _decide_recording(state, disposal, frame)
        case ask.Start(rate, channels, source):
            return _start(guide, state, rate, channels, source)
        case ask.Continue(source):
            return _continue(guide, state, source)
        case ask.Strike(first_frame, end_frame):
            return _strike(state, first_frame, end_frame, frame)
        case ask.Debrief(text):
            return _debrief(state, text.strip())
    if state.phase not in LIVE:
        return _NOT_LIVE
    match command:
        case ask.Show(question):
            return _show(guide, state, question)
        case ask.Next():
            following = next_question(guide, state)
            return () if following is None else (did.QuestionShown(following.id),)
        case ask.GoBack():
            return _back(guide, state)
        case ask.MarkQuestion(question, mark, reason):
            return _mark(guide, state, question, mark, reason)
        case ask.UseProbe(probe):
            return _use_probe(guide, state, probe)
        case ask.Pause():
            return _move(state, Phase.RECORDING, did.Paused())
        case ask.Resume():
            return _store_again(guide, state, Phase.PAUSED, did.Resumed())
        case ask.GoOffRecord():
            return _move(state, Phase.RECORDING, did.WentOffRecord())
        case ask.GoOnRecord():
            withdrawn = state.phase is Phase.CONSENT_WITHDRAWN
            needed_phase = Phase.CONSENT_WITHDRAWN if withdrawn else Phase.OFF_RECORD
            return _store_again(guide, state, needed_phase, did.CameOnRecord())
        case ask.SetFlag():
            return (did.Flagged(),)
        case ask.TakeNote(text, at_frame):
            return _note(text.strip(), at_frame, frame)
        case ask.Suggest(topic, at_frame):
            return _suggest(guide, state, topic, at_frame)
        case ask.RaiseTopic(topic):
            return _raise_topic(guide, state, topic)
        case ask.WaveAway(topic):
            is_open = topic in open_suggestions(guide, state)
            return (did.TopicWavedAway(topic),) if is_open else ()
        case ask.OpenDistress():
            return (did.DistressOpened(),)
        case ask.End():
            return (did.Ended(),)


def consent_missing(guide: Guide, state: InterviewState) -> tuple[str, ...]:
    """Ids of the consent items that recording cannot begin without and that have no yes.

    A guide that does not ask for consent to record gives nobody the right to record.
    """
    if all(item.scope is not ConsentScope.RECORD for item in guide.consent):
        return (ConsentScope.RECORD.value,)
    return tuple(
        item.id
        for item in guide.consent
        if (item.required or item.scope is ConsentScope.RECORD)
        and state.answer(item.id) is not Answer.YES
    )


def next_question(guide: Guide, state: InterviewState) -> Question | None:
    """The question after the shown one that still wants asking, or None at the end.

    A question asked only where its topic was not raised is passed over once the topic was.
    """
    ids = [question.id for question in guide.questions]
    start = ids.index(state.question) + 1 if state.question in ids else 0
    for question in guide.questions[start:]:
        if state.mark(question.id) is Mark.OPEN and not is_spared(guide, state, question):
            return question
    return None


def is_spared(guide: Guide, state: InterviewState, question: Question) -> bool:
    """Whether the participant has already raised what `question` would bring up."""
    return question.ask_if is AskIf.NOT_RAISED and any(
        candidate.topic == question.topic and state.mark(candidate.id) is Mark.RAISED
        for candidate in guide.questions
    )


def wording_of(item: ConsentItem, language: str) -> str:
    """What a wording of consent is known by: the SHA-256 of the text that is read."""
    return hashlib.sha256(item.text.in_(language).encode()).hexdigest()


def _answer(
    guide: Guide, state: InterviewState, item: str, answer: Answer, language: str
) -> Decision:
    items = {entry.id: entry for entry in guide.consent}
    if item not in items:
        return Refusal(
            "The guide has no consent item {item}.",
            _KNOWN_IDS_HINT,
            {"item": item, "known": ", ".join(items)},
        )
    wording = wording_of(items[item], language) if language else ""
    answer_event = did.ConsentAnswered(item, answer, wording, language)
    may_store, may_store_then = (
        not consent_missing(guide, now) for now in (state, evolve(state, answer_event))
    )
    if state.rate and may_store and not may_store_then:
        return (answer_event, did.ConsentWithdrawn())
    if state.phase is Phase.CONSENT_WITHDRAWN and may_store_then:
        return (answer_event, did.WentOffRecord())
    if state.awaits_disposal and may_store_then:
        return (answer_event, did.RecordingDecided(Disposal.KEEP))
    return (answer_event,)


def _decide_recording(state: InterviewState, disposal: Disposal, frame: int) -> Decision:
    if not state.awaits_disposal:
        return Refusal(
            "Consent to this recording was not withdrawn.",
            "There is nothing to decide: interview-kit consent show ID.",
        )
    if state.phase in LIVE:
        return Refusal("The interview is not over.", "End it first.")
    decided = did.RecordingDecided(disposal)
    if disposal is Disposal.DESTROY and frame > 0:
        return (did.Struck(0, frame), decided)
    return (decided,)


def _start(guide: Guide, state: InterviewState, rate: int, channels: int, source: str) -> Decision:
    if state.phase is not Phase.NEW:
        return Refusal("The interview was started before.", "Go on with it instead.")
    missing = consent_missing(guide, state)
    if missing:
        return _no_consent(missing)
    first = guide.questions[0]
    return (did.RecordingStarted(rate, channels, source), did.QuestionShown(first.id))


def _continue(guide: Guide, state: InterviewState, source: str) -> Decision:
    if state.phase is not Phase.INTERRUPTED:
        return Refusal("Only an interrupted interview can go on.", "Begin a new one.")
    missing = consent_missing(guide, state)
    return _no_consent(missing) if missing else (did.Continued(source),)


def _no_consent(missing: tuple[str, ...]) -> Refusal:
    return Refusal(
        "There is no consent to record: {missing} not answered with yes.",
        "Ask the participant and note the answer, then start.",
        {"missing": ", ".join(missing)},
    )


def _show(guide: Guide, state: InterviewState, question: str) -> Decision:
    if question not in {candidate.id for candidate in guide.questions}:
        return _no_question(guide, question)
    return () if question == state.question else (did.QuestionShown(question),)


def _back(guide: Guide, state: InterviewState) -> Decision:
    ids = [question.id for question in guide.questions]
    place = ids.index(state.question) if state.question in ids else 0
    return (did.QuestionShown(ids[place - 1]),) if place > 0 else ()


def _mark(guide: Guide, state: InterviewState, question: str, mark: Mark, reason: str) -> Decision:
    if question not in {candidate.id for candidate in guide.questions}:
        return _no_question(guide, question)
    if state.mark(question) is mark and not reason:
        return ()
    return (did.QuestionMarked(question, mark, reason),)


def _use_probe(guide: Guide, state: InterviewState, probe: str) -> Decision:
    if probe not in {candidate.id for question in guide.questions for candidate in question.probes}:
        return Refusal("The guide has no probe {probe}.", values={"probe": probe})
    return () if probe in state.probes else (did.ProbeUsed(probe),)


def _move(state: InterviewState, needed_phase: Phase, event: Event) -> Decision:
    if state.phase is needed_phase:
        return (event,)
    return Refusal(
        "The interview is {phase}, not {needed}.",
        values={"phase": value_phrase(state.phase), "needed": value_phrase(needed_phase)},
    )


def _store_again(
    guide: Guide, state: InterviewState, needed_phase: Phase, event: Event
) -> Decision:
    missing = consent_missing(guide, state)
    return _no_consent(missing) if missing else _move(state, needed_phase, event)


def _note(text: str, at_frame: int | None, frame: int) -> Decision:
    if not text:
        return ()
    if at_frame is None or at_frame >= frame:
        return (did.NoteTaken(text),)
    return (did.NoteTaken(text, max(0, at_frame)),)


def _suggest(guide: Guide, state: InterviewState, topic: str, at_frame: int | None) -> Decision:
    if topic not in {candidate.id for candidate in guide.topics}:
        return _no_topic(guide, topic)
    suggested = did.TopicSuggested(topic, at_frame)
    return (suggested,) if wants_suggesting(guide, state, topic) else ()


def _raise_topic(guide: Guide, state: InterviewState, topic: str) -> Decision:
    if topic not in {candidate.id for candidate in guide.topics}:
        return _no_topic(guide, topic)
    if is_raised(guide, state, topic):
        return ()
    question = question_of(guide, topic)
    if question is None:
        return (did.TopicRaised(topic),)
    return (did.QuestionMarked(question.id, Mark.RAISED),)


def _debrief(state: InterviewState, text: str) -> Decision:
    if state.phase is Phase.NEW or state.phase in LIVE:
        return Refusal("The interview is not over.", "Take a note instead, or end it first.")
    return (did.Debriefed(text),) if text else ()


def _strike(state: InterviewState, first_frame: int, end_frame: int | None, frame: int) -> Decision:
    if state.phase is Phase.NEW:
        return Refusal("The interview holds no sound yet.", "There is nothing to take back.")
    first_frame = max(0, first_frame)
    end_frame = frame if end_frame is None else min(end_frame, frame)
    return (did.Struck(first_frame, end_frame),) if first_frame < end_frame else ()


def _no_topic(guide: Guide, topic: str) -> Refusal:
    return Refusal(
        "The guide has no topic {topic}.",
        _KNOWN_IDS_HINT,
        {"topic": topic, "known": ", ".join(candidate.id for candidate in guide.topics)},
    )


def _no_question(guide: Guide, question: str) -> Refusal:
    return Refusal(
        "The guide has no question {question}.",
        _KNOWN_IDS_HINT,
        {"question": question, "known": ", ".join(candidate.id for candidate in guide.questions)},
    )
