"""Names that are written as no word of their own: spelled, joined, torn, in other signs, initials.

    K-W-A-K-E-R-N-A-A-T    k w a ker naat    kaa wee aa ...    spelled or torn
    FamilieKwakernaat   Kwakernaatstraat   xkwakernaat87       joined to something
    Kw4kern@@t                                                 signs for letters
    X.v.d.K.   XvdK                                            initials alone

Looked for are the names that always count: a surname or given name that is an everyday word is
none of them. A text is asked in three steps, and only the first looks at every word: each unlike
word gets a code of a byte; patterns over those bytes say where something may be; and there the
letters are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from interview_kit.pseudonym.fold import fold, fold_words, word_set
from interview_kit.pseudonym.lexicon import marks
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import split_name
from interview_kit.pseudonym.spelling_aloud import BETWEEN, LETTERS, NAMED_LETTERS, spelled

# The codes of words; a word may have several.
KNOWN, HOLDS, _BEGINS, _RARE, _LETTER, _LETTER_NAME, _BETWEEN = (1 << bit for bit in range(7))

# Shorter names stand inside too many words, and are spelled by too many letters, by chance.
_JOINED_LENGTH = 5
_TORN_LENGTH = 6
_SPELLED_LENGTH = 3
_CAMEL_LENGTH = 4
_KEY = 5
_MOST_PIECES = 5
_LONGEST_SPELLED = 60
_GAP = re.compile(r"[ \u00a0\-\u2010-\u2015_.*·~+/|\\,;:'’`\u2026]{0,4}|[ -]{0,2}\r?\n[ ]{0,8}")
_CAMEL = re.compile(r"[^\W\d_]*?[a-zà-ÿ](?=[A-Z])|[^\W\d_]+")
_DIGITS = re.compile(r"[0-9]+")
# What people put behind a short name: of three digits there is also `sha256`.
_AGE_OR_YEAR = re.compile(r"[0-9]{1,2}|(?:19|20)[0-9]{2}")
_INITIALS_IN_ONE = re.compile(r"(?<![^\W_])[A-Z][a-z]{1,3}[A-Z](?![^\W_])")
_SIGNS = re.compile(r"[^\W_][@$!|€+][^\W_@$!|€+]|[^\W_][@$!|€+]{2}")
# What a stretch has in it that hides a name between capitals or signs.
_ODD = re.compile(r"[a-zà-ÿ][A-Z]|[^\W_][@$!|€+][^\W_@$!|€+]|[^\W_][@$!|€+]{2}")
_FOR_LETTERS = str.maketrans("0345789@$!|€+", "oeastbgasiIet".lower())
_ENDINGS = word_set("x xx xxx s je jes tje tjes achtig se")
# What is written with the same two capitals and points, and is nobody.
_ABBREVIATIONS = word_set(
    "nv bv us uk eu un vs tv cd dj pc ps nb pm am bc ad id iq ok mc wc oa ma ba mo md ec ao dc la"
    " ny hr cv aa sr jr st nl be de en kg km"
)


def _bytes_with(*wanted: int) -> bytes:
    """The bytes that have one of some codes, escaped for a class of a pattern."""
    codes = (code for code in range(256) if any(code & bit for bit in wanted))
    return b"".join(re.escape(bytes((code,))) for code in codes)


_SPELLED_RUN = re.compile(
    rb"[%(between)s]?[%(letter)s](?:[%(between)s]{0,3}?[%(letter)s]){2,}"
    % {b"letter": _bytes_with(_LETTER, _LETTER_NAME), b"between": _bytes_with(_BETWEEN)}
)
_TORN_START = re.compile(
    rb"[%(begins)s](?=[%(rare)s])|[%(both)s]"
    % {
        b"begins": _bytes_with(_BEGINS),
        b"rare": _bytes_with(_RARE),
        b"both": b"".join(
            re.escape(bytes((code,))) for code in range(256) if code & _BEGINS and code & _RARE
        ),
    }
)
_INITIALS_RUN = re.compile(rb"[%(letter)s]{2,6}" % {b"letter": _bytes_with(_LETTER)})
_HOLDING = re.compile(rb"[%(holds)s]" % {b"holds": _bytes_with(HOLDS)})
_MARKED = re.compile(rb"[%(marked)s]" % {b"marked": _bytes_with(KNOWN, HOLDS)})


@dataclass(frozen=True, slots=True)
class Disguises:
    """Names made ready: `names` are folded single words, also of whole names written as one.

    `by_start` holds them by their first letters, `begins` what torn ones begin with, `pieces` all
    that is in them, `initials` the first letters of whole names, `wholes` those names as one word.
    """

    names: Mapping[str, MentionType] = field(default_factory=dict)
    by_start: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    begins: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()


def disguises(strong: Iterable[tuple[str, MentionType]], whole: Iterable[str]) -> Disguises:
    """The disguises of single words that always count, and of `whole` names of people."""
    names = {
        entry: kind
        for name, kind in strong
        if len(name) >= _SPELLED_LENGTH
        for entry in (name, name.replace("ij", "y"))
    }
    initials: set[str] = set()
    wholes: set[str] = set()
    for text in whole:
        parts = split_name(text)
        tail = (*parts.particles, *parts.surname)
        for first in (parts.given[:1], parts.initials[:1], parts.nicknames[:1]):
            joined = "".join((*first, *tail))
            if first and tail and len(joined) > _JOINED_LENGTH and not _is_listed(joined):
                names.setdefault(joined, MentionType.PERSON)
                wholes.add(joined)
        letters = "".join(word[0] for word in (*parts.given, *tail))
        if parts.given and parts.surname and letters not in _ABBREVIATIONS:
            initials.add(letters)
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_start[name[:_KEY]].append(name)
    torn = [name for name in names if len(name) >= _TORN_LENGTH]
    return Disguises(
        names,
        {start: tuple(entry) for start, entry in by_start.items()},
        frozenset(name[:end] for name in torn for end in range(2, len(name) - 1)),
        frozenset(
            name[start:end]
            for name in torn
            for start in range(len(name) - 1)
            for end in range(start + 2, len(name) + 1)
        ),
        frozenset(initials),
        frozenset(wholes),
    )


def codes_of(words: Collection[str], known: Collection[str], look_for: Disguises) -> dict[str, int]:
    """The code of each unlike folded word that has one; `known` are those that forms begin with."""
    codes: dict[str, int] = {}
    for word in words:
        code = KNOWN if word in known else 0
        if look_for.names and (word.isalpha() or len(word.strip("0123456789")) >= _SPELLED_LENGTH):
            code |= _code(word, look_for)
        if code:
            codes[word] = code
    return codes


def _code(word: str, look_for: Disguises) -> int:
    code = 0
    if word in LETTERS:
        code |= _LETTER
    elif word in NAMED_LETTERS:
        code |= _LETTER_NAME
    if word in BETWEEN:
        code |= _BETWEEN
    if len(word) > 1:
        code |= _BEGINS if word in look_for.begins else 0
        code |= _RARE if word in look_for.pieces and not _is_word(word) else 0
        code |= HOLDS if _name_in(word, look_for) else 0
    return code


def marked(codes: bytes) -> Iterator[int]:
    """The positions of words that a form begins with, or that hold a name."""
    return (match.start() for match in _MARKED.finditer(codes))


def _name_in(word: str, look_for: Disguises) -> str:
    """The name that a folded word holds beside digits, words or endings; empty for none."""
    if not word.isalpha():
        return (
            "" if word.isdigit() or len(word) <= _SPELLED_LENGTH else _among_digits(word, look_for)
        )
    if word in look_for.wholes:
        return word
    if len(word) <= _JOINED_LENGTH or _is_listed(word):
        return ""
    for at in range(len(word) - _JOINED_LENGTH + 1):
        for name in look_for.by_start.get(word[at : at + _KEY], ()):
            end = at + len(name)
            if (
                word.startswith(name, at)
                and len(name) < len(word)
                and _may_precede(word[:at])
                and _may_follow(word[end:])
            ):
                return name
    return ""


def _among_digits(word: str, look_for: Disguises) -> str:
    """`xanthippe87x`, `eva12`, `kw4kernaat`."""
    parts = [part for part in _DIGITS.split(word) if part]
    if not parts or len(parts[0]) == len(word):
        return ""
    for part in parts:
        name = part if part in look_for.names else _name_in(part, look_for)
        if len(part) >= _JOINED_LENGTH and name:
            return name
    behind = word[len(parts[0]) :]
    if word.startswith(parts[0]) and _AGE_OR_YEAR.fullmatch(behind):
        return parts[0] if parts[0] in look_for.names else ""
    return _read_as_letters(word, look_for)


def _read_as_letters(text: str, look_for: Disguises) -> str:
    """The name that stands there when signs are read as the letters they look like."""
    for entry in "il":
        for word in fold_words(text.translate(_FOR_LETTERS).replace("1", entry)):
            if len(word) >= _JOINED_LENGTH and word in look_for.names:
                return word
    return ""


def _may_precede(text: str) -> bool:
    return not text or text in ("x", "xx", "mc", "j") or _is_word(text, _PART_LENGTH)


def _may_follow(text: str) -> bool:
    return (
        not text
        or text in _ENDINGS
        or _is_word(text, _PART_LENGTH)
        or (text[0] == "s" and _is_word(text[1:], _PART_LENGTH))
    )


_PART_LENGTH = 3


@lru_cache(maxsize=65536)
def _is_word(word: str, length: int = 1) -> bool:
    """Whether a folded word of some length is one of the dictionary, Dutch or English."""
    return len(word) >= length and ("d" in marks(word, "nl") or "d" in marks(word, "en"))


@lru_cache(maxsize=65536)
def _is_listed(word: str) -> bool:
    """Whether a folded word is known at all: as a word, a name, a place."""
    return bool(marks(word, "nl") or marks(word, "en"))


def joined_stretches(
    stretches: Iterable[str], look_for: Disguises
) -> Iterator[tuple[str, MentionType, str]]:
    """The stretches without white space in which capitals or signs hide a name, and which.

    The name is empty where they hide initials.
    """
    for text in stretches:
        if not _ODD.search(text):
            continue
        name = _between_capitals(text, look_for)
        if not name and _SIGNS.search(text):
            name = _read_as_letters(text, look_for)
        if name:
            yield text, look_for.names[name], name
        elif _INITIALS_IN_ONE.search(text) and _initials_in(text, look_for):
            yield text, MentionType.PERSON, ""


def _between_capitals(stretch: str, look_for: Disguises) -> str:
    """The name in `FamilieKwakernaat`."""
    parts = [fold(part) for part in _CAMEL.findall(stretch)]
    names = (part for part in parts if len(part) >= _CAMEL_LENGTH and part in look_for.names)
    return next(names, "") if len(parts) > 1 else ""


def _initials_in(stretch: str, look_for: Disguises) -> bool:
    words = map(fold, _INITIALS_IN_ONE.findall(stretch))
    return any(word in look_for.initials for word in words)


def in_pieces(
    words: Sequence[str], codes: bytes, look_for: Disguises
) -> Iterator[tuple[int, int, str]]:
    """Names that are joined to something, torn or spelled: position, how many words, the name.

    Nothing is said of what stands between the words.
    """
    for match in _HOLDING.finditer(codes):
        yield match.start(), 1, _name_in(words[match.start()], look_for)
    yield from _torn(words, codes, look_for)
    yield from _spelled_out(words, codes, look_for)


def _torn(
    words: Sequence[str], codes: bytes, look_for: Disguises
) -> Iterator[tuple[int, int, str]]:
    """Names in pieces that are not all words."""
    for match in _TORN_START.finditer(codes):
        at = match.start()
        pieces = words[at]
        for end in range(at + 1, min(at + _MOST_PIECES, len(words))):
            pieces += words[end]
            if pieces in look_for.names and len(pieces) >= _TORN_LENGTH:
                yield at, end - at + 1, pieces
                break
            if pieces not in look_for.begins:
                break


def _spelled_out(
    words: Sequence[str], codes: bytes, look_for: Disguises
) -> Iterator[tuple[int, int, str]]:
    """Names whose letters are said one by one."""
    for match in _SPELLED_RUN.finditer(codes):
        begin, end = match.span()
        for start in range(begin, end, _LONGEST_SPELLED):
            run = words[start : min(end, start + 2 * _LONGEST_SPELLED)]
            letters, positions = spelled(run)
            bare = all(len(word) == 1 for word in run)
            for name, first in _names_in(letters, look_for, bare=bare):
                last = first + len(name) - 1
                count = positions[last] - positions[first] + 1
                yield start + positions[first], count, name


def _names_in(letters: str, look_for: Disguises, *, bare: bool) -> Iterator[tuple[str, int]]:
    """Names in a run of letters; short ones only where they are all of it."""
    if len(letters) < _JOINED_LENGTH:
        if letters in look_for.names and (bare or len(letters) > _SPELLED_LENGTH):
            yield letters, 0
        return
    at = 0
    while at <= len(letters) - _JOINED_LENGTH:
        key = letters[at : at + _KEY]
        fits = [n for n in look_for.by_start.get(key, ()) if letters.startswith(n, at)]
        if fits:
            longest = max(fits, key=len)
            yield longest, at
            at += len(longest)
        else:
            at += 1


def initials_alone(
    words: Sequence[str], codes: bytes, look_for: Disguises
) -> Iterator[tuple[int, int]]:
    """Runs of letters that are the initials of a name: position, and how many."""
    for match in _INITIALS_RUN.finditer(codes):
        at, count = match.start(), match.end() - match.start()
        letters = "".join(words[at : at + count])
        if letters in look_for.initials:
            yield at, count


_WITH_POINTS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_])+\.?")


def are_initials(text: str) -> bool:
    """Whether letters are written as initials: `X.K.`, `X. v.d. K.`, between two capitals."""
    return (
        bool(_WITH_POINTS.fullmatch(text))
        and text[0].isupper()
        and (text.rstrip(".")[-1].isupper())
    )


def are_together(text: str, ends: Iterable[tuple[int, int]]) -> bool:
    """Whether nothing but a small gap is between words whose ends and next starts are given.

    A quotation mark, a tag, a tab or a bracket is the edge of another value, or of another cell.
    """
    return all(_GAP.fullmatch(text, end, start) for end, start in ends)
