"""Whether a vocabulary helps: names of medication spoken by espeak-ng, and talk without any."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from data import Spoken, chunks, score, words

from interview_kit.speech.cutter import Cutter
from interview_kit.speech.engine import Engine
from interview_kit.speech.store import ModelFolder

TERMS = ("clozapine", "lithium", "quetiapine", "haloperidol", "Arkin", "Altrecht", "Mentrum")
WITH = (
    "In the morning they gave me clozapine and in the evening lithium.",
    "First I was at Arkin and after that at Altrecht for a year.",
    "The doctor stopped the haloperidol and started quetiapine.",
    "My sister found me a place at Mentrum, and the lithium helped.",
)
WITHOUT = (
    "I walked to the market with my brother and we bought some bread.",
    "It was a difficult year, but my neighbours were kind to me.",
    "In the evening I listen to the radio and look at the street.",
    "When I came home nobody asked me where I had been.",
)
PAUSE_S = 1.8


def recall(folder: Path, model: ModelFolder) -> Iterator[tuple[str, str]]:
    """Terms found and terms made up, without a vocabulary and with it."""
    engine = Engine(model.path, 1)
    for name, sentences in (("with the terms", WITH), ("without them", WITHOUT)):
        samples, rate = _spoken(sentences, folder)
        said = " ".join(sentences)
        for way, given in (("no vocabulary", ()), ("vocabulary", TERMS)):
            heard = _heard(engine, samples, rate, given)
            yield f"sentences {name}: {way}", _found(said, heard)
        path = folder / "sentences.wav"
        soundfile.write(path, samples, rate, subtype="PCM_16")
        heard = _library(model, path)
        yield f"sentences {name}: vocabulary in every window (library)", _found(said, heard)


def none_said(
    spoken: Spoken, model: ModelFolder, language: str, terms: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Words of terms made up, and errors, in talk in which none of `terms` is said."""
    engine = Engine(model.path, 1)
    for way, given in (("no vocabulary", ()), (f"{len(terms)} terms", terms)):
        heard = _heard(engine, spoken.samples, spoken.rate, given, language)
        known = set(words(spoken.text))
        made_up = [
            word
            for word in words(heard)
            if word not in known and any(word in words(term) for term in terms)
        ]
        wer = score(spoken.text, heard)["wer"]
        yield f"{spoken.name}: {way}", f"{len(made_up)} words made up, WER {wer:.1f} %"


def _found(said: str, heard: str) -> str:
    right = made_up = 0
    for term in (term.lower() for term in TERMS):
        spoken, written = words(said).count(term), words(heard).count(term)
        right += min(spoken, written)
        made_up += max(0, written - spoken)
    total = sum(words(said).count(term.lower()) for term in TERMS)
    wer = score(said, heard)["wer"]
    return f"{right} of {total} terms found, {made_up} made up, WER {wer:.1f} %"


def _heard(
    engine: Engine, samples: np.ndarray, rate: int, given: tuple[str, ...], language: str = "en"
) -> str:
    cutter = Cutter(engine.voice, 0, rate, samples.shape[1])
    cuts = [cut for chunk in chunks(samples) for cut in cutter.feed(chunk)] + [*cutter.finish()]
    stretches = [part for cut in cuts for part in engine.transcribe([cut], language, given)]
    return " ".join(part.text for stretch in stretches for part in stretch.segments)


def _library(model: ModelFolder, path: Path) -> str:
    from faster_whisper import WhisperModel

    whisper = WhisperModel(str(model.path), compute_type="int8", cpu_threads=1)
    segments, _ = whisper.transcribe(
        str(path),
        language="en",
        beam_size=5,
        vad_filter=True,
        word_timestamps=True,
        hotwords=" ".join(TERMS),
    )
    return " ".join(segment.text for segment in segments)


def _spoken(sentences: tuple[str, ...], folder: Path) -> tuple[np.ndarray, int]:
    pieces = []
    for sentence in sentences:
        path = folder / "sentence.wav"
        subprocess.run(["espeak-ng", "-v", "en-gb", "-s", "140", "-w", path, sentence], check=True)
        samples, rate = soundfile.read(path, dtype="int16")
        pieces += [samples, np.zeros(int(PAUSE_S * rate), np.int16)]
    return np.concatenate(pieces)[:, None], rate
