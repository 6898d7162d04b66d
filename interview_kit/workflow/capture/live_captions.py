"""Live words: what was said just now, and what the participant may have raised with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.model.speaker import Speaker
from interview_kit.session.interview_events import TopicSuggested
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault.struck_spans import segments_outside, spans
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription
from interview_kit.workflow.transcription.transcribe import turns_in


@dataclass(frozen=True, slots=True)
class CaptionedTalk:
    """One stretch of talk as it was heard live.

    `text` is what everybody said and was not struck since; `until_ms` is where the stretch ends on
    the interview's clock; `suggested` are the ids of topics that the participant may have raised in
    it.
    """

    text: str
    until_ms: int
    suggested: tuple[str, ...] = ()


Tell = Callable[[CaptionedTalk], None]
LiveCaptions = Callable[[Study, Conductor, Tell], LiveTranscription]


def live_captions(
    study: Study, conductor: Conductor, tell: Tell, transcriber: Transcriber | None = None
) -> LiveTranscription:
    """Live transcription of the interview that is being held, not yet started.

    `tell` gets every stretch, from a thread of its own, once the words are on disk and topics are
    suggested in the journal. `transcriber` is what hears, a process of its own unless given. Raises
    SpeechError where the model is missing or does not fit.
    """
    interview = conductor.interview.id

    def heard(stretch: Chunk) -> None:
        # A strike is before all of this or after it: what is told then is taken back with it.
        with conductor.undisturbed():
            struck_spans = spans(study.vault, interview)
            kept_stretch = replace(
                stretch, segments=segments_outside(stretch.segments, struck_spans)
            )
            turns = turns_in(study.interview(interview), [kept_stretch])
            rate = conductor.state.rate
            topics = [
                event.topic
                for turn in turns
                # Only what the participant says can raise a topic unasked.
                if turn.speaker is not Speaker.INTERVIEWER
                for event in conductor.hear(turn.text, ms_to_frames(turn.start_ms, rate))
                if isinstance(event, TopicSuggested)
            ]
            text = " ".join(turn.text for turn in turns)
            tell(CaptionedTalk(text, frames_to_ms(stretch.end_frame, rate), tuple(topics)))

    return LiveTranscription(study.interview(interview), heard, transcriber=transcriber)
