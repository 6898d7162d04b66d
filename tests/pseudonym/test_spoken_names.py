"""The forms in which a name is said, and where words sound somewhat like it."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.spoken_names import (
    MORE_WORDS,
    likely_places,
    sought_name,
    span_sounds,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "kind", "forms"),
    [
        ("dr. Anna (Annie) de Wit", MentionType.PERSON, ("Anna", "Anna de Wit", "de Wit", "Annie")),
        ("hülya yılmaz", MentionType.PERSON, ("Hülya", "Hülya Yılmaz", "Yılmaz")),
        ("Jan-Willem", MentionType.PERSON, ("Jan Willem", "Jan", "Willem")),
        ("De Hoop", MentionType.ORGANISATION, ("De Hoop",)),
        ("Bo", MentionType.PERSON, ()),
    ],
)
def test_a_name_is_said_whole_and_in_its_parts(text, kind, forms):
    assert sought_name(text, kind).forms == forms


def places(text, form):
    words = text.split()
    spans = span_sounds(words, len(form.split()) + MORE_WORDS)
    return [" ".join(words[place.first : place.end]) for place in likely_places(spans, form)]


@pytest.mark.parametrize(
    ("text", "form", "written_words"),
    [
        ("zonder ze heeft het in had ik", "Seyfettin", "ze heeft het in"),
        ("Kijk maar ik ga weg", "Marieke", "maar ik"),
        ("dat was Rita Klaasen geweest", "Rieta Klaassen", "Rita Klaasen"),
    ],
)
def test_the_likeliest_place_is_where_the_words_sound_most_like_it(text, form, written_words):
    assert places(text, form)[0] == written_words


def test_what_is_written_as_the_name_is_no_suspicion():
    assert places("toen kwam marieke, langs", "Marieke") == []
    assert places("en 1 2 3", "Marieke") == []
