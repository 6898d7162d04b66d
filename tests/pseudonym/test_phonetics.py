"""How a word sounds hangs on that word alone."""

from __future__ import annotations

from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.phonetics import sound_key, sound_keys

SOME = 7
"""Of the words of the list every so many-th: nine thousand of all spellings that there are."""


def test_many_words_at_once_have_the_keys_that_each_has_alone() -> None:
    words = list(lexicon("nl"))[::SOME]
    assert sound_keys(words) == [sound_key(word) for word in words]
    assert sound_keys([]) == []
    assert sound_keys(["", "x"]) == ["", "ks"]


def test_spellings_that_are_heard_alike_share_a_key() -> None:
    assert len(set(sound_keys(["marike", "marieke", "marieque"]))) == 1
    assert sound_key("kind") == sound_key("kint") != sound_key("kin")
