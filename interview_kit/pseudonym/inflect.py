"""Dutch endings of a name that is put in the place of another: `Jantje` to `Joostje`."""

from __future__ import annotations

import re

_VOWELS = "aeiouyàáâäèéêëìíîïòóôöùúûü"
# A short vowel before a nasal or a liquid: "Bram" is "Brammetje".
_SHORT = re.compile(rf"(?:^|[^{_VOWELS}])[aeiou][lmnr]$", re.IGNORECASE)
# In a longer name the last syllable is weak: "Willem" is "Willempje".
_LONGEST_STRESSED = 4


def diminutive(name: str) -> str:
    """The small form of a name: `Joostje`, `Annaatje`, `Willempje`, `Brammetje`."""
    last = name[-1].lower()
    if last in "aou":
        return f"{name}{last}tje"
    if last in "iy":
        return f"{name}{'e' if last == 'i' else ''}tje"
    if _SHORT.search(name) and len(name) <= _LONGEST_STRESSED:
        return f"{name}{last}etje"
    if last == "m":
        return f"{name}pje"
    return f"{name}{'tje' if last in _VOWELS + 'lnrwj' else 'je'}"


def genitive(name: str, spoken_form: str) -> str:
    """A name as owner, spelt as the genitive that was `spoken_form`: `Joosts`, `Anna's`, `Kees'`.

    Where the original has an apostrophe, as in English, so has this.
    """
    if "'" in spoken_form or name[-1] == "]":
        return f"{name}'s"
    last = name[-1].lower()
    return f"{name}'" if last in "sxz" else f"{name}'s" if last in "aiouy" else f"{name}s"
