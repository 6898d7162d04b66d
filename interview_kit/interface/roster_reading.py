"""What each line of a roster was taken for, said while it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.interface.texts import say
from interview_kit.pseudonym.gazetteer import institution_kind, place_size
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName, kind_word


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A sentence on a name; `is_doubtful` where the name looks like one of another kind."""

    text: str
    is_doubtful: bool = False


def read_lines(names: Iterable[RosterName], language: str) -> tuple[ReadLine, ...]:
    """What each name was taken for, and how to say that it is another; doubtful ones first."""
    lines = [_read(name, language) for name in names]
    return tuple(sorted(lines, key=lambda line: not line.is_doubtful))


def likely_kind(name: RosterName) -> MentionType:
    """The kind a name looks like by the lists of towns and institutions; its own where unsaid.

    Only a person without a role is doubted: `sister: Florence` says what Florence is.
    """
    if name.type is not MentionType.PERSON or name.role:
        return name.type
    if place_size(name.text):
        return MentionType.PLACE
    return MentionType.ORGANISATION if institution_kind(name.text) else name.type


def _read(name: RosterName, language: str) -> ReadLine:
    kind, likely = say(f"type.{name.type}", language), likely_kind(name)
    if likely is not name.type:
        return ReadLine(
            say(
                "roster.or",
                language,
                name=name.text,
                kind=kind,
                line=f"{kind_word(likely, language)}: {name.text}",
            ),
            is_doubtful=True,
        )
    id = "roster.is_role" if name.role else "roster.is"
    return ReadLine(say(id, language, name=name.text, kind=kind, role=name.role))
