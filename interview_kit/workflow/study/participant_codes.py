"""Participant codes: one that was of somebody who withdrew is not given again."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.vault import withdrawals
from interview_kit.workflow.study.open_study import Study


def refuse_withdrawn(study: Study, code: str) -> None:
    """Raise KitError where `code` was of somebody who withdrew."""
    if withdrawals.find(study.vault, code) is not None:
        raise KitError(
            "{code} took part and withdrew.", "Choose a code that was never used.", code=code
        )
