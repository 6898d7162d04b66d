"""What is said once somebody's interviews are destroyed: where they may stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_kit.cli.speaking import say
from interview_kit.model.moment import local_time

if TYPE_CHECKING:
    from interview_kit.workflow.destruction.interview_deletion import Deletion
    from interview_kit.workflow.destruction.withdrawal import Withdrawal


def tell_beyond_reach(destruction: Deletion | Withdrawal) -> None:
    """Name the releases that held what was destroyed, and the files that still name it."""
    for release in destruction.releases:
        say(
            "Release {release} ({purpose}, {at}) held {interview}.",
            release=release.release,
            purpose=release.purpose,
            at=local_time(release.at),
            interview=release.interview,
        )
    for file in destruction.files:
        say("{file} names the participant still: delete it, or export again.", file=file)
    say("Files written elsewhere and backups are beyond reach.")
