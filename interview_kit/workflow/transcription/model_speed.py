"""Measuring how fast a speech model is on this machine, on the sound of the demo."""

from __future__ import annotations

import os
import time
from threading import Event

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.sound_source import Fault
from interview_kit.speech.model_fitness import Speed, available_mb, best_for, has_card, keep_speed
from interview_kit.speech.model_store import find
from interview_kit.speech.speech_models import SpeechModel
from interview_kit.workflow.study.shipped_files import demo_file
from interview_kit.workflow.transcription.transcribe import new_transcriber


def measure(name: str) -> Speed:
    """Transcribe the demo with the installed model `name`, and note what it took with it.

    Loading the model is part of it, as it is of every transcription. Raises SpeechError for a
    model that is not installed or does not fit.
    """
    model = find(name)
    source = FileSource(demo_file("interview.ogg"), pace="fast")
    chunks = _sound(source)
    frames = sum(len(chunk) for chunk in chunks) // (2 * source.channels)
    began = time.monotonic()
    with new_transcriber(model, threads=os.cpu_count() or 1) as transcriber:
        for _event in transcriber.transcribe(
            chunks, first_frame=0, rate=source.rate, channels=source.channels, language="en"
        ):
            pass
    speed = Speed(frames / source.rate, time.monotonic() - began)
    keep_speed(model, speed)
    return speed


def advised_model(language: str) -> tuple[SpeechModel, bool]:
    """The model to use on this machine for `language`, and whether it runs on a CUDA card."""
    on_card = has_card()
    cores = os.cpu_count() or 1
    return best_for(language, available_mb(), on_card=on_card, cores=cores), on_card


def _sound(source: FileSource) -> list[bytes]:
    """All of a sound file, interleaved int16."""
    chunks: list[bytes] = []
    finished = Event()

    def report(fault: Fault, _detail: str, frames: int = 0) -> None:
        del frames
        if fault is Fault.ENDED:
            finished.set()

    source.start(lambda data, _at: chunks.append(data), report)
    finished.wait()
    source.stop()
    return chunks
