"""Where in the sound of an interview something is said that its text replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from interview_kit.audio.sound_mask import Mask, mask
from interview_kit.editing.unsure_sound import unwritten_spans, widened
from interview_kit.errors import KitError
from interview_kit.pseudonym.replace import spoken_spans
from interview_kit.vault import heard_names, transcripts
from interview_kit.vault.heard_names import HearingVerdict, NameSuspicion
from interview_kit.workflow.pseudonymisation.decided_text import decided_turns
from interview_kit.workflow.study.open_study import StudyInterview

MARGIN_MS = 300
"""How much is covered before and after a word: the times of words are estimates."""

Names = Literal["keep", "silence", "beep"]

Suspected = Literal["none", "sure", "all"]
"""Which names are covered that are suspected and that nobody confirmed or waved away."""

LEAST_SCORE: dict[Suspected, float] = {"none": 1.1, "sure": 0.5, "all": 0.0}
"""How surely a name must be suspected to be covered. From 0.5 on some two seconds in an hour of
talk without names are covered, and fewer names are; docs/BENCHMARKS.md says how many."""


@dataclass(frozen=True, slots=True)
class NameCover:
    """What covers names in the sound of an interview, and how many places of each kind.

    `replacements` are places the text replaces, `confirmed` names were heard by a person,
    `suspected` ones by the model; `faint` ones are suspected too, and not covered. `was_listened`
    says whether it was asked, since the text was made.
    """

    mask: Mask
    replacements: int = 0
    confirmed: int = 0
    suspected: int = 0
    faint: int = 0
    was_listened: bool = False


def name_cover(
    interview: StudyInterview,
    rate: int,
    names: Names,
    suspected: Suspected = "sure",
    parts: Sequence[tuple[int, int]] | None = None,
) -> NameCover:
    """What covers every replaced stretch, every word a corrector took out, and every name heard.

    Where it is only guessed when a name is said, all is covered where it may be. What is counted
    is what reaches into `parts`, as start and end in ms, or all. Covers nothing for `keep`. Raises
    KitError while a replacement is undecided, and where there is no text to go by.
    """
    if names == "keep":
        return NameCover(Mask(()))
    turns = decided_turns(interview)
    if not turns:
        raise KitError(
            "The transcript of {interview} is empty, so it does not say where names are.",
            "Listen to the sound before it leaves the vault.",
            interview=interview.id,
        )
    transcript = transcripts.edited_transcript(interview.vault, interview.id)
    rewritten_numbers = {*transcript.rewritten_numbers}
    unwritten = list(unwritten_spans(transcript))
    replaced_spans: list[tuple[int, int]] = []
    for turn, replacements in turns:
        own_spans = spoken_spans(turn, replacements)
        if turn.number in rewritten_numbers:
            words = transcript.words(turn.number)
            own_spans = widened(own_spans, words, turn.start_ms, turn.end_ms)
        replaced_spans += own_spans
    suspicions = heard_names.of_interview(interview.vault, interview.id)
    likely = [
        suspicion
        for suspicion in suspicions
        if suspicion.heard_name.score >= LEAST_SCORE[suspected]
    ]
    confirmed_spans = _spans(suspicions, HearingVerdict.CONFIRMED)
    suspected_spans = _spans(likely, HearingVerdict.SUSPECTED)
    every_suspected = _spans(suspicions, HearingVerdict.SUSPECTED)
    suspected_count = _count(suspected_spans, parts)
    return NameCover(
        mask(
            [*unwritten, *replaced_spans, *confirmed_spans, *suspected_spans],
            rate,
            MARGIN_MS,
            names,
        ),
        _count(replaced_spans, parts),
        _count(confirmed_spans, parts),
        suspected_count,
        _count(every_suspected, parts) - suspected_count,
        bool(heard_names.listened_at(interview.vault, interview.id)),
    )


def _count(spans: Collection[tuple[int, int]], parts: Collection[tuple[int, int]] | None) -> int:
    """How many spans, as far as they are covered, reach into some parts; all without parts."""
    if parts is None:
        return len(spans)
    return sum(
        any(first < end + MARGIN_MS and start - MARGIN_MS < last for first, last in parts)
        for start, end in spans
    )


def _spans(suspicions: Iterable[NameSuspicion], verdict: HearingVerdict) -> list[tuple[int, int]]:
    return [
        (suspicion.heard_name.start_ms, suspicion.heard_name.end_ms)
        for suspicion in suspicions
        if suspicion.verdict is verdict
    ]
