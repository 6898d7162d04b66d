"""Participant codes: which may be given, and which look like one that somebody has."""

from __future__ import annotations

import re

from interview_kit.errors import AlikeCodeError, KitError
from interview_kit.model.participant import new_code, participant_code
from interview_kit.vault import interviews, withdrawals
from interview_kit.workflow.study.open_study import Study


def refuse_withdrawn(study: Study, code: str) -> None:
    """Raise KitError where `code` was of somebody who withdrew."""
    if withdrawals.find(study.vault, code) is not None:
        raise KitError(
            "{code} took part and withdrew.", "Choose a code that was never used.", code=code
        )


def code_for(
    study: Study, participant: str, *, is_new_person: bool = False, instead_of: str = ""
) -> str:
    """The code of a participant, known or new.

    Raises KitError for one that is none, or that is new and not of the study's shape;
    AlikeCodeError for one that is new and like that of somebody, unless it `is_new_person`.
    `instead_of` is a code that is about to be given up.
    """
    code = participant_code(participant)
    if interviews.find_participant(study.vault, code) is not None:
        return code
    code = new_code(code, study.settings.code)
    alike = alike_code(code, set(interviews.participant_codes(study.vault)) - {instead_of})
    if alike and not is_new_person:
        raise alike_code_error(code, alike)
    return code


def alike_code_error(code: str, alike: str) -> AlikeCodeError:
    """That a new code is like one that somebody has."""
    return AlikeCodeError(
        "{code} is new, and {alike} is somebody already.",
        "Where the same person is meant, give {alike}; where {code} is somebody else, say so: "
        "--new-participant.",
        code=code,
        alike=alike,
    )


def alike_code(code: str, codes: set[str]) -> str:
    """The one of `codes` that is `code` but for zeros before the number; '' where none is."""
    return next((other for other in sorted(codes) if _key(other) == _key(code) != ""), "")


def _key(code: str) -> str:
    letters, digits = re.match(r"([A-Z]*)([0-9]*)", code).groups()  # type: ignore[union-attr]
    return f"{letters}{int(digits)}" if digits else ""
