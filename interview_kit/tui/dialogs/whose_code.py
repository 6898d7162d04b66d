"""Asking whether a code that is like another's but for zeros is that one."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, words
from interview_kit.workflow.study.participant_codes import AlikeCodeError


def whose_code(
    screen: KitScreen, error: AlikeCodeError, settled: Callable[[str, bool], None]
) -> tuple[ChoiceDialog, Callable[[str | None], None]]:
    """A dialog and what follows it: `settled` gets the code, and whether it is a new person's."""
    options = [
        (error.alike, words(screen, "code.same", code=error.alike)),
        (error.code, words(screen, "code.other", code=error.code)),
    ]

    def answered(code: str | None) -> None:
        if code:
            settled(code, code == error.code)

    ask = words(screen, "code.ask", code=error.code, alike=error.alike)
    return ChoiceDialog(ask, options), answered
