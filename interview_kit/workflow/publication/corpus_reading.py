"""Reading the corpus: searching it, one question across interviews, and what was released."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.corpus import answers as asked
from interview_kit.corpus import releases, search
from interview_kit.corpus.answers import AnswerTurn, AskedQuestion
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.filed_interviews import record
from interview_kit.corpus.record_filter import EVERYTHING
from interview_kit.corpus.record_filter import RecordFilter as RecordFilter
from interview_kit.corpus.search import SearchHit
from interview_kit.model.turn import Turn


@dataclass(frozen=True, slots=True)
class Answers:
    """A question, and every turn that was said under it."""

    question: AskedQuestion
    turns: tuple[AnswerTurn, ...]


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A release with the interviews it holds; the rest is as the corpus keeps it."""

    id: str
    at: str
    purpose: str
    profile: str
    manifest_sha256: str
    interviews: tuple[str, ...]


def search_corpus(
    corpus: Corpus, text: str, limit: int, choice: RecordFilter = EVERYTHING
) -> tuple[SearchHit, ...]:
    """The turns among the wanted that hold all words of `text`, at most `limit`."""
    return search.search(corpus, text, limit, choice)


def asked_questions(corpus: Corpus) -> tuple[AskedQuestion, ...]:
    """The questions there are, over all filed interviews."""
    return asked.questions(corpus)


def answers_to(corpus: Corpus, question: str, speaker: str = "") -> Answers:
    """What was said under a question, by one `speaker` or all. Raises KitError for no question."""
    return Answers(
        asked.find_question(corpus, question), asked.answers(corpus, question, speaker=speaker)
    )


def filed_turns(corpus: Corpus, interview: str) -> tuple[Turn, ...]:
    """The turns of an interview as it was filed. Raises KitError where it was not."""
    return record(corpus, interview).turns


def listed_releases(corpus: Corpus) -> tuple[ListedRelease, ...]:
    """What was released, oldest first."""
    return tuple(
        ListedRelease(
            row.id,
            row.at,
            row.purpose,
            row.profile,
            row.manifest_sha256,
            releases.interviews_in(corpus, row.id),
        )
        for row in releases.all_of(corpus)
    )
