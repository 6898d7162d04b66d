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

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import Token, fold_words, tokens
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import Form, spellings
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.usage import used_as_name

_LOCAL = frozenset((MentionType.AGE, MentionType.DATE))
_FULL_DATE_WORDS = 3
# Shorter forms stand inside too many ordinary words to be looked for inside words.
_INSIDE_LENGTH = 5
_FILL = "\u00ad"  # an invisible that folding drops: keeps offsets while escapes are undone
_ESCAPE = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([nrtbf\"'/\\])|&(#?[0-9A-Za-z]{2,8});"
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


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
        return f"{self.place}, position {self.offset}: a known {self.type} name"


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms that may not be left, by their first folded word."""

    by_first: dict[str, tuple[tuple[Form, MentionType], ...]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return sum(len(forms) for forms in self.by_first.values())


def known_forms(entities: Iterable[Entity], roster: Iterable[RosterName] = ()) -> Forms:
    """The originals and variants of all entities and roster names, ready for `find_leaks`."""
    table: dict[str, dict[tuple[str, ...], tuple[Form, MentionType]]] = defaultdict(dict)
    given: set[str] = set()
    originals = [(form, each.type, each.rostered) for each in entities for form in each.forms]
    originals += [(name.text, name.type, name.typed) for name in roster]
    for text, kind, typed in originals:
        if kind in _LOCAL and len(fold_words(text)) < _FULL_DATE_WORDS:
            continue
        for form in spellings(text, kind, typed):
            if form.given:
                given.update(form.words)
            known = table[form.words[0]].get(form.words)
            if known is None or (known[0].weak and not form.weak):
                table[form.words[0]][form.words] = (form, kind)
    inside = {
        form.words[0]
        for forms in table.values()
        for form, _ in forms.values()
        if len(form.words) == 1 and not form.weak and len(form.words[0]) >= _INSIDE_LENGTH
    }
    longest_first = {
        first: tuple(sorted(forms.values(), key=lambda each: (-len(each[0].words), each[0].weak)))
        for first, forms in table.items()
    }
    return Forms(longest_first, frozenset(given), frozenset(inside))


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
        for text, encoding, shift in _readings(data):
            binary = "\x00" in text
            for start, end, kind in _scan(text, forms, binary=binary):
                offset = len(text[:start].encode(encoding, "surrogateescape")) + shift
                length = len(text[start:end].encode(encoding, "surrogateescape"))
                leaks.add(Leak(place, offset, length, kind))
    return tuple(sorted(leaks, key=lambda leak: (leak.offset, leak.length)))


def _readings(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The texts that bytes may be: text, encoding, bytes skipped before it."""
    yield data.decode("utf-8", "surrogateescape"), "utf-8", 0
    if b"\x00" in data:
        for shift in (0, 1):
            even = data[shift : shift + (len(data) - shift) // 2 * 2]
            yield even.decode("utf-16-le", "replace"), "utf-16-le", shift
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("latin-1"), "latin-1", 0


def _scan(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    yield from _scan_words(text, forms, binary=binary)
    plain = _PERCENT.sub(_undo_percent, _ESCAPE.sub(_undo_escape, text))
    if plain != text:
        yield from _scan_words(plain, forms, binary=binary)


def _undo_escape(match: re.Match[str]) -> str:
    four, two, control, entity = match.groups()
    whole = match.group()
    if control:
        character = control if control in "\"'/\\" else " "
    elif entity:
        character = html.unescape(whole)
        character = " " if character == whole else character
    else:
        character = chr(int(four or two, 16))
    return _filled(character, len(whole))


def _undo_percent(match: re.Match[str]) -> str:
    raw = bytes.fromhex(match.group().replace("%", ""))
    return _filled(raw.decode("utf-8", "replace"), len(match.group()))


def _filled(text: str, length: int) -> str:
    return (text + _FILL * length)[:length]


def _scan_words(text: str, forms: Forms, *, binary: bool) -> Iterator[tuple[int, int, MentionType]]:
    folded = fold_words(text)
    suspects = {
        word
        for word in set(folded)
        if word in forms.by_first or (binary and _holds_form(word, forms))
    }
    # Places are worked out only where there is something to say: most texts are clean.
    words = list(tokens(text)) if suspects else []
    for index, token in enumerate(words):
        if token.folded in suspects:
            yield from _match(text, words, index, forms, binary=binary)


def _match(
    text: str, words: list[Token], index: int, forms: Forms, *, binary: bool
) -> Iterator[tuple[int, int, MentionType]]:
    first = words[index]
    for form, kind in forms.by_first.get(first.folded, ()):
        stretch = words[index : index + len(form.words)]
        if tuple(token.folded for token in stretch) == form.words and (
            not form.weak
            or used_as_name(text, first.start, stretch[-1].end, given=form.given, names=forms.given)
        ):
            yield first.start, stretch[-1].end, kind
            return
    if binary and _holds_form(first.folded, forms):
        yield first.start, first.end, MentionType.OTHER


def _holds_form(word: str, forms: Forms) -> bool:
    """Whether a word of a file that is no text starts or ends with a form."""
    return any(
        word[:length] in forms.inside or word[-length:] in forms.inside
        for length in range(_INSIDE_LENGTH, len(word))
    )
