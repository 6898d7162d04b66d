"""How far coders agree: kappa and alpha, each with a confidence interval.

A unit is a turn of a participant that the coders read, for one code: marked or not. Cohen's kappa
(1960) is for two coders, Krippendorff's alpha (nominal; 2011, "Computing Krippendorff's
alpha-reliability") for any number and with units that not everybody saw. Intervals are percentiles
of a bootstrap over units (Efron 1979), drawn the same each time. Written here: of the packages
that do it, one is GPL, one pins an old numpy, and those with kappa alone bring pandas along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
"""Of the bootstrap: the ends of an interval then move by less than what is printed."""
CERTAINTY = 0.95
"""Of an interval."""

MISSING = -1
"""The value of a unit that a coder did not see."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient with its interval; None where everybody gave one and the same value."""

    value: float | None
    low: float | None
    high: float | None


def kappa(first: Sequence[int], second: Sequence[int]) -> Agreement:
    """Cohen's kappa of two coders' values, unit by unit; units that one did not see are left out.

    Values are numbers from 0 on, or MISSING.
    """
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if MISSING not in (a, b)]
    if not pairs:
        return Agreement(None, None, None)
    values = np.array(pairs)
    size = int(values.max()) + 1
    cells = values[:, 0] * size + values[:, 1]
    weights = _weights(len(pairs))
    counts = np.stack([(weights * (cells == cell)).sum(1) for cell in range(size * size)], 1)
    tables = counts.reshape(-1, size, size) / len(pairs)
    observed_share = np.trace(tables, axis1=1, axis2=2)
    expected_share = (tables.sum(2) * tables.sum(1)).sum(1)
    return _with_interval(observed_share, expected_share)


def alpha(units: Sequence[Sequence[int]]) -> Agreement:
    """Krippendorff's alpha for nominal values: a row for each unit, a value for each coder."""
    rows = [row for row in units if sum(value != MISSING for value in row) > 1]
    if not rows:
        return Agreement(None, None, None)
    values = np.array(rows)
    size = int(values.max()) + 1
    counts = np.stack([(values == value).sum(1) for value in range(size)], 1).astype(float)
    judgement_counts = counts.sum(1)
    pairs_alike = (counts * (counts - 1)).sum(1) / (judgement_counts - 1)
    weights = _weights(len(rows))
    totals = weights @ counts
    number = weights @ judgement_counts
    observed_share = (weights @ pairs_alike) / number
    with np.errstate(divide="ignore", invalid="ignore"):
        expected_share = (totals * (totals - 1)).sum(1) / (number * (number - 1))
    return _with_interval(observed_share, expected_share)


def _weights(units: int) -> NDArray[np.float64]:
    """How often each unit counts: once in the first row, as drawn in the others."""
    random = np.random.default_rng(20110125)
    draws = random.multinomial(units, np.full(units, 1 / units), size=DRAWS)
    return np.vstack([np.ones(units), draws]).astype(float)


def _with_interval(
    observed_share: NDArray[np.float64], expected_share: NDArray[np.float64]
) -> Agreement:
    with np.errstate(divide="ignore", invalid="ignore"):
        coefficients = (observed_share - expected_share) / (1 - expected_share)
    if not np.isfinite(coefficients[0]):
        return Agreement(None, None, None)
    draws = coefficients[1:][np.isfinite(coefficients[1:])]
    tail = (1 - CERTAINTY) / 2
    low, high = np.quantile(draws, [tail, 1 - tail]) if draws.size else (np.nan, np.nan)
    return Agreement(
        float(coefficients[0]),
        float(low) if np.isfinite(low) else None,
        float(high) if np.isfinite(high) else None,
    )
