"""Names behind a title: `Dr. Wainwright`, `mevr. van der Bijl`, `prof. J. Kuyper`."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import (
    is_everyday,
    is_function_word,
    is_listed_name,
)
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.shapes.pattern import Pattern

_TITLES = r"(?:[Dd]r|[Dd]rs|[Mm]r|[Mm]rs|[Mm]s|[Pp]rof|[Dd]hr|[Mm]w|[Mm]evr)"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_NAME = rf"(?!{_TITLES}\b){_CAPITAL}[^\W\d_]*(?:['’-]{_CAPITAL}[^\W\d_]+)*"
# After an article the title is the person, and what follows begins a sentence: `the dr. Then`.
_TITLE = rf"(?<![\w'’-])(?<!\b[Tt]he )(?<!\b[Dd]e )(?<!\ba )(?<!\been )(?:{_TITLES}\.? )*{_TITLES}"
_PARTICLE = "|".join(sorted((word for word in PARTICLES if len(word) > 1), key=len, reverse=True))


# A letter with a full stop behind one of these is somebody: in small letters a consonant alone, as
# a vowel may begin a sentence there (`dag meneer. u bent`).
_ADDRESS = (
    r"(?i:meneer|mijnheer|mevrouw|juffrouw|dokter|zuster|broeder|pater|pastoor|dominee|mister"
    rf"|missus|doctor|nurse|sister|father|reverend|{_TITLES}\.?)"
)
_INITIAL = rf"(?:{_CAPITAL}|[b-df-hj-np-tv-xz])"


def titled_names(_language: str) -> tuple[Pattern, ...]:
    """Who is written with a capital or as an initial behind a title, whatever else is said."""
    name = rf"(?:{_CAPITAL}\. ?)*(?:(?i:{_PARTICLE}) ){{0,3}}{_NAME}(?: {_NAME})?"
    initial = re.compile(rf"(?<![\w'’-]){_ADDRESS} ({_INITIAL})(?=\.(?!\w))")
    return (
        *(
            Pattern(MentionType.PERSON, re.compile(rf"{_TITLE}{stop} ({name})"), 0.9, holds)
            for stop, holds in ((r"\.", _is_name_behind_full_stop), ("", _is_name))
        ),
        Pattern(MentionType.PERSON, initial, 0.9),
    )


def _is_name(text: str) -> bool:
    return not is_function_word(fold_words(text)[-1])


def _is_name_behind_full_stop(text: str) -> bool:
    """A sentence may begin there (`een aardige mevr. Toen ik kwam`), but with no initial."""
    first_word = fold_words(text)[0]
    begins_sentence = (
        len(first_word) > 1
        and first_word not in PARTICLES
        and is_everyday(first_word)
        and not is_listed_name(first_word)
    )
    return _is_name(text) and not begins_sentence
