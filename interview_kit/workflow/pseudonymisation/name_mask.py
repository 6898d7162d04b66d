"""Where in the sound of an interview something is said that its text replaces."""

from __future__ import annotations

from typing import Literal

from interview_kit.audio.sound_mask import Mask, mask
from interview_kit.editing.unsure_sound import unwritten_spans, widened
from interview_kit.errors import KitError
from interview_kit.pseudonym.replace import spoken_spans
from interview_kit.vault import transcripts
from interview_kit.workflow.pseudonymisation.decided_text import decided_turns
from interview_kit.workflow.study.open_study import StudyInterview

MARGIN_MS = 300
"""How much is covered before and after a word: the times of words are estimates."""

Names = Literal["keep", "silence", "beep"]


def name_mask(interview: StudyInterview, rate: int, names: Names) -> Mask:
    """What covers every replaced stretch of an interview, and every word a corrector took out.

    Where it is only guessed when a name is said, all is covered where it may be. Covers nothing
    for `keep`. Raises KitError while a replacement is undecided, and where there is no text to go
    by.
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
    transcript = transcripts.edited_transcript(interview.vault, interview.id)
    rewritten_numbers = {*transcript.rewritten_numbers}
    spans = list(unwritten_spans(transcript))
    for turn, replacements in turns:
        own_spans = spoken_spans(turn, replacements)
        if turn.number in rewritten_numbers:
            words = transcript.words(turn.number)
            own_spans = widened(own_spans, words, turn.start_ms, turn.end_ms)
        spans += own_spans
    return mask(spans, rate, MARGIN_MS, names)
