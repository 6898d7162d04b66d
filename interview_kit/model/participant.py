"""A participant: a code and what the study notes of the person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.errors import KitError

CODE = r"[A-Z]{1,4}[0-9]{1,6}"
"""The shape of a code, which no name has; that of an interviewer has it too."""

USUAL_CODE = "[A-Z][0-9]{1,4}"
"""What a study gives its participants where its settings say nothing else: too short for initials
and a day of birth."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part: `code` such as P07, never a name; `attributes` by the guide's ids."""

    code: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def participant_code(text: str) -> str:
    """`text` as a participant's code.

    Raises KitError if it is none: a code that could be a name would end up in file names.
    """
    code = text.strip().upper()
    if not code:
        raise KitError(
            "The participant's code is not filled in.",
            "A code is one to four letters and a number, such as P07; a name is never used.",
        )
    if not re.fullmatch(CODE, code):
        raise KitError(
            "That is no participant code.",
            "A code is one to four letters and a number, such as P07; a name is never used.",
        )
    return code


def new_code(text: str, allowed: str) -> str:
    """`text` as the code of a participant who is new, of the shape that a study allows.

    `allowed` is a regular expression. Raises KitError where it is no code, or none of those.
    """
    code = participant_code(text)
    if not re.fullmatch(allowed, code):
        raise KitError(
            "This study has no codes like that one.",
            "It has codes like {allowed}; `code` in study.toml says which. Initials and a day of "
            "birth are no code.",
            allowed="P07" if allowed == USUAL_CODE else allowed,
        )
    return code
