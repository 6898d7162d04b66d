"""Check the bound on names left: in how many made-up studies it holds, and how near it is.

    python scripts/bench/left_names.py [--studies 400] [--read 300]

A study has 2,000 to 12,000 turns, in one to four strata of unlike risk, with names that come in
bunches: in some turns, and in some interviews, more than in others. Turns are drawn and read as
`names audit` does, and the bound is compared with what is there.
"""

from __future__ import annotations

import argparse

import numpy as np

from interview_kit.pseudonym.left_names import ReadStratum, left_names


def made_up_study(
    chance: np.random.Generator, turns_read: int, share: float
) -> tuple[float, float | None]:
    """What is left in 10,000 words, and what the bound says."""
    strata = [int(n) for n in chance.integers(300, 3_000, chance.integers(1, 5))]
    read_strata: list[ReadStratum] = []
    left = words = met = 0
    for turns in strata:
        risk = min(0.9, share * chance.lognormal(0, 0.8))
        by_interview = np.minimum(0.9, risk * chance.gamma(0.7, 1 / 0.7, 30))[
            np.sort(chance.integers(0, 30, turns))
        ]
        has_name = chance.random(turns) < by_interview
        names = has_name * (1 + (chance.random(turns) < 0.2) + (chance.random(turns) < 0.05))
        words += int(np.maximum(1, chance.lognormal(2.7, 0.9, turns)).sum())
        drawn = chance.permutation(turns)[: max(1, turns_read // len(strata))]
        read_strata.append(ReadStratum(turns, len(drawn), int(has_name[drawn].sum())))
        met += int(names[drawn].sum())
        left += int(names.sum())
    bound = left_names(read_strata, words, met, names_of_a_turn=1.25)
    return 10_000 * left / words, bound.per_10_000 if bound else None


def main() -> None:
    """Print a line for each amount of names left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=400)
    parser.add_argument("--read", type=int, default=300)
    options = parser.parse_args()
    chance = np.random.default_rng(7)
    print(f"{'turns with a name':>18}{'left per 10,000':>17}{'bound':>8}{'it holds in':>13}")
    for share in (0.0, 0.0005, 0.002, 0.005, 0.01, 0.03, 0.1):
        studies = [made_up_study(chance, options.read, share) for _ in range(options.studies)]
        holds = [bound is not None and bound >= left for left, bound in studies]
        lefts, bounds = zip(*studies, strict=True)
        print(
            f"{share:18.2%}{np.mean(lefts):17.1f}{np.mean([b or 0 for b in bounds]):8.1f}"
            f"{np.mean(holds):13.1%}"
        )


if __name__ == "__main__":
    main()
