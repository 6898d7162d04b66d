"""The text of a new guide: small, commented, and in order from the first moment."""

from __future__ import annotations

import json
from collections.abc import Sequence

from interview_kit.errors import GuideError
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.language.word_table import WordTable

# What stands in a new guide, in each language there is a wording for.
WORDS = WordTable(
    "new guide",
    {
        "title": "New guide",
        "distress": "Stop asking. Offer a break. Call the study's contact person.",
        "take-part": "Would you like to take part in this study? You may stop at any moment.",
        "record": "May I record our conversation?",
        "attribute": "Age",
        "young": "under 40",
        "old": "40 or over",
        "code": "Helped recovery",
        "note": "Take your time; no answer is right or wrong.",
        "topic": "Medication",
        "section": "Getting acquainted",
        "first": "How are you today?",
        "probe": "What was that like for you?",
        "second": "How are you getting on with your medication?",
        "vocabulary": "clozapine, FACT team",
        "cues": "medic, pill",
    },
)

_GUIDE = """\
# A guide of interview_kit. The format: docs/guide.md. After each change:
#     interview-kit guide check
#
# Ids are permanent: change a text, never an id, and raise `version` with every change.

id = "{id}"
version = 1
languages = [{languages}]          # the first is the default
{title}
minutes = 45                 # how long an interview usually takes
minutes_range = [30, 60]

# What to do when the conversation becomes too much. One key opens it.
{distress}

# Names the transcriber would not guess: of medication, institutions, places.
{vocabulary}

# Asked before the interview. Without yes to a required item there is none.
[[consent]]
id = "take-part"
scope = "take_part"          # take_part, record, quote, share, archive, contact
required = true
{take-part}

[[consent]]
id = "record"
scope = "record"
required = true
{record}

# What a participant may raise unasked; cues are beginnings of words.
[[topic]]
id = "medication"
{topic}
{cues}

# What the study notes of each participant, in broad values: few exact details point to one person.
[[attribute]]
id = "age"
{attribute}

[[attribute.values]]
id = "younger"
{young}

[[attribute.values]]
id = "older"
{old}

# The codebook: codes for the analysis afterwards.
[[code]]
id = "helped"
{code}

[[section]]
id = "meeting"
minutes = 10                 # the section's share of the time
{section}
{note}

[[section.question]]
id = "today"
{first}

[[section.question.probe]]
id = "today-like"
{probe}

# Asked only where the participant has not raised the topic.
[[section.question]]
id = "medication"
ask_if = "not_raised"
topic = "medication"
{second}
"""
_KEYS = {
    "title": "title",
    "distress": "distress",
    "take-part": "text",
    "record": "text",
    "attribute": "title",
    "young": "title",
    "old": "title",
    "code": "title",
    "note": "note",
    "topic": "title",
    "section": "title",
    "first": "text",
    "probe": "text",
    "second": "text",
}


def new_guide(id: str, languages: Sequence[str]) -> str:
    """The text of a new guide with this id, in these languages.

    A language there is no wording for gets the English. Raises GuideError for an id or a language
    that is none.
    """
    text = _GUIDE.format(
        id=id,
        languages=", ".join(f'"{language}"' for language in languages),
        cues=_lists("cues", languages),
        vocabulary=_lists("vocabulary", languages),
        **{place: _texts(place, languages) for place in _KEYS},
    )
    try:
        guide = parse_guide(text, "guide.toml")
    except GuideError as error:
        raise GuideError(error.message, "Choose another id or other languages.") from error
    if guide.id != id:
        raise GuideError("That is no id.", "An id has small letters, digits and hyphens.")
    return text


def _lists(key: str, languages: Sequence[str]) -> str:
    """A list of words for each language: in the table they stand with commas between."""
    return "\n".join(
        f"{key}.{language} = {json.dumps(words.split(', '), ensure_ascii=False)}"
        for language in languages
        for words in [WORDS.word(key, language)]
    )


def _texts(place: str, languages: Sequence[str]) -> str:
    return "\n".join(
        f'{_KEYS[place]}.{language} = "{WORDS.word(place, language)}"' for language in languages
    )
