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
    current_turn = _turn(study, interview, turn)
    new_text = current_turn.text if text is None else " ".join(text.split())
    if not new_text:
        raise KitError("A turn cannot be emptied.", "Write [unclear] where nothing can be heard.")
    new_speaker = current_turn.speaker if speaker is None else speaker
    if (new_speaker, new_text) != (current_turn.speaker, current_turn.text):
        transcripts.correct(study.vault, interview, turn, new_speaker, new_text)
    return _turn(study, interview, turn)


def undo_correction(study: Study, interview: str, turn: int) -> Turn:
    """Go back to how the turn read before its last change; that too is kept as a correction."""
    machine = next(
        row for row in transcripts.machine_turns(study.vault, interview) if row.number == turn
    )
    versions = [(machine.speaker, machine.text)]
    for correction in transcripts.corrections(study.vault, interview):
        if correction.turn == turn:
            change = (correction.speaker, correction.text)
            # Going back to the version before is an undo, and does not count as one more version.
            if len(versions) > 1 and change == versions[-2]:
                versions.pop()
            else:
                versions.append(change)
    if len(versions) > 1:
        transcripts.correct(study.vault, interview, turn, *versions[-2])
    return _turn(study, interview, turn)


def swap_speakers(study: Study, interview: str, speaker_a: Speaker, speaker_b: Speaker) -> int:
    """Give every turn of `one` to `other`, and the other way round; how many turns changed.

    Done once more it is taken back. Raises KitError where neither says anything.
    """
    changed_count = transcripts.reassign_turns(
        study.vault, interview, {speaker_a: speaker_b, speaker_b: speaker_a}
    )
    if not changed_count:
        raise KitError(
            "Neither of these says anything in {interview}.",
            "`interview-kit speakers {interview}` lists who does.",
            interview=interview,
        )
    return changed_count


def partner(turns: Sequence[Turn], speaker: Speaker) -> Speaker:
    """Whom a speaker is to be swapped with: the next of those who speak, or else the obvious one.

    For two who speak it is the other, so a second swap takes back the first.
    """
    present = [role for role in Speaker if any(turn.speaker == role for turn in turns)]
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
