"""Auditing names: turns are drawn at random, somebody reads them, and a bound says what is left.

A draw and each reading are decisions in the vault. They hold turn numbers and counts, no names.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.detectors import ANY_LANGUAGE, detect_turns, detectors
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.left_names import (
    LeftNames,
    ReadStratum,
    left_names,
    names_nobody_found,
    share_found,
)
from interview_kit.pseudonym.lexicon import is_function_word
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.replace import replace_turn
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.workflow.pseudonymisation.decided_text import decided_turns
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.study.open_study import Study, StudyInterview

TURNS_TO_DRAW = 300
"""With no name met in them, at most one turn in a hundred holds one (the rule of three)."""
# A word that the model gave less than this may be a name it did not know.
_UNSURE = 0.5


class Stratum(StrEnum):
    """Where names hide, the likeliest place first; a turn is in the first that fits."""

    UNSURE = "unsure"
    """A word was heard with little probability."""
    OVERLAP = "overlap"
    """Two speak at once."""
    SMALL_LETTERS = "small letters"
    """No capital within the turn says what is a name."""
    REST = "rest"


@dataclass(frozen=True, slots=True)
class AuditDraw:
    """The turns that were drawn: (interview, turn) by stratum, and how many turns and words the
    interviews had then. `id` is that of the decision."""

    id: int
    at: str
    drawn_turns: Mapping[Stratum, tuple[tuple[str, int], ...]]
    turns: Mapping[Stratum, int]
    words: int

    @property
    def count(self) -> int:
        """How many turns were drawn."""
        return sum(map(len, self.drawn_turns.values()))


@dataclass(frozen=True, slots=True)
class AuditTurn:
    """A turn as it would be filed, for somebody to read: which of how many it is."""

    interview: str
    turn: Turn
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class NameAudit:
    """What the reading came to. `left` is None while some stratum was not read: nothing is known.

    `readers` counts turns by who read them; `names_met` is what they met, and has been replaced.
    """

    drawn: int
    read: int
    names_met: int
    readers: Mapping[str, int]
    strata: Mapping[Stratum, ReadStratum]
    found_share: float
    left: LeftNames | None


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """How many detectors found the places of persons that are replaced.

    `missed_places` is an estimate of how many none of them found, None where nothing can be
    estimated. Of `places`, `found_once` were found by one detector and `found_twice` by two.
    `detectors` are those that found any.
    """

    missed_places: float | None
    places: int
    found_once: int
    found_twice: int
    detectors: tuple[str, ...]


def draw_turns(
    study: Study,
    ids: Iterable[str] = (),
    *,
    count: int = TURNS_TO_DRAW,
    seed: int | None = None,
    actor: str = "",
) -> AuditDraw:
    """Draw turns of interviews whose names are decided: half evenly, half by the size of a stratum.

    `ids` are of all that are ready where none is given. An earlier draw, and what was read of it,
    stays on record and counts no more. Raises KitError where no interview is ready.
    """
    chosen = list(map(study.interview, ids)) if ids else list(study.interviews())
    ready = [interview for interview in chosen if _is_decided(interview)]
    if not ready or (ids and len(ready) < len(chosen)):
        raise KitError(
            "Names can be audited once they were looked for and decided.",
            "interview-kit pseudonymize, and interview-kit review",
        )
    places: dict[Stratum, list[tuple[str, int]]] = defaultdict(list)
    words = 0
    for interview in ready:
        for turn in interview.turns:
            places[stratum_of(turn)].append((interview.id, turn.number))
            words += len(turn.text.split())
    chance = random.Random(seed)  # noqa: S311 - it guards no secret, and a seed draws the same again
    drawn = {
        stratum: tuple(sorted(chance.sample(places[stratum], size)))
        for stratum, size in _sizes({key: len(each) for key, each in places.items()}, count).items()
    }
    content = {
        "drawn": {stratum.value: drawn[stratum] for stratum in drawn},
        "turns": {stratum.value: len(places[stratum]) for stratum in drawn},
        "words": words,
    }
    decisions.record(study.vault, Decision(DecisionKind.AUDIT_DRAWN, actor, content=content))
    return _standing_draw(study)


def stratum_of(turn: Turn) -> Stratum:
    """The stratum of a turn, by what the machine and its spelling say of it."""
    if any(
        word.probability < _UNSURE and not all(map(is_function_word, fold_words(word.text)))
        for word in turn.words
    ):
        return Stratum.UNSURE
    if turn.overlaps:
        return Stratum.OVERLAP
    if not any(character.isupper() for character in turn.text.strip()[1:]):
        return Stratum.SMALL_LETTERS
    return Stratum.REST


def read_turns(
    study: Study, ask: Callable[[AuditTurn], Sequence[str] | None], *, actor: str = ""
) -> NameAudit:
    """Show `actor` the drawn turns that he has not read, and keep what he says of each.

    `ask` gives the names that are left in a turn, as they are written there, or None to stop. Each
    is replaced from then on, wherever it stands in its interview. Turns of which nobody has read
    come first. Raises KitError where nothing was drawn, or a turn does not say a name.
    """
    draw = _standing_draw(study)
    readings = tuple(_readings(study, draw))
    own_places = {place for place, reading in readings if reading.who == actor}
    read_places = {place for place, _ in readings}
    places = [
        place for group in draw.drawn_turns.values() for place in group if place not in own_places
    ]
    places.sort(key=lambda place: (place in read_places, place))
    for number, (id, turn_number) in enumerate(places, start=1):
        interview = study.interview(id)
        turn = _as_filed(interview, turn_number)
        if turn is None:
            continue
        names_in_turn = ask(AuditTurn(id, turn, number, len(places)))
        if names_in_turn is None:
            break
        with study.vault.atomic():
            for name in names_in_turn:
                add_mention(study.interview(id), turn_number, name, MentionType.PERSON, actor=actor)
            content = {"draw": draw.id, "turn": turn_number, "names": len(names_in_turn)}
            decisions.record(
                study.vault,
                Decision(DecisionKind.AUDIT_READ, actor, interview=id, content=content),
            )
    return name_audit(study)


def name_audit(study: Study) -> NameAudit:
    """What the standing draw and its readings say. Raises KitError where nothing was drawn."""
    return _audit_of(study, _standing_draw(study))


def standing_audit(study: Study) -> NameAudit | None:
    """The audit of names as it stands, or None where no turn was drawn."""
    draw = _latest_draw(study)
    return _audit_of(study, draw) if draw else None


def _audit_of(study: Study, draw: AuditDraw) -> NameAudit:
    readings_by_place: dict[tuple[str, int], list[Decision]] = defaultdict(list)
    for place, reading in _readings(study, draw):
        readings_by_place[place].append(reading)
    names_by_place = {
        place: sum(reading.content["names"] for reading in readings)
        for place, readings in readings_by_place.items()
    }
    strata = {
        stratum: ReadStratum(
            draw.turns[stratum],
            sum(place in names_by_place for place in places),
            sum(names_by_place.get(place, 0) > 0 for place in places),
        )
        for stratum, places in draw.drawn_turns.items()
    }
    repeated_readings = [readings for readings in readings_by_place.values() if len(readings) > 1]
    share = share_found(
        sum(readings[0].content["names"] for readings in repeated_readings),
        sum(reading.content["names"] for readings in repeated_readings for reading in readings[1:]),
    )
    return NameAudit(
        draw.count,
        len(names_by_place),
        sum(names_by_place.values()),
        # `asdict` takes a Counter for a dict, and makes another of it.
        dict(Counter(entry.who for readings in readings_by_place.values() for entry in readings)),
        strata,
        share,
        left_names(
            strata.values(),
            draw.words,
            sum(names_by_place.values()),
            names_of_a_turn=_names_of_a_turn(study),
            found_share=share,
        ),
    )


def persons_nobody_found(study: Study, ids: Iterable[str] = ()) -> FoundPlaces:
    """Who found the places of persons that are replaced, and how many places no detector found.

    Each detector reads every interview by itself, which takes a while.
    """
    captures: Counter[int] = Counter()
    finders: set[str] = set()
    chosen = map(study.interview, ids) if ids else study.interviews()
    for interview in filter(_is_decided, chosen):
        turns = [(turn.number, turn.text) for turn in interview.turns]
        roster = names.roster_of(study.vault, interview.participant)
        spans = {
            detector.name: {
                (mention.turn, at)
                for mention in detect_turns(turns, interview.language, roster, using=[detector])
                for at in range(mention.start, mention.end)
            }
            for detector in detectors()
            if interview.language in detector.languages or detector.languages == ANY_LANGUAGE
        }
        for proposal in interview.text.accepted:
            if proposal.mention.type is MentionType.PERSON:
                place = proposal.mention.turn, proposal.mention.start
                place_finders = {name for name, places in spans.items() if place in places}
                finders |= place_finders
                captures[len(place_finders)] += 1
    return FoundPlaces(
        missed_places=names_nobody_found(captures, len(finders)),
        places=sum(captures.values()),
        found_once=captures[1],
        found_twice=captures[2],
        detectors=tuple(sorted(finders)),
    )


def _is_decided(interview: StudyInterview) -> bool:
    text = interview.text
    return bool(interview.turns) and bool(text.searched_at) and not text.undecided


def _as_filed(interview: StudyInterview, number: int) -> Turn | None:
    """A drawn turn as it would be filed; None where it is no more."""
    return next(
        (
            replace_turn(turn, replacements)
            for turn, replacements in decided_turns(interview)
            if turn.number == number
        ),
        None,
    )


def _sizes(turns: Mapping[Stratum, int], count: int) -> dict[Stratum, int]:
    """How many to draw from each stratum: half evenly, half by size, at least one.

    What a stratum has too few turns for goes to the others in the same proportion (Webster's
    method), so that `count` are drawn wherever there are so many.
    """
    present = {stratum: turns[stratum] for stratum in Stratum if turns.get(stratum)}
    total = sum(present.values())
    shares = {stratum: 1 / len(present) + size / total for stratum, size in present.items()}
    sizes = dict.fromkeys(present, 1)
    for _ in range(min(count, total) - len(present)):
        unfilled = [stratum for stratum in present if sizes[stratum] < present[stratum]]
        neediest = max(unfilled, key=lambda entry: shares[entry] / (2 * sizes[entry] + 1))
        sizes[neediest] += 1
    return sizes


def _standing_draw(study: Study) -> AuditDraw:
    draw = _latest_draw(study)
    if draw is None:
        raise KitError("No turns were drawn to audit names.", "interview-kit names audit draw")
    return draw


def _latest_draw(study: Study) -> AuditDraw | None:
    draws = [
        event
        for event in decisions.all_of(study.vault)
        if event.kind is DecisionKind.AUDIT_DRAWN and event.content
    ]
    if not draws:
        return None
    last = draws[-1]
    return AuditDraw(
        last.id,
        last.at,
        {
            Stratum(stratum): tuple((id, number) for id, number in places)
            for stratum, places in last.content["drawn"].items()
        },
        {Stratum(stratum): count for stratum, count in last.content["turns"].items()},
        last.content["words"],
    )


def _readings(study: Study, draw: AuditDraw) -> Iterator[tuple[tuple[str, int], Decision]]:
    for event in decisions.all_of(study.vault):
        if event.kind is DecisionKind.AUDIT_READ and event.content.get("draw") == draw.id:
            yield (event.interview, event.content["turn"]), event


def _names_of_a_turn(study: Study) -> float:
    """How many names a turn has that has any, over all that is replaced in the study."""
    counts = Counter(
        (interview.id, proposal.mention.turn)
        for interview in study.interviews()
        for proposal in interview.text.accepted
    )
    return sum(counts.values()) / len(counts) if counts else 1.0
