"""Whether a word is spelt as its language spells it: by hunspell's dictionaries, and by our lists.

A dictionary is read by spylls, a port of hunspell, from where the system keeps them or from a
folder that was named; nothing is fetched. Without one the word lists of `pseudonym/` judge alone,
which know most words and fewer compounds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from io import StringIO
from itertools import islice
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spylls.hunspell import Dictionary
from spylls.hunspell.readers import read_aff, read_dic
from spylls.hunspell.readers.file_reader import BaseReader

from interview_kit.errors import KitError
from interview_kit.model.unclear_mark import marks as marks_in
from interview_kit.pseudonym.fold import fold, fold_words
from interview_kit.pseudonym.lexicon import is_name, lexicon, marks, with_accents, zipf
from interview_kit.pseudonym.phonetics import sound_key, sound_keys
from interview_kit.pseudonym.suspicious import is_known

SYSTEM_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/Library/Spelling",
)
"""Where systems keep hunspell's dictionaries."""

LISTED_LANGUAGES = ("nl", "en")
"""The languages of our word lists."""

SUGGESTIONS = 5
"""How many spellings are offered at most."""

LEAST_ZIPF = 2
"""A rarer word is neither offered nor written for its sound."""

MOST_EDITS = 2
"""A spelling that is offered is no further from what was written, in letters."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class SpellChecker:
    """What is spelt right in a language, and beside it the words that a study knows.

    `folder` is where dictionaries are looked for before the system's; "" for the system's alone.
    """

    def __init__(self, language: str, folder: str = "", study_words: Iterable[str] = ()) -> None:
        self.language = language
        self._path = dictionary_path(language, folder)
        self.study_words = frozenset(word for text in study_words for word in fold_words(text))

    @property
    def has_dictionary(self) -> bool:
        """Whether there is a dictionary of the language on this machine."""
        return self._path is not None

    @property
    def can_judge(self) -> bool:
        """Whether anything is known of the language's words."""
        return self.has_dictionary or self.language in LISTED_LANGUAGES

    def is_right(self, word: str) -> bool:
        """Whether a word is in a list or a dictionary; numbers and names with a capital are."""
        folded_word = fold(word)
        if not self.can_judge or folded_word in self.study_words or not word[:1].isalpha():
            return True
        if self.language in LISTED_LANGUAGES:
            entry = marks(folded_word, self.language)
            if "d" in entry or (word[0].isupper() and is_name(entry)):
                return True
        if self._path is not None:
            return is_in_dictionary(word, self._path)
        return is_known(folded_word, self.language)

    def misspelt(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where words stand in a text that are not spelt right, in code points.

        The parts of a word with a hyphen are judged by themselves.
        """
        mark_spans = marks_in(text)
        return tuple(
            match.span()
            for match in _WORD.finditer(text)
            if not self.is_right(match.group())
            and not any(start <= match.start() < end for start, end in mark_spans)
        )

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Spellings that may be meant, the likeliest first.

        By our lists, where the language has them: what sounds the same, then what is a letter or
        two away. Else by the dictionary, which takes a tenth of a second.
        """
        folded_word = fold(word)
        if self.language in LISTED_LANGUAGES:
            near_words = _near_words(folded_word, self.language)
            sounding = words_by_sound(self.language).get(sound_key(folded_word), ())
            spellings = islice(dict.fromkeys((*sounding, *near_words)), SUGGESTIONS)
            return tuple(with_accents(spelling, self.language) for spelling in spellings)
        if self._path is not None:
            return tuple(islice(read_dictionary(self._path).suggest(word), SUGGESTIONS))
        return ()


def dictionary_path(language: str, folder: str = "") -> Path | None:
    """The dictionary of a language, without its ending; None where there is none.

    That of the language itself comes before those of its countries: `nl` before `nl_BE`.
    """
    for place in (*([folder] if folder else []), *SYSTEM_FOLDERS):
        for name in (language, f"{language}_*"):
            for path in sorted(Path(place).expanduser().glob(f"{name}.dic")):
                if path.with_suffix(".aff").is_file():
                    return path.with_suffix("")
    return None


@cache
def read_dictionary(path: Path) -> Dictionary:
    """A dictionary; the Dutch one takes two seconds of a processor.

    Raises KitError where its files are no dictionary.
    """
    try:
        affixes, context = read_aff(_BytesReader(path.with_suffix(".aff").read_bytes()))
        words = _BytesReader(path.with_suffix(".dic").read_bytes(), context.encoding)
        affixes.MAXNGRAMSUGS = 0  # would go through all words for each that it cannot place
        return Dictionary(affixes, read_dic(words, aff=affixes, context=context))
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise KitError(
            "The dictionary {name} cannot be read.",
            "Install it anew, or name another folder: interview-kit settings dictionaries FOLDER",
            name=path.name,
        ) from error


class _BytesReader(BaseReader):  # type: ignore[misc] # without types
    """A file in memory; the library's own readers leave theirs open."""

    def __init__(self, content: bytes, encoding: str = "Windows-1252") -> None:
        self._content = content
        super().__init__(self._text(encoding))

    def reset_encoding(self, encoding: str) -> None:
        """Go on in another encoding from the same line on."""
        self.reset_io(self._text(encoding))

    def _text(self, encoding: str) -> StringIO:
        return StringIO(self._content.decode(encoding, "surrogateescape"), newline=None)


@lru_cache(maxsize=65536)
def is_in_dictionary(word: str, path: Path) -> bool:
    """Whether a dictionary has a word, as it is or without a capital."""
    dictionary = read_dictionary(path)
    return bool(dictionary.lookup(word) or dictionary.lookup(word.lower()))


@cache
def _listed_words(language: str) -> tuple[str, ...]:
    """The ordinary words of a language, the commonest first."""
    entries = lexicon(language)
    words = (word for word, entry in entries.items() if "d" in entry)
    return tuple(sorted(words, key=lambda word: -int(entries[word][0])))


@cache
def words_by_sound(language: str) -> dict[str, list[str]]:
    """The words that are not rare by how they sound, the commonest first."""
    entries = lexicon(language)
    common_words = [word for word in _listed_words(language) if zipf(entries[word]) >= LEAST_ZIPF]
    words: dict[str, list[str]] = defaultdict(list)
    for word, key in zip(common_words, sound_keys(common_words), strict=True):
        words[key].append(word)
    return words


def _near_words(folded_word: str, language: str) -> list[str]:
    """Words of our list within some edits, the nearest first and of these the commonest."""
    matches = process.extract(
        folded_word,
        _listed_words(language),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=MOST_EDITS,
        limit=SUGGESTIONS,
    )
    return [word for word, _edits, _place in matches]
