"""Coders who are called by a name that the study keeps inside."""

from __future__ import annotations

from interview_kit.corpus import coders
from interview_kit.errors import LeakError
from interview_kit.pseudonym.leak_check import Forms, find_leaks
from interview_kit.workflow.study.open_study import Study


def refuse_known_coders(study: Study, forms: Forms, leaks: tuple[str, ...]) -> None:
    """Raise LeakError where a coder is called by a name of `forms`, told by their number.

    `leaks` are the places in a file where known names stand.
    """
    numbers = tuple(
        str(coder.number)
        for coder in coders.listed(study.corpus.db)
        if find_leaks(coder.coder, forms, "")
    )
    if numbers:
        raise LeakError(
            "A known name would be written, and coders are called by one: {leaks}.",
            "They are number {numbers} in `interview-kit codes coders`. Give each another name: "
            "`interview-kit codes rename-coder {first} NAME`. What else there may be is said next "
            "time.",
            leaks,
            leaks=leaks[:10],
            numbers=numbers,
            first=numbers[0],
        )
