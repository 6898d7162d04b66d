"""The worklist of an interview as it is listed, after some of its places were ticked off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.model.unclear_mark import spoken_words
from interview_kit.workflow.interviews.needed_parts import with_transcript
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.worklist import (
    DoubtfulPlace,
    Reason,
    Worklist,
    clear_marks,
    spelling_of,
    spelling_suggestions,
    tick,
    untick,
    worklist,
)

_LABEL = re.compile(r"(\d{1,6}):(\d{1,7})")


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A doubtful place with what is said around it; `label` is its turn and its first character."""

    label: str
    turn: int
    start: int
    end: int
    start_ms: int
    end_ms: int
    before: str
    text: str
    after: str
    reasons: tuple[Reason, ...]
    score: float
    errors: float
    suggestions: tuple[str, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class WorklistReport:
    """The places that were asked for, and how far the whole worklist is.

    `left` and `done` are counts of places, `words` those of the transcript, `doubted_words` those
    of its places. `without_dictionary` is the language that spelling is not checked in by a
    dictionary, '' where there is one.
    """

    places: tuple[ListedPlace, ...]
    left: int
    done: int
    words: int
    doubted_words: int
    errors_before: float | None
    errors_left: float | None
    without_dictionary: str


def report_worklist(
    interview: StudyInterview,
    *,
    ticked_labels: Iterable[str] = (),
    unticked_labels: Iterable[str] = (),
    reasons: Collection[Reason] = (),
    with_ticked: bool = False,
) -> WorklistReport:
    """The worklist of an interview, once places were ticked off or put back on it.

    `reasons` keep the places that have one of them; all where there is none. Where spelling is
    asked for, spellings are suggested. Raises KitError where there is no
    transcript, and for a label that is no place of the worklist; then nothing is ticked.
    """
    current_list = worklist(with_transcript(interview))
    to_tick = [_labelled(current_list, label) for label in ticked_labels]
    to_untick = [_labelled(current_list, label) for label in unticked_labels]
    if to_tick or to_untick:
        with interview.vault.atomic():
            tick(interview, to_tick)
            untick(interview, to_untick)
            clear_marks(interview, to_tick)
        interview = interview.study.interview(interview.id)
        current_list = worklist(interview)
    listed_places = sorted(
        (*current_list.places, *(current_list.ticked if with_ticked else ())),
        key=lambda place: (current_list.numbers[place.turn], place.start),
    )
    texts = {turn.number: turn.text for turn in interview.turns}
    doubted_places = (*current_list.places, *current_list.ticked)
    return WorklistReport(
        tuple(
            _listed(
                place,
                texts[place.turn],
                (
                    *place.suggestions,
                    *(spelling_suggestions(interview, place) if Reason.SPELLING in reasons else ()),
                ),
                is_ticked=place in current_list.ticked,
            )
            for place in listed_places
            if not reasons or not set(place.reasons).isdisjoint(reasons)
        ),
        current_list.left,
        current_list.done,
        current_list.words,
        sum(len(spoken_words(place.text)) for place in doubted_places),
        current_list.errors_before,
        current_list.errors_left,
        "" if spelling_of(interview).has_dictionary else interview.language,
    )


def label_of(place: DoubtfulPlace) -> str:
    """What a place is called by: its turn, and its first character there."""
    return f"{place.turn}:{place.start}"


def _labelled(current_list: Worklist, label: str) -> DoubtfulPlace:
    for place in (*current_list.places, *current_list.ticked):
        if label_of(place) == label:
            return place
    if _LABEL.fullmatch(label) is None:
        raise KitError(
            "{label} is no place of a text.",
            "Write it as `doubts` lists it: the turn, a colon, the character: 12:34.",
            label=label,
        )
    raise KitError(
        "Nothing doubtful begins at {label}.",
        "List the places again: the text may have changed.",
        label=label,
    )


def _listed(
    place: DoubtfulPlace, text: str, suggestions: tuple[str, ...], *, is_ticked: bool
) -> ListedPlace:
    return ListedPlace(
        label_of(place),
        place.turn,
        place.start,
        place.end,
        place.start_ms,
        place.end_ms,
        before_place(text, place.start),
        place.text,
        after_place(text, place.end),
        place.reasons,
        place.score,
        place.errors,
        tuple(dict.fromkeys(suggestions)),
        is_ticked,
    )
