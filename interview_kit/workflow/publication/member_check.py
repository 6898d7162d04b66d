"""The member-check copy: what the participant gets to read, before or after filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.export.reading_copy import reading_copy
from interview_kit.export.word_document import word_document
from interview_kit.language.phrase import phrase
from interview_kit.model.record import Record
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.propose import PARTICIPANT_ROLES
from interview_kit.pseudonym.replace import replace_turn
from interview_kit.vault import correction_states, names
from interview_kit.vault.correction_states import MemberCheck
from interview_kit.workflow.interviews.needed_parts import spoken_turns
from interview_kit.workflow.pseudonymisation.decided_text import (
    decided_turns,
    in_study_layer,
    pseudonymised_turns,
)
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.filing import check_record
from interview_kit.workflow.publication.record_description import record_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.study.study_settings import CHECK_NAMES

Write = Callable[[Iterable[Record], Sequence[str]], Iterator[bytes]]
FORMATS: Mapping[str, Write] = {".html": reading_copy, ".docx": word_document}


def write_check_copy(interview: StudyInterview, target: Path, names_shown: str = "") -> Path:
    """Write a copy of an interview to `target`, an HTML page or Word document, whole or not at all.

    `which` names stand in it: `own`, `all` or `none`, as the study says where it is empty. A copy
    that holds names says so at its top; in any other all names that are known are replaced.
    Raises KitError for another format, where there is a file already, and while there is no text
    or, unless all names stand, not every replacement is decided on; LeakError where a name is left.
    """
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        raise KitError(
            "A copy is not written as {suffix}.",
            "Give the file a name that ends in .html or .docx.",
            suffix=target.suffix or phrase("a file without a suffix"),
        )
    if target.exists():
        raise KitError(
            "There is a file {name} already.", "Give the copy another name.", name=target.name
        )
    if not target.parent.is_dir():
        raise KitError("The folder for the copy is not there.", "Make it, or choose another.")
    names_shown = names_shown or interview.study.settings.check_names
    if names_shown not in CHECK_NAMES:
        raise KitError(
            "Names cannot be {which}.",
            "It is one of {choices}.",
            which=names_shown,
            choices=", ".join(CHECK_NAMES),
        )
    turns = _TURNS[names_shown](interview)
    # Who coded it, its attributes and its numbers are nothing for the participant.
    record = replace(record_of(interview, turns, 0), attributes={}, interviewer="", provenance={})
    notices = ["check"] if names_shown == "none" else ["identifying", "check"]
    write_private(target, write([record], notices))
    return target


class CheckOutcome(StrEnum):
    """What a participant said of the copy."""

    AGREED = "agreed"
    """It is right as it is."""
    CHANGED = "changed"
    """Something was to be changed, and was."""
    WITHHELD = "withheld"
    """Something is not to be used."""
    UNANSWERED = "unanswered"
    """No answer came."""


def note_check_outcome(
    interview: StudyInterview, outcome: CheckOutcome, actor: str = ""
) -> tuple[MemberCheck, ...]:
    """Note what the participant said of the copy; all that was noted so far, oldest first."""
    person = actor or study_audit.whoever()
    correction_states.add_member_check(interview.vault, interview.id, person, outcome)
    return correction_states.member_checks(interview.vault, interview.id)


def _all(interview: StudyInterview) -> tuple[Turn, ...]:
    return in_study_layer(interview, spoken_turns(interview))


def _none(interview: StudyInterview) -> tuple[Turn, ...]:
    study, turns = interview.study, pseudonymised_turns(interview)
    record, proposals = record_of(interview, turns, 0), interview.text.proposals
    check_record(study, record, original_forms(study), proposals)
    return turns


def _own(interview: StudyInterview) -> tuple[Turn, ...]:
    _none(interview)  # first of all, every name must be known for one
    entities = names.entities(interview.vault)
    own_labels = {
        entity.id
        for entity in entities
        if entity.participant == interview.participant and entity.role in PARTICIPANT_ROLES
    }
    own_labels |= {entity.id for entity in entities if entity.same_as in own_labels}
    return in_study_layer(
        interview,
        (
            replace_turn(turn, replacements)
            for turn, replacements in decided_turns(interview, own_labels)
        ),
    )


_TURNS: Mapping[str, Callable[[StudyInterview], tuple[Turn, ...]]] = {
    "own": _own,
    "all": _all,
    "none": _none,
}
