"""Filing anew: what was put right in the vault is carried into the corpus."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.corpus import filed_interviews as filed
from interview_kit.vault.filings import Filing
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome, do_chosen
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import Study


def refile(study: Study, ids: Iterable[str]) -> ChosenOutcome[Filing]:
    """File those of some interviews again that are filed; the others wait for nothing.

    What cannot be filed as it stands is left out, with the step that it waits for.
    """
    filed_ids = set(filed.ids(study.corpus))
    return do_chosen(
        (id for id in ids if id in filed_ids),
        lambda id: file_interview(study.interview(id)),
        all_of_them=True,
    )
