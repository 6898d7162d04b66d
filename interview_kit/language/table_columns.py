"""The columns of the tables that commands print, as they are named in English."""

from __future__ import annotations

COLUMN = "column"
"""The context of the name of a column."""

COLUMNS: tuple[str, ...] = (
    "56 min take (min)", "MB", "SHA-256", "about", "act", "action", "advised", "after", "ages",
    "answered", "asked", "asked passages", "at", "attribute", "became", "because", "before",
    "changes", "channels", "checked", "code", "coder", "coders", "codes", "codes so far", "codings",
    "coefficient", "consent",
    "corrected", "covered", "cpu s", "created at", "current", "days", "deed", "detail", "detector",
    "draft", "end", "engine", "entities", "entry", "expected error percent", "explanation",
    "facts", "field", "file", "filed", "finished", "first at", "form", "formats", "hash", "held",
    "help",
    "here", "high", "host api", "id", "index", "interview", "interviews", "is default",
    "k", "kept", "kept pseudonym", "key", "keys", "kind", "label", "language",
    "languages", "last at", "length", "licence", "lines", "live", "lost", "low", "mark",
    "may be", "memo",
    "memory MB", "merged into", "minutes", "model", "name", "new codes", "note", "number", "on",
    "originals", "other", "other pseudonym", "overlapping", "participant", "participants",
    "passages", "peak mb", "place", "places", "position", "pseudonym", "pseudonymised", "purpose",
    "question", "questions", "quotation", "raised", "raised passages", "rate", "read", "reading",
    "reason",
    "recipient", "release", "released", "role", "row", "score", "seconds", "side", "snippet",
    "source", "speaker", "speed", "stage", "start", "start ms", "started at", "stratum",
    "suspicious", "term",
    "text", "theme", "title", "title in the file", "topic", "turn", "turns", "type", "undecided",
    "undone", "undone at",
    "undone by", "units", "value", "verdict", "version", "wer", "what", "who", "why", "with code",
    "with names", "with title", "words",
)  # fmt: skip

VALUE_COLUMNS = frozenset(
    {
        "act", "ages", "became", "because", "deed", "field", "held", "here", "kind", "languages",
        "licence", "mark", "places", "reading", "side", "speaker", "stage", "type", "verdict",
        "what",
    }
)  # fmt: skip
"""Columns whose cells are words of the program (`language.values`) and not of the study."""
