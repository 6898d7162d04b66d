"""What is known of words before anyone has spoken: how common, a name of people, a name of places.

The lists are packaged (`data/`, with sources and licences in its README) and read once.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from interview_kit.pseudonym.contraction import is_contraction
from interview_kit.pseudonym.fold import fold, fold_words, tokens

_LANGUAGES = ("nl", "en")
# Frequencies are whole steps of the Zipf scale: 7 is "de", 5 is "ziekenhuis", 3 is rare.
_COMMON = 4
_EVERYDAY = 5
_FUNCTION = 6
_NOTHING = ""
_NAMES = frozenset("gspc")
_PEOPLES = "# Peoples, languages and faiths\n"
# Endings of one of a people, and of more: `Marokkaan`, `Marokkanen`.
_MORE = (("aan", "anen"), ("ees", "ezen"), ("man", "men"), ("ees", "eze"), ("oot", "oten"))


@cache
def lexicon(language: str) -> dict[str, str]:
    """Folded word to its marks, for `nl` or `en`; any other language reads as `nl`.

    Marks are a digit (Zipf frequency, 0 where unknown) and letters: `d` an ordinary dictionary
    word, `g` a given name, `s` a surname, `p` a place, `c` a country.
    """
    name = language if language in _LANGUAGES else "nl"
    packed_file = files("interview_kit.pseudonym").joinpath("data", f"lexicon-{name}.tsv.gz")
    lines = gzip.decompress(packed_file.read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in lines)


def marks(word: str, language: str) -> str:
    """What is known of one folded word; empty where nothing is."""
    return lexicon(language).get(word, _NOTHING)


def zipf(entry: str) -> int:
    """How common a word is by its marks, in whole steps of the Zipf scale; 0 where unknown."""
    return int(entry[0]) if entry else 0


def with_accents(word: str, language: str) -> str:
    """A folded word as it is written: `beinvloed` as `beïnvloed`.

    Known are Dutch words that are not rare and are no other word without their accents.
    """
    return _accented_words().get(word, word) if language == "nl" else word


@cache
def _accented_words() -> dict[str, str]:
    """Words that are written with accents, by their folded form."""
    packed_file = files("interview_kit.pseudonym").joinpath("data", "accents-nl.txt")
    return {fold(word): word for word in packed_file.read_text("utf-8").split()}


def is_name(entry: str) -> bool:
    """Whether a word is by its marks a name of people or places, whatever else it may be."""
    return not _NAMES.isdisjoint(entry)


def is_only_name(entry: str) -> bool:
    """Whether it is such a name, and no ordinary word."""
    return is_name(entry) and "d" not in entry


def is_listed_given_name(word: str) -> bool:
    """Whether a folded word is a given name in either language, whatever else it may be."""
    return any("g" in marks(word, language) for language in _LANGUAGES)


def is_persons_name(word: str) -> bool:
    """Whether a folded word is a given name or a surname in either language."""
    return any({"g", "s"} & set(marks(word, language)) for language in _LANGUAGES)


def is_listed_name(word: str) -> bool:
    """Whether a folded word is a name of anything in either language, whatever else it may be."""
    entries = [marks(word, language) for language in _LANGUAGES]
    return any(is_name(entry) or "n" in entry for entry in entries)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a folded word is everyday Dutch or English, so that alone it says nothing."""
    return any(_at_least(lexicon(language).get(word), _COMMON) for language in _LANGUAGES)


def is_everyday(word: str) -> bool:
    """Whether a folded word is among the few thousand that are said every day: `toen`, `maybe`."""
    return any(_at_least(lexicon(language).get(word), _EVERYDAY) for language in _LANGUAGES)


@lru_cache(maxsize=65536)
def is_function_word(word: str) -> bool:
    """Whether a folded word is among the hundred or so that carry every sentence (`ben`, `an`).

    What English draws together of them is one too: `you're`.
    """
    return is_contraction(word) or any(
        _at_least(lexicon(language).get(word), _FUNCTION) for language in _LANGUAGES
    )


def _at_least(entry: str | None, frequency: int) -> bool:
    return entry is not None and "d" in entry and int(entry[0]) >= frequency


@cache
def not_names() -> frozenset[tuple[str, ...]]:
    """Medication, illnesses and tests named after people, as folded words: never replaced."""
    text = files("interview_kit.pseudonym").joinpath("data", "not-names.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    peoples = text.partition(_PEOPLES)[2].partition("\n#")[0].split()
    return frozenset(fold_words(line) for line in lines if line) | frozenset(
        (form,) for people in peoples for form in _forms_of_people(*fold_words(people)[:1])
    )


def _forms_of_people(people: str) -> list[str]:
    """The forms of a folded name of a people that are nobody's name: `molukkers`, `jamaicans`."""
    endings = ("s", "en", "e", "se", "in", "men", "women")
    forms = [f"{people}{ending}" for ending in endings]
    forms += [f"{people[: -len(one)]}{more}" for one, more in _MORE if people.endswith(one)]
    return [form for form in forms if not is_persons_name(form)]


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The entries of `not_names` of several words, by their first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for words in not_names():
        if len(words) > 1:
            phrases.setdefault(words[0], []).append(words)
    return {first: tuple(entries) for first, entries in phrases.items()}


def not_name_phrases(text: str) -> list[tuple[int, int]]:
    """Where in `text` a set phrase stands that names nobody, in code points: `Boxing Day`."""
    words = list(tokens(text))
    folded_words = tuple(word.folded for word in words)
    return [
        (words[at].start, words[at + len(phrase) - 1].end)
        for at, word in enumerate(folded_words)
        for phrase in _phrases().get(word, ())
        if folded_words[at : at + len(phrase)] == phrase
    ]
