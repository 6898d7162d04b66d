"""Recording without a screen: the same conductor, driven by signals and the end of the sound."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from interview_kit.audio.recorder_events import Level, RecorderEvent, RecorderFailed, SourceEnded
from interview_kit.audio.sound_source import Source
from interview_kit.errors import AudioError, DamagedError
from interview_kit.guide.guide import ConsentScope
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.session.timeline import gaps
from interview_kit.vault import blocks
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.keeping.integrity import refuse_damaged_sound
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


def record(
    study: Study,
    interview: str,
    source: Source,
    consent: Iterable[ConsentScope],
    *,
    stop: threading.Event,
    seconds: float | None = None,
    live: LiveTranscription | None = None,
    tell: Callable[[RecorderEvent], None] = lambda _event: None,
) -> Iterator[dict[str, Any]]:
    """Record until `stop` is set, `seconds` of sound are kept, or the source ends.

    Yields one report once sound is being stored (`event` is "recording") and one at the end
    ("recorded", with `frames` kept and `gaps`). With `live` the words are heard meanwhile; a third
    report ("transcribed") has the number of `turns`, or null and why. `tell` gets what happens to
    the sound meanwhile, from the recorder's thread. Raises RefusedError without consent to record,
    AudioError where the sound could not be stored to the end: what was committed is kept.
    """
    failures: list[str] = []
    limit = None if seconds is None else int(seconds * source.rate)
    first_frame = blocks.sound(study.vault, interview).end_frame

    def listen(event: RecorderEvent) -> None:
        tell(event)
        match event:
            case Level(frame):
                if limit is not None and frame - first_frame >= limit:
                    stop.set()
            case RecorderFailed(_, message):
                failures.append(message)
                stop.set()
            case SourceEnded():
                stop.set()

    conductor = Conductor(study, interview, listen)
    try:
        scopes = set(consent)
        for item in conductor.guide.consent:
            if item.scope in scopes:
                conductor.do(ask.AnswerConsent(item.id, Answer.YES))
        conductor.record(source)
        while conductor.committed_frame == first_frame and not stop.wait(0.05):
            pass
        if live is not None:
            live.start()
        yield {"event": "recording", "interview": interview, "rate": source.rate}
        stop.wait()
        if not failures:  # what broke off is interrupted, and can go on
            conductor.do(ask.End())
    finally:
        conductor.close()
    if failures:
        raise AudioError(failures[0], f"What was stored is kept: interview {interview}.")
    entries = conductor.entries
    yield {
        "event": "recorded",
        "interview": interview,
        "frames": conductor.frame,
        "rate": source.rate,
        "gaps": [
            {"kind": gap.kind, "frame": gap.frame, "missing_ms": gap.missing_ms}
            for gap in gaps(entries)
        ],
        "rescued_in": str(conductor.rescued_in or ""),
    }
    refuse_lost(study, conductor)
    if live is not None:
        stop.clear()  # now it breaks off the hearing of what is left
        turns = live.finish(stop)
        reason = live.failure.message if live.failure else "" if turns is not None else "stopped"
        yield {"event": "transcribed", "interview": interview, "turns": turns, "reason": reason}


def refuse_lost(study: Study, conductor: Conductor) -> None:
    """Look back after an interview, once its conductor is closed.

    Raises DamagedError where its vault was taken away meanwhile, or its sound does not read back
    as it was heard.
    """
    if conductor.rescued_in is not None:
        raise DamagedError(
            "The vault was taken away while recording.",
            "What there was is in {folder}, which opens like any study.",
            folder=conductor.rescued_in,
        )
    refuse_damaged_sound(study, conductor.interview.id)
