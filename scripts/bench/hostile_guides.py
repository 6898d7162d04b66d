"""Whether any guide can make the program fall, or be taken for formatting.

    python scripts/bench/hostile_guides.py [--guides 10000] [--screen 100] [--plain 300] [--seed 0]

One guide in twenty is made by hypothesis: sound, and asking the worst (markup of Textual, Rich and
HTML, format strings, right-to-left and combining scripts, 100,000 characters). The others are made
of those: half ask other hostile texts, half have pieces torn out and put in. Each goes through
check and parse, and where it is one through print; some of the sound ones are held to their end on
the real screen and in plain mode. Needs the test requirements.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support import guide_ordeals
from tests.support.hostile_guides import LONG, asked_otherwise, broken, sound_guides
from tests.support.made_study import PASSPHRASE, StillSource

HELD_AT_ONCE = 25
"""How many interviews one run of the app holds."""


def drawn(count: int, start: int) -> list[str]:
    """Sound guides as hypothesis makes them."""
    texts: list[str] = []

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sound_guides() | sound_guides(long=True))
    def draw(text: str) -> None:
        texts.append(text)

    draw()
    return texts


def read(text: str, counts: Counter[str]) -> None:
    """One guide through check and parse, and through print where it is one."""
    counts["checked and parsed"] += 1
    counts["of 100,000 characters or more"] += len(text) >= LONG
    guide = guide_ordeals.checked(text)
    if guide is None:
        counts["refused, each problem on one printable line"] += 1
    else:
        guide_ordeals.printed(guide)
        counts["printed"] += 1


async def show_all(study: Study, texts: list[str], counts: Counter[str]) -> None:
    """Guides on the real screen."""
    for start in range(0, len(texts), HELD_AT_ONCE):
        app = InterviewKit(
            Launch(
                folder=study.folder,
                unlock=lambda _: study,
                open_source=StillSource,
                transcriber=lambda _: sys.exit("nothing is transcribed here"),
                study=study,
            )
        )
        async with app.run_test(size=(80, 24)) as pilot:
            for text in texts[start : start + HELD_AT_ONCE]:
                await guide_ordeals.shown(pilot, study, text)
                counts["held on the screen"] += 1


def main() -> None:
    """Run, and say what was done; an exception is the finding."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, count in (("guides", 10_000), ("screen", 100), ("plain", 300), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=count)
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.process_time()
    chance = random.Random(given.seed)
    sound = drawn(max(1, given.guides // 20), given.seed)
    for number in range(given.guides):
        text = sound[number % len(sound)]
        if number >= len(sound):
            text = (broken if number % 2 else asked_otherwise)(text, chance)
        read(text, counts)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        create_study(folder, Secret(PASSPHRASE), Settings(name="hostile", language="en"))
        with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
            asyncio.run(
                show_all(
                    study,
                    sound[:: max(1, len(sound) // max(1, given.screen))][: given.screen],
                    counts,
                )
            )
            for text in sound[: given.plain]:
                guide_ordeals.told(study, text)
                counts["held in plain mode"] += 1
    for what, count in counts.items():
        print(f"{count:6}  {what}")
    print(
        f"no crash, no markup taken as formatting; {time.process_time() - began:.0f} s of processor"
    )


if __name__ == "__main__":
    main()
