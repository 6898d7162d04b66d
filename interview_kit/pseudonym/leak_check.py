"""The leak check: no known original is left in what goes out.

The rule. Every original of an entity or of the roster is looked for as whole words, whatever its
case, accents, typography or escaping, with the endings of the genitive and the diminutive; a
full name and its parts, also alone. A part that is an everyday word (a surname such as Bos,
a given name such as Ben) counts only where it is used as a name, by the rule of `usage`, which
the detectors share; a full name and any other given name always counts. Ages, and dates that are
less than day, month and year, are replaced where they stand but are not looked for elsewhere:
`47 jaar` or `2019` said of something else is no leak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from interview_kit.language.catalogues import SOURCE
from interview_kit.language.phrase import phrase
from interview_kit.language.values import value_phrase
from interview_kit.pseudonym.byte_readings import byte_offsets, readings, unescaped
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import WordsOf, fold, fold_words
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import Form, spellings
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster
from interview_kit.pseudonym.word_usage import used_as_name

_LOCAL = frozenset((MentionType.AGE, MentionType.DATE))
_FULL_DATE_WORDS = 3
# Shorter forms stand inside too many ordinary words to be looked for inside words.
_INSIDE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Leak:
    """An original at `offset` (bytes of bytes, code points of a str) in the file or row `place`.

    `length` counts the same units. It never holds the original, so it can be shown and logged.
    """

    place: str
    offset: int
    length: int
    type: MentionType

    def __str__(self) -> str:
        return self.in_(SOURCE)

    def in_(self, language: str) -> str:
        """Where it is and of what kind, in `language`."""
        return phrase(
            "{place}, position {offset}: a known {kind} name",
            place=self.place,
            offset=self.offset,
            kind=value_phrase(self.type),
        ).in_(language)


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms that may not be left.

    `phrases` holds each by its folded words, and `lengths` says how many words those have that
    begin with a word, longest first. `given` are the given names among them. `heads` and `tails`
    are the longer single words, by their first and their last letters.
    """

    phrases: dict[tuple[str, ...], tuple[Form, MentionType]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tails: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.phrases)


def known_forms(entities: Iterable[Entity], roster: Iterable[RosterName] = ()) -> Forms:
    """The originals and variants of all entities and roster names, ready for `find_leaks`."""
    phrases: dict[tuple[str, ...], tuple[Form, MentionType]] = {}
    originals = [
        (form, entity.type, entity.rostered) for entity in entities for form in entity.forms
    ]
    originals += [(name.text, name.type, name.typed) for name in roster]
    for text, kind, is_typed in originals:
        if kind in _LOCAL and len(fold_words(text)) < _FULL_DATE_WORDS:
            continue
        for form in spellings(text, kind, is_typed):
            known_form = phrases.get(form.words)
            if known_form is None or (known_form[0].weak and not form.weak):
                phrases[form.words] = (form, kind)
    return _indexed(phrases)


def _indexed(phrases: dict[tuple[str, ...], tuple[Form, MentionType]]) -> Forms:
    lengths: dict[str, set[int]] = defaultdict(set)
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    for words, (form, _) in phrases.items():
        first = words[0]
        lengths[first].add(len(words))
        if len(words) == 1 and not form.weak and len(first) >= _INSIDE_LENGTH:
            heads[first[:_INSIDE_LENGTH]].append(first)
            tails[first[-_INSIDE_LENGTH:]].append(first)
    return Forms(
        phrases,
        {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()},
        frozenset(word for form, _ in phrases.values() if form.given for word in form.words),
        {head: tuple(forms) for head, forms in heads.items()},
        {tail: tuple(forms) for tail, forms in tails.items()},
    )


def find_leaks(data: bytes | str, forms: Forms, place: str) -> tuple[Leak, ...]:
    """Where forms stand in `data`, in order of position.

    Text is read as UTF-8 or, where it looks so, UTF-16, as it stands and with JSON, XML and URL
    escapes undone. Bytes that are no text (a database, an archive) are read too: there a form
    of five letters or more also counts at the edge of a longer word, because such files write
    values without anything between them. Compressed or encrypted bytes hide what they hold; give
    what is inside them.
    """
    leaks: set[Leak] = set()
    if isinstance(data, str):
        for start, end, kind in _scan(data, forms, binary=False):
            leaks.add(Leak(place, start, end - start, kind))
    else:
        for text, encoding, shift in readings(data):
            scanned = list(_scan(text, forms, binary="\x00" in text))
            at = byte_offsets(
                text, (edge for start, end, _ in scanned for edge in (start, end)), encoding
            )
            leaks.update(
                Leak(place, at[start] + shift, at[end] - at[start], kind)
                for start, end, kind in scanned
            )
    return tuple(sorted(leaks, key=lambda leak: (leak.offset, leak.length)))


def sound_alikes(
    text: str, roster: tuple[RosterName, ...], allowed_words: Collection[str], place: str
) -> tuple[Leak, ...]:
    """Where `text` says what sounds like a name of `roster`, as the roster's detector hears it.

    `allowed_words` are folded stretches of text that a person has decided are no such name.
    """
    return tuple(
        Leak(place, mention.start, mention.length, mention.type)
        for mention in match_roster(text, 0, roster)
        if mention.score < 1 and fold(mention.text) not in allowed_words
    )


def _scan(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    yield from _scan_words(text, forms, binary=binary)
    plain = unescaped(text)
    if plain != text:
        yield from _scan_words(plain, forms, binary=binary)


def _scan_words(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    spread = WordsOf(text)
    words, lengths = spread.folded, forms.lengths
    holding = {word for word in set(words) if _holds_form(word, forms)} if binary else set()
    for at, word in enumerate(words):
        if word in lengths:
            leak = _match(spread, at, forms)
            if leak:
                yield leak
                continue
        if word in holding:
            yield *spread.place(at, 1), MentionType.OTHER


def _match(spread: WordsOf, at: int, forms: Forms) -> tuple[int, int, MentionType] | None:
    """The longest form that begins with the word at `at`, if one is used as a name there."""
    for count in forms.lengths[spread.folded[at]]:
        known_form = forms.phrases.get(tuple(spread.folded[at : at + count]))
        if known_form is None:
            continue
        form, kind = known_form
        start, end = spread.place(at, len(form.words))
        if not form.weak or used_as_name(
            spread.text, start, end, is_given=form.given, names=forms.given
        ):
            return start, end, kind
    return None


def _holds_form(word: str, forms: Forms) -> bool:
    """Whether a word of a file that is no text starts or ends with a form."""
    return any(map(word.startswith, forms.heads.get(word[:_INSIDE_LENGTH], ()))) or any(
        map(word.endswith, forms.tails.get(word[-_INSIDE_LENGTH:], ()))
    )
