"""Pseudonymising: names are found, linked over the study, and given what replaces them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from types import MappingProxyType

from interview_kit.pseudonym.detectors import Detector, detectors
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.leak_check import Forms, disguised_names, find_leaks
from interview_kit.pseudonym.linking import link
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.others.detector_client import optional_detectors
from interview_kit.pseudonym.person_name import clean
from interview_kit.pseudonym.propose import PseudonymProfile, Style, propose
from interview_kit.pseudonym.recognise import recognise
from interview_kit.vault import names
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.interviews.conversation_language import label_language
from interview_kit.workflow.interviews.needed_parts import with_transcript
from interview_kit.workflow.pseudonymisation.lasting_decisions import (
    lasting_decisions,
    pinned_places,
)
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.study.open_study import Study, StudyInterview

_Place = tuple[int, int, int, str]

REVIEWER = "reviewer"
"""The detector's name on mentions that a person marked."""

KNOWN = "known"
"""The detector's name on mentions of names that were found elsewhere in the study."""


def pseudonymise(study: Study, *ids: str) -> int:
    """Propose a replacement for every name in some interviews; how many places there are.

    Each interview is searched by the detectors, and then, once all names are known, by every
    name of the study: what was found in one place is found in all. What was decided about a place
    that is still there stays decided, and so does what a person marked. Raises KitError where
    there is no transcript.
    """
    chosen_interviews = [with_transcript(study.interview(id)) for id in ids]
    with optional_detectors(study.settings.optional_detectors) as extra_detectors:
        using = (*detectors(), *extra_detectors)
        verdicts_by_interview = {
            interview.id: _verdicts(interview) for interview in chosen_interviews
        }
        for interview in chosen_interviews:
            _propose(interview, _recognised(interview, using), verdicts_by_interview[interview.id])
    searched_interviews = [interview.reread() for interview in chosen_interviews]
    for interview in searched_interviews:
        forms = original_forms(study)
        mentions_before = [proposal.mention for proposal in interview.text.proposals]
        missed_mentions, behind = _known_elsewhere(interview, mentions_before, forms)
        if missed_mentions:
            whole_mentions = [
                entry
                for entry in mentions_before
                if not any(_is_part(entry, other) for other in missed_mentions)
            ]
            all_mentions = sorted([*whole_mentions, *missed_mentions], key=_order)
            _propose(interview, all_mentions, verdicts_by_interview[interview.id], behind)
    return sum(len(names.proposals(study.vault, id)) for id in ids)


def _propose(
    interview: StudyInterview,
    mentions: Sequence[Mention],
    verdicts: Mapping[_Place, Verdict],
    behind: Mapping[Mention, str] = MappingProxyType({}),
) -> None:
    """Link mentions, name what is behind them, and keep them with the `verdicts` they had.

    `behind` has the names of those that are written in disguise: they are linked by these.
    """
    study = interview.study
    linking = link(
        [changed(place, text=behind[place]) if behind.get(place) else place for place in mentions],
        names.entities(study.vault),
        names.roster_of(study.vault, interview.participant),
        interview.participant,
        {
            (proposal.mention.turn, proposal.mention.start, proposal.mention.text): proposal.entity
            for proposal in names.proposals(study.vault, interview.id)
        },
    )
    ruled_verdicts, pinned_entities = (
        lasting_decisions(study.vault, interview.id),
        pinned_places(study.vault, interview.id),
    )
    with study.vault.atomic():
        names.put_entities(
            study.vault, propose(linking.entities, label_language(interview), profile_of(study))
        )
        names.replace_proposals(
            study.vault,
            interview.id,
            (
                Proposal(
                    mention,
                    pinned_entities.get((mention.turn, mention.start, mention.text), entity),
                    verdicts.get(_place(mention))
                    or ruled_verdicts.get(fold(clean(mention.text)), Verdict.PROPOSED),
                )
                for mention, entity in zip(mentions, linking.ids, strict=True)
            ),
        )


def _recognised(interview: StudyInterview, using: Sequence[Detector]) -> Sequence[Mention]:
    """What the detectors find, and what a person marked where the text still says it."""
    texts = {turn.number: turn.text for turn in interview.searched_turns}
    marked_mentions = [
        mention
        for mention in (proposal.mention for proposal in interview.text.proposals)
        if mention.detector == REVIEWER
        and texts.get(mention.turn, "")[mention.start : mention.end] == mention.text
    ]
    recognised = recognise(
        texts.items(),
        interview.language,
        names.roster_of(interview.vault, interview.participant),
        names.entities(interview.vault),
        interview.participant,
        using=using,
    ).mentions
    unmarked_mentions = [
        place
        for place in recognised
        if not any(place.overlaps(marked_mention) for marked_mention in marked_mentions)
    ]
    return sorted([*unmarked_mentions, *marked_mentions], key=_order)


def _known_elsewhere(
    interview: StudyInterview, mentions: Sequence[Mention], forms: Forms
) -> tuple[list[Mention], dict[Mention, str]]:
    """Names of the study that stand in the interview and that no detector found there.

    With those that are written in disguise, and what is behind each. These also take the place of
    mentions that are a part of them.
    """
    missed_mentions: list[Mention] = []
    behind: dict[Mention, str] = {}
    for turn in interview.searched_turns:
        covered_mentions = [mention for mention in mentions if mention.turn == turn.number]
        for start, end, kind, name in disguised_names(turn.text, forms):
            mention = Mention(turn.number, start, end, kind, turn.text[start:end], KNOWN, 1.0)
            rivals = [
                entry for entry in (*covered_mentions, *missed_mentions) if entry.overlaps(mention)
            ]
            if all(rival in covered_mentions and _is_part(rival, mention) for rival in rivals):
                missed_mentions.append(mention)
                behind[mention] = name
        for leak in find_leaks(turn.text, forms, ""):
            start, end = leak.offset, leak.offset + leak.length
            mention = Mention(turn.number, start, end, leak.type, turn.text[start:end], KNOWN, 1.0)
            if not any(
                mention.overlaps(covered_mention)
                for covered_mention in [*covered_mentions, *missed_mentions]
            ):
                missed_mentions.append(mention)
    return missed_mentions, behind


def _is_part(mention: Mention, other: Mention) -> bool:
    """Whether a mention is a part of a longer one, and no person marked it."""
    return (
        mention.turn == other.turn
        and other.start <= mention.start
        and mention.end <= other.end
        and mention.length < other.length
        and mention.detector != REVIEWER
    )


def profile_of(study: Study) -> PseudonymProfile:
    """How the study names people and how much detail it keeps."""
    settings = study.settings
    style, coarse = Style(settings.pseudonyms), settings.details == "coarse"
    has_secret = coarse or style is Style.SURROGATES
    return PseudonymProfile(style, coarse, names.secret(study.vault) if has_secret else b"")


def _verdicts(interview: StudyInterview) -> dict[_Place, Verdict]:
    """What was decided about each place of an interview."""
    return {
        _place(proposal.mention): proposal.verdict
        for proposal in interview.text.proposals
        if proposal.verdict is not Verdict.PROPOSED
    }


def _order(mention: Mention) -> tuple[int, int]:
    return mention.turn, mention.start


def _place(mention: Mention) -> _Place:
    return mention.turn, mention.start, mention.end, mention.text
