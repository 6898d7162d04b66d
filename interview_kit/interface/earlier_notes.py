"""What is said of a participant who comes again: the last sitting, and what it left open."""

from __future__ import annotations

from interview_kit.interface.texts import say
from interview_kit.session.loose_ends import LooseEndKind
from interview_kit.workflow.study.earlier_sitting import KnownParticipant

MOST = 6
"""How many things left open are said; a guide that was hardly begun leaves all of it open."""

_WORDS = {
    LooseEndKind.NOT_FOLLOWED_UP: "earlier.not_followed_up",
    LooseEndKind.SUGGESTED: "earlier.suggested",
    LooseEndKind.NOT_ASKED: "earlier.not_asked",
}


def earlier_lines(known: KnownParticipant, language: str) -> tuple[str, ...]:
    """A line on the last sitting, and one for each thing it left open, up to `MOST`."""
    earlier = known.earlier
    if earlier is None:
        return (say("earlier.known", language, code=known.code),)
    left = earlier.left_open
    lines = [say("earlier.held", language, id=earlier.interview, held=earlier.held)]
    if left:
        lines.append(say("earlier.left", language))
        lines += [say(_WORDS[end.kind], language, text=end.text) for end in left[:MOST]]
    if len(left) > MOST:
        lines.append(say("earlier.more", language, count=len(left) - MOST))
    return tuple(lines)
