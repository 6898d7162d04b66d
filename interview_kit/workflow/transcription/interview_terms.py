"""The words that an interview may hold and a model would not guess."""

from __future__ import annotations

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault import names
from interview_kit.workflow.study.open_study import StudyInterview

SAID_TYPES = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)
"""Of a telephone number, a date and the like a model knows how to spell what was said."""


def vocabulary_of(interview: StudyInterview) -> tuple[str, ...]:
    """The words of a study and an interview's guide that a model would not guess."""
    guide_terms = interview.guide.vocabulary.in_(interview.language)
    return tuple(dict.fromkeys((*guide_terms, *interview.study.settings.vocabulary_terms)))


def hotwords_of(interview: StudyInterview) -> tuple[str, ...]:
    """The words that the model may have misspelt: the guide's vocabulary, and the roster's names.

    A name that is spelt as it was typed is found, and is the same person in every interview. One
    typed without capitals gets them, as a model would write it.
    """
    roster_names = (
        name.text.title() if name.text.islower() else name.text
        for name in names.roster_of(interview.vault, interview.participant)
        if name.type in SAID_TYPES
    )
    return tuple(dict.fromkeys((*vocabulary_of(interview), *roster_names)))


def familiar_words(interview: StudyInterview) -> frozenset[str]:
    """The words that the study knows, folded: they are ordinary in it, however rare elsewhere."""
    return frozenset(word for term in hotwords_of(interview) for word in fold_words(term))
