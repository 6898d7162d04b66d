"""The detectors: one table of who looks for mentions, and the rule when two find the same place.

Others join by an entry point in the group `interview_kit.detectors` that names a `Detector`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import partial

from interview_kit.errors import KitError
from interview_kit.model.participant import CODE
from interview_kit.model.unclear_mark import without_marks
from interview_kit.plugins import PluginTable
from interview_kit.pseudonym import gazetteer, patterns, roster_match, tagger, word_echo
from interview_kit.pseudonym.fold import fold, fold_words, tokens
from interview_kit.pseudonym.inflected_names import match_inflected
from interview_kit.pseudonym.lexicon import (
    is_common,
    is_function_word,
    is_listed_given_name,
    not_name_phrases,
    not_names,
)
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.mention_edges import between_marks, cut, with_own_words
from interview_kit.pseudonym.name_cues import KIN, cue_before
from interview_kit.pseudonym.nobody_named import is_in_phrase, is_no_name
from interview_kit.pseudonym.person_name import PARTICLES, is_only_particles
from interview_kit.pseudonym.plain_word import is_plain_word
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.town_names import without_towns_for_people

GROUP = "interview_kit.detectors"
LANGUAGES = ("nl", "en")
"""Those that the statistical detector and the lists of names know."""

ANY_LANGUAGE = ("*",)
"""What looks for names as they were typed, or by their shape, is asked about every language."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a detector may know beside the text: turn number, two-letter language, the roster."""

    turn: int = 1
    language: str = "nl"
    roster: tuple[RosterName, ...] = ()


def _nothing(_texts: Sequence[str], _language: str) -> None:
    """Most detectors have nothing to prepare."""


@dataclass(frozen=True, slots=True)
class Detector:
    """Someone who looks for mentions.

    `detect` takes a turn's text and its context and gives mentions, overlapping or not.
    `languages` are the two-letter codes it is meant for: it is never asked about another. Or they
    are `ANY_LANGUAGE`.
    Of mentions that overlap the longest stays; `rank` decides between those of one length: the
    roster is 0, the rest come after.
    `prepare` is given all texts of an interview and their language before the first is asked about.
    """

    name: str
    languages: tuple[str, ...]
    detect: Callable[[str, Context], Sequence[Mention]] = field(compare=False)
    rank: int = 50
    prepare: Callable[[Sequence[str], str], None] = field(default=_nothing, compare=False)


def _inflected(text: str, context: Context) -> Iterable[Mention]:
    return match_inflected(text, context.turn, context.language, context.roster, roster_match.NAME)


BUILT_IN: tuple[Detector, ...] = (
    Detector(
        roster_match.NAME,
        ANY_LANGUAGE,
        lambda text, context: (
            *roster_match.match_roster(text, context.turn, context.roster),
            *(() if context.language in LANGUAGES else _inflected(text, context)),
        ),
        rank=0,
    ),
    Detector(
        tagger.NAME,
        LANGUAGES,
        lambda text, context: tagger.tag(text, context.turn, context.language),
        rank=20,
        prepare=tagger.read_ahead,
    ),
    Detector(
        patterns.NAME,
        ANY_LANGUAGE,
        lambda text, context: patterns.match_patterns(text, context.turn, context.language),
        rank=10,
    ),
    Detector(
        gazetteer.NAME,
        LANGUAGES,
        lambda text, context: gazetteer.match_listed(text, context.turn),
        rank=15,
    ),
)


DETECTORS = PluginTable(Detector, GROUP, BUILT_IN)


def detectors() -> tuple[Detector, ...]:
    """All detectors; the program's own come first. Raises KitError for a false one."""
    return tuple(DETECTORS)


def detect(
    text: str,
    language: str,
    roster: Iterable[RosterName] = (),
    *,
    turn: int = 1,
    using: Sequence[Detector] | None = None,
) -> tuple[Mention, ...]:
    """The mentions in one turn's `text`, in order and without overlap.

    `language` is a two-letter code. `using` limits the work to some detectors. What stands inside
    a pseudonym (`[zus van P07]`, `[plaats 2]`) is left alone, unless the roster knows it.
    """
    active_detectors = _asked(using, language)
    plain_text = without_marks(text)
    mentions = _found(plain_text, Context(turn, language, tuple(roster)), active_detectors)
    return between_marks(text, _settled(plain_text, mentions, active_detectors))


def _asked(chosen_detectors: Sequence[Detector] | None, language: str) -> list[Detector]:
    return [
        detector
        for detector in chosen_detectors or detectors()
        if language in detector.languages or detector.languages == ANY_LANGUAGE
    ]


def _found(text: str, context: Context, active_detectors: Iterable[Detector]) -> list[Mention]:
    mentions: list[Mention] = []
    for detector in active_detectors:
        with DETECTORS.blamed(detector.name):
            found_mentions = tuple(detector.detect(text, context))
            _require_in_place(found_mentions, text, context, detector)
        mentions += found_mentions
    return mentions


def _require_in_place(
    mentions: Iterable[Mention], text: str, context: Context, detector: Detector
) -> None:
    """Raise KitError for a mention of something else: another stretch would be replaced by it."""
    for mention in mentions:
        stretch = text[mention.start : mention.end]
        if not (
            0 <= mention.start < mention.end
            and mention.text == stretch
            and (mention.turn, mention.detector) == (context.turn, detector.name)
        ):
            raise KitError(
                "The detector {name!r} gives a mention that does not stand where it says.",
                "Update or uninstall the package that brings it.",
                name=detector.name,
            )


def _settled(
    text: str, mentions: Iterable[Mention], active_detectors: Iterable[Detector]
) -> tuple[Mention, ...]:
    """What is kept of all that was found in a text."""
    ranks = {detector.name: detector.rank for detector in active_detectors}
    pseudonym_spans = [match.span() for match in _PSEUDONYM.finditer(text)]
    open_mentions = [
        changed(mention, cue=cue_before(text, mention.start))
        for mention in without_towns_for_people(
            text, [with_own_words(text, mention) for mention in mentions]
        )
        if ranks.get(mention.detector, 0) == 0
        or not any(start < mention.end and mention.start < end for start, end in pseudonym_spans)
    ]
    sure = [
        place for place in open_mentions if place.detector in (patterns.NAME, roster_match.NAME)
    ]
    phrases = not_name_phrases(text)
    names = [
        place
        for place in open_mentions
        if not is_no_name(place, text)
        and not is_plain_word(text, place)
        and not is_in_phrase(place, phrases)
        and not any(_adds_nothing(place, to) for to in sure)
        and not _is_all_of(place, sure)
    ]
    return resolve(names, ranks)


def detect_turns(
    turns: Iterable[tuple[int, str]],
    language: str,
    roster: Iterable[RosterName] = (),
    *,
    using: Sequence[Detector] | None = None,
) -> tuple[Mention, ...]:
    """The mentions in all turns of an interview, given as (number, text), in order.

    A person who was surely named once is looked for in every other turn as if on the roster: a
    short turn may say nothing around a name that gives it away. Everyday words are not spread.
    """
    marked_turns = tuple(turns)
    plain_turns = tuple((number, without_marks(text)) for number, text in marked_turns)
    roster_names = tuple(roster)
    active_detectors = _asked(using, language)
    for detector in active_detectors:
        with DETECTORS.blamed(detector.name):
            detector.prepare([text for _, text in plain_turns], language)
    contexts = [(text, Context(number, language, roster_names)) for number, text in plain_turns]
    mentions_by_turn = [_found(text, context, active_detectors) for text, context in contexts]
    first = [
        _settled(text, entry, active_detectors)
        for (text, _), entry in zip(contexts, mentions_by_turn, strict=True)
    ]
    mentions_before = tuple(
        RosterName(form, MentionType.PERSON, by_sound=False)
        for form in dict.fromkeys(
            fold(entry.text) for turn in first for entry in turn if _sure(entry)
        )
    )
    words_before = word_echo.named_words(
        (entry for turn in first for entry in turn)
        if any(detector.name == tagger.NAME for detector in active_detectors)
        else (),
        language,
    )
    echo = Detector(
        word_echo.NAME,
        ANY_LANGUAGE,
        partial(_echo, roster_match.matcher(mentions_before), words_before),
        rank=30,
    )
    final_mentions: list[Mention] = []
    for (_, text), (plain_text, context), turn_mentions, earlier_result in zip(
        marked_turns, contexts, mentions_by_turn, first, strict=True
    ):
        again = echo.detect(plain_text, context)
        new_result = (
            _settled(plain_text, [*turn_mentions, *again], [*active_detectors, echo])
            if again
            else earlier_result
        )
        final_mentions += between_marks(text, new_result)
    return tuple(final_mentions)


def _sure(mention: Mention) -> bool:
    words = fold_words(mention.text)
    return (
        mention.detector == tagger.NAME
        and mention.type is MentionType.PERSON
        and mention.score >= _SURE
        and len(words) <= _LONGEST_NAME
        and not any(is_common(word) or len(word) <= 2 for word in words if word not in PARTICLES)
    )


def _echo(
    match: Callable[[str, int], list[Mention]], words: frozenset[str], text: str, context: Context
) -> list[Mention]:
    matches = [
        changed(mention, detector=word_echo.NAME, score=0.6)
        for mention in match(text, context.turn)
        if mention.score >= 1
    ]
    return [*matches, *word_echo.match_words(text, context.turn, context.language, words)]


# How sure the tagger must be of a person before the name is looked for in other turns.
_SURE = 0.8
_LONGEST_NAME = 4


# The shapes `propose` gives: a numbered label, a role of a participant, a code, a range.
_PSEUDONYM = re.compile(
    rf"\[(?:[^\W\d_][^\[\]]{{0,60}} [0-9]+|[^\[\]]{{1,60}} (?:van|of) {CODE}"
    r"|[A-Z]+[-_]?[0-9]+|[0-9]+[-–][0-9]+(?: [^\[\]]{1,12})?)\]"
)


def _adds_nothing(mention: Mention, to: Mention) -> bool:
    """Whether the tagger took more than a sure find: `m'n` and an age, `Mariekes man`."""
    if mention.detector != tagger.NAME or not (
        mention.start <= to.start and to.end <= mention.end and mention.length > to.length
    ):
        return False
    start, end = to.start - mention.start, to.end - mention.start
    remaining_words = fold_words(f"{mention.text[:start]} {mention.text[end:]}")
    if to.detector == roster_match.NAME:
        return to.score >= 1 and all(word in KIN for word in remaining_words)
    return all(is_function_word(word) or (word,) in not_names() for word in remaining_words)


def _is_all_of(mention: Mention, known: Iterable[Mention]) -> bool:
    """Whether every word that the tagger took for one name is a name of the roster by itself:
    `Laura/Erik`."""
    if mention.detector != tagger.NAME:
        return False
    if _is_given_and_surname(mention.text):
        return False
    within = [
        entity
        for entity in known
        if entity.detector == roster_match.NAME
        and mention.start <= entity.start
        and entity.end <= mention.end
        and entity.length < mention.length
    ]
    return len(within) > 1 and all(
        any(entry.start <= mention.start + word.start and mention.start + word.end <= entry.end
            for entry in within)
        for word in tokens(mention.text)
    )  # fmt: skip


def _is_given_and_surname(text: str) -> bool:
    """Whether nothing but spaces parts the words, and the last is no given name: Samira Kowalska.

    Somebody's first name and surname may each be known by itself, and be one name all the same.
    """
    words = fold_words(text)
    is_one_row = all(part.isalpha() for part in text.split())
    return is_one_row and not is_listed_given_name(words[-1])


def resolve(mentions: Iterable[Mention], ranks: dict[str, int]) -> tuple[Mention, ...]:
    """Mentions without overlap: the longest wins, then the lower rank, then the higher score.

    One exception: a name of the roster, or a number, that sticks out of a longer mention takes its
    place, and the longer one keeps what is left: a known name is always covered whole. A `van` or
    `de` by itself, in small letters, is nobody.
    """
    order = sorted(
        (
            mention
            for mention in mentions
            if not (mention.text.islower() and _is_nobody(mention))
        ),
        key=lambda place: (
            -place.length, ranks.get(place.detector, 50), -place.score, place.start, place.detector,
        ),
    )  # fmt: skip
    resolved_mentions: list[Mention] = []
    for mention in order:
        rivals = [rival for rival in resolved_mentions if rival.overlaps(mention)]
        if not rivals:
            resolved_mentions.append(mention)
        elif ranks.get(mention.detector, 50) == 0 or _is_number_among(rivals, mention):
            _annex(resolved_mentions, rivals, mention)
    return tuple(sorted(resolved_mentions, key=lambda place: place.start))


def _is_number_among(rivals: list[Mention], mention: Mention) -> bool:
    """Whether a number was taken in half by the tagger: `dossiernummer C-2019`/44."""
    return (
        mention.detector == patterns.NAME
        and mention.type in (MentionType.IDENTIFIER, MentionType.CONTACT)
        and all(rival.detector == tagger.NAME for rival in rivals)
    )


def _annex(resolved_mentions: list[Mention], rivals: list[Mention], mention: Mention) -> None:
    """A roster name that sticks out of its rivals takes its place; they keep what it leaves."""
    if all(rival.start <= mention.start and mention.end <= rival.end for rival in rivals):
        return
    for rival in rivals:
        resolved_mentions.remove(rival)
        left_parts = [
            *cut(rival, rival.start, mention.start), *cut(rival, mention.end, rival.end)
        ]  # fmt: skip
        resolved_mentions += [part for part in left_parts if not _is_nobody(part)]
    resolved_mentions.append(mention)


def _is_nobody(mention: Mention) -> bool:
    """Whether a person's name is nothing but `van` or `de`; `ten` may be an age."""
    return mention.type is MentionType.PERSON and is_only_particles(mention.text)
