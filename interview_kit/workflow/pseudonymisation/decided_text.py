"""The text of an interview as it was decided on: which places are replaced, and by what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.propose import rendered
from interview_kit.pseudonym.replace import Replacement, replace_turn
from interview_kit.speech.verbatim import in_layer
from interview_kit.vault import names
from interview_kit.vault.names import Proposal
from interview_kit.workflow.study.open_study import StudyInterview


def pseudonymised_turns(interview: StudyInterview) -> tuple[Turn, ...]:
    """The turns as they would be filed. Raises KitError while a replacement is undecided."""
    return in_study_layer(
        interview,
        (replace_turn(turn, replacements) for turn, replacements in decided_turns(interview)),
    )


def in_study_layer(interview: StudyInterview, turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Turns of an interview, with what is to be replaced replaced, in the layer the study shows.

    Names are decided on in the full layer, so that none is left in what the clean one leaves out.
    """
    layer = interview.study.settings.verbatim
    return tuple(in_layer(turn, interview.language, layer) for turn in turns)


def decided_turns(
    interview: StudyInterview, kept_entities: Collection[str] = ()
) -> tuple[tuple[Turn, tuple[Replacement, ...]], ...]:
    """Each turn with what is to be replaced in it, but for the entities that are `kept`, by id.

    Raises KitError while anything is undecided.
    """
    turns, text, id = interview.turns, interview.text, interview.id
    if not turns and text.run is None:
        raise KitError(
            "Interview {interview} has no transcript.",
            "interview-kit transcribe {interview}",
            interview=id,
        )
    if not text.searched_at:
        raise KitError(
            "Names were not looked for in {interview} since its text last changed.",
            "interview-kit pseudonymize {interview}",
            interview=id,
        )
    if text.undecided:
        raise KitError(
            "Replacements in {interview} that wait for a decision: {undecided}.",
            "interview-kit review {interview}, or pseudonymize --accept {interview}",
            undecided=len(text.undecided),
            interview=id,
        )
    entities = {entity.id: entity for entity in names.entities(interview.vault)}
    proposals = tuple(
        proposal for proposal in text.accepted if proposal.entity not in kept_entities
    )
    return tuple((turn, replacements_in(proposals, turn.number, entities)) for turn in turns)


def replacements_in(
    proposals: Sequence[Proposal], turn: int, entities: Mapping[str, Entity]
) -> tuple[Replacement, ...]:
    """What is to be replaced in the turn with this number."""
    return tuple(
        (mention.start, mention.end, rendered(mention.text, entities[proposal.entity]))
        for proposal in proposals
        if (mention := proposal.mention).turn == turn
    )
