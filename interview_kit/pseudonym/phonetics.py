"""How a name sounds: a Dutch phonetic key, and whether two words may be one name misheard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

# In order; spellings that are heard alike come out alike. Capitals stand for sounds that take two
# letters: U for oe, Y for ij and ei, W for ou and au, O for eu, X for ch and g, S for sj.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        (r"[^a-z\n]", ""),
        (r"tsch|tch|tsj|tj(?=[aeiou])|dzj|dj", "tj"),
        (r"sch(?=[aeiouijr])", "sX"),
        (r"sch|sh|sj|ch(?=[aeiou]$)", "S"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"kh|gh|ch", "X"),
        (r"ck|q(?:u(?=[aeiou]))?", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"eij|ij|ei|ey|aj|ai|ay", "Y"),
        (r"ou|au|ouw|auw|aw", "W"),
        (r"oe|ui?(?=$)|oo(?=[mn]e?$)", "U"),
        (r"eu|ö|ue", "O"),
        (r"ie|ee|ea|y", "i"),
        (r"aa|ah(?=[^aeiou]|$)", "a"),
        (r"oo|oh(?=[^aeiou]|$)", "o"),
        (r"uu", "u"),
        (r"v", "f"),
        (r"z", "s"),
        (r"g", "X"),
        (r"j(?=[^aeiouUYWO]|$)", "i"),
        (r"b$", "p"),
        (r"d$", "t"),
        (r"h(?=[^aeiouUYWO]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiouUYWO]+")
# Consonants that Whisper takes for each other: voiced and voiceless, the two nasals.
_ROUGH = str.maketrans("bdmX", "ptnk")
# Edits of the key that still count as the same name, by the length of the shorter key.
_ALLOWED = {3: 1, 4: 1, 5: 1}
_ALLOWED_FROM_6 = 2
_SHORTEST = 3
# As much of the skeleton may differ behind a first name, where hardly anything else is said.
_FAINT = 0.4


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The key of a folded word: `marike`, `marieke` and `marieque` share one."""
    (key,) = sound_keys([word])
    return key


def sound_keys(words: Sequence[str]) -> list[str]:
    """The keys of folded words: of many at once in a fifth of the time.

    They are rewritten as the lines of one text, in which each rule keeps to a line.
    """
    lines = "\n".join(words)
    for pattern, sound in _RULES:
        lines = pattern.sub(sound, lines)
    return lines.split("\n") if words else []


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The key with every run of vowels as one mark and near consonants as one."""
    return _VOWELS.sub("a", sound_key(word)).translate(_ROUGH)


def sounds_like(word: str, name: str) -> float:
    """How surely the folded word `heard` is `name` misheard: 0 for no, else 0.7 to 0.95.

    Equal keys; keys that share their skeleton; or keys within one edit (two from six sounds on)
    that begin alike. Words under three sounds must be spelt alike, which is no matter of sound: 0.
    """
    left, right = sound_key(word), sound_key(name)
    shorter = min(len(left), len(right))
    if shorter < _SHORTEST:
        return 0.0
    if left == right:
        return 0.95
    distance = int(DamerauLevenshtein.distance(left, right))
    bones = skeleton(word)
    if bones == skeleton(name) and distance <= max(1, shorter // 2):
        return 0.9 if distance == 1 else 0.8
    if distance > _ALLOWED.get(shorter, _ALLOWED_FROM_6):
        return 0.0
    likeness = 1 - distance / max(len(left), len(right))
    same_start = left[0] == right[0]
    return 0.75 if same_start and likeness >= 0.7 else 0.7 if likeness >= 0.8 else 0.0


def faintly_like(word: str, name: str) -> bool:
    """Whether `heard` may be `name` where a name is expected: most of the skeletons is the same."""
    left, right = skeleton(word), skeleton(name)
    longer = max(len(left), len(right))
    return longer >= _SHORTEST and DamerauLevenshtein.distance(left, right) <= _FAINT * longer
