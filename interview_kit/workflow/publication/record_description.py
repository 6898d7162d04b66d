"""Describing an interview as the corpus keeps it: everything beside the text that may leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from interview_kit import __version__
from interview_kit.coding.codebook_files import guide_codebook
from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.session.interview_events import Imported, RecordingStarted
from interview_kit.speech.verbatim import has_clean_layer
from interview_kit.vault import interviewers, interviews
from interview_kit.workflow.interviews.text_states import TextState, passed_states
from interview_kit.workflow.pseudonymisation.decided_notes import pseudonymised_notes
from interview_kit.workflow.study.open_study import Study, StudyInterview

_SOURCES: Mapping[type, str] = {RecordingStarted: "recorded", Imported: "imported"}


def record_of(interview: StudyInterview, turns: tuple[Turn, ...], replaced_count: int) -> Record:
    """An interview with its pseudonymised `turns`, in which `replaced` places were replaced."""
    study, guide = interview.study, interview.guide
    participant = interviews.find_participant(study.vault, interview.participant)
    return Record(
        interview=interview.id,
        participant=interview.participant,
        language=interview.language,
        guide=guide.id,
        guide_version=guide.version,
        guide_fingerprint=guide.fingerprint,
        held=study.settings.coarse(interview.row.created_at),
        length_ms=interview.length_ms,
        version=1,
        interviewer=interviewers.code_of(study.vault, interview.row.interviewer),
        provenance=_provenance(interview, replaced_count),
        states=_states(interview),
        attributes=participant.attributes if participant else {},
        questions=_questions(interview),
        codebook=guide_codebook(guide, study.settings.language),
        turns=tuple(replace(turn, words=_spoken_words(turn)) for turn in turns),
        notes=pseudonymised_notes(interview),
    )


@lru_cache(8)
def _parsed(source: str, id: str) -> Guide:
    """To read a guide takes a while, and many interviews follow the same one."""
    return parse_guide(source, f"{id}.toml")


def with_value_titles(study: Study, record: Record) -> Record:
    """A filed record with what its guide calls the values of attributes, in its language."""
    if not record.attributes:
        return record
    try:
        guide = _parsed(study.guide_source(record.guide), record.guide)
    except KitError:
        return record  # a guide of another site, or one that was taken away
    language = record.language if record.language in guide.languages else guide.languages[0]
    titles = {
        value.id: value.title.in_(language)
        for attribute in guide.attributes
        if attribute.id in record.attributes
        for value in attribute.values
    }
    return replace(record, value_titles=titles)


def _states(interview: StudyInterview) -> Mapping[str, str]:
    """The states that the text passed on its way, this filing included, as coarse as it may be."""
    state_dates = {TextState.FILED: datetime.now(UTC).isoformat()} | passed_states(interview)
    return {
        state.value: interview.study.settings.coarse(state_dates[state])
        for state in TextState
        if state in state_dates
    }


def _provenance(interview: StudyInterview, replaced_count: int) -> Mapping[str, str]:
    events = (entry.event for entry in interview.entries)
    source = next(
        (_SOURCES[type(event)] for event in events if type(event) in _SOURCES), "transcript"
    )
    run = interview.text.run
    corrected_turns = {correction.turn for correction in interview.text.text_corrections}
    layer = interview.study.settings.verbatim
    verbatim = (
        {"verbatim": layer} if layer != "full" and has_clean_layer(interview.language) else {}
    )
    return verbatim | {
        "source": source,
        "transcribed_by": run.model if run else "",
        "turns_corrected": str(len(corrected_turns)),
        "places_replaced": str(replaced_count),
        "made_with": f"interview-kit {__version__}",
    }


def _questions(interview: StudyInterview) -> tuple[GuideQuestion, ...]:
    state, language = interview.state, interview.language
    return tuple(
        GuideQuestion(
            id=question.id,
            text=question.text.in_(language),
            section=section.id,
            section_title=section.title.in_(language),
            topic=question.topic,
            mark=state.mark(question.id).value,
        )
        for section in interview.guide.sections
        for question in section.questions
    )


def _spoken_words(turn: Turn) -> tuple[Word, ...]:
    # What the corpus keeps of a word and no more: what is filed is compared with what comes back.
    return tuple(
        Word(word.text, word.start_ms, word.end_ms, word.probability) for word in turn.words
    )
