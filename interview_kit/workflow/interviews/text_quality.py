"""How good a text probably is, by what the machine knew when it wrote it."""

from __future__ import annotations

from interview_kit.vault import transcripts
from interview_kit.vault.vault import Vault


def expected_error_percent(vault: Vault, interview: str) -> float | None:
    """How many of a hundred words are probably wrong as the text stands, with what was corrected.

    None where no machine wrote it, or an older version of this program.
    """
    errors, word_count = (
        transcripts.expected_errors(vault, interview),
        transcripts.count_words(vault, interview),
    )
    if not errors or not word_count:
        return None
    return round(100 * sum(errors.values()) / word_count, 1)
