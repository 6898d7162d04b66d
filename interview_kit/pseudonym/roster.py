"""The roster: the names that were typed at consent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.pseudonym.fold import fold, fold_words, word_set
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.name_cues import CUES

# Words before the colon that say what the name is of. Those that say nothing more are no role.
_PLACE_WORDS = word_set(
    "plaats place dorp village stad city town woonplaats hometown geboorteplaats birthplace wijk"
    " buurt neighbourhood neighborhood straat street adres address land country"
)
_ORGANISATION_WORDS = word_set(
    "organisatie organisation organization instelling institution werkgever employer ziekenhuis"
    " hospital kliniek clinic afdeling ward team school bedrijf company kerk church"
    " vereniging club"
)
_TYPE_WORDS: dict[str, MentionType] = {
    **dict.fromkeys(_PLACE_WORDS, MentionType.PLACE),
    **dict.fromkeys(_ORGANISATION_WORDS, MentionType.ORGANISATION),
    **dict.fromkeys(("telefoon", "phone", "e-mail", "email"), MentionType.CONTACT),
    **dict.fromkeys(("bsn", "nummer", "number"), MentionType.IDENTIFIER),
    **dict.fromkeys(("geboortedatum", "birthdate", "datum", "date"), MentionType.DATE),
    **dict.fromkeys(("overig", "other"), MentionType.OTHER),
}
_BARE = word_set(
    "plaats place organisatie organisation organization instelling institution persoon person naam"
    " name overig other datum date nummer number"
)
_PARTICIPANT = word_set("deelnemer deelneemster participant respondent client")
_TOLD_BEHIND = CUES | frozenset(_TYPE_WORDS) | _BARE | _PARTICIPANT
"""What may stand behind a name and its comma: words that say whose name it is, or of what."""
_ALSO_GIVEN_NAMES = word_set("ma pa man ward")
"""Such words that with a capital may be the first name in `Lee, Ma`: a name is rather kept."""
_DETERMINERS = word_set("mijn zijn haar onze de het een my his her our the a")
_BEHIND = re.compile(r"(?P<name>.*?)\s*(?:,\s*(?P<behind>[^,()]+)|\((?P<bracketed>[^,()]+)\))")
LONGEST = 200
"""How many signs a name may have."""
_MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class RosterName:
    """A name known beforehand: the participant, a relative, a clinician, a place, an employer.

    `role` is free text (`zus`, `psychiater`), `participant` the code of the participant whose
    roster it is on; empty for a name the whole study knows. `typed` is false for a name that was
    heard and not typed: of such a name, a part that is an everyday word is not trusted alone.
    `by_sound` is false for a name that is looked for by spelling only, because it belongs to the
    world of somebody else: the names of a whole study sound like too much.
    """

    text: str
    type: MentionType
    role: str = ""
    participant: str = ""
    typed: bool = True
    by_sound: bool = True


def parse_roster(text: str, participant: str = "") -> tuple[RosterName, ...]:
    """The names in a roster: one on a line, as `role: Full Name`, `place: Almere` or bare.

    A bare name is a person. A known word for a role or a kind may also stand behind the name and a
    comma or in brackets, as in `De Wit, psychiater`; other words there are part of the name.
    `#` starts a comment, empty lines are skipped, a name written twice counts once. Raises KitError
    with the line number where a line holds no name.
    """
    names: dict[tuple[str, MentionType], RosterName] = {}
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise KitError(
            "The roster has more than {most} lines.", "Is it the right file?", most=_MOST_LINES
        )
    for number, line in enumerate(lines, start=1):
        content = line.partition("#")[0].strip()
        if content:
            name = _parse_line(content, number, participant)
            names.setdefault((fold(name.text), name.type), name)
    return tuple(names.values())


def _parse_line(content: str, number: int, participant: str) -> RosterName:
    role_text, colon, name_text = content.partition(":")
    role = " ".join(role_text.split()).casefold() if colon else ""
    name = " ".join((name_text if colon else role_text).split())
    # What is drawn as nothing is no part of a name.
    name = "".join(entry for entry in name if entry.isprintable())
    if len(name) > LONGEST:
        raise KitError(
            "Line {number} of the roster is too long for a name.",
            "Write one name on a line, of at most {longest} signs.",
            number=number,
            longest=LONGEST,
        )
    name, words_behind = _told_behind(name)
    if not any(len(word) > 1 for word in fold_words(name)):
        raise KitError(
            "Line {number} of the roster holds no name.",
            "Write one name on a line: `zus: Full Name`, `place: Town`, or the name alone.",
            number=number,
        )
    if colon and not role:
        raise KitError(
            "Line {number} of the roster starts with a colon.",
            "Write a role before the colon, or the name alone.",
            number=number,
        )
    type = role_type(" ".join((role, *words_behind)))
    roles = [word for word in dict.fromkeys((role, *words_behind)) if word and word not in _BARE]
    return RosterName(name, type, " ".join(roles), participant)


def _told_behind(name: str) -> tuple[str, tuple[str, ...]]:
    """A name, and the folded words behind its commas or in brackets that say whose name it is."""
    words_behind: tuple[str, ...] = ()
    while match := _BEHIND.fullmatch(name):
        behind = match["behind"] or match["bracketed"]
        words = [word for word in fold_words(behind) if word not in _DETERMINERS]
        is_given_name = behind[:1].isupper() and not _ALSO_GIVEN_NAMES.isdisjoint(words)
        if not words or is_given_name or not _TOLD_BEHIND.issuperset(words):
            break
        name, words_behind = match["name"], (*words, *words_behind)
    return name, words_behind


def role_type(role: str) -> MentionType:
    """What a name in this role is of: a place, an organisation, or else a person."""
    words = role.split()
    return next((_TYPE_WORDS[word] for word in words if word in _TYPE_WORDS), MentionType.PERSON)


def roster_lines(names: Iterable[RosterName], language: str) -> tuple[str, ...]:
    """Names as lines of a roster, in `language` where a line needs a word for their kind.

    What `parse_roster` makes of the lines are these names again.
    """
    return tuple(_line(name, language) for name in names)


def _line(name: RosterName, language: str) -> str:
    if name.role and role_type(name.role) is name.type:
        return f"{name.role}: {name.text}"
    if name.type is MentionType.PERSON:
        return name.text
    return f"{kind_word(name.type, language)}: {name.text}"


_KIND_WORDS: Mapping[MentionType, Mapping[str, str]] = {
    MentionType.PLACE: {"nl": "plaats", "en": "place"},
    MentionType.ORGANISATION: {"nl": "organisatie", "en": "organisation"},
    MentionType.DATE: {"nl": "datum", "en": "date"},
    MentionType.IDENTIFIER: {"nl": "nummer", "en": "number"},
    MentionType.CONTACT: {"nl": "telefoon", "en": "phone"},
    MentionType.AGE: {"nl": "overig", "en": "other"},
    MentionType.OTHER: {"nl": "overig", "en": "other"},
}
"""What stands before a name that has no role of its own."""


def kind_word(type: MentionType, language: str) -> str:
    """The word that says in a roster what kind of name follows; that of a person is not needed."""
    words = _KIND_WORDS.get(type, {"nl": "persoon", "en": "person"})
    return words.get(language, words["en"])
