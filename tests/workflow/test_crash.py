"""`kill -9` between any two statements: both stores whole, and done again it comes out the same.

Here at eight statements of each; scripts/bench/crash.py takes every one.
"""

from __future__ import annotations

import pytest

from tests.support.crash import OPERATIONS, Crash
from tests.support.passphrase import PASSPHRASE

KILLS = 8


@pytest.mark.parametrize("name", OPERATIONS)
def test_killed_at_a_statement_and_done_again_it_comes_out_the_same(name, blank, tmp_path):
    crash = Crash(blank, tmp_path, PASSPHRASE, OPERATIONS[name])
    step = max(1, crash.statements // KILLS)
    flaws = [crash.at(number) for number in range(step, crash.statements + 1, step)]
    assert [flaw for flaw in flaws if flaw] == []
    assert len(flaws) >= KILLS
