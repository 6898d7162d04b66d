"""The few words that exports add of their own, in the language of the interview."""

from __future__ import annotations

from interview_kit.language.word_table import WordTable
from interview_kit.model.record import Record

WORDS = WordTable(
    "export",
    {
        "interviewer": "Interviewer",
        "participant": "Participant",
        "interpreter": "Interpreter",
        "other": "Other",
        "guide": "Guide",
        "held": "Held",
        "length": "Length",
        "version": "Version",
        "before": "Before the first question",
        "pseudonymised": "Pseudonymised; still personal data",
        "check": "Copy for the participant to read. Is it right? Anything may be changed.",
        "identifying": "With names: this copy identifies people. Keep it safe, give it to the "
        "participant alone, destroy every other copy.",
    },
)


def label(record: Record, word: str) -> str:
    """A speaker's role or another of these words, in English where the language is unknown."""
    role = word.rstrip("0123456789")
    number = word[len(role) :]
    spoken = WORDS.word(role, record.language)
    return f"{spoken} {number}" if number else spoken
