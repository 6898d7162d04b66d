"""The leak check: no known original is left in what goes out.

The rule. Every original of an entity or of the roster is looked for as whole words, whatever its
case, accents, typography or escaping, with the endings of the genitive and the diminutive; a
full name and its parts, also alone. A part that is an everyday word (a surname such as Bos,
a given name such as Ben) counts only where it is used as a name, by the rule of `usage`, which
the detectors share; a full name and any other given name always counts. Ages, and dates that are
less than day, month and year, are replaced where they stand but are not looked for elsewhere:
`47 jaar` or `2019` said of something else is no leak. In text, names are also looked for that are
written as no word of their own (`disguises`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

from interview_kit.language.catalogues import SOURCE
from interview_kit.language.phrase import phrase
from interview_kit.language.values import value_phrase
from interview_kit.pseudonym import disguises
from interview_kit.pseudonym.byte_readings import byte_offsets, has_ideograph, readings, unescaped
from interview_kit.pseudonym.disguises import Disguises
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import WordsOf, fold, fold_words
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import Form, PersonName, bare_forms, spellings, split_name
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster
from interview_kit.pseudonym.word_usage import used_as_name

_LOCAL = frozenset((MentionType.AGE, MentionType.DATE))
_NAMED = frozenset((MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION))
_FULL_DATE_WORDS = 3
_LONGEST_WORD = 40
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
    begin with a word, longest first; `seconds` are the second words of those that are never one
    word alone. `given` are the given names among them. `heads` and `tails`
    are the longer single words, by their first and their last letters. `look_for` are names in
    disguise, `allowed` folded stretches of text that a person has decided are none, and
    `has_ideographs` says whether any form is written in them.
    """

    phrases: dict[tuple[str, ...], tuple[Form, MentionType]] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    seconds: dict[str, frozenset[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tails: dict[str, tuple[str, ...]] = field(default_factory=dict)
    look_for: Disguises = field(default_factory=Disguises)
    allowed: frozenset[str] = frozenset()
    has_ideographs: bool = False

    def __len__(self) -> int:
        return len(self.phrases)


def known_forms(
    entities: Iterable[Entity],
    roster: Iterable[RosterName] = (),
    allowed: Collection[str] = (),
) -> Forms:
    """The originals and variants of all entities and roster names, ready for `find_leaks`.

    `allowed` are folded stretches of text that look like a name in disguise and are none.
    """
    phrases: dict[tuple[str, ...], tuple[Form, MentionType]] = {}
    originals = [
        (form, entity.type, entity.rostered) for entity in entities for form in entity.telling_forms
    ]
    originals += [(name.text, name.type, name.typed) for name in roster]
    for text, kind, is_typed in originals:
        if kind in _LOCAL and len(fold_words(text)) < _FULL_DATE_WORDS:
            continue
        for form in (*spellings(text, kind, is_typed), *_initials_apart(text, kind)):
            known_form = phrases.get(form.words)
            if known_form is None or (known_form[0].weak and not form.weak):
                phrases[form.words] = (form, kind)
    return _indexed(phrases, _in_disguise(originals), frozenset(allowed))


def _initials_apart(text: str, kind: MentionType) -> Iterator[Form]:
    """`X. van de K.` for a whole name with a tussenvoegsel."""
    name = split_name(text) if kind is MentionType.PERSON else PersonName()
    if name.given and name.particles and name.surname:
        yield Form((name.initials[0], *name.particles, name.surname[0][0]))


def _in_disguise(originals: Iterable[tuple[str, MentionType, bool]]) -> Disguises:
    """What to look for of names: no word that is an everyday one, and no number."""
    strong: dict[str, MentionType] = {}
    people: list[str] = []
    for text, kind, typed in originals:
        if kind not in _NAMED:
            continue
        for form in bare_forms(text, kind, typed):
            (word, *more) = form.words
            if not (more or form.weak) and word.isalpha():
                strong.setdefault(word, kind)
        if kind is MentionType.PERSON:
            people.append(text)
    return disguises.disguises(strong.items(), people)


def _indexed(
    phrases: dict[tuple[str, ...], tuple[Form, MentionType]],
    look_for: Disguises,
    allowed: frozenset[str],
) -> Forms:
    lengths: dict[str, set[int]] = defaultdict(set)
    heads: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, list[str]] = defaultdict(list)
    seconds: dict[str, set[str]] = defaultdict(set)
    for words, (form, _) in phrases.items():
        first = words[0]
        lengths[first].add(len(words))
        seconds[first].update(words[1:2])
        if len(words) == 1 and not form.weak and len(first) >= _INSIDE_LENGTH:
            heads[first[:_INSIDE_LENGTH]].append(first)
            tails[first[-_INSIDE_LENGTH:]].append(first)
    return Forms(
        phrases,
        {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()},
        {first: frozenset(entry) for first, entry in seconds.items() if 1 not in lengths[first]},
        frozenset(word for form, _ in phrases.values() if form.given for word in form.words),
        {head: tuple(forms) for head, forms in heads.items()},
        {tail: tuple(forms) for tail, forms in tails.items()},
        look_for,
        allowed,
        any(map(has_ideograph, chain.from_iterable(phrases))),
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
        for text, encoding, shift in readings(data, keeps_ideographs=forms.has_ideographs):
            binary = "\x00" in text or not _may_be_text(text, encoding)
            scanned = list(_scan(text, forms, binary=binary))
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


def disguised_names(text: str, forms: Forms) -> Iterator[tuple[int, int, MentionType, str]]:
    """Where names stand in `text` as no word of their own: start, end, type, the folded name.

    The name is empty where initials stand for it.
    """
    spread = WordsOf(text)
    yield from _disguised(spread, _codes(spread, forms, binary=False), forms)


def _scan(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    yield from _scan_words(text, forms, binary=binary)
    plain = unescaped(text)
    if plain != text:
        yield from _scan_words(plain, forms, binary=binary)


def _scan_words(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    spread = WordsOf(text)
    codes = _codes(spread, forms, binary=binary)
    for at in disguises.marked(codes):
        if codes[at] & disguises.KNOWN:
            known = _match(spread, at, forms)
            if known:
                yield known
                continue
        if binary and codes[at] & disguises.HOLDS:
            yield *spread.place(at, 1), MentionType.OTHER
    if not binary:
        yield from ((start, end, kind) for start, end, kind, _ in _disguised(spread, codes, forms))


def _codes(spread: WordsOf, forms: Forms, *, binary: bool) -> bytes:
    """A byte for each word of a text that says what it may be (`disguises`).

    In a file that is no text, names in disguise would be there by chance: in it a form counts
    that is at the edge of a longer word.
    """
    unlike = set(spread.folded)
    if binary:
        codes = {word: disguises.KNOWN for word in unlike if word in forms.lengths}
        for word in unlike:
            if _holds_form(word, forms):
                codes[word] = codes.get(word, 0) | disguises.HOLDS
    else:
        codes = disguises.codes_of(unlike, forms.lengths, forms.look_for)
    return bytes(map(codes.get, spread.folded, repeat(0)))


def _disguised(
    spread: WordsOf, codes: bytes, forms: Forms
) -> Iterator[tuple[int, int, MentionType, str]]:
    look_for, words = forms.look_for, spread.folded
    if not look_for.names:
        return
    for stretch, kind, name in disguises.joined_stretches(spread.unlike_stretches, look_for):
        if " ".join(fold_words(stretch)) not in forms.allowed:
            yield from ((start, end, kind, name) for start, end in spread.places_of(stretch))
    for at, count, name in disguises.in_pieces(words, codes, look_for):
        start, end = spread.place(at, count)
        if " ".join(words[at : at + count]) in forms.allowed:
            continue
        if disguises.are_together(spread.text, spread.gaps(at, count)):
            yield start, end, look_for.names[name], name
    for at, count in disguises.initials_alone(words, codes, look_for):
        start, end = spread.place(at, count)
        end += spread.text.startswith(".", end)
        if (
            disguises.are_initials(spread.text[start:end])
            and " ".join(words[at : at + count]) not in forms.allowed
        ):
            yield start, end, MentionType.PERSON, ""


def _match(spread: WordsOf, at: int, forms: Forms) -> tuple[int, int, MentionType] | None:
    """The longest form that begins with the word at `at`, if one is used as a name there."""
    words, first = spread.folded, spread.folded[at]
    seconds = forms.seconds.get(first)
    if seconds is not None and (at + 1 == len(words) or words[at + 1] not in seconds):
        return None
    for count in forms.lengths[first]:
        known_form = forms.phrases.get(tuple(words[at : at + count]))
        if known_form is None:
            continue
        form, kind = known_form
        start, end = spread.place(at, len(form.words))
        if not form.weak or used_as_name(
            spread.text, start, end, is_given=form.given, names=forms.given
        ):
            return start, end, kind
    return None


def _may_be_text(text: str, encoding: str) -> bool:
    """Whether bytes were meant to be read so: text in other bytes than it was written in has no
    spaces."""
    return encoding == "utf-8" or text.count(" ") * _LONGEST_WORD > len(text)


def _holds_form(word: str, forms: Forms) -> bool:
    """Whether a word of a file that is no text starts or ends with a form."""
    return any(map(word.startswith, forms.heads.get(word[:_INSIDE_LENGTH], ()))) or any(
        map(word.endswith, forms.tails.get(word[-_INSIDE_LENGTH:], ()))
    )
