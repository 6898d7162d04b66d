"""What is said of a participant who comes again: the last sitting, and what it left open."""

from __future__ import annotations

from interview_kit.interface.texts import say
from interview_kit.session.loose_ends import LooseEndKind
from interview_kit.workflow.interviews.earlier_sitting import KnownParticipant

MOST_LINES = 6
"""How many things left open are said; a guide that was hardly begun leaves all of it open."""

_WORDS = {
    LooseEndKind.NOT_FOLLOWED_UP: "earlier.not_followed_up",
    LooseEndKind.SUGGESTED: "earlier.suggested",
    LooseEndKind.NOT_ASKED: "earlier.not_asked",
}


def earlier_lines(participant: KnownParticipant, language: str) -> tuple[str, ...]:
    """A line on the last sitting, and one for each thing it left open, up to `MOST_LINES`."""
    earlier = participant.earlier
    if earlier is None:
        return (say("earlier.known", language, code=participant.code),)
    left_open = earlier.left_open
    lines = [say("earlier.held", language, id=earlier.interview, held=earlier.day)]
    if left_open:
        lines.append(say("earlier.left", language))
        lines += [say(_WORDS[end.kind], language, text=end.text) for end in left_open[:MOST_LINES]]
    if len(left_open) > MOST_LINES:
        lines.append(say("earlier.more", language, count=len(left_open) - MOST_LINES))
    return tuple(lines)
