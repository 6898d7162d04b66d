"""Filing: the one door from the vault to the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from interview_kit.errors import KitError, LeakError
from interview_kit.guide.guide import Guide
from interview_kit.model.clock import frames_to_ms, timestamp
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak import Forms, find_leaks
from interview_kit.pseudonym.propose import rendered
from interview_kit.pseudonym.replace import Replacement, replace_turn
from interview_kit.vault import blocks, filings, interviews, names, transcripts
from interview_kit.vault.filings import Filing
from interview_kit.vault.interviews import Interview
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.interviews import guide_of, state_of
from interview_kit.workflow.originals import original_forms
from interview_kit.workflow.study import Study


def file_interview(study: Study, interview: str, forms: Forms | None = None) -> Filing:
    """Replace what was accepted, check that no original is left, and pass the text on.

    `forms` may be given where many interviews are filed at once. Raises KitError where a step is
    missing, LeakError (with nothing filed) where an original would be left.
    """
    kept = interviews.get(study.vault, interview)
    turns = pseudonymised_turns(study, interview)
    found = names.proposals(study.vault, interview)
    record = _record(study, kept, turns)
    check_record(record, forms or original_forms(study))
    filing = Filing(
        interview=interview,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        turns=len(turns),
        replaced=sum(proposal.verdict is Verdict.ACCEPTED for proposal in found),
    )
    # First the corpus, then the note in the vault: after a crash between them filing again
    # does the same once more.
    study.corpus.put(record)
    filings.append(study.vault, filing)
    return filing


def pseudonymised_turns(study: Study, interview: str) -> tuple[Turn, ...]:
    """The turns as they would be filed. Raises KitError while a replacement is undecided."""
    return tuple(
        replace_turn(turn, replacements) for turn, replacements in decided_turns(study, interview)
    )


def decided_turns(study: Study, interview: str) -> tuple[tuple[Turn, tuple[Replacement, ...]], ...]:
    """Each turn with what is to be replaced in it. Raises KitError while anything is undecided."""
    turns = transcripts.turns(study.vault, interview)
    if not turns and transcripts.current_run(study.vault, interview) is None:
        raise KitError(
            f"Interview {interview} has no transcript.", f"interview-kit transcribe {interview}"
        )
    if not names.was_searched(study.vault, interview):
        raise KitError(
            f"Names were not looked for in {interview} since its text last changed.",
            f"interview-kit pseudonymize {interview}",
        )
    found = names.proposals(study.vault, interview)
    undecided = sum(proposal.verdict is Verdict.PROPOSED for proposal in found)
    if undecided:
        raise KitError(
            f"{undecided} replacements in {interview} wait for a decision.",
            f"interview-kit review {interview}, or pseudonymize --accept {interview}",
        )
    entities = {entity.id: entity for entity in names.entities(study.vault)}
    return tuple((turn, _replacements(found, turn.number, entities)) for turn in turns)


def check_record(record: Record, forms: Forms) -> None:
    """Raise LeakError that names the places where an original is left in `record`."""
    places = [
        f"turn {turn.number} at {timestamp(turn.start_ms)}"
        for turn in record.turns
        if find_leaks(turn.text, forms, "text")
        or find_leaks("".join(word.text for word in turn.words), forms, "words")
    ]
    places += [f"attribute {id}" for id, v in record.attributes.items() if find_leaks(v, forms, id)]
    if places:
        raise LeakError(
            f"A known name is left in {record.interview}: {', '.join(places)}.",
            f"interview-kit review {record.interview}",
        )


def _replacements(
    found: Sequence[Proposal], turn: int, entities: Mapping[str, Entity]
) -> tuple[Replacement, ...]:
    return tuple(
        (mention.start, mention.end, rendered(mention.text, entities[proposal.entity]))
        for proposal in found
        if (mention := proposal.mention).turn == turn and proposal.verdict is Verdict.ACCEPTED
    )


def _record(study: Study, interview: Interview, turns: tuple[Turn, ...]) -> Record:
    guide = guide_of(interview)
    sound = blocks.sound(study.vault, interview.id)
    participant = interviews.find_participant(study.vault, interview.participant)
    return Record(
        interview=interview.id,
        participant=interview.participant,
        language=interview.language,
        guide=guide.id,
        guide_fingerprint=guide.fingerprint,
        month=interview.created_at[:7],
        length_ms=frames_to_ms(sound.end_frame, sound.rate) if sound.rate else 0,
        version=study.corpus.version(interview.id) + 1,
        attributes=participant.attributes if participant else {},
        questions=_questions(study, interview, guide),
        turns=tuple(replace(turn, words=_without_levels(turn)) for turn in turns),
    )


def _questions(study: Study, interview: Interview, guide: Guide) -> tuple[GuideQuestion, ...]:
    state, language = state_of(study, interview.id), interview.language
    return tuple(
        GuideQuestion(
            id=question.id,
            text=question.text.in_(language),
            section=section.id,
            section_title=section.title.in_(language),
            topic=question.topic,
            mark=state.mark(question.id).value,
        )
        for section in guide.sections
        for question in section.questions
    )


def _without_levels(turn: Turn) -> tuple[Word, ...]:
    return tuple(replace(word, levels=()) for word in turn.words)
