"""Reading across interviews: which questions there are, and one question as all answered it.

This is the framework view of framework analysis: a question down the page, a participant each.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import process

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.turn_places import place_of
from interview_kit.errors import KitError


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the filed guides, in the words of one interview.

    `interviews` counts those whose guide has it, `answered` those in which the participant said
    something under it.
    """

    id: str
    text: str
    section_title: str
    interviews: int
    answered: int


@dataclass(frozen=True, slots=True)
class AnswerTurn:
    """A turn under a question; `mark` is what became of the question in that interview."""

    interview: str
    participant: str
    held: str
    mark: str
    turn: int
    speaker: str
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Size:
    """How many interviews and turns are filed."""

    interviews: int
    turns: int


def size(corpus: Corpus) -> Size:
    """How much is in the corpus."""
    query = (
        "SELECT (SELECT count(*) FROM interviews) AS interviews, "
        "(SELECT count(*) FROM turns) AS turns"
    )
    return Size(**next(corpus.db.query(query)))


def questions(corpus: Corpus) -> tuple[AskedQuestion, ...]:
    """Every question, in the order of the guides."""
    rows = corpus.db.query(
        "SELECT questions.id, max(questions.text) AS text, max(section_title) AS section_title, "
        "count(*) AS interviews, sum(EXISTS (SELECT 1 FROM turns "
        "WHERE turns.question = questions.id AND turns.interview = questions.interview "
        "AND speaker = 'participant')) AS answered "
        "FROM questions JOIN interviews ON interviews.id = questions.interview "
        "GROUP BY guide, questions.id ORDER BY guide, min(position)"
    )
    return tuple(AskedQuestion(**row) for row in rows)


def find_question(corpus: Corpus, id: str) -> AskedQuestion:
    """A question by its id. Raises KitError that names the nearest."""
    questions_by_id = {question.id: question for question in questions(corpus)}
    if id not in questions_by_id:
        near = process.extractOne(id, list(questions_by_id))
        raise KitError(
            "No filed interview has a question {id}.",
            "Is it {near}? `interview-kit answers` lists all." if near else "File one first.",
            id=id,
            near=near[0] if near else "",
        )
    return questions_by_id[id]


def answers(
    corpus: Corpus, question: str, *, speaker: str = "", limit: int | None = None
) -> tuple[AnswerTurn, ...]:
    """Every turn under a question, interview by interview; of one `speaker` where one is given."""
    rows = corpus.db.query(
        "SELECT interview, participant, held, mark, turn, speaker, start_ms, end_ms, text "  # noqa: S608
        "FROM answers WHERE question = :question AND :speaker IN ('', speaker) "
        f"ORDER BY participant, interview, {place_of('answers')} LIMIT :limit",
        {"question": question, "speaker": speaker, "limit": -1 if limit is None else limit},
    )
    return tuple(AnswerTurn(**row) for row in rows)
