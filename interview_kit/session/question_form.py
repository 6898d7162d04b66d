"""How a question is put: open, closed or leading, by simple rules for Dutch and English.

A rule of thumb for the interviewer alone. Closed is a question that begins with its verb and so
can be answered with yes or no; leading is one that holds its answer: a tag at its end ("toch?",
"right?"), a denied verb at its beginning ("don't you think"), or an assumption ("that must have
been"). An invitation ("can you tell") is open whatever its verb.
Source of the three kinds: Kvale, S. & Brinkmann, S. (2009). InterViews, chapter 7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class QuestionForm(StrEnum):
    """How a question is put."""

    OPEN = "open"
    CLOSED = "closed"
    LEADING = "leading"


@dataclass(frozen=True, slots=True)
class _Rules:
    fillers: frozenset[str]
    verbs: frozenset[str]
    invitation: re.Pattern[str]
    leading: tuple[re.Pattern[str], ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_RULES: Mapping[str, _Rules] = {
    "nl": _Rules(
        fillers=_words("en dus maar nou oké ok ja nee hm eh uh want goed mooi of"),
        verbs=_words(
            "ben bent is zijn was waren heb hebt heeft hebben had hadden kan kun kunt kunnen kon "
            "konden wil wilt willen wilde wou mag mocht moet moest moesten zal zult zullen zou "
            "zouden word wordt werd gaat ga ging gingen doe doet deed komt kwam krijgt kreeg "
            "kreegt voelt voelde vindt vond vindt denkt dacht weet wist hoort hoorde ziet zag "
            "blijft bleef helpt hielp klopt lukt lukte speelt speelde woont woonde werkt werkte "
            "gebruikt gebruikte slaapt sliep neemt nam heeft kende kent merkt merkte ervaart"
        ),
        invitation=_any(
            r"\b(kun|kunt|kan|wil|wilt|zou|zoudt|mag)\b.*\b(vertel|vertellen|beschrijv|omschrijv"
            r"|uitleggen|toelichten|schetsen|zeggen|noemen|meenemen|helpen begrijpen)",
        ),
        leading=(
            _any(r"(?:,|\b)\s*(toch|hè|he|niet waar|nietwaar|of niet|zeker|niet dan)$"),
            _any(
                r"^(vind|vindt|vond|denk|denkt|dacht|ben|bent|was|is|zou|zijn|heb|hebt|had|wil"
                r"|wilt|wilde|kan|kun|kunt|kon)\b(\s+(u|je|jij|het|dat|dit|er|hij|zij|ze|jullie))?"
                r"(\s+(dat|dit|het|er))?\s+(ook\s+)?niet\b",
            ),
            _any(
                r"\b(u|je|jij)\s+(zal|zult|zul)\s+(toch\s+)?wel\b",
                r"\b(dat|het|u|je)\s+moet\b.*\b(geweest|gevoeld|gevonden)\b",
                r"\b(u|je)\b.*\bvast(\s+wel)?\b",
                r"\btoch\s+(wel|niet|ook|eigenlijk)\b",
            ),
        ),
    ),
    "en": _Rules(
        fillers=_words("and so but well okay ok yes no right hm uh um then or now"),
        verbs=_words(
            "am are is was were be have has had do does did can could will would shall should "
            "may might must"
        ),
        invitation=_any(
            r"\b(can|could|will|would|may|might)\b.*\b(tell|describe|explain|say more|say something"
            r"|talk|walk me|share|give|help me understand|take me)\b",
        ),
        leading=(
            _any(
                r"(?:,|\b)\s*(right|correct|yes|no|eh)$",
                r",?\s*\b(is|are|was|were|do|does|did|have|has|had|would|could|should|can|wo|ca)"
                r"n'?t\s+(you|it|that|they|he|she|we|there)$",
            ),
            _any(
                r"^(is|are|was|were|do|does|did|have|has|had|would|could|should|ca|wo)n'?t\b",
                r"^(is|are|was|were|do|does|did|have|has|had|would|could|should|can|will)\s+"
                r"(you|it|that|they|he|she)\s+not\b",
            ),
            _any(
                r"\b(you|that|it)\s+must\s+(have|be)\b",
                r"^surely\b",
                r"\byou\s+(surely|obviously|of course)\b",
            ),
        ),
    ),
}

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_TOKEN = re.compile(r"[\w'’-]+")


def questions_in(text: str) -> tuple[str, ...]:
    """The sentences of a turn that are questions, by the mark at their end."""
    sentences = (match[0].strip() for match in _SENTENCE.finditer(text))
    return tuple(sentence for sentence in sentences if sentence.endswith("?"))


def question_form(question: str, language: str) -> QuestionForm:
    """How a question is put; open in a language without rules."""
    rules = _RULES.get(language)
    if rules is None:
        return QuestionForm.OPEN
    words = _TOKEN.findall(question.casefold().replace("’", "'"))
    while len(words) > 1 and words[0] in rules.fillers:
        words = words[1:]
    said = " ".join(words)
    # The comma before a tag is no word; what stands at the end is told by the words alone.
    if any(pattern.search(said) for pattern in rules.leading):
        return QuestionForm.LEADING
    if not words or words[0] not in rules.verbs or rules.invitation.search(said):
        return QuestionForm.OPEN
    return QuestionForm.CLOSED
