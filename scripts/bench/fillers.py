"""What a prompt with fillers does: how many filled pauses are written, and what it costs elsewhere.

    .venv/bin/python scripts/bench/fillers.py DATA_FOLDER [--model base] [--seconds N]

DATA_FOLDER holds interviews as `scripts/bench/asr` reads them. The sound of each is heard as it is,
without a prompt and with one, and its errors are counted. Then a filled pause (espeak-ng, at the
loudness of the speech) is set before every second utterance, and how many of them are written is
counted where they sound: the recordings have none of their own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent / "asr"))
sys.path.append(str(Path(__file__).parents[2]))

import numpy as np
import soundfile
from data import Samples, Spoken, interviews

from interview_kit.model.word import Word
from interview_kit.speech import model_store
from interview_kit.speech.chunker import Chunker
from interview_kit.speech.speech_engine import WhisperEngine
from interview_kit.speech.verbatim import HABITS
from interview_kit.speech.voice_activity import SileroVoice
from interview_kit.speech.whisper import Whisper
from interview_kit.speech.word_errors import compared_words, word_errors

PROMPT = "Uhm, ja, eh... ik, ik weet het niet, uh, hm, nou eh, ja."
PAUSES = ("eh", "uhm", "uh", "ehm")
NEAR_MS = 700
GAP_S = 0.25


def prompted(decoder: Whisper, prompt: str) -> None:
    """Let a model believe that `prompt` was said before each piece."""
    model: Any = decoder._model
    plain_prompt = model.get_prompt

    def with_prompt(tokenizer: Any, previous: list[int], **options: Any) -> Any:
        said = tokenizer.encode(f" {prompt}") if prompt else []
        return plain_prompt(tokenizer, [*previous, *said], **options)

    model.get_prompt = with_prompt


def heard(model: Path, spoken: Spoken, prompt: str) -> list[Word]:
    decoder = Whisper(model, 1)
    prompted(decoder, prompt)
    engine = WhisperEngine(decoder, SileroVoice())
    cutter = Chunker(engine.voice, 0, spoken.rate, spoken.samples.shape[1])
    cuts = [*cutter.feed(spoken.samples.tobytes()), *cutter.finish()]
    chunks = engine.transcribe(cuts, "nl")
    return [word for chunk in chunks for part in chunk.segments for word in part.words]


def pause_sound(text: str, rate: int) -> np.ndarray[Any, Any]:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(
            ["espeak-ng", "-v", "nl", "-s", "110", "-w", file.name, text],
            check=True, capture_output=True,
        )  # fmt: skip
        sound, own_rate = soundfile.read(file.name, dtype="float32")
    loud = sound[np.abs(sound) > 0.01]
    steps = np.arange(0, len(sound), own_rate / rate)
    resampled = np.interp(steps, np.arange(len(sound)), sound)
    return np.asarray(resampled / (np.sqrt(np.mean(loud**2)) + 1e-9))


def with_pauses(spoken: Spoken) -> tuple[Spoken, list[int]]:
    """The sound with a filled pause before every second utterance, and where each is, in ms."""
    pieces: list[Samples] = []
    places: list[int] = []
    at = frames = 0
    for number, part in enumerate(spoken.reference[1::2]):
        begin = max(at, int((part.start - 0.1) * spoken.rate))
        pieces.append(spoken.samples[at:begin])
        frames += begin - at
        speech = spoken.samples[begin : int(part.end * spoken.rate)].astype(np.float32)
        side = int(np.argmax(np.square(speech).mean(axis=0)))
        loudness = np.sqrt(np.mean(speech[:, side] ** 2))
        sound = pause_sound(PAUSES[number % len(PAUSES)], spoken.rate) * loudness
        gap = np.zeros(int(GAP_S * spoken.rate))
        line = np.concatenate([gap, sound, gap]).clip(-32_000, 32_000)
        piece = np.zeros((len(line), spoken.samples.shape[1]), np.int16)
        piece[:, side] = line
        pieces.append(piece)
        places.append((frames + len(line) // 2) * 1000 // spoken.rate)
        frames += len(line)
        at = begin
    pieces.append(spoken.samples[at:])
    return Spoken(spoken.name, spoken.rate, np.concatenate(pieces), spoken.reference), places


def kept(words: list[Word], places: list[int]) -> int:
    """How many of the pauses are written where they sound."""
    fillers = HABITS["nl"].fillers
    times = [
        (word.start_ms + word.end_ms) // 2
        for word in words
        if set(compared_words(word.text)) & fillers
    ]
    return sum(any(abs(place - time) <= NEAR_MS for time in times) for place in places)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--seconds", type=float, default=0)
    options = parser.parse_args()
    model = model_store.verify(options.model).path
    print("| sound | prompt | wrong words, % | left out | put in | pauses written |")
    print("| --- | --- | --- | --- | --- | --- |")
    for whole in interviews(options.data):
        spoken = whole.first(options.seconds) if options.seconds else whole
        filled, places = with_pauses(spoken)
        for prompt in ("", PROMPT):
            errors = word_errors(spoken.text, "".join(w.text for w in heard(model, spoken, prompt)))
            written = kept(heard(model, filled, prompt), places)
            print(
                f"| {spoken.name} | {'yes' if prompt else 'none'} | {errors.percent:.1f} "
                f"| {errors.deleted} | {errors.inserted} | {written} of {len(places)} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
