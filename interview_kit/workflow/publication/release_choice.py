"""Which interviews may go: what was consented to, and how far the text is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_kit.corpus import filed_states
from interview_kit.deposit.purpose import Purpose
from interview_kit.guide.guide import ConsentScope
from interview_kit.guide.scope_words import scope_words
from interview_kit.language.phrase import phrase
from interview_kit.language.values import value_phrase
from interview_kit.session.interview_events import Answer
from interview_kit.workflow.interviews.consent import refused_scopes
from interview_kit.workflow.study.open_study import Study, StudyInterview

_YES = frozenset({Answer.YES})

Answers = Mapping[str, frozenset[Answer]]  # by scope: one guide may ask for it in several items


@dataclass(frozen=True, slots=True)
class ExcludedInterview:
    """An interview that stays behind. `reason` is one word for programs, `why` says it."""

    interview: str
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class ReleaseChoice:
    """The interviews that go, in order of their ids, and those that stay."""

    chosen: tuple[StudyInterview, ...]
    left_out: tuple[ExcludedInterview, ...]


def choose_for(study: Study, purpose: Purpose) -> ReleaseChoice:
    """Every interview of the study, as one that goes or one that stays.

    What counts is the answer given at that interview, and that the participant's last answer to
    the same thing, wherever it was given, is not no. What was not asked was not agreed to.
    """
    everyone = sorted(
        study.interviews(), key=lambda interview: (interview.participant, interview.id)
    )
    refusals = {scope: refused_scopes(study, ConsentScope(scope)) for scope in purpose.consent}
    chosen_interviews: list[StudyInterview] = []
    excluded_interviews: list[ExcludedInterview] = []
    for entity in everyone:
        taken_back = [
            scope for scope, refusing_ids in refusals.items() if entity.id in refusing_ids
        ]
        against = next(_against(entity, purpose, taken_back), None)
        if against is None:
            chosen_interviews.append(entity)
        else:
            excluded_interviews.append(ExcludedInterview(entity.id, *against))
    return ReleaseChoice(tuple(chosen_interviews), tuple(excluded_interviews))


def _against(
    interview: StudyInterview, purpose: Purpose, taken_back: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What stands in the way, the most important first."""
    answers_by_item = _answers(interview)
    missing = [scope for scope in purpose.consent if answers_by_item.get(scope) != _YES]
    if missing:
        yield "consent", phrase("no consent to {scopes}", scopes=tuple(map(scope_words, missing)))
    if taken_back:
        yield (
            "consent",
            phrase(
                "consent to {scopes} was taken back later",
                scopes=tuple(map(scope_words, taken_back)),
            ),
        )
    dated_states = filed_states.dated(interview.study.corpus, interview.id).keys()
    if not dated_states:
        yield "not_filed", phrase("not filed")
    elif purpose.checked and "checked" not in dated_states:
        yield "not_checked", phrase("not checked by a second person")
    elif dated_states.isdisjoint(purpose.states):
        yield (
            "state",
            phrase(
                "in none of the states {states}", states=tuple(map(value_phrase, purpose.states))
            ),
        )


def _answers(interview: StudyInterview) -> Answers:
    answers_by_item: dict[str, set[Answer]] = defaultdict(set)
    for item in interview.guide.consent:
        answers_by_item[item.scope.value].add(interview.state.answer(item.id))
    return {scope: frozenset(answers) for scope, answers in answers_by_item.items()}
