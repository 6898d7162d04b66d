"""Deciding on names that may be said where the text has other words: by ear, one key for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from interview_kit.editing import operations
from interview_kit.editing.edit import Edit, Operation
from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import marks, without_marks
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.linking import link
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.propose import propose
from interview_kit.pseudonym.replace import Replacement
from interview_kit.pseudonym.replace import replace as replace_text
from interview_kit.vault import decisions, heard_names, names, transcripts
from interview_kit.vault import edits as kept_edits
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.heard_names import HearingVerdict, NameSuspicion
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.vault.vault import Vault
from interview_kit.workflow.interviews.conversation_language import label_language
from interview_kit.workflow.pseudonymisation.name_review import after_place, before_place
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER, profile_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview

NEAR_MS = 1_000
"""A suspicion that is named by its time begins so near to it: people read times in seconds."""


@dataclass(frozen=True, slots=True)
class HearableName:
    """A suspicion as somebody who listens sees it: with the text around its words.

    `span` is where its words stand in the turn; None where they do not stand there any more.
    """

    suspicion: NameSuspicion
    before: str
    after: str
    span: tuple[int, int] | None


def hearable_names(interview: StudyInterview) -> tuple[HearableName, ...]:
    """Every name that may be said and is not decided on, in the order of time."""
    turns = {turn.number: turn for turn in interview.turns}
    return tuple(
        _hearable(suspicion, turns[suspicion.turn])
        for suspicion in heard_names.of_interview(interview.vault, interview.id)
        if suspicion.verdict is HearingVerdict.SUSPECTED and suspicion.turn in turns
    )


def _hearable(suspicion: NameSuspicion, turn: Turn) -> HearableName:
    span = _span(turn, suspicion.heard_name.words, suspicion.heard_name.start_ms)
    if span is None:
        return HearableName(suspicion, before_place(turn.text, len(turn.text)), "", None)
    start, end = span
    before, after = before_place(turn.text, start), after_place(turn.text, end)
    return HearableName(suspicion, before, after, span)


def decide_heard(
    interview: StudyInterview,
    name: str,
    verdict: str,
    *,
    at_ms: int | None = None,
    actor: str = "",
) -> int:
    """Decide on a suspicion of `name`, the one that begins near `at_ms`, or on all; how many.

    `verdict` is that of a `HearingVerdict`. Where it is confirmed the text is corrected to the
    name, which becomes a mention that counts as accepted. Taken back by `names undo`. Raises
    KitError where nothing of the kind is suspected.
    """
    chosen_suspicions = _suspected(interview, name)
    if at_ms is not None:
        chosen_suspicions = sorted(
            chosen_suspicions, key=lambda entry: abs(at_ms - entry.heard_name.start_ms)
        )[:1]
        chosen_suspicions = [
            entry
            for entry in chosen_suspicions
            if abs(at_ms - entry.heard_name.start_ms) <= NEAR_MS
        ]
    if not chosen_suspicions:
        raise KitError(
            "No such name is suspected in {interview}.",
            "interview-kit names heard {interview}",
            interview=interview.id,
        )
    is_confirmed = HearingVerdict(verdict) is HearingVerdict.CONFIRMED
    with interview.vault.atomic():
        entities: tuple[str, ...] = ()
        if is_confirmed:
            entities = _write_names(interview, chosen_suspicions, actor)
        heard_names.decide(
            interview.vault,
            interview.id,
            [suspicion.heard_name.start_ms for suspicion in chosen_suspicions],
            HearingVerdict(verdict),
        )
        kind = DecisionKind.HEARD if is_confirmed else DecisionKind.NOT_HEARD
        content = {"heard": [suspicion.heard_name.start_ms for suspicion in chosen_suspicions]}
        decisions.record(
            interview.vault, Decision(kind, actor, "", interview.id, entities, content)
        )
    return len(chosen_suspicions)


def _suspected(interview: StudyInterview, name: str) -> list[NameSuspicion]:
    """The suspicions of a name, which is given as it was typed or as it is said."""
    return [
        suspicion
        for suspicion in heard_names.of_interview(interview.vault, interview.id)
        if fold(name) in (fold(suspicion.heard_name.name), fold(suspicion.heard_name.form))
        and suspicion.verdict is HearingVerdict.SUSPECTED
    ]


def take_back_hearing(vault: Vault, decision: Decision) -> None:
    """Put back the words that names took the place of; what was decided is suspected again.

    Marks of words that were hardly heard do not come back.
    """
    start_times_ms = decision.content["heard"]
    suspicions = [
        suspicion
        for suspicion in heard_names.of_interview(vault, decision.interview)
        if suspicion.heard_name.start_ms in start_times_ms
    ]
    if decision.kind is DecisionKind.HEARD:
        for turn, group in _by_turn(vault, decision.interview, suspicions):
            _rewrite(
                vault,
                decision.interview,
                turn,
                [
                    (*span, name.words)
                    for name in (suspicion.heard_name for suspicion in group)
                    if (span := _span(turn, name.form, name.start_ms)) is not None
                ],
            )
    heard_names.decide(vault, decision.interview, start_times_ms, HearingVerdict.SUSPECTED)


def _write_names(
    interview: StudyInterview, suspicions: Sequence[NameSuspicion], actor: str
) -> tuple[str, ...]:
    """Put names where the text has other words for them, as mentions; the entities behind them."""
    study = interview.study
    written_mentions: list[Mention] = []
    for turn, group in _by_turn(study.vault, interview.id, suspicions):
        edits: list[Replacement] = []
        for suspicion in group:
            name = suspicion.heard_name
            span = _span(turn, name.words, name.start_ms)
            if span is None:
                continue
            start, end, text = _edit(turn.text, span, name.form)
            shift = sum(len(new) - (end - begin) for begin, end, new in edits)
            form_start = start + shift + text.index(name.form)
            edits.append((start, end, text))
            written_mentions.append(
                Mention(
                    turn.number,
                    form_start,
                    form_start + len(name.form),
                    suspicion.type,
                    name.form,
                    REVIEWER,
                    1.0,
                )
            )
        _rewrite(study.vault, interview.id, turn, edits, actor)
    if not written_mentions or not names.was_searched(study.vault, interview.id):
        return ()
    return _accept(study, interview, written_mentions)


def _accept(
    study: Study, interview: StudyInterview, mentions: Sequence[Mention]
) -> tuple[str, ...]:
    """Make mentions that a person heard accepted proposals; the entities behind them."""
    linking = link(
        mentions,
        names.entities(study.vault),
        names.roster_of(study.vault, interview.participant),
        interview.participant,
    )
    names.put_entities(
        study.vault, propose(linking.entities, label_language(interview), profile_of(study))
    )
    new_proposals = [
        Proposal(mention, entity, Verdict.ACCEPTED)
        for mention, entity in zip(mentions, linking.ids, strict=True)
    ]
    names.replace_proposals(
        study.vault, interview.id, [*names.proposals(study.vault, interview.id), *new_proposals]
    )
    return tuple(dict.fromkeys(linking.ids))


def _by_turn(
    vault: Vault, interview: str, suspicions: Iterable[NameSuspicion]
) -> list[tuple[Turn, list[NameSuspicion]]]:
    turns = {turn.number: turn for turn in transcripts.turns(vault, interview)}
    ordered_suspicions = sorted(
        suspicions, key=lambda entry: (entry.turn, entry.heard_name.start_ms)
    )
    return [
        (turns[number], list(group))
        for number, group in groupby(ordered_suspicions, key=lambda entry: entry.turn)
        if number in turns
    ]


def _rewrite(
    vault: Vault, interview: str, turn: Turn, edits: Sequence[Replacement], actor: str = ""
) -> None:
    """Correct a turn; what was found and decided beside the edits stays, where it stands now."""
    if not edits:
        return
    was_searched = names.was_searched(vault, interview)
    remaining_proposals = [
        moved_proposal
        for proposal in names.proposals(vault, interview)
        if (moved_proposal := _moved(proposal, turn.number, edits)) is not None
    ]
    text = replace_text(turn.text, edits)
    changes = operations.write(transcripts.edited_transcript(vault, interview), turn.number, text)
    new_edit = Edit(0, "", actor or study_audit.whoever(), Operation.WRITE, 0, turns=changes)
    kept_edits.keep(vault, interview, new_edit, [turn.number])
    if was_searched:
        names.replace_proposals(vault, interview, remaining_proposals)


def _moved(proposal: Proposal, turn: int, edits: Sequence[Replacement]) -> Proposal | None:
    """A proposal after some edits of a turn; None where one reaches into it."""
    mention = proposal.mention
    if mention.turn != turn:
        return proposal
    if any(start < mention.end and mention.start < end for start, end, _new in edits):
        return None
    shift = sum(len(new) - (end - start) for start, end, new in edits if end <= mention.start)
    moved_mention = replace(mention, start=mention.start + shift, end=mention.end + shift)
    return replace(proposal, mention=moved_mention)


def _span(turn: Turn, words: str, at_ms: int) -> tuple[int, int] | None:
    """Where some words stand in a turn, nearest to where they should by the time they are said.

    Marks of words that were hardly heard may stand among them.
    """
    share = (at_ms - turn.start_ms) / max(1, turn.end_ms - turn.start_ms)
    phrase_pattern = r"\s+".join(map(re.escape, words.split()))
    pattern = rf"(?<!\w){phrase_pattern}(?!\w)"
    matches = re.finditer(pattern, without_marks(turn.text)) if words else ()
    spans = [match.span() for match in matches]
    return min(spans, key=lambda span: abs(span[0] - share * len(turn.text)), default=None)


def _edit(text: str, span: tuple[int, int], form: str) -> Replacement:
    """What puts `form` in the place of a span, so that a mark which is cut stays one."""
    start, end = span
    opening = [mark for mark in marks(text) if text[mark[0]] == "["]
    closing = [mark for mark in marks(text) if text[mark[0]] == "]"]
    has_open = _cut(opening, span) > _cut(closing, span)
    has_closed = _cut(closing, span) > _cut(opening, span)
    if has_closed and (begin := next((a for a, b in opening if b == start), None)) is not None:
        return begin, end, form
    if has_open and text.startswith("]", end):
        return start, end + 1, form
    if has_closed:
        return len(text[:start].rstrip()), end, f"] {form}"
    return start, end, f"{form} [unclear:" if has_open else form


def _cut(mark_spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> int:
    return sum(span[0] <= start and end <= span[1] for start, end in mark_spans)
