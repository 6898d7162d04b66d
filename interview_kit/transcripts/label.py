"""What stands before a colon: the label of a voice, or the first word of a sentence.

`Anna: Hoe gaat het?` and `Kortom: het was een rotjaar` look alike. A candidate is given points for
its shape, for what the word lists know of its words, for how often it begins a line and for how it
is set, and is a label from `ENOUGH` on. What is not taken is reported, not lost: it stays speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import is_function_word, marks, not_names
from interview_kit.transcripts.role import RELATIVES, role_of

ENOUGH = 2
MOST_WORDS = 9
MOST_LETTERS = 80

PARTICLES = frozenset(
    (*("de", "den", "der", "het", "'t", "ten", "ter", "te", "van", "von", "vd", "v/d", "v.d."),
     *("la", "le", "du", "di", "da", "dos", "el", "al", "bin", "ibn", "y", "en", "op", "aan"))
)  # fmt: skip
_PLACING = frozenset(("uit", "bij", "from", "of", "at", "the"))
_TITLES = frozenset((
    "dr", "drs", "mr", "mrs", "ms", "ir", "ing", "prof", "mw", "mevr", "mevrouw", "mej", "dhr",
    "meneer", "mijnheer", "heer", "de", "zr", "zuster", "br", "broeder", "miss", "sir", "madam",
    "phd", "msc", "bsc", "md", "rn", "ma", "sr", "jr",
))  # fmt: skip
# Nouns for a voice that say nothing of who asks: beside a number, a letter or alone.
_VOICES = frozenset((
    "speaker", "spreker", "spreekster", "spkr", "spk", "speaker_", "persoon", "person", "stem",
    "voice", "gast", "guest", "caller", "onbekend", "unknown", "onbekende", "therapeut",
    "behandelaar", "arts", "dokter", "huisarts", "psycholoog", "psychiater", "verpleegkundige",
    "doctor", "nurse", "therapist", "docent", "leerling", "student", "coach",
))  # fmt: skip
_CODE = re.compile(r"(?:SPEAKER|SPK|S|P|R|I|V|M|K|D|C|PP|INT|spk)[_ -]?\d{1,4}(?:-\d{1,3})?")
_NOISE = frozenset((
    "lacht", "lachen", "laughs", "laughter", "laughing", "stilte", "silence", "pauze", "pause",
    "onverstaanbaar", "inaudible", "unintelligible", "zucht", "sighs", "huilt", "crying",
    "crosstalk", "muziek", "music", "applause", "applaus", "kucht", "coughs", "unclear",
    "onduidelijk", "telefoon",
))  # fmt: skip
_SENTENCE = re.compile(r"[?!;\"“”„…<>{}=]|\.\.|,.*,")
_ASIDE = re.compile(r"\s*[(|\[].*$|\s+[-–—/]\s.*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a label, at the begin of row `line`; `points` for how it is set there."""

    text: str
    line: int
    points: int = 0


def clean(label: str) -> str:
    """A label without the marks that programs put around it; `//` is noScribe's for overlap."""
    return " ".join(label.strip().strip("[]/*_").strip().split())


def labels_among(
    candidates: Sequence[Candidate],
    rows: int,
    *,
    first: int | None = None,
    forced: Collection[str] = (),
) -> frozenset[str]:
    """Which of the candidates of a file are labels, as they stand there.

    `rows` counts the rows with text, `first` is the row in which the first voice may speak.
    `forced` are labels that a person named.
    """
    counts = Counter(candidate.text for candidate in candidates)
    best: dict[str, int] = {}
    for candidate in candidates:
        best[candidate.text] = max(best.get(candidate.text, -9), candidate.points)
    everywhere = rows and len(candidates) >= 0.8 * rows
    styled = any(_is_coded(text) for text in counts)
    begins = {candidate.text for candidate in candidates if candidate.line == first}
    points = {
        text: shape_points(text)
        + best[text]
        + (count > 1)
        + (count > 3)
        + 2 * (text in begins)
        - (styled and not _is_coded(text) and shape_points(text) < ENOUGH)
        for text, count in counts.items()
    }
    forced_labels = {clean(label).casefold() for label in forced}
    labels = {text for text, sum_ in points.items() if sum_ >= ENOUGH}
    if len({clean(text) for text in labels}) == 1 and everywhere and not styled:
        # Two people talk, and one of them has a name that no list knows.
        labels |= {text for text in points if shape_points(text) >= 0 and text[:1].isupper()}
    return frozenset(labels | {text for text in counts if clean(text).casefold() in forced_labels})


def _is_coded(text: str) -> bool:
    label = clean(text)
    one_letter = len(label) == 1 and label.isalpha()
    return one_letter or role_of(label) is not None or bool(_CODE.fullmatch(label))


@lru_cache(4096)
def shape_points(text: str) -> int:
    """Points for how a candidate is written and what is known of its words."""
    label = clean(text)
    if not label or len(label) > MOST_LETTERS or _SENTENCE.search(label):
        return -10
    if label.casefold() in _NOISE:
        return -10
    if role_of(label) is not None:
        return 1 if label.casefold() in RELATIVES else 4
    if _CODE.fullmatch(label):
        return 3
    words = label.split()
    # A sentence ends in a stop, a title or an initial may.
    stops = label.endswith((".", ",")) and len(words[-1].rstrip(".,")) > 3
    if len(words) > MOST_WORDS or stops or ":" in label or "[" in label:
        return -10
    if words[0].casefold().rstrip("0123456789_") in _VOICES or words[-1].casefold() in _VOICES:
        return 3 if len(words) < 4 else 0
    name = _ASIDE.sub("", label).split() or words
    return _one_word(name[0]) if len(name) == 1 else _many_words(name)


def _one_word(word: str) -> int:
    if len(word) == 1:
        return 2 if word.isalpha() else -2
    if not any(letter.isalpha() for letter in word):
        return -2
    if (fold(word),) in not_names():
        return -2
    bare = fold(word.strip(".,'’"))
    word_marks = _known(bare)
    if any(letter.isdigit() for letter in word):
        return 1
    is_name, is_ordinary = _names(word_marks), "d" in word_marks
    if is_name:
        return (
            2 if not is_ordinary else (1 if word[:1].isupper() and not _is_everyday(bare) else -1)
        )
    return -2 if is_ordinary else (0 if word[:1].isupper() else -1)


def _many_words(words: Sequence[str]) -> int:
    bare = [fold(word.strip(".,'’()")) for word in words]
    if any(_speaks(word, bare_word) for word, bare_word in zip(words, bare, strict=True)):
        return -5
    if len(words) == 2 and words[1].isdecimal() and "d" in _known(bare[0]):
        return -2
    titled = words[0].casefold().strip(".") in _TITLES
    names = sum(_is_name(bare_word) for bare_word in bare)
    if all(_is_capital(word) for word in words):
        # A name, or a heading such as "Sociale Dienst".
        if not names and any("p" in _known(bare_word) for bare_word in bare):
            return 0
        ordinary = sum("d" in _known(bare_word) for bare_word in bare)
        return 3 if names or titled else (2 if ordinary < len(words) / 2 else 0)
    if titled:
        return 2
    return 2 if names and names >= sum(word.casefold() not in PARTICLES for word in words) else -2


def _speaks(word: str, bare: str) -> bool:
    """Whether a word carries a sentence (`ik`, `toen`), and no name."""
    small = word[:1].islower() and word.casefold() not in PARTICLES | _PLACING
    pronoun = bare in ("ik", "i", "je", "jij", "hij", "zij", "ze", "we", "wij", "it", "he", "she")
    return (small and is_function_word(bare) and word.casefold().strip(".") not in _TITLES) or (
        pronoun and len(word) > 1
    )


def _is_capital(word: str) -> bool:
    letter = word.lstrip("('’")[:1]
    return (
        not letter.islower()
        or word.casefold() in PARTICLES
        or word.casefold().strip(".") in _TITLES
        or word.startswith("(")
    )


def _known(bare: str) -> str:
    return marks(bare, "nl") + marks(bare, "en")


def _is_name(bare: str) -> bool:
    word_marks = _known(bare)
    return _names(word_marks) and not _is_everyday(bare)


def _names(word_marks: str) -> bool:
    """Whether marks are of a given name or surname, or of what is mostly written as a name."""
    return bool(set("gs") & set(word_marks)) or (
        "n" in word_marks and not set("pc") & set(word_marks)
    )


def _is_everyday(bare: str) -> bool:
    """Whether a dictionary word is heard too often to be a name by itself."""
    return any("d" in m and int(m[0]) >= 5 for m in (marks(bare, "nl"), marks(bare, "en")) if m)


def is_name_like(text: str) -> bool:
    """Whether a row by itself may be the label of a voice, as far as its shape goes."""
    return 0 < len(text) <= MOST_LETTERS and shape_points(text) > 0
