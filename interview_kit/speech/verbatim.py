"""As said and as meant: a turn without what the speaker only said on the way to it.

The full layer is what was heard. The clean one leaves out, by rules of its language:

- filled pauses (`eh`, `uhm`): the words of a table, each by itself. Words that also mean something
  are in no table: Dutch `er`, `om`, `hem`, `ja`, `nee`, `nou`, `dus`; English `er` is a filled
  pause and no word, `well`, `like` and `you know` are words.
- repetitions: a run of one to three words said again at once is kept once (`ik ik ben`, `dat is dat
  is`). Words that are doubled with a meaning stay (`heel heel ziek`, `ja ja`, `that that`).
- words broken off, which end in a hyphen (`ver- verhuizing`).

Sources: CGN, Protocol voor orthografische transcriptie (2004), for the Dutch filled pauses `eh`,
`ehm`, `hm`, `mm`, and the mark of a word broken off; Switchboard, Meteer, Dysfluency annotation
stylebook (1995), for the English ones, `uh`, `um`, `er`, `erm`, and what a repetition is. What
Whisper writes for the same sounds (`uh`, `euh`, `uhm`) stands beside them.

A turn that is nothing else stays as it is: it may be an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Literal

from interview_kit.model.turn import Turn
from interview_kit.pseudonym.replace import Replacement, replace_turn

Verbatim = Literal["full", "clean"]
"""A layer of a text."""

LONGEST_REPETITION = 3
"""Words of a run that can be a repetition."""


@dataclass(frozen=True, slots=True)
class SpokenHabits:
    """What a language fills pauses with, and which words it doubles with a meaning."""

    fillers: frozenset[str]
    doubled: frozenset[str]


# The tables that the sources above give.
DUTCH = SpokenHabits(
    frozenset(("eh", "ehh", "ehm", "euh", "euhm", "uh", "uhh", "uhm", "uhhm", "hm", "hmm",
               "mm", "mmm", "eeh", "eehm", "öh")),
    frozenset(("ja", "nee", "heel", "erg", "zo", "veel", "nooit", "echt", "hartstikke", "lang",
               "haha", "ha", "kom", "dag", "stop", "nou", "steeds", "weer", "bla", "dan",
               "die", "dat", "wie", "je", "jullie", "zij", "ze", "u", "het", "is", "was",
               "zijn", "haar", "had", "hebben")),
)  # fmt: skip
# Likewise.
ENGLISH = SpokenHabits(
    frozenset(("uh", "uhh", "um", "umm", "uhm", "er", "erm", "eh", "ehm", "hm", "hmm", "mm",
               "mmm")),
    frozenset(("yes", "no", "very", "so", "really", "many", "never", "much", "ha", "haha",
               "far", "long", "bye", "that", "had", "is", "do", "blah", "her", "you")),
)  # fmt: skip

HABITS: Mapping[str, SpokenHabits] = {"nl": DUTCH, "en": ENGLISH}
"""By language. `mhm`, `mm-hm` and `uh-huh` are answers, and stay."""

_TOKEN = re.compile(r"(?:\[[^\[\]]*\]|\S)+")
"""What stands in brackets is one word: a pseudonym, or words that were hardly heard."""
_EDGES = re.compile(r"^[^\w\[]+|[^\w\]-]+$")
_ENDS = ".!?…"
_SIGNS_THAT_PART = re.compile(r"[.!?…:;]")


def has_clean_layer(language: str) -> bool:
    """Whether the rules of a language are known; without them its clean layer is the full one."""
    return language in HABITS


def in_layer(turn: Turn, language: str, layer: Verbatim) -> Turn:
    """A turn as one layer has it; its words keep their times, and say what its text says.

    The text is that of the vault or, after replacement, the pseudonymised one: what stands in
    brackets (a pseudonym, a mark of unclear words) is never parted.
    """
    if layer == "full" or not has_clean_layer(language):
        return turn
    while (shorter := _clean(turn, HABITS[language])) is not turn:
        turn = shorter  # what was left out may have parted what is said again
    return turn


@dataclass(slots=True)
class _SpokenToken:
    """A word of the text with its marks: where it stands with the blank before it."""

    start: int
    end: int
    text: str
    folded: str
    is_bracketed: bool
    is_left_out: bool = False


def _clean(turn: Turn, habits: SpokenHabits) -> Turn:
    tokens = _tokens(turn.text)
    for token in tokens:
        token.is_left_out = not token.is_bracketed and (
            token.folded in habits.fillers or _is_broken_off(token.text)
        )
    if all(token.is_left_out for token in tokens):
        return turn
    for clause in _clauses(tokens):
        _leave_out_repetitions(clause, habits)
    cuts: list[Replacement] = [
        (token.start, token.end, "") for token in tokens if token.is_left_out
    ]
    if not cuts:
        return turn
    shortened = replace_turn(turn, cuts)
    words = tuple(word for word in shortened.words if word.text.strip())
    return replace_turn(changed(shortened, words=words), _mended(tokens, shortened.text))


def _mended(tokens: Sequence[_SpokenToken], shortened_text: str) -> list[Replacement]:
    """What is to change in the words that stay: a capital, or the mark of a sentence, moves on.

    And the blank before the first word goes, where that was left out.
    """
    places = [match.span() for match in _TOKEN.finditer(shortened_text)]
    kept_places = [at for at, token in enumerate(tokens) if not token.is_left_out]
    edits: list[Replacement] = []
    for (start, end), at in zip(places, kept_places, strict=True):
        text = tokens[at].text
        words_behind = _run_left_out(tokens, at + 1, 1)
        words_before = _run_left_out(tokens, at - 1, -1)
        mark = next((each.text[-1] for each in words_behind if each.text[-1] in _ENDS), "")
        if mark and text[-1] not in _ENDS and not tokens[at].is_bracketed:
            text = text.rstrip(",;:") + mark
        if words_before and words_before[-1].text[:1].isupper() and not tokens[at].is_bracketed:
            text = text[:1].upper() + text[1:]
        if text != tokens[at].text or (start and not edits and at == kept_places[0]):
            edits.append((0 if at == kept_places[0] else start, end, text))
    return edits


def _run_left_out(tokens: Sequence[_SpokenToken], at: int, step: int) -> list[_SpokenToken]:
    """What is left out from a place on, forwards or backwards, in that order."""
    run: list[_SpokenToken] = []
    while 0 <= at < len(tokens) and tokens[at].is_left_out:
        run.append(tokens[at])
        at += step
    return run


def _tokens(text: str) -> list[_SpokenToken]:
    tokens: list[_SpokenToken] = []
    end_before = 0
    for match in _TOKEN.finditer(text):
        token_text = match.group()
        folded_word = _EDGES.sub("", token_text).casefold()
        tokens.append(
            _SpokenToken(end_before, match.end(), token_text, folded_word, "[" in token_text)
        )
        end_before = match.end()
    return tokens


def _is_broken_off(token_text: str) -> bool:
    """Whether a word was cut short: it ends in a hyphen, and is more than that."""
    stem = token_text.rstrip(",.;:!?…\"')»”’")
    return stem.endswith(("-", "\u2010", "\u2011")) and stem.rstrip("-\u2010\u2011").isalpha()


def _clauses(tokens: Sequence[_SpokenToken]) -> list[list[_SpokenToken]]:
    """What stays so far, parted where a sign says that something new begins."""
    clauses: list[list[_SpokenToken]] = [[]]
    for token in tokens:
        if not token.is_left_out:
            clauses[-1].append(token)
        if not token.is_bracketed and _SIGNS_THAT_PART.search(token.text):
            clauses.append([])
    return clauses


def _leave_out_repetitions(tokens: list[_SpokenToken], habits: SpokenHabits) -> None:
    """Mark the earlier of two runs that say the same at once; the later goes on with the clause."""
    at = 0
    while at < len(tokens):
        for length in range(LONGEST_REPETITION, 0, -1):
            run, next_run = tokens[at : at + length], tokens[at + length : at + 2 * length]
            if len(next_run) == length and _says_again(run, next_run, habits):
                for token in run:
                    token.is_left_out = True
                at += length
                break
        else:
            at += 1


def _says_again(
    run: list[_SpokenToken], next_run: list[_SpokenToken], habits: SpokenHabits
) -> bool:
    run_words = [token.folded for token in run]
    return (
        run_words == [token.folded for token in next_run]
        and all(run_words)
        and not any(token.text[:1].isdigit() for token in run)
        and not (len(set(run_words)) == 1 and run_words[0] in habits.doubled)
    )
