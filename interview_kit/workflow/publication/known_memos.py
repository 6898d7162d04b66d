"""Memos of coders that say a name which the study keeps inside."""

from __future__ import annotations

from interview_kit.errors import LeakError
from interview_kit.language.phrase import phrase
from interview_kit.pseudonym.leak_check import Forms, find_leaks
from interview_kit.workflow.study.open_study import Study

_MEMOS = """
    SELECT DISTINCT turns.interview, turns.turn, codings.memo
    FROM codings JOIN turns ON turns.id = codings.turn
    WHERE codings.memo != '' ORDER BY turns.interview, turns.turn
"""


def refuse_known_memos(study: Study, forms: Forms, leaks: tuple[str, ...]) -> None:
    """Raise LeakError where a memo says a name of `forms`, told by its turn.

    `leaks` are the places in a file where known names stand.
    """
    memos = tuple(
        phrase("{interview} turn {turn}", interview=interview, turn=turn)
        for interview, turn, memo in study.corpus.db.execute(_MEMOS)
        if find_leaks(memo, forms, "")
    )
    if memos:
        raise LeakError(
            "A known name would be written, and memos of coders say one: {leaks}.",
            "They stand at {memos}. Who wrote one changes it on the screen: `O` finds the turn, "
            "`C` opens it for coding, `K` says who codes, `M` changes the memo. Memos that were "
            "just taken in go with `interview-kit codes undo`. What else there may be is said next "
            "time.",
            leaks,
            leaks=leaks[:10],
            memos=memos[:10],
        )
