"""Holding an interview in plain mode, from the form to the debrief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError, sentence_of
from interview_kit.interface.begun_forms import begun_form
from interview_kit.interface.confirmations import DECIDED, disposals
from interview_kit.interface.texts import say
from interview_kit.model.clock import timestamp
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_conversation import Conversation
from interview_kit.plain.plain_form import fill_in
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Disposal
from interview_kit.session.interview_state import Phase
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault.side_recordings import SideRecordingKind
from interview_kit.workflow.capture.live_captions import LiveCaptions
from interview_kit.workflow.capture.recording import refuse_lost
from interview_kit.workflow.capture.recording_disposal import decide_recording
from interview_kit.workflow.capture.side_recording import SideRecorder
from interview_kit.workflow.interviews.prepared_interview import lacks_consent, prepared_interview
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription

_SPEAK = frozenset({"inspreken", "speak"})


def hold(
    talk: LineTerminal,
    study: Study,
    open_source: Callable[[], Source],
    start: NewInterview,
    interview_id: str = "",
    *,
    live_words: LiveCaptions | None = None,
    keymap: Mapping[str, str] | None = None,
) -> bool:
    """Hold a new interview, or go on with the one that is `resumed`; whether it was left by hand.

    With `live_words` the talk is transcribed meanwhile, and to its end after the debrief.
    `keymap` gives actions, by id, other keys than their own.

    False where Ctrl-C or the end of the input broke it off: it is then kept as interrupted, and
    that is said. Raises KitError where it cannot begin; before it begins, also EOFError.
    """
    source = open_source()
    if interview_id and lacks_consent(study.interview(interview_id)):
        form = prepared_interview(study.interview(interview_id))
        start, interview_id = begun_form(form, talk.language), ""
    interview = interview_id or fill_in(talk, study, start, source)
    conversation = Conversation(study, interview, talk, live_words, keymap)
    is_left = False
    try:
        conversation.hold(source)
        is_left = True
    except (EOFError, KeyboardInterrupt):
        pass
    finally:
        conversation.close()
        # The terminal may be gone; the recording is what matters.
        with suppress(OSError):
            _say_farewell(talk, conversation)
    try:
        if conversation.conductor.state.phase is Phase.ENDED:
            is_withdrawn = conversation.conductor.state.awaits_disposal
            if is_withdrawn:
                dispose(talk, study, conversation.conductor.interview.id)
            debrief(talk, conversation, study, source)
            if conversation.live is not None and not is_withdrawn:
                finish(talk, conversation.conductor.interview.id, conversation.live)
    finally:
        if conversation.live is not None:
            conversation.live.close()
    refuse_lost(study, conversation.conductor)
    return is_left


def finish(talk: LineTerminal, interview: str, live: LiveTranscription) -> None:
    """Hear what is left of an interview that is over; Ctrl-C leaves it for later."""
    talk.tell("talk.finishing")
    try:
        turns = live.finish()
    except KeyboardInterrupt:
        live.cancel()
        turns = None
    if live.failure is not None:
        talk.say(sentence_of(live.failure, talk.language))
    elif turns is None:
        talk.tell("talk.unfinished", id=interview)
    else:
        talk.tell("home.transcribed", id=interview, count=turns)


def debrief(talk: LineTerminal, conversation: Conversation, study: Study, source: Source) -> None:
    """Ask for what the interviewer wants to remember, typed or spoken."""
    talk.tell("talk.debrief")
    lines = talk.lines(frozenset({*_SPEAK, ""}))
    while lines and lines[-1].casefold() in _SPEAK:
        lines.pop()
        _speak(talk, conversation.conductor.interview.id, study, source)
        lines += talk.lines(frozenset({*_SPEAK, ""}))
    text = "\n".join(lines)
    if text:
        conversation.conductor.do(ask.Debrief(text))
        talk.tell("debrief.kept")


def dispose(talk: LineTerminal, study: Study, id: str) -> None:
    """Ask what the participant wants done with what was recorded before consent was withdrawn."""
    interview = study.interview(id)
    time = timestamp(interview.length_ms)
    question = say("consent.disposal", talk.language, id=id, time=time)
    chosen = Disposal(talk.choose(question, disposals(talk.language)))
    decide_recording(interview, chosen)
    talk.tell(DECIDED[chosen], id=id)


def _speak(talk: LineTerminal, interview: str, study: Study, source: Source) -> None:
    """Record a debrief up to an empty line, or to the end of all input."""
    try:
        with SideRecorder(study, SideRecordingKind.DEBRIEF, source, interview):
            talk.tell("talk.debrief_aloud")
            talk.lines()
    except KitError as error:
        talk.say(sentence_of(error, talk.language))
    else:
        talk.tell("debrief.kept")


def _say_farewell(talk: LineTerminal, conversation: Conversation) -> None:
    conductor = conversation.conductor
    is_ended = conductor.state.phase is Phase.ENDED
    if conductor.state.phase in {Phase.ENDED, Phase.INTERRUPTED}:
        talk.tell(
            "interview.done" if is_ended else "talk.interrupted",
            id=conductor.interview.id,
            time=timestamp(conductor.elapsed_ms),
        )
