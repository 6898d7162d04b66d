"""On a Dutch study no screen, in any state, shows a sentence in English."""

from __future__ import annotations

import pytest

from tests.support.english_text import english_in
from tests.support.painted_letters import lines_of
from tests.support.scenes import SCENES, make_studies, played

WIDE = (200, 50)  # so that few sentences are cut off or broken over lines


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    make_studies(folder)
    return folder


@pytest.mark.parametrize("name", SCENES)
async def test_a_dutch_screen_shows_no_english_sentence(name, studies, tmp_path):
    async with played(name, studies, tmp_path, "nl", WIDE) as pilot:
        shown = "\n".join(lines_of(pilot.app))
    assert shown.strip()
    assert not english_in(shown), shown


async def test_pausing_and_then_going_off_record_is_refused_in_dutch(studies, tmp_path):
    """A refusal names the key that goes on."""
    async with played("interview-paused", studies, tmp_path, "nl", WIDE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        shown = " ".join(" ".join(lines_of(pilot.app)).split())
    assert "Het is pauze: er wordt niets bewaard. Ga eerst verder met P." in shown


async def test_the_search_does_find_english_on_an_english_screen(studies, tmp_path):
    async with played("home-help", studies, tmp_path, "en", WIDE) as pilot:
        assert english_in("\n".join(lines_of(pilot.app)))
