"""How fast and how right the transcription is: our worker against a bare faster-whisper call.

    python scripts/bench/asr.py DATA_FOLDER [--model base] [--language nl]

DATA_FOLDER holds interviews as sound files, each with a reference of the same name: a JSON list of
utterances with `speaker`, `start`, `end` (seconds) and `text`. A sound file with two channels has
the interviewer on the left. Both ways run in processes of their own, on one thread, with the same
beam, word times and voice detection; CPU seconds include loading the model.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from interview_kit.model.speaker import Speaker
from interview_kit.model.stretch import Stretch
from interview_kit.model.turn import Turn
from interview_kit.speech import store
from interview_kit.speech.client import Transcriber
from interview_kit.speech.turns import build_turns

CHANNELS = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)

BARE = """
import sys
from faster_whisper import WhisperModel
folder, sound, language = sys.argv[1:]
model = WhisperModel(
    folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
)
segments, _info = model.transcribe(
    sound, language=language, beam_size=5, word_timestamps=True,
    condition_on_previous_text=False, vad_filter=True,
)
print(" ".join(segment.text.strip() for segment in segments))
"""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the reference says was spoken, in seconds."""

    speaker: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Sound:
    """An interview's sound file: `seconds` long, `rate` frames a second."""

    path: Path
    rate: int
    channels: int
    seconds: float

    def chunks(self) -> Iterator[bytes]:
        """Interleaved int16."""
        layout = "stereo" if self.channels == 2 else "mono"
        resampler = av.AudioResampler(format="s16", layout=layout, rate=self.rate)
        with av.open(str(self.path)) as container:
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    yield piece.to_ndarray().tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="nl")
    options = parser.parse_args()
    model = store.verify(options.model).path

    table = Table("interview", "way", "CPU s", "of real time", "WER %", "right speaker %")
    table.columns[0].overflow = "fold"
    for sound, reference in interviews(options.folder):
        before = children_cpu_s()
        stretches = ours(model, sound, options.language)
        between = children_cpu_s()
        bare = subprocess.run(
            [sys.executable, "-c", BARE, str(model), str(sound.path), options.language],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        after = children_cpu_s()

        turns = build_turns(stretches, lambda _ms: "", CHANNELS[: sound.channels])
        speakers = f"{100 * right_speaker(reference, turns):.1f}" if sound.channels == 2 else "-"
        text = " ".join(turn.text for turn in turns)
        for way, cpu_s, heard, who in (
            ("interview-kit", between - before, text, speakers),
            ("bare call", after - between, bare, "-"),
        ):
            share, wer = cpu_s / sound.seconds, 100 * error_rate(reference, heard)
            table.add_row(sound.path.name, way, f"{cpu_s:.1f}", f"{share:.3f}", f"{wer:.1f}", who)
    Console().print(table)


def interviews(folder: Path) -> Iterator[tuple[Sound, list[Utterance]]]:
    for file in sorted(folder.glob("*.json")):
        names = ("speaker", "start", "end", "text")
        reference = [
            Utterance(**{name: part[name] for name in names})
            for part in json.loads(file.read_text(encoding="utf-8"))
        ]
        path = next(other for other in folder.glob(f"{file.stem}.*") if is_sound(other))
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            seconds = (container.duration or 0) / av.time_base
            yield Sound(path, stream.rate, stream.channels, seconds), reference


def is_sound(path: Path) -> bool:
    return path.suffix in {".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav"}


def ours(model: Path, sound: Sound, language: str) -> list[Stretch]:
    with Transcriber(store.verify(model), threads=1) as transcriber:
        events = transcriber.transcribe(
            sound.chunks(),
            first_frame=0,
            rate=sound.rate,
            channels=sound.channels,
            language=language,
        )
        return [event for event in events if isinstance(event, Stretch)]


def children_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def error_rate(reference: Iterable[Utterance], heard: str) -> float:
    expected = words(" ".join(part.text for part in reference))
    return Levenshtein.distance(expected, words(heard)) / len(expected)


def right_speaker(reference: list[Utterance], turns: Iterable[Turn]) -> float:
    """The part of the words whose speaker is that of the utterance they overlap most."""
    right = [
        max(
            reference,
            key=lambda part: (
                min(part.end * 1000, word.end_ms) - max(part.start * 1000, word.start_ms)
            ),
        ).speaker
        == turn.speaker
        for turn in turns
        for word in turn.words
    ]
    return sum(right) / max(len(right), 1)


if __name__ == "__main__":
    main()
