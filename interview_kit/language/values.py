"""The words that stand for a value: of an enumeration, or a column of a table.

Files, JSON and options hold the English; only what people read is translated.
"""

from __future__ import annotations

from interview_kit.language.phrase import Phrase

VALUE = "value"
"""The context of a value."""

VALUES: tuple[str, ...] = (
    # how far an interview or its text is
    "new", "recording", "paused", "off_record", "consent_withdrawn", "interrupted", "ended",
    "recorded", "transcribed", "proposed", "set", "reviewed", "draft", "corrected",
    "pseudonymised", "checked", "filed", "released",
    # speakers, and kinds of names
    "interviewer", "participant", "interpreter", "person", "place", "organisation", "date",
    "age", "contact",
    "identifier", "other", "other2", "other3", "other4", "other5", "other6",
    # answers, and what was decided about a name
    "yes", "no", "not_asked", "accepted", "rejected", "reopened", "renamed", "marked", "merged",
    "split", "heard", "not heard", "taken off", "turns drawn", "turn read",
    "key exported", "key destroyed", "shares a name", "sounds alike",
    # a text in which nobody looked for names
    "not searched",
    # what gives somebody away
    "the only one", "job and place", "office", "rare illness", "public event",
    # where names hide
    "unsure", "overlap", "small letters", "rest",
    # acts of the audit
    "approved", "approval withdrawn", "exported", "struck", "sound written", "withdrawn",
    "deleted", "put right", "recoded", "attributes changed", "consent changed",
    "destroyed on time", "holder added", "holder removed", "passphrase changed", "study merged",
    "backed up", "restored", "salvaged", "encrypted anew", "corpus rebuilt",
    # what is kept for a time, who opens a vault, what doctor looks at
    "audio", "transcripts", "transcript", "passphrase", "recipient", "ok", "note", "missing",
    "sound", "microphone", "speech model", "diarizer", "detector", "plug-in", "disk", "study",
    "many", "its own", "True", "False", "None",
    # what became of a turn, and of a copy that a participant read
    "changed", "split off", "joined", "added", "agreed", "withheld", "unanswered",
    # how coarse a release is
    "month", "quarter", "year", "size", "tens", "kept", "removed",
    # what became of a file
    "imported", "already in", "failed",
    # what looks like a label of a transcript and is none
    "speech",
    # what is put right
    "held", "guide", "language", "questions",
    # why a coding has no place, or is to be looked at; the sides of a theme
    "no interview", "no turn", "outside", "counting", "no words", "gone", "ambiguous", "changed",
    "no text", "no code", "helped", "hindered",
    # what was done to codes and codings
    "code added", "code renamed", "code merged", "code retired", "code used again",
    "lost codings given up", "coded", "code taken off", "memo written", "coder renamed",
    # what became of a question
    "open", "asked", "raised", "covered", "skipped", "refused", "spared", "suggested",
    # how sound was read
    "settled", "second", "third",
    # tables of a coded study
    "themes", "quotations", "co-occurrence", "topics", "agreement", "saturation", "codes",
    # nouns of a guide
    "section", "question", "topic",
)  # fmt: skip


def value_phrase(value: str) -> Phrase:
    """One of `VALUES`, to be put into a sentence."""
    return Phrase(str(value), VALUE)
