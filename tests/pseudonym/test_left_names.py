"""How many names are left: the bound holds, and says nothing where nothing was read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.pseudonym.left_names import (
    ReadStratum,
    left_names,
    names_nobody_found,
    share_found,
    turns_with_names_at_most,
)


def test_where_nothing_was_met_the_bound_is_the_rule_of_three():
    assert turns_with_names_at_most([ReadStratum(10_000, 300, 0)]) == pytest.approx(
        10_000 * (1 - 0.05 ** (1 / 300)), rel=1e-4
    )


def test_two_strata_that_are_read_alike_bound_as_one_does():
    together = turns_with_names_at_most([ReadStratum(4_000, 200, 0)])
    apart = turns_with_names_at_most([ReadStratum(2_000, 100, 0), ReadStratum(2_000, 100, 0)])
    assert apart == pytest.approx(together, rel=1e-3)


def test_with_a_stratum_unread_nothing_is_known():
    assert left_names([], 1_000, 0) is None
    assert left_names([ReadStratum(50, 0, 0)], 1_000, 0) is None
    assert left_names([ReadStratum(50, 50, 0), ReadStratum(9, 0, 0)], 1_000, 0) is None


def test_a_study_that_was_read_whole_is_known():
    left = left_names([ReadStratum(50, 50, 2)], 1_000, 3)
    assert left is not None
    assert left.names_at_most == pytest.approx(3)
    assert left.per_10_000 == pytest.approx(30)


@given(
    st.lists(
        st.tuples(st.integers(1, 400), st.integers(1, 5_000), st.floats(0, 1)),
        min_size=1,
        max_size=4,
    )
)
def test_the_bound_is_never_under_what_was_met(rows):
    strata = [ReadStratum(read + more, read, round(read * share)) for read, more, share in rows]
    estimate = sum(row.turns * row.with_names / row.read for row in strata)
    bound = turns_with_names_at_most(strata)
    assert estimate * (1 - 1e-6) <= bound <= sum(row.turns for row in strata) * (1 + 1e-6)


def test_in_made_up_studies_the_bound_holds():
    chance = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        turns = chance.integers(400, 3_000, 3)
        risks = chance.choice([0.0, 0.002, 0.01, 0.05], 3)
        names = [chance.random(size) < risk for size, risk in zip(turns, risks, strict=True)]
        strata = [
            ReadStratum(len(each), 80, int(chance.permutation(each)[:80].sum())) for each in names
        ]
        held += turns_with_names_at_most(strata) >= sum(each.sum() for each in names)
    assert held >= 285


def test_a_second_reader_shows_what_the_first_missed():
    assert share_found(10, 0) == 1
    assert share_found(10, 5) == 0.75
    assert share_found(3, 3) == 0.5
    one = left_names([ReadStratum(1_000, 100, 4)], 10_000, 4)
    missed = left_names([ReadStratum(1_000, 100, 4)], 10_000, 4, found_share=0.5)
    assert one is not None
    assert missed is not None
    assert missed.per_10_000 == pytest.approx(2 * one.per_10_000)


def test_names_that_many_detectors_found_leave_few_unfound():
    assert names_nobody_found({2: 30, 3: 100}, 3) == 0
    assert names_nobody_found({1: 10, 2: 8}, 2) == 2.5
    assert names_nobody_found({1: 10, 2: 8, 3: 1}, 3) == pytest.approx(10 / 3)


@pytest.mark.parametrize(
    ("captures", "occasions"),
    [
        ({}, 2),
        ({1: 186, 3: 100}, 3),
        ({1: 10, 2: 6, 3: 40}, 3),
        ({1: 186, 2: 7, 3: 100}, 3),
        ({1: 50, 2: 20}, 1),
    ],
)
def test_where_hardly_anything_was_found_twice_nothing_is_estimated(captures, occasions):
    assert names_nobody_found(captures, occasions) is None


def test_the_estimate_is_near_what_detectors_of_their_own_missed():
    chance = np.random.default_rng(5)
    found = (chance.random((4_000, 3)) < 0.5).sum(axis=1)
    captures = {many: int((found == many).sum()) for many in (1, 2, 3)}
    estimate = names_nobody_found(captures, 3)
    assert estimate == pytest.approx(int((found == 0).sum()), rel=0.15)
