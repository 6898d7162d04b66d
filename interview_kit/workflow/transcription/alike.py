"""All like this: a misheard word put right wherever something sounds like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.pseudonym.fold import fold_words
from interview_kit.speech.sound_alikes import alike_spans
from interview_kit.vault import transcripts
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.text_replacement import (
    TextPlaces,
    chosen_ids,
    write_as_one,
)


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
    """Where `right` belongs; `group` undoes it once it stands there, and is empty before."""

    right: str
    places: tuple[AlikePlace, ...]
    group: str = ""


def alike_places(
    study: Study, misheard: str, right: str, where: TextPlaces
) -> tuple[AlikePlace, ...]:
    """Every place that sounds like `misheard` or `right` and does not read `right` yet.

    Raises KitError where one of the two has no words, or for no interview.
    """
    if not fold_words(misheard) or not fold_words(right):
        raise KitError("There are no words in that.", "Write the words as they stand in the text.")
    return tuple(
        place
        for id in chosen_ids(study, where)
        for place in _places_in(study.interview(id), misheard, right)
    )


def replace_alike(
    study: Study, places: Iterable[AlikePlace], right: str, *, actor: str = ""
) -> str:
    """Put `right` in the place of each, all or none; the group that undoes it, '' for no place.

    A capital stays one. Raises KitError where a text changed since the places were looked for.
    """
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    standing_texts: dict[str, dict[int, str]] = {}
    # From behind, so that what comes before keeps its place.
    for place in sorted(places, key=lambda place: -place.start):
        id, number = place.interview, place.turn
        if id not in standing_texts:
            standing_texts[id] = transcripts.texts(study.vault, id)
        text = texts[id].get(number, standing_texts[id].get(number, ""))
        if text[place.start : place.end] != place.text:
            raise KitError("The text of {id} changed meanwhile.", "Do it once more.", id=id)
        texts[id][number] = text[: place.start] + with_case(right, place.text) + text[place.end :]
    return write_as_one(study, texts, actor) if texts else ""


def put_right_alike(
    study: Study,
    misheard: str,
    right: str,
    where: TextPlaces,
    *,
    left_labels: Collection[str] = (),
    is_agreed: bool = False,
    actor: str = "",
) -> AlikeReplacement:
    """What there is to be put right; with `is_agreed` it is, but for the places of `left_labels`.

    Raises what `alike_places` raises, and KitError for a label that is none of the places.
    """
    places = alike_places(study, misheard, right, where)
    labels = {place.label for place in places}
    for label in left_labels:
        if label not in labels:
            raise KitError("Nothing alike begins at {label}.", "List them first.", label=label)
    chosen_places = tuple(place for place in places if place.label not in left_labels)
    group = replace_alike(study, chosen_places, right, actor=actor) if is_agreed else ""
    return AlikeReplacement(right, chosen_places, group)


def with_case(right: str, instead_of: str) -> str:
    """`right` with a capital where what it stands for has one and it has none itself."""
    if instead_of[:1].isupper() and right[:1].islower():
        return right[:1].upper() + right[1:]
    return right


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
