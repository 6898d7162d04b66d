"""How fast and how right the transcription is: our worker against bare faster-whisper calls.

    python scripts/bench/asr.py DATA_FOLDER [--model base] [--language nl] [--only NAME]
    python scripts/bench/asr.py DATA_FOLDER --hotwords "lithium,clozapine"

DATA_FOLDER holds interviews as sound files, each with a reference of the same name: a JSON list of
utterances with `speaker`, `start`, `end` (seconds) and `text`. A sound file with two channels has
the interviewer on the left. Both ways run in processes of their own, on one thread, with the same
beam, word times and voice detection; CPU seconds include loading the model. The third way is the
call that noScribe makes, which hands the text before to each window. The longest interview is also
made into a hard file: its utterances with a minute of silence, noise, chords and whisper-like noise
between them. With --hotwords the model is handed these words, and their recall is printed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import soundfile
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

CALL = """
import sys
from faster_whisper import WhisperModel
folder, sound, language, previous, hotwords = sys.argv[1:]
model = WhisperModel(
    folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
)
segments, _info = model.transcribe(
    sound, language=language, beam_size=5, word_timestamps=True,
    condition_on_previous_text=previous == "previous", vad_filter=True,
    hotwords=hotwords or None,
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
    parser.add_argument("--only", default="", help="interviews with this in their name")
    parser.add_argument("--hotwords", default="")
    options = parser.parse_args()
    model = store.verify(options.model).path
    hotwords = options.hotwords

    table = Table("interview", "way", "CPU s", "of real time", "WER %", "ins", "del", "speaker %")
    table.columns[0].overflow = "fold"
    with tempfile.TemporaryDirectory() as scratch:
        found = [*interviews(options.folder)]
        longest = max(found, key=lambda pair: pair[0].seconds)
        found.append(hard_file(*longest, Path(scratch)))
        for sound, reference in (each for each in found if options.only in each[0].path.name):
            said = " ".join(part.text for part in reference)
            marks = [children_cpu_s()]
            stretches = ours(model, sound, options.language, hotwords)
            marks.append(children_cpu_s())
            bare = call(model, sound, options.language, "", hotwords)
            marks.append(children_cpu_s())
            noscribe = call(model, sound, options.language, "previous", hotwords)
            marks.append(children_cpu_s())

            turns = build_turns(stretches, lambda _ms: "", CHANNELS[: sound.channels])
            right = f"{100 * right_speaker(reference, turns):.1f}" if sound.channels == 2 else "-"
            text = " ".join(turn.text for turn in turns)
            ways = (("interview-kit", text), ("bare call", bare), ("noScribe's call", noscribe))
            for (way, heard), before, after in zip(ways, marks, marks[1:], strict=False):
                edits = Levenshtein.editops(words(said), words(heard))
                table.add_row(
                    sound.path.name,
                    way,
                    f"{after - before:.1f}",
                    f"{(after - before) / sound.seconds:.3f}",
                    f"{100 * len(edits) / len(words(said)):.1f}",
                    str(sum(edit.tag == "insert" for edit in edits)),
                    str(sum(edit.tag == "delete" for edit in edits)),
                    right if way == "interview-kit" else "-",
                )
                for term in filter(None, hotwords.lower().split(",")):
                    times = [words(text).count(term.strip()) for text in (said, heard)]
                    print(f"{sound.path.name}, {way}: {term} said {times[0]}, written {times[1]}")
    Console().print(table)


def call(model: Path, sound: Sound, language: str, previous: str, hotwords: str) -> str:
    """What a bare call of faster-whisper writes."""
    return subprocess.run(
        [sys.executable, "-c", CALL, str(model), str(sound.path), language, previous, hotwords],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def hard_file(
    sound: Sound, reference: list[Utterance], folder: Path
) -> tuple[Sound, list[Utterance]]:
    """Utterances with a minute without speech after each eight of them."""
    rate = sound.rate
    samples = np.frombuffer(b"".join(sound.chunks()), "<i2").reshape(-1, sound.channels)
    rng, time = np.random.default_rng(5), np.arange(60 * rate) / rate
    noise = rng.normal(0, 600, len(time))
    pitches = (220, 277, 330, 440, 554)
    chords = sum(1_500 * np.sin(2 * np.pi * p * time) * np.sin(np.pi * time + p) for p in pitches)
    spectrum = np.fft.rfft(rng.normal(0, 1, len(time)))
    hertz = np.fft.rfftfreq(len(time), 1 / rate)
    spectrum *= np.exp(-(((hertz - 1_500) / 1_200) ** 2)) + np.exp(-(((hertz - 500) / 300) ** 2))
    breath = np.fft.irfft(spectrum, len(time))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time) + np.sin(2 * np.pi * 0.7 * time) / 3, 0, None)
    whisper = 900 * breath / breath.std() * syllables
    pieces, kept, clock = [], [], 0.0
    for place, filler in enumerate((0 * time, noise, chords, whisper, time[:0])):
        group = reference[8 * place : 8 * place + 8]
        begin, end = group[0].start - 0.3, group[-1].end + 0.3
        pieces.append(samples[max(0, int(begin * rate)) : int(end * rate)])
        pieces.append(np.repeat(filler[:, None], sound.channels, axis=1))
        later = clock - begin
        kept += [replace(each, start=each.start + later, end=each.end + later) for each in group]
        clock += end - begin + len(filler) / rate
    path = folder / "hard.wav"
    joined = np.concatenate(pieces).clip(-32_768, 32_767).astype(np.int16)
    soundfile.write(path, joined, rate, subtype="PCM_16")
    return Sound(path, rate, sound.channels, len(joined) / rate), kept


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


def ours(model: Path, sound: Sound, language: str, hotwords: str) -> list[Stretch]:
    with Transcriber(store.verify(model), threads=1) as transcriber:
        events = transcriber.transcribe(
            sound.chunks(),
            first_frame=0,
            rate=sound.rate,
            channels=sound.channels,
            language=language,
            hotwords=hotwords,
        )
        return [event for event in events if isinstance(event, Stretch)]


def children_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


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
