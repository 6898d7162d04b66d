"""Correcting a transcript: what a person hears goes beside what the machine heard."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import Study


def correct_turn(
    study: Study,
    interview: str,
    turn: int,
    *,
    speaker: Speaker | None = None,
    text: str | None = None,
) -> Turn:
    """Change a turn's speaker or text and return the turn as it reads now.

    Raises KitError for a turn that is not there, or a text that is empty.
    """
    now = _turn(study, interview, turn)
    said = now.text if text is None else " ".join(text.split())
    if not said:
        raise KitError("A turn cannot be emptied.", "Write [unclear] where nothing can be heard.")
    who = now.speaker if speaker is None else speaker
    if (who, said) != (now.speaker, now.text):
        transcripts.correct(study.vault, interview, turn, who, said)
    return _turn(study, interview, turn)


def undo_correction(study: Study, interview: str, turn: int) -> Turn:
    """Go back to how the turn read before its last change; that too is kept as a correction."""
    machine = next(
        each for each in transcripts.machine_turns(study.vault, interview) if each.number == turn
    )
    versions = [(machine.speaker, machine.text)]
    for each in transcripts.corrections(study.vault, interview):
        if each.turn == turn:
            change = (each.speaker, each.text)
            # Going back to the version before is an undo, and does not count as one more version.
            if len(versions) > 1 and change == versions[-2]:
                versions.pop()
            else:
                versions.append(change)
    if len(versions) > 1:
        transcripts.correct(study.vault, interview, turn, *versions[-2])
    return _turn(study, interview, turn)


def swap_speakers(study: Study, interview: str, one: Speaker, other: Speaker) -> int:
    """Give every turn of `one` to `other`, and the other way round; how many turns changed.

    Done once more it is taken back. Raises KitError where neither says anything.
    """
    changed = transcripts.reassign_turns(study.vault, interview, {one: other, other: one})
    if not changed:
        raise KitError(
            "Neither of these says anything in {interview}.",
            "`interview-kit speakers {interview}` lists who does.",
            interview=interview,
        )
    return changed


def partner(turns: Sequence[Turn], speaker: Speaker) -> Speaker:
    """Whom a speaker is to be swapped with: the next of those who speak, or else the obvious one.

    For two who speak it is the other, so a second swap takes back the first.
    """
    present = [each for each in Speaker if any(turn.speaker == each for turn in turns)]
    if len(present) > 1:
        return present[(present.index(speaker) + 1) % len(present)]
    talking = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
    return talking[speaker is Speaker.INTERVIEWER]


def _turn(study: Study, interview: str, number: int) -> Turn:
    for turn in transcripts.turns(study.vault, interview):
        if turn.number == number:
            return turn
    raise KitError(
        "Interview {interview} has no turn {number}.",
        "`interview-kit show` lists them.",
        interview=interview,
        number=number,
    )
