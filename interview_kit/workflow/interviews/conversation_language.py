"""In which languages an interview is held: any that models write, whatever its guide is in."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.model.spoken_language import SPOKEN_LANGUAGES
from interview_kit.pseudonym.detectors import LANGUAGES
from interview_kit.session.interview_events import Interpreted
from interview_kit.session.timeline import interpreted_language
from interview_kit.vault import journal
from interview_kit.workflow.study.open_study import StudyInterview


def require_written_in(guide: Guide, language: str) -> None:
    """Raise KitError where a guide has no wordings in a language."""
    if language not in guide.languages:
        raise KitError(
            "The guide {id} is not written in {language}.",
            "It has: {parsed}.",
            id=guide.id,
            language=language,
            parsed=", ".join(guide.languages),
        )


def conversation_language(guide: Guide, text: str) -> str:
    """`text` as the code of a language an interview with a guide may be held in.

    Raises KitError where it is none. Where the guide is not written in it, its wordings are shown
    and kept in the guide's first language.
    """
    code = text.strip().casefold()
    if code in guide.languages or code in SPOKEN_LANGUAGES:
        return code
    raise KitError(
        "{language} is the code of no language that can be transcribed.",
        "Write its two letters, such as nl, en, tr, ar or pl. The guide has: {guide}.",
        language=text or "''",
        guide=", ".join(guide.languages),
    )


def transcribed_language(text: str) -> str:
    """`text` as the code of a language that models write. Raises KitError where it is none."""
    code = text.strip().casefold()
    if code not in SPOKEN_LANGUAGES:
        raise KitError(
            "{language} is the code of no language that can be transcribed.",
            "Write its two letters, such as nl, en, tr, ar or pl.",
            language=text or "''",
        )
    return code


def spoken_languages(interview: StudyInterview) -> str:
    """The code of its language; with an interpreter the other behind it, and a comma between."""
    languages = (interview.language, interpreted_language(interview.entries))
    return ",".join(dict.fromkeys(filter(None, languages)))


def roster_only_languages(interview: StudyInterview) -> str:
    """Those of its languages in which names are found by roster and shape only, as one text.

    The statistical detector and the lists of names know Dutch and English.
    """
    codes = spoken_languages(interview).split(",")
    return ", ".join(code for code in codes if code not in LANGUAGES)


def label_language(interview: StudyInterview) -> str:
    """The language of the labels that stand in for names: its own, or else the study's."""
    language = interview.language
    return language if language in LANGUAGES else interview.study.settings.language


def note_interpreter(interview: StudyInterview, language: str) -> None:
    """Note that an interpreter speaks `language` too, or with "none" that there is none.

    Nothing is noted where that is so already. Raises KitError for a code that is none, and for the
    language of the interview itself.
    """
    code = "" if language == "none" else conversation_language(interview.guide, language)
    if code == interview.language:
        raise KitError(
            "{interview} is held in {language} already.",
            "Name the other language that the interpreter speaks.",
            interview=interview.id,
            language=code,
        )
    if code != interpreted_language(interview.entries):
        journal.append(interview.vault, interview.id, interview.clock_end, [Interpreted(code)])
