"""Sentences beside the list of interviews, where the screen is wide."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "glance.next": "Next: {step}",
    "glance.noted": "Noted",
    "glance.open": "Left open",
    "glance.nothing": "nothing",
    "glance.note": "{at}  {text}",
    "glance.debrief": "debrief: {text}",
    "glance.consent": "consent not asked: {text}",
    "glance.suggested": "perhaps raised: {text}",
    "glance.not_followed_up": "raised, not followed up: {text}",
    "glance.not_asked": CountedText(
        "{count} question never asked", "{count} questions never asked"
    ),
    "glance.more": "and {count} more",
    "glance.about": "{date} · {length} · {guide} · {language}",
    "why.new": "It is prepared and was not held yet; consent is asked before it begins.",
    "why.interrupted": "It broke off; what was recorded is kept, and it can go on from there.",
    "why.consent_withdrawn": (
        "Consent was withdrawn while it was recorded. What becomes of the recording is the "
        "participant's wish; until then nothing is transcribed."
    ),
    "why.recorded": "It has sound and no text yet. The text is made on this machine.",
    "why.transcribed": (
        "It has a text in which names stand as they were said. Correct it where it matters (R), "
        "then have names looked for."
    ),
    "why.corrected": "The text was corrected at least once; names were not looked for since.",
    "why.proposed": CountedText(
        "Names were found, and {count} of them waits for your decision.",
        "Names were found, and {count} of them wait for your decision.",
    ),
    "why.reviewed": "Every name is decided on; filing puts the text without names into the corpus.",
    "why.checked": "A second person read it; filing puts it into the corpus.",
    "why.filed": "It is in the corpus. It can be read, exported and released.",
    "why.released": "It was released. It can be read as it was filed.",
}
"""Every sentence in English, by id."""
