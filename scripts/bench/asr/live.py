"""Live: an interview is played to a virtual microphone, and its words must keep up."""

from __future__ import annotations

import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import numpy as np
from data import Spoken, score
from room import room
from study import a_study

from interview_kit.audio.devices import find_device
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.chunk import Chunk
from interview_kit.session.interview_events import Overflowed
from interview_kit.speech.respelling import respelt
from interview_kit.vault import journal, transcripts
from interview_kit.workflow.capture.recording import record
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


def live(spoken: Spoken, folder: Path, minutes: float) -> Iterator[tuple[str, str]]:
    """How long after its last word a stretch is on disk, and how long the end takes.

    The interview is played again and again, `minutes` long.
    """
    times = int(np.ceil(minutes * 60 / spoken.seconds))
    seconds = minutes * 60
    lags: list[float] = []
    began = 0.0

    def hear(stretch: Chunk) -> None:
        said = [word.end_ms for part in stretch.segments for word in part.words]
        if said and monotonic() - began < seconds:
            lags.append(monotonic() - began - said[-1] / 1000)

    with room(folder / "room"), a_study(folder) as study:
        interview = prepare(study, "P07", language="nl").id
        following = LiveTranscription(study.interview(interview), hear)
        source = MicrophoneSource(find_device("default"), channels=2)
        reports = record(
            study.interview(interview),
            source,
            (ConsentScope.RECORD, ConsentScope.TAKE_PART),
            stop=threading.Event(),
            seconds=seconds,
            live=following,
        )
        try:
            with _playing(spoken, folder, times):
                began = monotonic()
                next(reports)
                next(reports)
                ended = monotonic()
            transcribed = next(reports)
            complete_s = monotonic() - ended
        finally:
            following.close()
        heard = {
            run.reading.value: " ".join(
                part.text
                for section in respelt(transcripts.chunks(study.vault, run))
                for part in section.segments
            )
            for run in transcripts.runs(study.vault, interview)
        }
        overflows = sum(
            isinstance(each.event, Overflowed) for each in journal.read(study.vault, interview)
        )
    rest = spoken.first(seconds - (times - 1) * spoken.seconds)
    said = " ".join([spoken.text] * (times - 1) + [rest.text])
    yield "minutes, turns", f"{minutes:g}, {transcribed.turns}"
    yield "complete after the end", f"{complete_s:.1f} s"
    quantiles = statistics.quantiles(lags, n=20)
    yield (
        "lag after a stretch's last word",
        (
            f"median {statistics.median(lags):.1f} s, p95 {quantiles[-1]:.1f} s, "
            f"most {max(lags):.1f} s, {len(lags)} stretches"
        ),
    )
    yield "overflows in the recorder", str(overflows)
    for name, text in heard.items():
        yield f"WER live, {name}", f"{score(said, text)['wer']:.1f} %"


@contextmanager
def _playing(spoken: Spoken, folder: Path, times: int) -> Iterator[None]:
    path = spoken.write(folder)
    play = f'for n in $(seq {times}); do paplay --device=room "$1"; done'
    player = subprocess.Popen(["bash", "-c", play, "player", str(path)])
    try:
        yield
    finally:
        player.terminate()
        player.wait()
