"""Letters as they are said one by one: `k, w, a`, `kaa wee aa`, `k van karel`, `double u`."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.pseudonym.fold import word_set

# Each letter, and what it is called in Dutch and in English and in their spelling alphabets.
_CALLED = {
    "a": "aa ah ay anton alfa alpha anna",
    "b": "bee be beh bernard bravo",
    "c": "cee see sea ce cornelis charlie",
    "d": "dee de deh dirk delta",
    "e": "ee eduard echo",
    "f": "ef eff ferdinand foxtrot",
    "g": "gee ge geh gerard golf",
    "h": "ha haa hah aitch haitch hendrik hotel",
    "i": "ie eye izaak isaak india",
    "j": "jee je jay johan jacob juliet juliett",
    "k": "ka kaa kah kay karel kilo",
    "l": "el ell lodewijk lima",
    "m": "em emm maria mike",
    "n": "en enn nico november",
    "o": "oo oh otto oscar",
    "p": "pee pe peh pieter papa",
    "q": "ku kuu cue queue quotient quebec",
    "r": "er err ar arr rudolf romeo",
    "s": "es ess simon sierra",
    "t": "tee te teh tea teunis theodoor tango",
    "u": "uu you yoo utrecht uniform",
    "v": "vee ve veh victor",
    "w": "wee we weh willem whiskey whisky dubbelu dubbelvee",
    "x": "iks ix ex xantippe xray",
    "y": "ypsilon wye why ijgrec ijsbrand yankee",
    "z": "zet zed zee zacharias zulu",
    "ij": "ij ei",
}
LETTERS = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
NAMED_LETTERS = {word: letter for letter, words in _CALLED.items() for word in words.split()}
BETWEEN = word_set(
    "van als as in for like voor dan en and uh eh euh uhm ehm um hm streepje koppelteken spatie"
    " punt dot dash hyphen met de een the nog dubbel dubbele double lange griekse hoofdletter"
    " kapitaal capital letter"
)
"""Words that may stand between letters and are none, or say something of the next one."""

_TWICE = ("dubbel", "dubbele", "double")
_EXAMPLE = word_set("van als as for like voor")


def spelled(words: Sequence[str]) -> tuple[str, list[int]]:
    """The letters that folded `words` spell, and for each the position of its word."""
    letters: list[str] = []
    positions: list[int] = []
    times, at = 1, 0
    while at < len(words):
        word = words[at]
        example = _example_at(words, at, letters[-1] if letters else "")
        if example:
            at = example
        elif word in _TWICE:
            times = 2
        elif word in LETTERS or word in NAMED_LETTERS:
            letter = LETTERS.get(word) or NAMED_LETTERS[word]
            said = "w" if times == 2 and word in ("u", "you", "v") else letter * times
            letters += said
            positions += [at] * len(said)
            times = 1
        at += 1
    return "".join(letters), positions


def _example_at(words: Sequence[str], at: int, letter: str) -> int:
    """Where the example ends that begins at `at`, as in `k van karel` and `a as in anna`; or 0."""
    if not letter or words[at] not in _EXAMPLE:
        return 0
    for end in (at + 1, at + 2):
        if end < len(words) and len(words[end]) > 2 and words[end].startswith(letter):
            return end
    return 0
