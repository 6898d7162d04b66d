"""How many names are left: an upper bound from turns that were drawn at random and read.

Turns are drawn within strata, so that a reader sees more of where names hide. The bound is the most
turns with a name in them that the reading allows (`turns_with_names_at_most`), times how many names
such a turn holds. With nothing read nothing is known, and nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
"""In what share of studies the bound is to hold."""
PER_WORDS = 10_000
"""The words over which names left are counted: about an hour of talk."""
_STEPS = 200


@dataclass(frozen=True, slots=True)
class ReadStratum:
    """What was read of one stratum: of `turns`, `read` were, and `with_names` held a name."""

    turns: int
    read: int
    with_names: int


@dataclass(frozen=True, slots=True)
class LeftNames:
    """What is known of names left. `per_10_000` is the bound, in names per 10,000 words;
    `likely_per_10_000` the estimate, which is 0 where none were met."""

    per_10_000: float
    likely_per_10_000: float
    names_at_most: float
    confidence: float


def left_names(
    strata: Iterable[ReadStratum],
    words: int,
    names_met: int,
    *,
    names_of_a_turn: float = 1.0,
    found_share: float = 1.0,
    confidence: float = CONFIDENCE,
) -> LeftNames | None:
    """The bound for a text of `words` words, or None where nothing, or not every stratum, was read.

    `names_met` is how many names were met in the turns read. `names_of_a_turn` is how many a turn
    that has any holds in this study; the turns met count where they hold more. `found_share` is
    what share of names the readers find, as two of them show (`share_found`).
    """
    read_strata = [stratum for stratum in strata if stratum.turns]
    if not read_strata or not words or any(stratum.read == 0 for stratum in read_strata):
        return None
    met_turns = sum(stratum.with_names for stratum in read_strata)
    each = max(1.0, names_of_a_turn, names_met / met_turns if met_turns else 0.0)
    share = max(found_share, 1e-3)
    most = turns_with_names_at_most(read_strata, confidence) * each / share
    likely = (
        sum(stratum.turns * stratum.with_names / stratum.read for stratum in read_strata)
        * (names_met / met_turns if met_turns else 0.0)
        / share
    )
    return LeftNames(
        PER_WORDS * most / words, PER_WORDS * likely / words, most, confidence
    )  # fmt: skip


def turns_with_names_at_most(
    strata: Sequence[ReadStratum], confidence: float = CONFIDENCE
) -> float:
    """The most turns that hold a name, over all strata together, at a confidence of 0 to 1.

    The largest sum of turns x share among all shares that make what was met no less than
    1 - `confidence` times as likely as the shares that fit best (a likelihood region; Owen,
    Empirical Likelihood, 2001, ch. 2, with the cut at the confidence itself). Where nothing was met
    that is exact: the rule of three. With strata it costs less than a bound for each.
    """
    unread = [stratum for stratum in strata if stratum.read < stratum.turns]
    known = sum(stratum.with_names for stratum in strata if stratum.read >= stratum.turns)
    if not unread:
        return float(known)
    least = sum(map(_best, unread)) + math.log(1 - confidence)
    # A larger price of likelihood keeps the shares nearer to those met.
    low, high = -30.0, 40.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        shares = [_dearest(stratum, math.exp(middle)) for stratum in unread]
        likely = sum(_log(stratum, share) for stratum, share in zip(unread, shares, strict=True))
        low, high = (low, middle) if likely >= least else (middle, high)
    shares = [_dearest(stratum, math.exp(high)) for stratum in unread]
    return known + sum(stratum.turns * share for stratum, share in zip(unread, shares, strict=True))


def share_found(by_first: int, by_second: int) -> float:
    """What share of the names two readers, one after the other, found together, 0 to 1.

    What the first found is replaced before the second reads, so the second finds of what was left:
    removal in two passes (Seber and Le Cren 1967). Half, where the second finds as many.
    """
    if by_second == 0:
        return 1.0
    if by_first <= by_second:
        return _AT_A_LOSS
    return 1 - (by_second / by_first) ** 2


_AT_A_LOSS = 0.5


LEAST_FOUND_TWICE = 7
"""With so many found twice the bias of an estimate from overlap is negligible, with 95 % confidence
(Robson and Regier 1964; Seber, The Estimation of Animal Abundance, 1982, ch. 3)."""


def names_nobody_found(captures: Mapping[int, int], occasions: int) -> float | None:
    """How many names none of several detectors found, by how many found each: {1: 12, 2: 60}.

    `occasions` is how many detectors looked. Chao's lower bound (Chao 1987), in the form without
    bias for so many occasions (Chao 2005). None where too little was found twice to estimate
    anything: less than `LEAST_FOUND_TWICE`, or an estimate of more than was found at all.
    """
    once, twice = captures.get(1, 0), captures.get(2, 0)
    if occasions < 2 or twice < LEAST_FOUND_TWICE:
        return None
    met_names = sum(count for detectors, count in captures.items() if detectors)
    estimate = (occasions - 1) / occasions * once * (once - 1) / (2 * (twice + 1))
    return estimate if estimate <= met_names else None


def _log(stratum: ReadStratum, share: float) -> float:
    met, clean = stratum.with_names, stratum.read - stratum.with_names
    return (met * math.log(share) if met else 0.0) + (clean * math.log1p(-share) if clean else 0.0)


def _best(stratum: ReadStratum) -> float:
    share = stratum.with_names / stratum.read
    return _log(stratum, share) if 0 < share < 1 else 0.0


def _dearest(stratum: ReadStratum, price: float) -> float:
    """The share at which turns x share + price x likelihood is greatest: a root of a quadratic."""
    met, clean, turns = stratum.with_names * price, stratum.read * price, stratum.turns
    # turns + met / share - (clean - met) / (1 - share) = 0
    linear = turns - clean
    root = (linear + math.sqrt(linear * linear + 4 * turns * met)) / (2 * turns)
    return min(max(root, 1e-12), 1 - 1e-12)
