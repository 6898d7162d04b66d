"""The columns of the tables that commands print, as they are named in English."""

from __future__ import annotations

COLUMN = "column"
"""The context of the name of a column."""

COLUMNS: tuple[str, ...] = (
    "56 min take (min)", "MB", "SHA-256", "about", "act", "action", "advised", "ages", "answered",
    "at", "attribute", "became", "because", "channels", "checked", "consent", "corrected",
    "created at", "current",
    "days", "deed", "detail", "detector", "draft", "end", "entities", "entry",
    "expected error percent", "facts", "file",
    "filed",
    "finished", "formats", "hash", "held", "help", "here", "host api", "id", "index", "interview",
    "interviews", "is default", "is settled", "k", "keys", "kind", "label", "language", "languages",
    "length ms", "licence", "lines", "live", "may be", "memory MB", "merged into", "minutes",
    "model", "name", "number", "on", "originals", "overlapping", "participant", "places",
    "pseudonym", "pseudonymised",
    "purpose", "question", "questions", "rate", "recipient", "release", "released", "role", "row",
    "seconds", "snippet", "speaker", "stage", "start", "started at", "suspicious", "term",
    "text", "title", "turn", "turns", "type", "undecided", "undone", "value", "verdict", "version",
    "what", "who", "why", "words",
)  # fmt: skip

VALUE_COLUMNS = frozenset(
    {
        "act", "ages", "became", "because", "deed", "held", "here", "kind", "languages", "licence",
        "places",
        "speaker", "stage", "type", "verdict", "what",
    }
)  # fmt: skip
"""Columns whose cells are words of the program (`language.values`) and not of the study."""
