"""Ways to transcribe one sound file, each in a process of its own: what it wrote, what it took.

Called as `python ways.py WAY MODEL_FOLDER SOUND LANGUAGE THREADS [TERM ...]`; prints a line of
JSON. CPU seconds are those of all threads from the loaded model on, reading the sound included;
elapsed seconds begin there as well.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.model.reading import FURTHER_READINGS, Reading
from interview_kit.speech.speech_client import worker_environment

if TYPE_CHECKING:
    from interview_kit.model.chunk import Chunk

PRIVATE = {"HF_HUB_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Result:
    """The text, the CPU and elapsed seconds it took, and the most memory it had, in MB."""

    text: str
    cpu_s: float
    elapsed_s: float
    peak_mb: int


def ask(
    way: str,
    model: Path,
    sound: Path,
    language: str,
    terms: Sequence[str] = (),
    threads: int = 1,
) -> Result:
    """Transcribe `sound` in a new process; our way may be told of `terms`."""
    of_sound = [str(model), str(sound), language, str(threads)]
    is_of_library = WAYS[way] in OF_LIBRARY
    environment = os.environ | PRIVATE if is_of_library else worker_environment(threads)
    command = [sys.executable, __file__, way, *of_sound, *terms]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return Result(**json.loads(done.stdout.splitlines()[-1]))


def ours(folder: str, threads: int, terms: Sequence[str] = ()) -> Callable[[str, str], str]:
    """The program's engine, without vault, worker and turns: the settled text."""
    return _engine(folder, threads, (Reading.SETTLED,), terms)


def draft(folder: str, threads: int) -> Callable[[str, str], str]:
    """The program's engine: the draft that is shown live, and that --draft keeps."""
    return _engine(folder, threads, (Reading.DRAFT,))


def both(folder: str, threads: int) -> Callable[[str, str], str]:
    """The settled text with the likelier words of a draft, as after a live interview."""
    return _engine(folder, threads, (Reading.SETTLED, Reading.DRAFT))


def thrice(folder: str, threads: int) -> Callable[[str, str], str]:
    """The settled text with the likelier words of two further readings: --readings 3."""
    return _engine(folder, threads, (Reading.SETTLED, *FURTHER_READINGS))


def all_readings(folder: str, threads: int) -> Callable[[str, str], str]:
    """The same with those of a draft too, as after a live interview."""
    return _engine(folder, threads, (Reading.SETTLED, Reading.DRAFT, *FURTHER_READINGS))


def noscribe(folder: str, threads: int) -> Callable[[str, str], str]:
    """As noScribe calls faster-whisper: beam 5, word times, the text before, voice detection."""
    return _library(folder, threads, beam_size=5, word_timestamps=True, vad_filter=True)


def default(folder: str, threads: int) -> Callable[[str, str], str]:
    """As it is called by who says nothing."""
    return _library(folder, threads)


def sequential(folder: str, threads: int) -> Callable[[str, str], str]:
    """As aTrain calls it: voice detection, word times, no text before."""
    return _library(
        folder,
        threads,
        beam_size=5,
        word_timestamps=True,
        vad_filter=True,
        condition_on_previous_text=False,
    )


def batched(folder: str, threads: int) -> Callable[[str, str], str]:
    """As whisperX decodes: pieces of up to 30 s, eight at once, without time tokens."""
    from faster_whisper import BatchedInferencePipeline

    pipeline = BatchedInferencePipeline(_model(folder, threads))

    def hear(sound: str, language: str) -> str:
        segments, _ = pipeline.transcribe(sound, language=language, beam_size=5, batch_size=8)
        return " ".join(segment.text.strip() for segment in segments)

    return hear


OF_LIBRARY = (noscribe, sequential, batched, default)
WAYS = {way.__name__: way for way in (ours, draft, both, thrice, all_readings, *OF_LIBRARY)}


def _engine(
    folder: str, threads: int, readings: Sequence[Reading], terms: Sequence[str] = ()
) -> Callable[[str, str], str]:
    import soundfile
    from data import chunks

    from interview_kit.speech.chunker import Chunker
    from interview_kit.speech.reading_comparison import with_likeliest_words
    from interview_kit.speech.respelling import respelt
    from interview_kit.speech.sections import SectionBuilder, WholePieces
    from interview_kit.speech.speech_engine import load_engine

    engine = load_engine(Path(folder), threads)

    def read(sound: str, language: str, reading: Reading) -> list[Chunk]:
        is_draft = reading is Reading.DRAFT
        hear = engine.transcribe if is_draft else partial(engine.read_again, reading=reading)
        samples, rate = soundfile.read(sound, dtype="int16", always_2d=True)
        cutter = Chunker(engine.voice, 0, rate, samples.shape[1])
        pieces = WholePieces() if is_draft else SectionBuilder()
        chunks_heard, waiting = [], []
        for chunk in chunks(samples):
            waiting += pieces.add(cutter.feed(chunk))
            if pieces.are_enough(waiting):
                chunks_heard += hear(waiting, language, terms)
                waiting = []
        waiting += [*pieces.add(cutter.finish()), *pieces.finish()]
        return [*chunks_heard, *hear(waiting, language, terms)]

    def text(sound: str, language: str) -> str:
        first, *others = (read(sound, language, reading) for reading in readings)
        sections = respelt(with_likeliest_words(first, others))
        return " ".join(part.text for section in sections for part in section.segments)

    return text


def _library(folder: str, threads: int, **options: object) -> Callable[[str, str], str]:
    model = _model(folder, threads)

    def hear(sound: str, language: str) -> str:
        segments, _ = model.transcribe(sound, language=language, **options)
        return " ".join(segment.text.strip() for segment in segments)

    return hear


def _model(folder: str, threads: int):
    from faster_whisper import WhisperModel

    return WhisperModel(
        folder, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )


def main() -> None:
    way, folder, sound, language, threads, *terms = sys.argv[1:]
    hear = ours(folder, int(threads), terms) if terms else WAYS[way](folder, int(threads))
    began, began_cpu = time.monotonic(), time.process_time()
    text = hear(sound, language)
    result = Result(
        text=text,
        cpu_s=time.process_time() - began_cpu,
        elapsed_s=time.monotonic() - began,
        # Not getrusage: its peak begins with that of the process that started this one.
        peak_mb=int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024,
    )
    print(json.dumps(asdict(result)))


if __name__ == "__main__":
    main()
