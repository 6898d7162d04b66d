"""Sentences of the interviewer's private page, and of practice."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "quality.title": "Looking back on {id}",
    "quality.private": (
        "For your eyes: made anew each time, kept nowhere and never exported. Rules of thumb, to "
        "think about and not to be marked by."
    ),
    "quality.no_text": (
        "There is no transcript yet. Once there is one, this page tells how the talk was shared."
    ),
    "quality.share": "Of all words, {percent}% are yours and {other}% the participant's.",
    "quality.share_low": "You gave the story room.",
    "quality.share_high": (
        "In a story interview that is often less than a third. Was there something that kept you "
        "talking?"
    ),
    "quality.listening": "You listened longest: {stretches}.",
    "quality.stretch": "{length} from {at}",
    "quality.own": CountedText(
        "You asked {count} question of your own; open among them: {open}.",
        "You asked {count} questions of your own; open among them: {open}.",
    ),
    "quality.closed": "{count} could be answered with yes or no:",
    "quality.leading": "{count} had an answer in them:",
    "quality.put": "{at}  {text}",
    "quality.rules": (
        "Sometimes that is just right: to check, or to give somebody words. What might they have "
        "said to \u201chow was that?\u201d"
    ),
    "quality.asked": CountedText(
        "You asked {asked} question of the guide.",
        "You asked {asked} questions of the guide.",
        "asked",
    ),
    "quality.worded": CountedText(
        "Of {asked} question of the guide you asked {worded} as it stands there.",
        "Of {asked} questions of the guide you asked {worded} as they stand there.",
        "asked",
    ),
    "quality.none_asked": "No question of the guide was marked as asked.",
    "quality.never_asked": CountedText(
        "{count} question was not asked. Is there another time for it?",
        "{count} questions were not asked. Is there another time for them?",
    ),
    "quality.missed": CountedText(
        "{count} topic did not come up:", "{count} topics did not come up:"
    ),
    "quality.entry": "· {text}",
    "quality.more": "· and {count} more",
    "practice.banner": "PRACTICE · nothing is stored · a voice answers",
    "practice.no_answer": "The voice has no answer to this question. Go on.",
    "practice.silent": "No loudspeaker plays: the voice's words stand under the question.",
    "practice.over": "Practice is over. Nothing of it was stored.",
    "practice.begin": (
        "PRACTICE. Nothing is stored. An empty line says that the question was asked; a voice "
        "answers."
    ),
    "practice.voice": "PRACTICE, the participant: {text}",
    "practice.prompt": "PRACTICE",
}
"""Every sentence in English, by id."""
