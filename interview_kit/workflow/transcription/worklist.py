"""The worklist of a transcript: its doubtful places in order, and which were heard and found right.

It is a function of the machine's turns, the turns as they stand and what was checked; only that is
kept. So a place goes when its words are changed, and is back when the change is undone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import spoken_words, unmarked
from interview_kit.pseudonym.fold import fold, fold_words
from interview_kit.pseudonym.lexicon import is_common
from interview_kit.pseudonym.mention import MentionType
from interview_kit.speech.doubtful_place import DoubtfulPlace as DoubtfulPlace
from interview_kit.speech.doubtful_place import Reason as Reason
from interview_kit.speech.doubts import Knowledge, transcript_doubts
from interview_kit.speech.spell_checker import SpellChecker
from interview_kit.speech.word_places import placed_words, word_key
from interview_kit.vault import checked_words, diarized_voices, names, transcripts
from interview_kit.vault.checked_words import CheckedWord
from interview_kit.vault.struck_spans import spans
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.correction_progress import checked_turns
from interview_kit.workflow.transcription.interview_readings import comparison_of
from interview_kit.workflow.transcription.interview_terms import vocabulary_of
from interview_kit.workflow.transcription.transcribe import IMPORTED_MODEL
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor

_SHORT_NAME = 3  # letters; too much sounds like a shorter one
_SOUNDING = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Worklist:
    """The doubtful places of an interview, in the order of the text.

    `places` are left to be heard, `ticked` were heard and found right. `errors_before` are the
    words that are probably wrong in the machine's text, `errors_left` those that still are, as
    counts; None where no machine wrote it. `numbers` are the turns in order.
    """

    places: tuple[DoubtfulPlace, ...]
    ticked: tuple[DoubtfulPlace, ...]
    errors_before: float | None
    errors_left: float | None
    words: int
    numbers: Mapping[int, int] = field(default_factory=dict, repr=False)

    @property
    def left(self) -> int:
        """How many places are left to be heard."""
        return len(self.places)

    @property
    def done(self) -> int:
        """How many places were heard and found right."""
        return len(self.ticked)

    def after(self, turn: int, offset: int = -1) -> DoubtfulPlace | None:
        """The first place left that begins behind `offset` in a turn; turn 0 is before all."""
        at = bisect_left(self.places, (self._rank(turn), offset + 1), key=self._key)
        return self.places[at] if at < len(self.places) else None

    def before(self, turn: int, offset: int = 0) -> DoubtfulPlace | None:
        """The last place left that begins before `offset` in a turn."""
        at = bisect_left(self.places, (self._rank(turn), offset), key=self._key)
        return self.places[at - 1] if at else None

    def at(self, turn: int, offset: int) -> DoubtfulPlace | None:
        """The place that holds a character of a turn, left or ticked."""
        return next(
            (
                place
                for place in (*self.places, *self.ticked)
                if place.turn == turn and place.start <= offset <= place.end
            ),
            None,
        )

    def _rank(self, turn: int) -> int:
        return self.numbers.get(turn, -1)

    def _key(self, place: DoubtfulPlace) -> tuple[int, int]:
        return self._rank(place.turn), place.start


def worklist(interview: StudyInterview) -> Worklist:
    """The worklist of an interview as it stands."""
    turns = interview.turns
    doubts = transcript_doubts(
        transcripts.machine_turns(interview.vault, interview.id),
        turns,
        checked_words.of_interview(interview.vault, interview.id),
        knowledge_of(interview),
        frozenset(turn.number for turn in checked_turns(interview, turns)),
    )
    return Worklist(
        doubts.places,
        doubts.checked,
        doubts.errors_before,
        doubts.errors_left,
        sum(len(spoken_words(turn.text)) for turn in turns),
        {turn.number: rank for rank, turn in enumerate(turns)},
    )


def tick(interview: StudyInterview, places: Iterable[DoubtfulPlace]) -> None:
    """Keep that places were heard and found right, until their words change."""
    checked_words.check(interview.vault, interview.id, _words_at(interview, places))


def untick(interview: StudyInterview, places: Iterable[DoubtfulPlace]) -> None:
    """Take back that places were found right."""
    checked_words.uncheck(interview.vault, interview.id, _words_at(interview, places))


def without_mark(text: str, place: DoubtfulPlace) -> tuple[str, DoubtfulPlace]:
    """A turn's text and a place of it without the marks of unclear words there.

    Who heard the words and found them right finds them clear.
    """
    words = unmarked(place.text)
    bare_place = replace(place, text=words, end=place.start + len(words))
    return f"{text[: place.start]}{words}{text[place.end :]}", bare_place


def clear_marks(interview: StudyInterview, places: Iterable[DoubtfulPlace]) -> None:
    """Take the marks of unclear words away from places of `interview` that were found right."""
    editor = TranscriptEditor(interview)
    for place in sorted(places, key=lambda place: (place.turn, -place.start)):
        text, bare_place = without_mark(editor.turn(place.turn).text, place)
        if bare_place != place:
            editor.write(place.turn, text)


def spelling_suggestions(interview: StudyInterview, place: DoubtfulPlace) -> tuple[str, ...]:
    """What may be meant where the words of a place are in no dictionary, the place's text anew.

    Takes a tenth of a second, and the first time a whole one.
    """
    spelling = spelling_of(interview)
    words = place.text.split()
    for number, word in enumerate(words):
        bare_word = word.strip(".,?!…;:\"'()")
        if bare_word and not spelling.is_right(bare_word):
            return tuple(
                " ".join([*words[:number], suggestion, *words[number + 1 :]])
                for suggestion in spelling.suggestions(bare_word)
            )
    return ()


def misspelt(interview: StudyInterview, text: str) -> tuple[tuple[int, int], ...]:
    """Where in a text words stand that no dictionary has, in code points."""
    spelling = spelling_of(interview)
    return spelling.misspelt(text)


def spelling_of(interview: StudyInterview) -> SpellChecker:
    """What is spelt right in an interview: its language's words, and those the study knows."""
    study = interview.study
    rostered = (name.text for name in names.roster_of(study.vault, interview.participant))
    return SpellChecker(
        interview.language,
        study.settings.dictionaries,
        (*vocabulary_of(interview), *rostered),
    )


def knowledge_of(interview: StudyInterview) -> Knowledge:
    """What the words of an interview are judged by."""
    vault, run = interview.vault, interview.text.run
    is_heard = run is not None and run.model != IMPORTED_MODEL
    return Knowledge(
        interview.language,
        spelling_of(interview),
        comparison_of(interview, run) if run is not None and is_heard else None,
        (*vocabulary_of(interview), *_name_parts(interview)),
        diarized_voices.of(vault, interview.id),
        tuple((span.start_ms, span.end_ms) for span in spans(vault, interview.id)),
    )


def _name_parts(interview: StudyInterview) -> tuple[str, ...]:
    """The words of rostered names that could be heard as other words, and no everyday ones."""
    return tuple(
        dict.fromkeys(
            part.strip('.,()"')
            for name in names.roster_of(interview.vault, interview.participant)
            if name.type in _SOUNDING
            for part in name.text.split()
            if len(part) > _SHORT_NAME and not is_common(fold(part))
        )
    )


def _words_at(interview: StudyInterview, places: Iterable[DoubtfulPlace]) -> list[CheckedWord]:
    """The words that places hold; raises KitError where one is not there any more."""
    turns = {turn.number: turn for turn in interview.turns}
    words: list[CheckedWord] = []
    for place in places:
        turn = turns.get(place.turn)
        if turn is None or turn.text[place.start : place.end] != place.text:
            raise KitError(
                "The text of {id} changed meanwhile.", "Do it once more.", id=interview.id
            )
        if Reason.NO_TEXT in place.reasons:
            words.append(CheckedWord(place.start_ms, place.end_ms, ""))
        words += _words_within(turn, place)
    return words


def _words_within(turn: Turn, place: DoubtfulPlace) -> list[CheckedWord]:
    """The words of a turn that a place holds, each with its share of the errors expected there."""
    within = [
        word for word in placed_words(turn) if place.start <= word.start and word.end <= place.end
    ]
    words: list[CheckedWord] = []
    for word in within:
        start_ms, text = word.start_ms, " ".join(fold_words(turn.text[word.start : word.end]))
        if word.number is not None:
            start_ms, text = word_key(turn.words[word.number])
        words.append(CheckedWord(start_ms, word.end_ms, text, place.errors / len(within)))
    return words
