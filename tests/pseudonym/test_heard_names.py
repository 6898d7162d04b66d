"""Names of the roster as Whisper base wrote them, spoken by two Dutch voices of mbrola.

Invented people; the pairs are kept where Whisper understood the words around the name. What sound
cannot find (`buiten` for Bülent) is listed too: what gets better moves up.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_kit.pseudonym.fold import tokens
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster

HEARD = json.loads((Path(__file__).parent / "data" / "heard_names.json").read_text("utf-8"))


def is_found(name: str, heard: str) -> bool:
    """Whether every word that was heard lies in a mention of the name."""
    mentions = match_roster(heard, 1, (RosterName(name, MentionType.PERSON),))
    return all(any(m.start <= t.start and t.end <= m.end for m in mentions) for t in tokens(heard))


@pytest.mark.parametrize(("name", "heard"), HEARD["found"])
def test_a_name_is_found_as_whisper_wrote_it(name: str, heard: str) -> None:
    assert is_found(name, heard)


@pytest.mark.parametrize(("name", "heard"), HEARD["missed"])
def test_a_name_that_is_found_by_now_moves_up(name: str, heard: str) -> None:
    assert not is_found(name, heard)
