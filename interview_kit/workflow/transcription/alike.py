"""All like this: a misheard word put right wherever something sounds like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.errors import KitError
from interview_kit.pseudonym.fold import fold_words
from interview_kit.speech.sound_alikes import alike_spans
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.corrections import correct_turn


class AlikeScope(StrEnum):
    """Where places are looked for."""

    INTERVIEW = "interview"
    PARTICIPANT = "participant"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class AlikePlace:
    """Words that sound like a misheard one; `start` and `end` are code points of the turn's text.

    `likeness` is 0 to 1, 1 for the same spelling. `label` says where it is.
    """

    label: str
    interview: str
    turn: int
    start: int
    end: int
    start_ms: int
    before: str
    text: str
    after: str
    likeness: float


@dataclass(frozen=True, slots=True)
class AlikeReplacement:
    """The places there are for `right`; `replaced` of them were changed."""

    right: str
    places: tuple[AlikePlace, ...]
    replaced: int


def alike_places(
    interview: StudyInterview,
    misheard: str,
    right: str,
    scope: AlikeScope = AlikeScope.INTERVIEW,
) -> tuple[AlikePlace, ...]:
    """Every place in `scope` that sounds like `misheard` and does not read `right` yet.

    Raises KitError where one of the two has no words.
    """
    if not fold_words(misheard) or not fold_words(right):
        raise KitError("There are no words in that.", "Write the words as they stand in the text.")
    return tuple(
        place
        for searched_interview in _in_scope(interview, scope)
        for place in _places_in(searched_interview, misheard, right)
    )


def replace_alike(study: Study, places: Iterable[AlikePlace], right: str) -> int:
    """Put `right` in the place of each, all or none; how many. A capital stays one.

    Raises KitError where a text changed since the places were looked for.
    """
    places_by_turn: dict[tuple[str, int], list[AlikePlace]] = defaultdict(list)
    for place in places:
        places_by_turn[place.interview, place.turn].append(place)
    count = 0
    with study.vault.atomic():
        for (id, number), turn_places in places_by_turn.items():
            interview = study.interview(id)
            text = next((turn.text for turn in interview.turns if turn.number == number), "")
            for place in sorted(turn_places, key=lambda place: -place.start):
                if text[place.start : place.end] != place.text:
                    raise KitError("The text of {id} changed meanwhile.", "Do it once more.", id=id)
                text = text[: place.start] + with_case(right, place.text) + text[place.end :]
                count += 1
            correct_turn(interview, number, text=text)
    return count


def put_right_alike(
    study: Study,
    id: str,
    misheard: str,
    right: str,
    scope: AlikeScope = AlikeScope.INTERVIEW,
    *,
    left_labels: Collection[str] = (),
    is_agreed: bool = False,
) -> AlikeReplacement:
    """What there is to be put right, and with `is_agreed` the places but those of `left_labels`.

    Raises what `alike_places` raises, and KitError for a label that is none of the places.
    """
    places = alike_places(study.interview(id), misheard, right, scope)
    labels = {place.label for place in places}
    for label in left_labels:
        if label not in labels:
            raise KitError("Nothing alike begins at {label}.", "List them first.", label=label)
    chosen_places = [place for place in places if place.label not in left_labels]
    count = replace_alike(study, chosen_places, right) if is_agreed else 0
    return AlikeReplacement(right, places, count)


def with_case(right: str, instead_of: str) -> str:
    """`right` with a capital where what it stands for has one and it has none itself."""
    if instead_of[:1].isupper() and right[:1].islower():
        return right[:1].upper() + right[1:]
    return right


def _in_scope(interview: StudyInterview, scope: AlikeScope) -> Iterator[StudyInterview]:
    if scope is AlikeScope.INTERVIEW:
        yield interview
        return
    for other_interview in interview.study.interviews():
        if scope is AlikeScope.STUDY or other_interview.participant == interview.participant:
            yield other_interview


def _places_in(interview: StudyInterview, misheard: str, right: str) -> Iterator[AlikePlace]:
    right_words = fold_words(right)
    for turn in interview.turns:
        for span in alike_spans(turn.text, (misheard, right)):
            if fold_words(turn.text[span.start : span.end]) != right_words:
                yield AlikePlace(
                    f"{interview.id}/{turn.number}:{span.start}",
                    interview.id,
                    turn.number,
                    span.start,
                    span.end,
                    turn.start_ms,
                    before_place(turn.text, span.start),
                    turn.text[span.start : span.end],
                    after_place(turn.text, span.end),
                    span.likeness,
                )
