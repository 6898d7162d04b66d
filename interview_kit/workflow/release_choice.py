"""Which interviews may go: what was consented to, and how far the text is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_kit.corpus import releases
from interview_kit.deposit.purpose import Purpose
from interview_kit.guide.guide import Guide
from interview_kit.session.events import Answer
from interview_kit.vault import interviews
from interview_kit.vault.interviews import Interview
from interview_kit.workflow.interviews import guide_of, state_of
from interview_kit.workflow.study import Study

_YES = frozenset({Answer.YES})

Answers = Mapping[str, frozenset[Answer]]  # by scope: one guide may ask for it in several items


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An interview that stays behind. `reason` is one word for programs, `why` says it."""

    interview: str
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The interviews that go, in order of their ids, and those that stay."""

    chosen: tuple[Interview, ...]
    left_out: tuple[LeftOut, ...]


def choose_for(study: Study, purpose: Purpose) -> Choice:
    """Every interview of the study, as one that goes or one that stays.

    What counts is the answer given at that interview, and that the participant has not said no to
    the same thing at a later one. What was not asked was not agreed to.
    """
    everyone = sorted(interviews.all_of(study.vault), key=lambda each: (each.participant, each.id))
    guides = {each.guide_fingerprint: guide_of(each) for each in _one_of_each_guide(everyone)}
    answers = {each.id: _answers(study, each, guides[each.guide_fingerprint]) for each in everyone}
    chosen: list[Interview] = []
    left: list[LeftOut] = []
    for each in everyone:
        later = [
            answers[other.id]
            for other in everyone
            if other.participant == each.participant and other.created_at > each.created_at
        ]
        against = next(_against(study, each, purpose, answers[each.id], later), None)
        if against is None:
            chosen.append(each)
        else:
            left.append(LeftOut(each.id, *against))
    return Choice(tuple(chosen), tuple(left))


def _against(
    study: Study, interview: Interview, purpose: Purpose, said: Answers, later: Iterable[Answers]
) -> Iterator[tuple[str, str]]:
    """What stands in the way, the most important first."""
    missing = [scope for scope in purpose.consent if said.get(scope) != _YES]
    if missing:
        yield "consent", f"no consent to {', '.join(missing)}"
    taken_back = [
        scope
        for scope in purpose.consent
        if any(Answer.NO in answers.get(scope, ()) for answers in later)
    ]
    if taken_back:
        yield "consent", f"consent to {', '.join(taken_back)} was taken back at a later interview"
    passed = releases.states(study.corpus, interview.id)
    if not passed:
        yield "not_filed", "not filed"
    elif purpose.checked and "checked" not in passed:
        yield "not_checked", "not checked by a second person"
    elif not passed & set(purpose.states):
        yield "state", f"not {' or '.join(purpose.states)}"


def _one_of_each_guide(everyone: Iterable[Interview]) -> Iterable[Interview]:
    """To read a guide takes a while, and many interviews follow the same one."""
    return {each.guide_fingerprint: each for each in everyone}.values()


def _answers(study: Study, interview: Interview, guide: Guide) -> Answers:
    state = state_of(study, interview.id)
    said: dict[str, set[Answer]] = defaultdict(set)
    for item in guide.consent:
        said[item.scope.value].add(state.answer(item.id))
    return {scope: frozenset(answers) for scope, answers in said.items()}
