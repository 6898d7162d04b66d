"""What is noted of a participant: the guide's choices, or text that is searched like talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.guide.participant_attributes import checked
from interview_kit.model.participant import Participant, participant_code
from interview_kit.pseudonym.detectors import detect
from interview_kit.vault import decisions, interviews, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.workflow.pseudonymisation.lasting_decisions import form_of, lasting_decisions
from interview_kit.workflow.study.open_study import Study, frozen_guide


@dataclass(frozen=True, slots=True)
class Noted:
    """An attribute of a participant, and what in it may identify somebody and is not reviewed.

    `suspicious` are stretches of its text; none where it is one of the guide's choices.
    """

    attribute: str
    value: str
    suspicious: tuple[str, ...] = ()


def noted(study: Study, participant: str) -> tuple[Noted, ...]:
    """What is noted of a participant, with what is still to be reviewed.

    Raises KitError for one that nobody knows.
    """
    kept = _participant(study, participant)
    held = [
        interview
        for interview in interviews.all_of(study.vault)
        if interview.participant == kept.code
    ]
    guides = [frozen_guide(entry) for entry in held]
    languages = tuple(dict.fromkeys(entry.language for entry in held)) or ("nl",)
    return tuple(
        Noted(
            id,
            value,
            () if _is_choice(guides, id, value) else _seen(study, kept, value, languages),
        )
        for id, value in kept.attributes.items()
    )


def _is_choice(guides: list[Guide], id: str, value: str) -> bool:
    return any(
        attribute.id == id and value in {entry.id for entry in attribute.values}
        for guide in guides
        for attribute in guide.attributes
    )


def _seen(
    study: Study, participant: Participant, value: str, languages: tuple[str, ...]
) -> tuple[str, ...]:
    """What detectors see in a text, but for what somebody has decided is no name."""
    decided = lasting_decisions(study.vault, "")
    typed = names.roster_of(study.vault, participant.code)
    mentions = (mention for language in languages for mention in detect(value, language, typed))
    return tuple(
        dict.fromkeys(place.text for place in mentions if form_of(place.text) not in decided)
    )


def review_attributes(
    study: Study,
    participant: str,
    changes: Mapping[str, str],
    kept_attributes: Iterable[str],
    *,
    who: str = "",
    why: str = "",
) -> tuple[Noted, ...]:
    """Change attributes, decide which texts stay as they are, and tell what is noted then.

    `changes` are values by the ids of attributes, empty to take one away; `kept_attributes` those
    in whose text nothing is to be replaced. Raises KitError as `change` and `keep_text` do, with
    nothing changed.
    """
    with study.vault.atomic():
        if changes:
            change(study, participant, changes)
        for attribute in kept_attributes:
            keep_text(study, participant, attribute, who=who, why=why)
    return noted(study, participant)


def change(study: Study, participant: str, attributes: Mapping[str, str]) -> None:
    """Note something else of a participant; an empty value takes an attribute away.

    Raises KitError for one that nobody knows, and for what no guide of the participant has.
    """
    kept = _participant(study, participant)
    held = [
        interview
        for interview in interviews.all_of(study.vault)
        if interview.participant == kept.code
    ]
    new = {id: value for id, value in attributes.items() if value}
    if held and new:
        checked(frozen_guide(held[-1]), new)
    left = {id: value for id, value in kept.attributes.items() if id not in attributes}
    interviews.replace_participant(study.vault, replace(kept, attributes={**left, **new}))


def keep_text(
    study: Study, participant: str, attribute: str, *, who: str = "", why: str = ""
) -> int:
    """Decide that nothing in an attribute's text is to be replaced; how many stretches it was.

    It holds for the study, and `names undo` takes it back. Raises KitError where there is nothing
    to decide.
    """
    suspicious_by_attribute = {row.attribute: row.suspicious for row in noted(study, participant)}
    seen = suspicious_by_attribute.get(attribute, ())
    if not seen:
        raise KitError(
            "There is nothing to decide in the attribute {id}.",
            "interview-kit attributes {participant} shows what there is.",
            id=attribute,
            participant=participant,
        )
    content = {"forms": sorted({form_of(entry) for entry in seen})}
    decisions.record(study.vault, Decision(DecisionKind.REJECTED, who, why, "", (), content))
    return len(seen)


def want_reviewed(study: Study, participant: str) -> None:
    """Raise KitError where an attribute of a participant may say a name that nobody reviewed."""
    for entry in noted(study, participant):
        if entry.suspicious:
            raise KitError(
                "The attribute {id} of {participant} may identify somebody.",
                "interview-kit attributes {participant} shows where. Change it with --set "
                "{id}=TEXT, or leave it as it is with --keep {id}.",
                id=entry.attribute,
                participant=participant,
            )


def _participant(study: Study, code: str) -> Participant:
    kept = interviews.find_participant(study.vault, participant_code(code))
    if kept is None:
        raise KitError(
            "There is no participant {code}.", "interview-kit list shows who there is.", code=code
        )
    return kept
