"""Agreement of coders against worked examples that others published."""

from __future__ import annotations

import pytest

from interview_kit.coding.agreement import MISSING, Agreement, alpha, kappa

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers,
# twelve units, nominal data; alpha = 0.743.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The same, section A: two observers, ten units, binary data; alpha = 0.095.
MEG = "0 1 0 0 0 0 0 0 1 0"
OWEN = "1 1 1 0 0 1 0 0 0 0"


def values(row):
    return [MISSING if each == "." else int(each) for each in row.split()]


def test_alpha_of_four_observers_with_gaps():
    units = list(zip(*map(values, OBSERVERS), strict=True))
    found = alpha(units)
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert found.low < found.value < found.high <= 1


def test_alpha_of_two_observers_and_two_values():
    assert alpha(list(zip(values(MEG), values(OWEN), strict=True))).value == pytest.approx(
        0.095, abs=0.0005
    )


def test_kappa_of_fifty_grant_proposals():
    # Two readers on 50 proposals, 20 and 15 alike, 5 and 10 not: observed 0.7, by chance 0.5.
    first = [1] * 20 + [1] * 5 + [0] * 10 + [0] * 15
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    found = kappa(first, second)
    assert found.value == pytest.approx(0.4)
    # The analytic interval of that example (Fleiss, Cohen and Everitt 1969), to a few hundredths.
    assert (found.low, found.high) == pytest.approx((0.15, 0.65), abs=0.04)


def test_one_value_alone_tells_nothing_of_agreement():
    assert kappa([0, 0, 0], [0, 0, 0]) == Agreement(None, None, None)
    assert alpha([[0, 0], [0, 0]]) == Agreement(None, None, None)
    assert kappa([], []) == Agreement(None, None, None)


def test_units_that_one_did_not_see_are_left_out_of_kappa():
    assert kappa([1, 0, MISSING], [1, 0, 1]).value == kappa([1, 0], [1, 0]).value == 1
