"""Work on the corpus in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from interview_kit.workflow.study.open_study import Study

Result = TypeVar("Result")


def with_own_corpus(study: Study, do: Callable[[Study], Result]) -> Result:
    """`do` with the same open vault and a corpus that this thread opens and closes.

    A corpus belongs to the thread that opened it; the vault gives each thread its own connection.
    """
    own_study = Study(study.folder, study.vault, None)
    try:
        return do(own_study)
    finally:
        own_study.corpus.close()
