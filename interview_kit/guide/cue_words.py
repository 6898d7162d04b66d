"""Which topics a stretch of talk may have raised, going by the guide's cue words."""

from __future__ import annotations

import re

from interview_kit.guide.guide import Guide


def topics_with_cues(guide: Guide, text: str, language: str) -> tuple[str, ...]:
    """The ids of the topics with a cue in `said`, in the order of the guide.

    A cue counts where a word begins with it, whatever the case: `medic` is found in *Medication*,
    not in *paramedic*. It is a hint for the interviewer, who decides whether a topic was raised.
    Raises GuideError where the guide is not in `language`.
    """
    return tuple(
        topic.id for topic in guide.topics if _begins_a_word(topic.cues.in_(language), text)
    )


def _begins_a_word(cues: tuple[str, ...], text: str) -> bool:
    beginnings = "|".join(re.escape(cue) for cue in cues)
    return bool(cues) and re.search(rf"\b(?:{beginnings})", text, re.IGNORECASE) is not None
