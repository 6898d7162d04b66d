"""Listening for names: the sound of an interview is asked for those that its text may lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from interview_kit.errors import KitError
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.heard_name import HeardName
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.replace import Replacement, spoken_spans
from interview_kit.pseudonym.spoken_names import SoughtName, sought_name
from interview_kit.speech.speech_client import DecodingProgress
from interview_kit.speech.talk_stretch import TalkWord
from interview_kit.vault import heard_names, names
from interview_kit.vault.heard_names import HearingVerdict, NameSuspicion
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome, choose, do_chosen
from interview_kit.workflow.interviews.conversation_language import spoken_languages
from interview_kit.workflow.interviews.needed_parts import stored_sound, with_transcript
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.interview_terms import SAID_TYPES
from interview_kit.workflow.transcription.transcribe import (
    TranscriptionProgress,
    model_for,
    new_transcriber,
    stored_pcm,
)

OFTEN = 2
"""A person that nobody typed or marked is listened for once the text names him so often: a word
that a detector took for a name once would be heard wherever it is said."""


@dataclass(frozen=True, slots=True)
class NamesHeard:
    """How many names were listened for in an interview, and at how many places one may be said."""

    interview: str
    names: int
    suspicions: int


class NameListener(Protocol):
    """What is asked for names in sound: a speech process with a model."""

    def hear_names(
        self,
        chunks: Iterable[bytes],
        *,
        rate: int,
        channels: int,
        language: str,
        names: Sequence[SoughtName],
        turns: Iterable[Sequence[TalkWord]],
    ) -> Iterator[HeardName | DecodingProgress]:
        """The names that may be said where the words of `turns` are others."""


def hear_chosen(
    study: Study,
    ids: Iterable[str],
    *,
    all_of_them: bool = False,
    model: str = "",
    threads: int | None = None,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> ChosenOutcome[NamesHeard]:
    """Listen for names in some interviews, or in all that have sound and a text.

    What was decided stays. Raises KitError for no interview, and for one that was named and has no
    sound, no text with times or no name to listen for; SpeechError where the process fails.
    """
    ready = do_chosen(
        choose(study, ids, all_of_them=all_of_them),
        lambda id: _refuse_unready(study.interview(id)),
        all_of_them=all_of_them,
    )
    if not ready.done:
        return ChosenOutcome((), ready.left_out)
    with new_transcriber(model_for(study, model), threads) as transcriber:
        outcomes = tuple(
            hear_names(study.interview(id), transcriber, progress) for id in ready.done
        )
    return ChosenOutcome(outcomes, ready.left_out)


def hear_names(
    interview: StudyInterview,
    listener: NameListener,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> NamesHeard:
    """Listen for the names of an interview's world, and keep what may be one as suspected.

    Nothing is kept of a listening that was broken off. Raises SpeechError where it is.
    """
    sound, turns = interview.sound, {turn.number: turn for turn in interview.turns}
    sought = names_to_hear(interview)
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    named_places = _named_places(interview)
    suspicions: list[NameSuspicion] = []
    types = {name.text: type for name, type in sought}
    for message in listener.hear_names(
        stored_pcm(interview, 0, sound.end_frame),
        rate=sound.rate,
        channels=sound.channels,
        language=spoken_languages(interview).partition(",")[0],
        names=[name for name, _type in sought],
        turns=[_talk(turn, named_places.get(turn.number, ())) for turn in turns.values()],
    ):
        if isinstance(message, HeardName):
            turn = _turn_of(message, turns.values())
            suspicions.append(NameSuspicion(message, turn.number, types[message.name]))
        else:
            done_ms = frames_to_ms(message.frame, sound.rate)
            progress(TranscriptionProgress(interview.id, done_ms, total_ms))
    heard_names.replace_suspected(interview.vault, interview.id, suspicions)
    open_suspicions = [
        suspicion
        for suspicion in heard_names.of_interview(interview.vault, interview.id)
        if suspicion.verdict is HearingVerdict.SUSPECTED
    ]
    return NamesHeard(interview.id, len(sought), len(open_suspicions))


def names_to_hear(interview: StudyInterview) -> tuple[tuple[SoughtName, MentionType], ...]:
    """The names that are listened for: those typed, and persons that the text surely names."""
    typed_names = [
        (name.text, name.type)
        for name in names.roster_of(interview.vault, interview.participant)
        if name.type in SAID_TYPES
    ]
    persons = [
        proposal.mention
        for proposal in interview.text.accepted
        if proposal.mention.type is MentionType.PERSON
    ]
    counts = Counter(fold(mention.text) for mention in persons)
    mentioned_persons = [
        (mention.text, mention.type)
        for mention in persons
        if mention.detector == REVIEWER or counts[fold(mention.text)] >= OFTEN
    ]
    unlike = {
        fold(text): (text, type) for text, type in reversed([*typed_names, *mentioned_persons])
    }
    sought = ((sought_name(text, type), type) for text, type in reversed(unlike.values()))
    return tuple((name, type) for name, type in sought if name.forms)


def _refuse_unready(interview: StudyInterview) -> str:
    """The id of an interview that can be listened to. Raises KitError for another."""
    stored_sound(with_transcript(interview))
    if not any(turn.words for turn in interview.turns):
        raise KitError(
            "The text of {interview} has no times, so it cannot be laid beside the sound.",
            "Listen to the sound before it leaves the vault.",
            interview=interview.id,
        )
    if not names_to_hear(interview):
        raise KitError(
            "There is no name to listen for in {interview}.",
            "Type those that may be said: interview-kit names add FILE",
            interview=interview.id,
        )
    return interview.id


def _talk(turn: Turn, named_places: Sequence[Replacement]) -> list[TalkWord]:
    """The words of a turn as the machine heard them; those that count as names are marked."""
    named_spans = set(spoken_spans(turn, named_places)) if turn.words else set()
    return [
        TalkWord(
            word.text,
            word.start_ms,
            word.end_ms,
            word.probability,
            (word.start_ms, word.end_ms) in named_spans,
        )
        for word in turn.words
    ]


def _named_places(interview: StudyInterview) -> Mapping[int, list[Replacement]]:
    """Where each turn's text has what counts as a name, by the turn's number."""
    places: dict[int, list[Replacement]] = defaultdict(list)
    for proposal in interview.text.proposals:
        if proposal.verdict is not Verdict.REJECTED:
            mention = proposal.mention
            places[mention.turn].append((mention.start, mention.end, ""))
    return places


def _turn_of(name: HeardName, turns: Iterable[Turn]) -> Turn:
    """The turn in which a name is said: the one with most of its time."""
    return max(
        (turn for turn in turns if turn.words),
        key=lambda turn: min(turn.end_ms, name.end_ms) - max(turn.start_ms, name.start_ms),
    )
