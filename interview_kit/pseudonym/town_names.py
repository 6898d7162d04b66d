"""Towns and people who are called alike: which of them is meant where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace as changed

from interview_kit.pseudonym import gazetteer, roster_match
from interview_kit.pseudonym.fold import tokens
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.name_cues import CLINICIANS, cue_before
from interview_kit.pseudonym.person_name import TITLES

# Words before a town where somebody is or goes; behind `van` may stand a surname as well.
_WHEREABOUTS = re.compile(
    r"\b(?:in|uit|naar|te|rond|nabij|richting|from|to|at|near|around|into)\s+$", re.IGNORECASE
)


def without_towns_for_people(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions without a person where a town of the gazetteer is meant.

    A town is no name of the roster that it merely sounds like, nor the surname of one where the
    words before it say a place; nor is what others see there too, and the list lacks. Behind a
    profession `van Zwolle` says where somebody works, unless it is written as a surname is.
    """
    all_mentions = tuple(mentions)
    towns = {
        (place.start, place.end)
        for place in all_mentions
        if place.detector == gazetteer.NAME and place.type is MentionType.PLACE
    }
    for mention in all_mentions:
        if mention.type is not MentionType.PERSON:
            yield mention
            continue
        if mention.detector == roster_match.NAME:
            is_town = (mention.start, mention.end) in towns and not cue_before(text, mention.start)
            says_place = _WHEREABOUTS.search(text[max(0, mention.start - 12) : mention.start])
            seen_otherwise = any(
                other.detector != roster_match.NAME and other.overlaps(mention)
                for other in all_mentions
            )
            is_heard = mention.score < 1 and (is_town or (says_place and seen_otherwise))
            if not (is_heard or (is_town and says_place)):
                yield mention
        else:
            workplace = _workplace(text, mention, towns)
            yield mention if workplace is None else workplace


def _workplace(text: str, mention: Mention, towns: Collection[tuple[int, int]]) -> Mention | None:
    """The town in a mention that is `van` and a town, in small letters, behind a profession."""
    words = list(tokens(mention.text))
    if (
        len(words) < 2
        or cue_before(text, mention.start) not in CLINICIANS - TITLES
        or words[0].folded not in ("van", "uit", "of", "from", "in")
        or not mention.text[words[0].start].islower()
    ):
        return None
    start, end = mention.start + words[1].start, mention.start + words[-1].end
    town = text[start:end]
    is_town = (start, end) in towns or gazetteer.place_size(town) in ("city", "town")
    return (
        changed(mention, start=start, end=end, text=town, type=MentionType.PLACE)
        if is_town
        else None
    )
