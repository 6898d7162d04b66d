"""Finding questions by typing."""

from __future__ import annotations

from interview_kit.guide.guide import Guide, Question


def find_questions(guide: Guide, query: str, language: str) -> tuple[Question, ...]:
    """The questions whose section's title or text holds each word of `query`, in any case."""
    words = query.casefold().split()
    return tuple(
        question
        for section in guide.sections
        for question in section.questions
        if _holds(f"{section.title.in_(language)} {question.text.in_(language)}", words)
    )


def _holds(text: str, words: list[str]) -> bool:
    folded_text = text.casefold()
    return all(word in folded_text for word in words)
