"""The parts of a person's name, and the forms under which the name is said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.pseudonym.fold import fold, fold_words, word_set
from interview_kit.pseudonym.lexicon import is_common, is_function_word
from interview_kit.pseudonym.mention import MentionType

PARTICLES = word_set(
    "van von de der den het t ter ten te op in aan bij la le les du des el al ait ben bint bin ibn"
    " ould abu di da do dos das del della y zu s d"
)
_NEVER_ALONE = word_set("van von de der den het t ter ten te op in aan bij le les du des zu s d")
_NAMED = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)
TITLES = word_set(
    "dr drs ir ing mr prof professor doctor dokter meneer mijnheer mevrouw mevr mw dhr heer juf"
    " juffrouw meester pastor dominee pater imam zuster broeder tante oom opa oma sir madam mister"
    " mrs ms miss uncle aunt nurse doc"
)
_NICKNAME = re.compile(r"[\"“”„(]([^\"“”„()]{1,80})[\"“”)]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in folded words: `given`, then `particles` (tussenvoegsels), then `surname`."""

    given: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def initials(self) -> tuple[str, ...]:
        """First letters of the given names."""
        return tuple(name[0] for name in self.given)


@dataclass(frozen=True, slots=True)
class Form:
    """A way a name is written, in folded words.

    A `weak` form is also an everyday word or phrase (`de boer`, `wil`): it counts as the name only
    where it is used as one, see `usage`.
    """

    words: tuple[str, ...]
    weak: bool = False
    given: bool = False


@lru_cache(maxsize=4096)
def split_name(text: str) -> PersonName:
    """The parts of a person's name as people write it: `dr. Anna (Annie) van der Berg-Jansen`.

    A single word is a given name, unless a title or a particle stands before it.
    """
    nicknames = tuple(word for nick in _NICKNAME.findall(text) for word in fold_words(nick))
    words = list(fold_words(_NICKNAME.sub(" ", text)))
    is_titled = False
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
        is_titled = True
    # "Ben" before a surname is a given name far more often than the Arabic "son of".
    begins = 1 if words[:1] == ["ben"] else 0
    at = next((i for i in range(begins, len(words) - 1) if words[i] in PARTICLES), None)
    if at is None:
        at = 0 if is_titled and len(words) == 1 else max(1, len(words) - 1)
        at = _start_of_double_surname(text, words, at)
    if len(words) > 1 and not is_titled and _is_one_given_name(text, words):
        at = len(words)
    end = at
    while end < len(words) - 1 and words[end] in PARTICLES:
        end += 1
    return PersonName(tuple(words[:at]), tuple(words[at:end]), tuple(words[end:]), nicknames)


def letters_alone(name: PersonName) -> tuple[str, ...]:
    """The letters of a name that is nothing else: `J.P.`, `O, Z, T, U, R, K`; at least two."""
    words = (*name.given, *name.particles, *name.surname)
    return words if len(words) > 1 and all(len(word) == 1 for word in words) else ()


def are_letters_of(letters: tuple[str, ...], name: PersonName) -> bool:
    """Whether letters are the initials of all given names, or spell a part of the name."""
    spelt = "".join(letters)
    return letters in (name.initials, letters_alone(name)) or spelt in (*name.given, *name.surname)


def is_only_particles(text: str) -> bool:
    """Whether a text is nothing but `van`, `de` and the like, by which nobody is known."""
    words = fold_words(text)
    return bool(words) and all(word in _NEVER_ALONE for word in words)


def _is_one_given_name(text: str, words: list[str]) -> bool:
    """`Jan-Willem` is one given name of two words, and so is `Jan-Willems` of his bicycle."""
    return (
        len(text.split()) == 1
        and "-" in text
        and not any(word in PARTICLES or len(word) < 2 for word in words)
    )


def _start_of_double_surname(text: str, words: list[str], at: int) -> int:
    """`Berg-Jansen` is one surname of two words."""
    last = text.split()[-1] if text.split() else ""
    return max(1, len(words) - len(fold_words(last))) if at < len(words) and "-" in last else at


def person_forms(name: PersonName, *, is_typed: bool = True) -> tuple[Form, ...]:
    """Every exact form of a name: whole, parts alone, initials; without inflection.

    A given name is weak where it is a word of grammar; one that nobody typed, where it is an
    everyday word: the tagger may have erred.
    """
    everyday_given = is_function_word if is_typed else is_common
    tail = (*name.particles, *name.surname)
    forms: dict[tuple[str, ...], Form] = {}

    def add(words: tuple[str, ...], *, weak: bool = False, is_given: bool = False) -> None:
        if words and words not in forms:
            forms[words] = Form(words, weak, is_given)

    for first in (name.given, name.given[:1], *((nick,) for nick in name.nicknames)):
        if first and tail:
            add((*first, *tail))
            add((*first, *name.surname))
    if name.given and tail:
        add((*name.initials, *tail))
        add((name.initials[0], *tail))
    if len(name.given) > 1:
        add(name.given)
    for form in (*name.given, *name.nicknames):
        if len(form) > 1:
            add((form,), weak=everyday_given(form), is_given=True)
    everyday = all(is_common(word) or word in PARTICLES for word in name.surname)
    if name.particles and name.surname:
        add(tail, weak=everyday)
        add(("".join(tail),), weak=is_common("".join(tail)))
    if name.surname:
        add(name.surname, weak=everyday or len("".join(name.surname)) < 2)
        for part in name.surname if len(name.surname) > 1 else ():
            if len(part) > 2:
                add((part,), weak=is_common(part) or part in PARTICLES)
    return tuple(forms.values())


@lru_cache(maxsize=8192)
def inflections(word: str) -> frozenset[str]:
    """A folded name with the endings of Dutch and English speech: genitive, diminutive, pet form.

    Endings that make an everyday word (`bo` to `bos`) are left out.
    """
    stem = word.rstrip("aeiou") if len(word) > 4 else word
    doubled_word = word + word[-1] if word[-1] not in "aeiouwj" else word
    bases = [word, *(word + ending for ending in ("je", "tje", "ke", "pje", "etje", "ie", "ien"))]
    bases += [doubled_word + ending for ending in ("etje", "ie", "eke")]
    bases += [stem + ending for ending in ("je", "tje", "eke")]
    if word[-1] in "aou":
        bases.append(f"{word}{word[-1]}tje")
    inflected_words = {base + ending for base in bases for ending in ("", "s", "'s", "'")}
    return frozenset({form for form in inflected_words if not is_common(form)} | {word})


def base_forms(word: str) -> tuple[str, ...]:
    """The folded word and what it may be the genitive of: `mariekes` is also `marieke`."""
    stems = [word]
    for ending in ("'s", "'", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stems.append(word[: -len(ending)])
    return tuple(dict.fromkeys(stems))


def clean(text: str) -> str:
    """A name with single spaces and no marks around it."""
    return " ".join(text.split()).strip(" ,;.")


def same_fold(left: str, right: str) -> bool:
    """Whether two names differ in nothing but case, accents and typography."""
    return fold(clean(left)) == fold(clean(right))


@lru_cache(maxsize=4096)
def spellings(text: str, kind: MentionType, is_typed: bool = True) -> tuple[Form, ...]:
    """Every exact form of an original, with the endings it may take in speech.

    One table for finding names and for checking that none is left.
    """
    forms_by_words: dict[tuple[str, ...], Form] = {}
    for form in bare_forms(text, kind, is_typed):
        for ending in _endings(form, kind):
            words = (*form.words[:-1], ending)
            known_form = forms_by_words.get(words)
            if known_form is None or (known_form.weak and not form.weak):
                forms_by_words[words] = Form(words, form.weak, form.given)
    return tuple(forms_by_words.values())


def bare_forms(text: str, kind: MentionType, is_typed: bool) -> tuple[Form, ...]:
    """Every exact form of an original, without the endings it may take."""
    if kind is MentionType.PERSON:
        return person_forms(split_name(text), is_typed=is_typed)
    words = fold_words(text)
    if not words or (len(words) == 1 and len(words[0]) < 2):
        return ()
    return (Form(words, weak=len(words) == 1 and is_common(words[0])),)


def _endings(form: Form, kind: MentionType) -> Iterable[str]:
    last = form.words[-1]
    if not last.isalpha() or len(last) < 2 or kind not in _NAMED:
        return (last,)
    if form.weak or kind is not MentionType.PERSON:
        return (last, *(f"{last}{end}" for end in ("s", "'s") if not is_common(f"{last}{end}")))
    return inflections(last)
