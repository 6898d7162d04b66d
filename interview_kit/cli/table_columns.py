"""The columns of the tables that commands print, as they are named in English."""

from __future__ import annotations

COLUMN = "column"
"""The context of the name of a column."""

COLUMNS: tuple[str, ...] = (
    "56 min take (min)", "about", "act", "action", "advised", "ages", "answered", "asked",
    "asked passages", "at", "attribute", "became", "because", "channels", "checked", "code",
    "coder", "codes", "codes so far", "coefficient", "consent", "corrected", "covered",
    "created at", "current", "days", "deed", "detail", "detector", "draft", "end", "entities",
    "entry",
    "facts", "file", "filed", "finished", "formats", "hash", "held", "help", "here", "high",
    "host api", "id", "index", "interview", "interviews", "is default", "k", "keys", "kind",
    "label", "language", "languages", "length ms", "licence", "lines", "live", "low", "mark",
    "may be", "MB", "memo", "memory MB", "merged into", "minutes", "model", "name", "new codes",
    "number", "on", "originals", "overlapping", "participant", "participants", "passages",
    "place", "places", "position", "pseudonym", "pseudonymised", "purpose", "question",
    "questions", "quotation", "raised", "raised passages", "rate", "reason", "recipient",
    "release", "released", "role", "row", "seconds", "SHA-256", "side", "snippet", "source",
    "speaker", "stage", "start", "started at", "suspicious", "term", "text", "theme", "title",
    "topic", "turn", "turns", "type", "undecided", "undone", "units", "value", "verdict",
    "version", "what", "who", "why", "with code", "words",
)  # fmt: skip

VALUE_COLUMNS = frozenset(
    {
        "act", "ages", "became", "because", "deed", "held", "here", "kind", "languages", "licence",
        "places", "side",
        "speaker", "stage", "type", "verdict", "what",
    }
)  # fmt: skip
"""Columns whose cells are words of the program (`language.values`) and not of the study."""
