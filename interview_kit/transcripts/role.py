"""Which role the label of a voice names, in Dutch and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from interview_kit.model.speaker import OTHERS, Speaker

_WORDS: Mapping[Speaker, str] = {
    Speaker.INTERVIEWER: """
        interviewer interviewster intervieuwer int intv itv iv vraagsteller onderzoeker
        onderzoekster hoofdonderzoeker researcher investigator moderator facilitator
        gespreksleider gespreksleidster vraag question ondervrager""",
    Speaker.PARTICIPANT: """
        participant participante deelnemer deelneemster respondent respondente resp pt ppt
        deelnemer(ster) cliënt client cliënte cliente patiënt patient patiënte patiente pat
        geïnterviewde geinterviewde interviewee proefpersoon informant informante antwoord answer
        panellid zorgvrager bewoner bewoonster""",
    Speaker.INTERPRETER: """
        tolk tolkster gebarentolk telefoontolk interpreter translator vertaler vertaalster""",
    Speaker.OTHER: """
        ander andere other others partner echtgenoot echtgenote man vrouw
        husband wife moeder vader mother father dochter zoon daughter son zus broer sister brother
        mantelzorger carer caregiver begeleider naaste observator observer notulist""",
}
RELATIVES = frozenset(_WORDS[Speaker.OTHER].split()[4:])
"""Words for a voice that are as often the first word of what is said: `Moeder: die was er niet`."""

_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
_LETTERS: Mapping[str, Speaker] = {
    "i": Speaker.INTERVIEWER,
    "q": Speaker.INTERVIEWER,
    "r": Speaker.PARTICIPANT,
    "p": Speaker.PARTICIPANT,
}
# Other letters ask or answer beside one of these: O and D are onderzoeker and deelnemer.
_ASKS_BESIDE = {"r": "pdc", "o": "rpdc", "m": "rpdc", "v": "arpdc", "t": "cp"}
_ANSWERS_BESIDE = {"a": "vq", "d": "iromv", "c": "iromvt"}
_WORD = re.compile(r"[^\W\d_]+(?:\([^\W\d_]+\))?", re.UNICODE)
_CODE = re.compile(r"(?:(?:p|r|pp|ppn|resp|pt|deeln|d|c)[-_ ]?|part[-_]?)\d{1,4}(?:-\d{1,3})?")
_ASKER = re.compile(r"(?:i|int|iv|itv)[-_ ]?\d{1,3}")
_NUMBER = re.compile(r"(?:[a-z]|[a-z]{0,4}[-_ ]?\d{1,4}(?:-\d{1,3})?|i{1,3}|iv)?")
_NUMBERED_OTHER = re.compile(rf"(?:ander|other) ?([1-{len(OTHERS)}])")
_ASIDE = re.compile(r"\(([^()]{1,40})\)|\|\s*([^|]{1,40})$")


def role_of(label: str) -> Speaker | None:
    """The role that a label names by itself: `Deelnemer`, `Participant 2`, `Anna (interviewer)`.

    None where it names none. A word of a role followed by small words is speech, not a label.
    """
    folded = label.strip().casefold()
    if numbered := _NUMBERED_OTHER.fullmatch(folded):
        return OTHERS[int(numbered[1]) - 1]
    if folded == "i":
        return Speaker.INTERVIEWER
    if _CODE.fullmatch(folded):
        return Speaker.PARTICIPANT
    if _ASKER.fullmatch(folded):
        return Speaker.INTERVIEWER
    for aside in _ASIDE.findall(label):
        role = _named(next(filter(None, aside), ""))
        if role:
            return role
    return _named(label)


def _named(label: str) -> Speaker | None:
    words = label.replace("-", " ").replace("_", " ").replace(".", " ").split()
    if not words or len(words) > 4:
        return None
    first = words[0].strip(":,;/#").casefold()
    role = _ROLES.get(first)
    if role is None and len(first) > 3:
        role = _ROLES.get(first.rstrip("0123456789"))
    if role is None and _ROLES.get(words[-1].casefold()) and all(_tags(w) for w in words[:-1]):
        return _ROLES[words[-1].casefold()]
    return role if role and all(_tags(word) for word in words[1:]) else None


def _tags(word: str) -> bool:
    """Whether a word beside one of a role tells which: a number, a code, a name."""
    return bool(_NUMBER.fullmatch(word.casefold())) or word[:1].isupper() or word[:1] in "(#"


def roles_of(labels: Iterable[str]) -> dict[str, Speaker]:
    """The roles that the labels of one file name, those that name none left out.

    Single letters are read beside the others: `R` answers beside `I`, and asks beside `P`.
    """
    labels = list(labels)
    letters = {label.casefold() for label in labels if len(label) == 1}
    roles = {label: role for label in labels if (role := role_of(label))}
    asked_for = Speaker.INTERVIEWER in roles.values() or bool(letters & {"i", "q"})
    for label in labels:
        letter = label.casefold()
        if len(label) != 1 or label in roles:
            continue
        if not asked_for and letters & set(_ASKS_BESIDE.get(letter, "")):
            roles[label] = Speaker.INTERVIEWER
        elif letter in _LETTERS:
            roles[label] = _LETTERS[letter]
        elif letters & set(_ANSWERS_BESIDE.get(letter, "")):
            roles[label] = Speaker.PARTICIPANT
    return roles


ORDER = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
"""Whose the labels of a file are that name no role, in the order of speaking."""


def speakers(labels: Iterable[str], chosen: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """The role of each label, in the order of speaking; "" is what has none.

    `chosen` come first, then roles that labels name, then `ORDER`, and any more are `other`. What
    has no label among lines that have is said by another: a title, a remark. Where none has, all
    is the participant's.
    """
    labels = list(dict.fromkeys(labels))
    named_roles = roles_of(label for label in labels if label and label not in chosen)
    roles = {**named_roles, **chosen}
    free = iter([role for role in ORDER if role not in roles.values()])
    unlabelled = Speaker.PARTICIPANT if labels == [""] else Speaker.OTHER
    return {
        label: roles.get(label) or (next(free, Speaker.OTHER) if label else unlabelled)
        for label in labels
    }
