"""The few words that exports add of their own, in the language of the interview."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.model.record import Record

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "interviewer": "Interviewer",
        "participant": "Deelnemer",
        "other": "Ander",
        "guide": "Leidraad",
        "held": "Gehouden",
        "length": "Duur",
        "version": "Versie",
        "before": "Voor de eerste vraag",
        "pseudonymised": "Gepseudonimiseerd; nog steeds persoonsgegevens",
        "check": "Exemplaar voor de deelnemer om na te lezen. Klopt het? Alles mag anders.",
        "identifying": "Met namen: dit exemplaar wijst mensen aan. Bewaar het veilig, geef het "
        "alleen aan de deelnemer, vernietig elk ander exemplaar.",
    },
    "en": {
        "interviewer": "Interviewer",
        "participant": "Participant",
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
}


def label(record: Record, word: str) -> str:
    """A speaker's role or another of these words, in English where the language is unknown."""
    role = word.rstrip("0123456789")
    number = word[len(role) :]
    spoken = _WORDS.get(record.language, _WORDS["en"])[role]
    return f"{spoken} {number}" if number else spoken
