"""Finding questions by typing: by their words, their section, their topic and its cues."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.guide.guide import Guide, Question


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question, and what led to it where its own words and its section did not.

    `topic` is the title of its topic, `cue` the cue of that topic; empty where they had no part.
    """

    question: Question
    topic: str = ""
    cue: str = ""


def search_questions(guide: Guide, query: str, language: str) -> tuple[FoundQuestion, ...]:
    """The questions that each word of `query` leads to, in any case, in the order of the guide.

    A word leads to a question that holds it in its text, its section's title or its topic's title,
    and to the questions on a topic of which it is, begins or goes on from a cue: `pil` and
    `pillendoos` both lead to the cue `pillen`.
    """
    words = query.casefold().split()
    searched_questions = (
        _search(guide, question, f"{section.title.in_(language)} ", words, language)
        for section in guide.sections
        for question in section.questions
    )
    return tuple(each for each in searched_questions if each is not None)


def find_questions(guide: Guide, query: str, language: str) -> tuple[Question, ...]:
    """The questions that each word of `query` leads to, in the order of the guide."""
    return tuple(each.question for each in search_questions(guide, query, language))


def best_of(found_questions: tuple[FoundQuestion, ...]) -> FoundQuestion | None:
    """The one to begin at: found by its own words before its topic's, and those before a cue."""
    return min(found_questions, key=lambda each: (bool(each.cue), bool(each.topic)), default=None)


def _search(
    guide: Guide, question: Question, section_title: str, words: list[str], language: str
) -> FoundQuestion | None:
    own_text = (section_title + question.text.in_(language)).casefold()
    other_words = [word for word in words if word not in own_text]
    if not other_words:
        return FoundQuestion(question)
    topic = guide.topic(question.topic) if question.topic else None
    if topic is None:
        return None
    title = topic.title.in_(language)
    cue_words = [word for word in other_words if word not in title.casefold()]
    cues = [_cue(topic.cues.in_(language), word) for word in cue_words]
    return FoundQuestion(question, title, ", ".join(dict.fromkeys(cues))) if all(cues) else None


def _cue(cues: tuple[str, ...], word: str) -> str:
    """The cue that `word` is a part of or goes on from, or ""."""
    return next((cue for cue in cues if word in cue.casefold() or word.startswith(cue)), "")
