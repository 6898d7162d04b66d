"""Guides that ask the worst, from the file to the paper, the screen and plain mode.

`scripts/bench/hostile_guides.py` does the same with ten thousand.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.workflow.study.open_study import Study
from tests.support.guide_ordeals import checked, printed, shown, told
from tests.support.hostile_guides import LONG, asked_otherwise, broken, sound_guides
from tests.support.made_study import StillSource

TAME = """\
id = "tame"
version = 1
languages = ["en"]
title.en = "x"
minutes = 45
minutes_range = [30, 60]
distress.en = "x"
[[consent]]
id = "record"
scope = "record"
required = true
text.en = "x"
[[section]]
id = "section"
title.en = "x"
[[section.question]]
id = "one"
text.en = "x"
note.en = "x"
[[section.question.probe]]
id = "probe"
text.en = "x"
[[section.question]]
id = "two"
text.en = "x"
"""
ASKING = (
    TAME.replace(
        '"x"', '"[bold red]no[/] [@click=app.quit]z[/] [link=x]y[/link] [/] {0} <b>&amp;"'
    ),
    TAME.replace('"x"', '"مرحبا كيف حالك 日本語の質問 e\u0301e\u0301 👩‍👩‍👧‍👦 soft\u00adhyphen"'),
    TAME.replace('"x"', f'"{"word " * (LONG // 5)}?"', 1),
    TAME.replace('id = "two"\ntext.en = "x"', f'id = "two"\ntext.en = "{"a [b] " * (LONG // 6)}?"'),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sound_guides(languages=("nl", "en")))
def test_hostile_texts_are_texts_on_paper_as_well(text: str) -> None:
    guide = checked(text)
    assert guide is not None
    printed(guide)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sound_guides(), st.randoms(use_true_random=False))
def test_a_hostile_guide_torn_apart_is_a_guide_or_has_problems(
    text: str, chance: random.Random
) -> None:
    checked(broken(text, chance))
    guide = checked(asked_otherwise(text, chance))
    assert guide is not None


@pytest.mark.screen
async def test_no_text_of_a_guide_is_formatting_on_the_screen(study: Study) -> None:
    app = InterviewKit(
        Launch(
            folder=study.folder,
            unlock=lambda _: study,
            open_source=StillSource,
            transcriber=lambda _: pytest.fail("nothing is transcribed here"),
            study=study,
        )
    )
    async with app.run_test(size=(80, 24)) as pilot:
        for text in ASKING:
            await shown(pilot, study, text)


@pytest.mark.parametrize("text", ASKING, ids=["markup", "scripts", "long title", "long question"])
def test_no_text_of_a_guide_steers_plain_mode(study: Study, text: str) -> None:
    told(study, text)
