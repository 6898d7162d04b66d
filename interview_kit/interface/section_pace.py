"""How much of the interview's time went to each section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from interview_kit.guide.guide import Guide
from interview_kit.model.clock import frames_to_ms
from interview_kit.session.interview_events import QuestionShown
from interview_kit.session.journal_entry import JournalEntry


def section_times(
    guide: Guide, journal: Sequence[JournalEntry], frame: int, rate: int
) -> Mapping[str, int]:
    """Milliseconds of sound under each section's id, up to `frame`."""
    sections = {
        question.id: section.id for section in guide.sections for question in section.questions
    }
    shown_entries = [
        (entry.frame, sections[entry.event.question])
        for entry in journal
        if isinstance(entry.event, QuestionShown)
    ]
    ends = [*(start for start, _ in shown_entries[1:]), frame]
    frames_by_section: Counter[str] = Counter()
    for (start, section), end in zip(shown_entries, ends, strict=False):
        frames_by_section[section] += max(0, end - start)
    return (
        {id: frames_to_ms(frames, rate) for id, frames in frames_by_section.items()} if rate else {}
    )


def shown_since(journal: Sequence[JournalEntry]) -> int:
    """The frame at which the question that is shown now came up."""
    frames = [entry.frame for entry in journal if isinstance(entry.event, QuestionShown)]
    return frames[-1] if frames else 0
