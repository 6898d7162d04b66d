"""Under which question of the guide talk is that was taken in without saying so.

Starts are proposed by what the interviewer says, or set by hand. What is accepted or set is laid
into the turns, its questions count as asked, and what was filed is filed anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from interview_kit.errors import KitError
from interview_kit.model.clock import ms_to_frames
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import Mark, QuestionMarked, QuestionShown
from interview_kit.transcripts.question_alignment import align_questions
from interview_kit.vault import journal, question_starts, repairs, transcripts
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.vault.question_starts import QuestionStart, StartVerdict
from interview_kit.workflow.interviews.chosen_interviews import (
    ChosenOutcome,
    choose,
    do_chosen,
)
from interview_kit.workflow.interviews.needed_parts import with_transcript
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview

QUESTIONS = "questions"
"""What a repair is about that changed where questions begin."""
_LAID = (StartVerdict.ACCEPTED, StartVerdict.SET)


@dataclass(frozen=True, slots=True)
class ListedStart:
    """A start as it is shown: the turn's time and words, and the question's wording."""

    turn: int
    start_ms: int
    question: str
    score: float
    verdict: StartVerdict
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class SetQuestions:
    """The starts of an interview as they are now, and what became of the filed text."""

    interview: str
    starts: tuple[ListedStart, ...]
    refiling: ChosenOutcome[Filing]


def questions_of(interview: StudyInterview) -> SetQuestions:
    """The starts of an interview, proposed where nobody has decided and nothing was proposed yet.

    Raises KitError where there is no text, or the recording itself says which question ran when.
    """
    _require(interview)
    starts = question_starts.of_interview(interview.vault, interview.id)
    if not starts:
        starts = propose_questions(interview)
    return SetQuestions(interview.id, _listed(interview, starts), ChosenOutcome(()))


def propose_questions(interview: StudyInterview) -> tuple[QuestionStart, ...]:
    """Propose anew where questions are asked; what was decided stays."""
    _require(interview)
    vault, id = interview.vault, interview.id
    decided_questions = {
        start.question
        for start in question_starts.of_interview(vault, id)
        if start.verdict is not StartVerdict.PROPOSED
    }
    new_starts = [
        QuestionStart(row.turn, row.question, row.score)
        for row in align_questions(interview.guide, interview.language, interview.turns)
        if row.question not in decided_questions
    ]
    question_starts.replace_proposed(vault, id, new_starts)
    return question_starts.of_interview(vault, id)


def accept_questions(
    study: Study,
    ids: Iterable[str],
    *,
    all_of_them: bool = False,
    least: float = 0.0,
    actor: str = "",
) -> ChosenOutcome[SetQuestions]:
    """Accept every proposed start, of a score of at least `least`, in some interviews or all.

    Of all of them those are left out that have no text or need no starts.
    """

    def accept(id: str) -> SetQuestions:
        interview = study.interview(id)
        questions_of(interview)
        starts = [
            QuestionStart(start.turn, start.question, start.score, StartVerdict.ACCEPTED)
            if start.verdict is StartVerdict.PROPOSED and start.score >= least
            else start
            for start in question_starts.of_interview(study.vault, id)
        ]
        return _put(interview, starts, actor)

    return do_chosen(choose(study, ids, all_of_them=all_of_them), accept, all_of_them=all_of_them)


def set_question(
    interview: StudyInterview, turn: int, question: str, *, actor: str = ""
) -> SetQuestions:
    """Say that talk about `question` begins at a turn; where it began before it begins no more.

    An empty `question` takes away what stands at that turn. Raises KitError for a question or turn
    that is not there.
    """
    _require(interview)
    if question and question not in {entry.id for entry in interview.guide.questions}:
        raise KitError(
            "The guide {guide} has no question {id}.",
            "It has: {known}.",
            guide=interview.guide.id,
            id=question,
            known=", ".join(entry.id for entry in interview.guide.questions),
        )
    if turn not in {entry.number for entry in interview.turns}:
        raise KitError(
            "Interview {id} has no turn {turn}.",
            "interview-kit show {id}",
            id=interview.id,
            turn=turn,
        )
    before = question_starts.of_interview(interview.vault, interview.id)
    if not question and turn not in {start.turn for start in before}:
        raise KitError(
            "No question begins at turn {turn}.", "interview-kit questions {id}",
            id=interview.id, turn=turn,
        )  # fmt: skip
    starts = [
        start
        for start in before
        if start.turn != turn
        and (start.question != question or start.verdict is StartVerdict.REJECTED)
    ]
    if question:
        starts.append(QuestionStart(turn, question, 1.0, StartVerdict.SET))
    else:
        (removed_start,) = (start for start in before if start.turn == turn)
        starts.append(
            QuestionStart(turn, removed_start.question, removed_start.score, StartVerdict.REJECTED)
        )
    order = {entry.number: place for place, entry in enumerate(interview.turns)}
    return _put(interview, sorted(starts, key=lambda start: order.get(start.turn, -1)), actor)


def undo_questions(interview: StudyInterview, *, actor: str = "") -> SetQuestions:
    """Take back the last change of an interview's questions. Raises KitError for none."""
    changes_left = [
        row
        for row in repairs.of_interview(interview.vault, interview.id)
        if row.field == QUESTIONS and not row.undone
    ]
    if not changes_left:
        raise KitError("No question of {id} was set.", "There is nothing to undo.", id=interview.id)
    starts = _read(changes_left[-1].before)
    return _put(interview, starts, actor, undoes=changes_left[-1].id)


def turn_at(interview: StudyInterview, at_ms: int) -> int:
    """The turn in which a moment lies: of the interviewer, where one begins in the same breath.

    Raises KitError where nothing is said by then.
    """
    turns_so_far = [turn for turn in interview.turns if turn.start_ms <= at_ms]
    if not turns_so_far:
        raise KitError(
            "Nothing is said at that moment.", "interview-kit show {id}", id=interview.id
        )
    asking = [turn for turn in turns_so_far[-2:] if turn.speaker is Speaker.INTERVIEWER]
    turns_within = [turn for turn in asking if turn.end_ms >= at_ms]
    return (turns_within or turns_so_far)[-1].number


def _require(interview: StudyInterview) -> None:
    with_transcript(interview)
    if any(isinstance(entry.event, QuestionShown) for entry in interview.entries):
        raise KitError(
            "The recording of {id} says which question ran when.",
            "Starts are set where talk was taken in from elsewhere.",
            id=interview.id,
        )


def _put(
    interview: StudyInterview, starts: Sequence[QuestionStart], actor: str, *, undoes: int = 0
) -> SetQuestions:
    """Keep starts, lay them into the turns, mark their questions, and file anew."""
    study, id = interview.study, interview.id
    before = question_starts.of_interview(study.vault, id)
    laid_starts, laid_before = _laid(starts), _laid(before)
    if list(before) != list(starts):
        with study.vault.atomic():
            question_starts.put(study.vault, id, starts)
            transcripts.lay_questions(study.vault, id, _by_turn(interview.turns, laid_starts))
            for question in laid_before.values():
                if question not in laid_starts.values():
                    _mark(interview, question, Mark.OPEN, 0)
            for turn, question in laid_starts.items():
                if interview.state.mark(question) is Mark.OPEN:
                    _mark(interview, question, Mark.ASKED, turn)
            if undoes:
                repairs.take_back(study.vault, undoes)
            else:
                repairs.record(
                    study.vault, id, actor or study_audit.whoever(), QUESTIONS,
                    _written(before), _written(starts),
                )  # fmt: skip
            study_audit.note(
                study, AuditAct.PUT_RIGHT, id, actor=actor, field=QUESTIONS, starts=len(laid_starts)
            )
        study_audit.anchor(study)
    return SetQuestions(id, _listed(interview, starts), refile(study, [id]))


def _mark(interview: StudyInterview, question: str, mark: Mark, turn: int) -> None:
    start_ms = next((row.start_ms for row in interview.turns if row.number == turn), 0)
    frame = min(ms_to_frames(start_ms, interview.rate or 1000), interview.clock_end)
    journal.append(interview.vault, interview.id, frame, [QuestionMarked(question, mark)])


def laid_count(starts_json: str) -> int:
    """How many questions begin in the talk, as a repair keeps them."""
    return len(_laid(_read(starts_json)))


def _laid(starts: Iterable[QuestionStart]) -> dict[int, str]:
    return {start.turn: start.question for start in starts if start.verdict in _LAID}


def _by_turn(turns: Sequence[Turn], laid_starts: dict[int, str]) -> dict[int, str]:
    """The question of each turn: that of the last start before it."""
    question, questions = "", {}
    for turn in turns:
        question = laid_starts.get(turn.number, question)
        questions[turn.number] = question
    return questions


def _listed(interview: StudyInterview, starts: Iterable[QuestionStart]) -> tuple[ListedStart, ...]:
    turns = {turn.number: turn for turn in interview.turns}
    wordings = {
        question.id: question.text.in_(interview.language) for question in interview.guide.questions
    }
    return tuple(
        ListedStart(
            start.turn,
            turns[start.turn].start_ms,
            start.question,
            start.score,
            start.verdict,
            wordings.get(start.question, start.question),
            turns[start.turn].text,
        )
        for start in starts
        if start.turn in turns
    )


def _read(starts_json: str) -> list[QuestionStart]:
    """What `_written` made, as it was."""
    return [
        QuestionStart(**{**row, "verdict": StartVerdict(row["verdict"])})
        for row in json.loads(starts_json)
    ]


def _written(starts: Iterable[QuestionStart]) -> str:
    return json.dumps([asdict(start) for start in starts])


def change_questions(
    study: Study,
    ids: Sequence[str],
    *,
    question: str = "",
    at: str = "",
    turn: int | None = None,
    is_removed: bool = False,
    is_proposed: bool = False,
    is_accepted: bool = False,
    least: float = 0.0,
    is_undone: bool = False,
    all_of_them: bool = False,
    actor: str = "",
) -> ChosenOutcome[SetQuestions]:
    """Do the one thing that is asked, else tell the starts there are. Raises KitError for two."""
    has_place = bool(at) or turn is not None
    wishes = (has_place, is_proposed, is_accepted, is_undone)
    if sum(wishes) > 1 or (at and turn is not None) or has_place != bool(question or is_removed):
        raise KitError(
            "That is more or less than one thing to do.",
            "Set one question with --at TIME QUESTION, or give --remove, --propose, --accept or "
            "--undo.",
        )
    if is_accepted:
        return accept_questions(study, ids, all_of_them=all_of_them, least=least, actor=actor)

    def change(id: str) -> SetQuestions:
        interview = study.interview(id)
        if has_place:
            number = turn_at(interview, _moment(at)) if turn is None else turn
            return set_question(interview, number, "" if is_removed else question, actor=actor)
        if is_undone:
            return undo_questions(interview, actor=actor)
        if is_proposed:
            propose_questions(interview)
        return questions_of(interview)

    return do_chosen(choose(study, ids, all_of_them=all_of_them), change, all_of_them=all_of_them)


def _moment(text: str) -> int:
    """A time as people write it, in ms. Raises KitError."""
    parts = text.strip().split(":")
    try:
        numbers = [float(part.replace(",", ".")) for part in parts]
    except ValueError:
        numbers = []
    if not 1 <= len(numbers) <= 3 or any(not 0 <= number < 1e6 for number in numbers):
        raise KitError("{text} is no time; write 00:12:31.", text=text)
    seconds = 0.0
    for number in numbers:
        seconds = 60 * seconds + number
    return round(1000 * seconds)
