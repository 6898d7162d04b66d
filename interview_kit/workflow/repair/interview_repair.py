"""Putting right what an interview says of itself: when it was held, by whom, in what language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.language.phrase import phrase
from interview_kit.session.interview_events import (
    ConsentAnswered,
    ProbeUsed,
    QuestionMarked,
    QuestionShown,
)
from interview_kit.session.interview_state import LIVE
from interview_kit.vault import interviewers, interviews, names, recodings, repairs
from interview_kit.vault.audit_log import AuditAct, entries
from interview_kit.vault.filings import Filing
from interview_kit.vault.repairs import Repair
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
from interview_kit.workflow.interviews.conversation_language import require_written_in
from interview_kit.workflow.interviews.held_day import held_day, moment_of
from interview_kit.workflow.repair.question_setting import QUESTIONS, laid_count
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview


@dataclass(frozen=True, slots=True)
class RepairedInterview:
    """What was put right, by field, and what became of the filed text.

    `changes` hold the value before and after; of a guide its id, of a day the day. `carried` is
    the interview as it was filed anew, or why it was not.
    """

    interview: str
    changes: Mapping[str, tuple[str, str]]
    refiling: ChosenOutcome[Filing]


def repair_interview(
    interview: StudyInterview,
    *,
    held_on: str = "",
    interviewer: str | None = None,
    language: str = "",
    guide: str = "",
    actor: str = "",
) -> RepairedInterview:
    """Change what is given, and file the interview anew where it was filed.

    An empty `interviewer` takes the name away. What is as it was changes nothing. Raises KitError,
    with nothing changed, for a day to come, a guide that is missing or has no place for what was
    answered, a language the guide does not have, and an interview that is being held.
    """
    study = interview.study
    new_values: dict[str, str] = {}
    if held_on:
        new_values["held"] = _moment(interview, held_day(held_on))
    if interviewer is not None:
        new_values["interviewer"] = interviewer.strip()
    if guide:
        new_values["guide"] = study.guide_source(guide)
        study.guide(guide)
    if language:
        new_values["language"] = language
    changes = _changes(interview, new_values)
    _refuse(interview, changes)
    with study.vault.atomic():
        _put(interview, changes, actor)
    study_audit.anchor(study)
    return RepairedInterview(
        interview.id,
        {field: _told(interview, field, *values) for field, values in changes.items()},
        refile(study, [interview.id]),  # also where a crash came before it
    )


def undo_repair(interview: StudyInterview, *, actor: str = "") -> RepairedInterview:
    """Set back what was put right last. Raises KitError where nothing was."""
    study = interview.study
    repairs_left = [
        row
        for row in repairs.of_interview(study.vault, interview.id)
        if row.field in repairs.COLUMNS and not row.undone
    ]
    if not repairs_left:
        raise KitError(
            "Nothing is left to undo in {id}.",
            "`interview-kit repair {id}` lists what was put right. Another code is taken back with "
            "--participant, questions with `interview-kit questions {id} --undo`.",
            id=interview.id,
        )
    last = repairs_left[-1]
    changes = _changes(interview, {last.field: last.before})
    _refuse(interview, changes)
    with study.vault.atomic():
        _put(interview, changes, actor, is_undo=True)
        repairs.take_back(study.vault, last.id)
    study_audit.anchor(study)
    return RepairedInterview(
        interview.id,
        {field: _told(interview, field, *values) for field, values in changes.items()},
        refile(study, [interview.id]),
    )


def repairs_of(interview: StudyInterview) -> tuple[Repair, ...]:
    """Everything that was put right in an interview, oldest first; of a guide its id."""
    return tuple(
        replace(row, before=before, after=after)
        for row in repairs.of_interview(interview.vault, interview.id)
        if row.field in repairs.COLUMNS
        for before, after in [_told(interview, row.field, row.before, row.after)]
    )


def history_of(interview: StudyInterview) -> tuple[Repair, ...]:
    """Everything that was put right in an interview, oldest first, whatever it was.

    What `repairs_of` has; the questions of its talk, as how many begin in it; and its id, where
    its participant's code was put right.
    """
    questions = (
        replace(row, before=str(laid_count(row.before)), after=str(laid_count(row.after)))
        for row in repairs.of_interview(interview.vault, interview.id)
        if row.field == QUESTIONS
    )
    who = {
        (entry.about, entry.facts.get("after")): entry.who
        for entry in entries(interview.vault)
        if entry.act == AuditAct.RECODED
    }
    ids = (
        Repair(0, interview.id, row.at, who.get((row.before, row.after), ""), "participant",
               row.before, row.after, undone=False)
        for row in recodings.of_interview(interview.vault, interview.id)
    )  # fmt: skip
    rows = (*repairs_of(interview), *questions, *ids)
    return tuple(sorted(rows, key=lambda row: row.at))


def _changes(
    interview: StudyInterview, new_values: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """The values that differ, before and after."""
    values_before = {
        field: str(getattr(interview.row, column)) for field, column in repairs.COLUMNS.items()
    }
    return {
        field: (values_before[field], value)
        for field, value in new_values.items()
        if value != values_before[field]
    }


def _put(
    interview: StudyInterview,
    changes: Mapping[str, tuple[str, str]],
    actor: str,
    *,
    is_undo: bool = False,
) -> None:
    """Change the row, with a note of each value and in the audit. Belongs in a transaction."""
    study, id = interview.study, interview.id
    for field, (before, after) in changes.items():
        values = {repairs.COLUMNS[field]: after}
        if field == "guide":
            new_guide = parse_guide(after, f"{interview.row.guide}.toml")
            values |= {"guide": new_guide.id, "guide_fingerprint": new_guide.fingerprint}
        interviews.put_right(study.vault, id, values)
        if not is_undo:
            repairs.record(study.vault, id, actor or study_audit.whoever(), field, before, after)
        study_audit.note(
            study,
            AuditAct.PUT_RIGHT,
            id,
            actor=actor,
            field=field,
            undo=int(is_undo),
            **_facts(study, interview, field, changes),
        )
    if "language" in changes:
        # Names are found by language.
        names.forget_search(study.vault, id)


def _facts(
    study: Study,
    interview: StudyInterview,
    field: str,
    changes: Mapping[str, tuple[str, str]],
) -> dict[str, str]:
    """A value before and after, as the audit may hold it: an interviewer by code."""
    before, after = changes[field]
    if field == "interviewer":
        pair = (
            interviewers.code_of(study.vault, before),
            interviewers.code_of(study.vault, after),
        )
    else:
        pair = _told(interview, field, before, after)
    return {"before": pair[0], "after": pair[1]}


def _told(interview: StudyInterview, field: str, before: str, after: str) -> tuple[str, str]:
    if field == "held":
        return before[:10], after[:10]
    if field == "guide":
        name = f"{interview.row.guide}.toml"
        guides = [parse_guide(source, name) for source in (before, after)]
        return (guides[0].id, guides[1].id)
    return before, after


def _moment(interview: StudyInterview, day: str) -> str:
    """The moment of a day; the one that is noted already where the day is the same."""
    noted = interview.row.created_at
    return noted if noted.startswith(day) else moment_of(day)


def _refuse(interview: StudyInterview, changes: Mapping[str, tuple[str, str]]) -> None:
    """Raise KitError where the interview cannot be what is wanted of it."""
    if changes and interview.state.phase in LIVE:
        raise KitError("The interview {id} is being held.", "End it first.", id=interview.id)
    guide = interview.guide
    if "guide" in changes:
        guide = parse_guide(changes["guide"][1], f"{interview.row.guide}.toml")
        missing_ids = tuple(_without_place(interview, guide))
        if missing_ids:
            raise KitError(
                "The guide {guide} has no place for what {id} holds: {ids}.",
                "Give the guide what is named, under the same ids.",
                guide=guide.id,
                id=interview.id,
                ids=", ".join(missing_ids[:5]),
            )
    require_written_in(guide, changes.get("language", ("", interview.language))[1])


def _without_place(interview: StudyInterview, guide: Guide) -> Iterator[str]:
    """What was answered, shown, marked or used in an interview and is not in a guide."""
    scopes = {item.id: item.scope for item in guide.consent}
    scopes_before = {item.id: item.scope for item in interview.guide.consent}
    question_ids = {question.id for question in guide.questions}
    probe_ids = {probe.id for question in guide.questions for probe in question.probes}
    for entry in interview.entries:
        match entry.event:
            case ConsentAnswered(item) if scopes.get(item) is not scopes_before.get(item):
                yield phrase("consent {id}", id=item)
            case QuestionShown(question) | QuestionMarked(question) if question not in question_ids:
                yield phrase("question {id}", id=question)
            case ProbeUsed(probe) if probe not in probe_ids:
                yield phrase("probe {id}", id=probe)
