"""Where in the sound of an interview something is said that its text replaces."""

from __future__ import annotations

from typing import Literal

from interview_kit.audio.sound_mask import Mask, mask
from interview_kit.errors import KitError
from interview_kit.pseudonym.replace import spoken_spans
from interview_kit.workflow.pseudonymisation.decided_text import decided_turns
from interview_kit.workflow.study.open_study import StudyInterview

MARGIN_MS = 300
"""How much is covered before and after a word: the times of words are estimates."""

Names = Literal["keep", "silence", "beep"]


def name_mask(interview: StudyInterview, rate: int, names: Names) -> Mask:
    """What covers every replaced stretch of an interview, and every word a corrector took out.

    Covers nothing for `keep`. Raises KitError while a replacement is undecided, and where there is
    no text to go by.
    """
    if names == "keep":
        return Mask(())
    turns = decided_turns(interview)
    if not turns:
        raise KitError(
            "The transcript of {interview} is empty, so it does not say where names are.",
            "Listen to the sound before it leaves the vault.",
            interview=interview.id,
        )
    spans = (span for turn, replacements in turns for span in spoken_spans(turn, replacements))
    return mask(spans, rate, MARGIN_MS, names)
