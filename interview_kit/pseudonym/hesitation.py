"""Sounds and exclamations: `mhm`, `ehm`, `uh-huh`, `tsja`, `sjonge`.

They are nobody, however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Humming, hesitating and assenting, as long as they are drawn out in Dutch and English transcripts.
_SOUND = re.compile(
    r"m{2,}|m+h+m*|h+m+|(?:e+|u+|a+|o+|eu+)h+m*|u+m+|e+r+m+|e+h?r+|u+h+u+h*|h+u+h+|h+e+h+"
    r"|a+h+a+|o+h+o+|p+f+|t+s+s*|s+h+|(?:h+m+)+|t+s*j+(?:a+|e+|ee)|t*s*j+onge|po+e+h+|go+h+"
    r"|jee(?:tje|mig)|jemig|tjee(?:mig)?|oe+f+",
)


def is_hesitation(words: Iterable[str]) -> bool:
    """Whether folded words are such sounds and nothing else."""
    spoken = tuple(words)
    return bool(spoken) and all(_SOUND.fullmatch(word) for word in spoken)
