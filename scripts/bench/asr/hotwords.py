"""Whether a vocabulary helps: names of medication spoken by espeak-ng, and talk without any."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from data import Spoken, score, words
from hearing import heard

from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_engine import load_engine

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
    engine = load_engine(model.path, 1)
    for name, sentences in (("with the terms", WITH), ("without them", WITHOUT)):
        samples, rate = _spoken(sentences, folder)
        said = " ".join(sentences)
        for way, given in (("no vocabulary", ()), ("vocabulary", TERMS)):
            text = heard(engine, samples, rate, "en", given)
            yield f"sentences {name}: {way}", _found(said, text)
        path = folder / "sentences.wav"
        soundfile.write(path, samples, rate, subtype="PCM_16")
        text = _library(model, path)
        yield f"sentences {name}: vocabulary in every window (library)", _found(said, text)


def none_said(
    spoken: Spoken, model: ModelFolder, language: str, *vocabularies: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Words made up, and errors, in talk in which no term of the vocabularies is said."""
    engine = load_engine(model.path, 1)
    unsaid = {word for terms in vocabularies for term in terms for word in words(term)}
    unsaid -= set(words(spoken.text))
    for terms in ((), *vocabularies):
        text = heard(engine, spoken.samples, spoken.rate, language, terms)
        made_up = sum(word in unsaid for word in words(text))
        wer = score(spoken.text, text)["wer"]
        yield f"{spoken.name}: {len(terms)} terms", f"{made_up} words made up, WER {wer:.1f} %"


def _found(said: str, text: str) -> str:
    right = made_up = 0
    for term in (term.lower() for term in TERMS):
        spoken, written = words(said).count(term), words(text).count(term)
        right += min(spoken, written)
        made_up += max(0, written - spoken)
    total = sum(words(said).count(term.lower()) for term in TERMS)
    wer = score(said, text)["wer"]
    return f"{right} of {total} terms found, {made_up} made up, WER {wer:.1f} %"


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
