"""Correcting a transcript: what a person hears goes beside what the machine heard."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import StudyInterview


def correct_turn(
    interview: StudyInterview,
    turn: int,
    *,
    speaker: Speaker | None = None,
    text: str | None = None,
) -> Turn:
    """Change a turn's speaker or text and return the turn as it reads now.

    Raises KitError for a turn that is not there, or a text that is empty.
    """
    current_turn = _turn(interview, turn)
    new_text = current_turn.text if text is None else " ".join(text.split())
    if not new_text:
        raise KitError("A turn cannot be emptied.", "Write [unclear] where nothing can be heard.")
    new_speaker = current_turn.speaker if speaker is None else speaker
    if (new_speaker, new_text) != (current_turn.speaker, current_turn.text):
        transcripts.correct(interview.vault, interview.id, turn, new_speaker, new_text)
    return _turn(interview.reread(), turn)


def undo_correction(interview: StudyInterview, turn: int) -> Turn:
    """Go back to how the turn read before its last change; that too is kept as a correction."""
    machine = next(
        row
        for row in transcripts.machine_turns(interview.vault, interview.id)
        if row.number == turn
    )
    versions = [(machine.speaker, machine.text)]
    for correction in interview.text.corrections:
        if correction.turn == turn:
            change = (correction.speaker, correction.text)
            # Going back to the version before is an undo, and does not count as one more version.
            if len(versions) > 1 and change == versions[-2]:
                versions.pop()
            else:
                versions.append(change)
    if len(versions) > 1:
        transcripts.correct(interview.vault, interview.id, turn, *versions[-2])
    return _turn(interview.reread(), turn)


def swap_speakers(interview: StudyInterview, speaker_a: Speaker, speaker_b: Speaker) -> int:
    """Give every turn of `one` to `other`, and the other way round; how many turns changed.

    Done once more it is taken back. Raises KitError where neither says anything.
    """
    changed_count = transcripts.reassign_turns(
        interview.vault, interview.id, {speaker_a: speaker_b, speaker_b: speaker_a}
    )
    if not changed_count:
        raise KitError(
            "Neither of these says anything in {interview}.",
            "`interview-kit speakers {interview}` lists who does.",
            interview=interview.id,
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


def _turn(interview: StudyInterview, number: int) -> Turn:
    for turn in interview.turns:
        if turn.number == number:
            return turn
    raise KitError(
        "Interview {interview} has no turn {number}.",
        "`interview-kit show` lists them.",
        interview=interview.id,
        number=number,
    )
