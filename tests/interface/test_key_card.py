"""The card of the keys for correcting, and the one in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_kit.interface.actions import of_screen
from interview_kit.interface.key_card import key_card

DOCS = Path(__file__).parents[2] / "docs" / "correcting.md"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_card_in_the_docs_is_the_one_that_is_printed(language: str) -> None:
    match = re.search(
        rf"<!-- card {language} -->\n(.*?)\n<!-- end -->", DOCS.read_text("utf-8"), re.S
    )
    assert match is not None
    assert match[1] == key_card(language, {})


def test_the_card_has_every_action_with_the_keys_that_were_chosen() -> None:
    card = key_card("en", {"read.play": "f1"})
    assert len(card.split("While")[0].splitlines()) >= len(of_screen("read"))
    assert "| F1 | play |" in card
