"""What a language is called, in the language of whoever reads it."""

from __future__ import annotations

from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import TEXTS, say


def language_names(codes: str, language: str) -> str:
    """The names of languages whose codes have commas between, with commas between."""
    return ", ".join(language_name(code.strip(), language) for code in codes.split(","))


def language_name(code: str, language: str) -> str:
    """What the language of `code` is called in `language`; the code where it has no name."""
    id = f"language.{code}"
    return say(id, language) if id in TEXTS else plain(code)
