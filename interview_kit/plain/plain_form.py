"""What is asked before the first question, line by line. Nothing is kept before consent."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.audio.sound_source import Source
from interview_kit.errors import AlikeCodeError, KitError, sentence_of
from interview_kit.guide.guide import Attribute, Guide
from interview_kit.interface.confirmations import ANSWERS
from interview_kit.interface.earlier_notes import earlier_lines
from interview_kit.interface.roster_reading import read_lines
from interview_kit.interface.texts import say
from interview_kit.model.clock import timestamp
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.pseudonym.roster import RosterName, parse_roster, roster_lines
from interview_kit.session.interview_events import Answer
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.capture.preparation import prepare_with_consent
from interview_kit.workflow.capture.side_recording import SideRecorder, destroy_side_recording
from interview_kit.workflow.interviews.conversation_language import conversation_language
from interview_kit.workflow.interviews.earlier_sitting import KnownParticipant, known_participant
from interview_kit.workflow.interviews.participant_codes import code_for
from interview_kit.workflow.study.open_study import Study

# What may be typed for an answer, in either language.
_TYPED = {
    **dict.fromkeys(("y", "yes", "j", "ja"), Answer.YES),
    **dict.fromkeys(("n", "no", "nee"), Answer.NO),
    "": Answer.NOT_ASKED,
}
_RECORD = frozenset({"opnemen", "record"})


def fill_in(talk: LineTerminal, study: Study, start: NewInterview, source: Source) -> str:
    """Ask everything and keep the interview; its id.

    Raises KitError, with nothing kept, for a code, guide or language that is none, or without
    consent to record; EOFError where the input ends.
    """
    talk.tell("talk.begin")
    channels = "prepare.stereo" if source.channels > 1 else "prepare.mono"
    talk.tell(
        "prepare.source",
        name=source.name,
        rate=source.rate,
        channels=say(channels, talk.language),
    )
    code = _settled(talk, study, start.participant) if start.participant else _code(talk, study)
    participant = known_participant(study, code)
    if participant is not None:
        for line in earlier_lines(participant, talk.language):
            talk.say(line)
    interviewer = start.interviewer or talk.ask("prepare.interviewer")
    guide = study.guide(start.guide or study.settings.guide)
    language = (
        conversation_language(guide, start.language)
        if start.language
        else _language(talk, study, guide)
    )
    aloud = _SpokenConsent(study, source)
    try:
        answers = _consent(talk, guide, language, aloud, participant)
        roster = (*(participant.roster if participant else ()), *_roster(talk, code, participant))
        noted_value = participant.attributes if participant else {}
        attributes = {
            attribute.id: _attribute(talk, attribute, language, noted_value.get(attribute.id, ""))
            for attribute in guide.attributes
        }
        return prepare_with_consent(
            study,
            code,
            answers,
            guide=guide.id,
            language=language,
            prepared=study.interview(start.interview) if start.interview else None,
            interviewer=interviewer,
            roster=roster,
            attributes={id: value for id, value in attributes.items() if value},
            oral_consent=aloud.kept,
            is_new_person=True,  # a code like another was asked about
        )
    except BaseException:
        aloud.destroy()
        raise


class _SpokenConsent:
    """The oral consent, where somebody asks for it to be recorded."""

    def __init__(self, study: Study, source: Source) -> None:
        self.kept: tuple[int, ...] = ()
        self._study = study
        self._source = source
        self._recording: SideRecorder | None = None

    def begin(self) -> None:
        """Record from here on. Raises AudioError where the source does not open."""
        if self._recording is None:
            self._recording = SideRecorder(self._study, SideRecordingKind.CONSENT, self._source)

    def end(self) -> SideRecording | None:
        """Every item was asked: what is kept. Raises AudioError where no sound came."""
        recording, self._recording = self._recording, None
        if recording is None:
            return None
        aside = recording.stop()
        self.kept = (aside.id,)
        return aside

    def destroy(self) -> None:
        """No interview came of it."""
        if self._recording is not None:
            self._recording.destroy()
        for id in self.kept:
            destroy_side_recording(self._study, id)


def _code(talk: LineTerminal, study: Study) -> str:
    return _until_right(talk, lambda: _settled(talk, study, talk.ask("prepare.participant")))


def _settled(talk: LineTerminal, study: Study, typed: str) -> str:
    """The code that is meant, asked where it is like another's. Raises KitError for none."""
    try:
        return code_for(study, typed)
    except AlikeCodeError as error:
        options = [
            (error.alike, say("code.same", talk.language, code=error.alike)),
            (error.code, say("code.other", talk.language, code=error.code)),
        ]
        ask = say("code.ask", talk.language, code=error.code, alike=error.alike)
        return talk.choose(ask, options)


def _language(talk: LineTerminal, study: Study, guide: Guide) -> str:
    if len(guide.languages) == 1:
        return guide.languages[0]
    usual = study.settings.language
    usual = usual if usual in guide.languages else guide.languages[0]
    return _until_right(
        talk, lambda: conversation_language(guide, talk.ask("prepare.language", usual) or usual)
    )


def _consent(
    talk: LineTerminal,
    guide: Guide,
    language: str,
    aloud: _SpokenConsent,
    participant: KnownParticipant | None,
) -> dict[str, Answer]:
    talk.tell("talk.consent")
    answers = {}
    answers_then = participant.earlier.answers if participant and participant.earlier else {}
    for at, item in enumerate(guide.consent, start=1):
        id = "talk.item_required" if item.required else "talk.item"
        talk.tell(id, at=at, of=len(guide.consent), text=item.text.in_(language))
        if answers_then.get(item.scope, Answer.NOT_ASKED) is not Answer.NOT_ASKED:
            talk.tell("earlier.answer", answer=_word(talk, answers_then[item.scope]))
        while (typed_answer := talk.line().casefold()) not in _TYPED:
            if typed_answer in _RECORD:
                _begin(talk, aloud)
                continue
            talk.tell("talk.one_of", words=f"{_word(talk, Answer.YES)}, {_word(talk, Answer.NO)}")
        answers[item.id] = _TYPED[typed_answer]
        talk.say(_word(talk, _TYPED[typed_answer]))
    try:
        aside = aloud.end()
    except KitError as error:
        talk.say(sentence_of(error, talk.language))
    else:
        if aside is not None:
            talk.tell("aside.consent_kept", time=timestamp(aside.length_ms))
    return answers


def _begin(talk: LineTerminal, aloud: _SpokenConsent) -> None:
    try:
        aloud.begin()
    except KitError as error:
        talk.say(sentence_of(error, talk.language))
    else:
        talk.tell("talk.consent_aloud")


def _word(talk: LineTerminal, answer: Answer) -> str:
    return say(ANSWERS[answer], talk.language)


def _roster(
    talk: LineTerminal, code: str, participant: KnownParticipant | None
) -> tuple[RosterName, ...]:
    """The names that are typed now, each with what it was taken for."""
    if participant is not None and participant.roster:
        lines = roster_lines(participant.roster, talk.language)
        talk.tell("talk.names_known", names="; ".join(lines))
    talk.tell("talk.names")
    names: list[RosterName] = []
    while line := talk.line():
        try:
            typed_names = parse_roster(line, code)
        except KitError as error:
            talk.say(sentence_of(error, talk.language))
            continue
        for reading in read_lines(typed_names, talk.language):
            talk.say(reading.text)
        names += typed_names
    talk.tell("prepare.names_count", count=len(names))
    return tuple(names)


def _attribute(talk: LineTerminal, attribute: Attribute, language: str, noted_value: str) -> str:
    """What is noted now; an empty line leaves what was noted before."""
    title = attribute.title.in_(language)
    options = [(value.id, value.title.in_(language)) for value in attribute.values]
    if noted_value:
        title = say(
            "talk.noted",
            talk.language,
            title=title,
            value=dict(options).get(noted_value, noted_value),
        )
    if options:
        return talk.choose(title, options, first=False) or noted_value
    talk.say(title)
    return talk.line() or noted_value


def _until_right(talk: LineTerminal, ask: Callable[[], str]) -> str:
    while True:
        try:
            return ask()
        except KitError as error:
            talk.say(sentence_of(error, talk.language))
