"""Fit how many errors a text has to what is known of its words, and judge it on other sound.

    python scripts/fit_expected_errors.py DATA_FOLDER [--heard FILE ...] [--only WAY ...] [--write]

DATA_FOLDER is that of `scripts/bench/asr`. The first half of the longest interview is what is
fitted, as it is and made worse; its second half and the other interviews are what it is judged by.
What was heard is kept in --heard, and not heard again; --only hears some of the ways in which sound
is made worse, so that several can be heard side by side. --write puts the weights into the program.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "bench" / "asr"))

import numpy as np
from data import Spoken, Utterance, chunks, interviews, read_sound, words
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import FURTHER_READINGS, Reading
from interview_kit.model.word import Word
from interview_kit.speech import model_store
from interview_kit.speech.chunker import Chunker
from interview_kit.speech.expected_errors import (
    FEATURES,
    MODEL_FILE,
    Comparison,
    ErrorModel,
    chances,
    models_json,
    signals,
)
from interview_kit.speech.reading_comparison import with_likeliest_words
from interview_kit.speech.respelling import respelt
from interview_kit.speech.sections import SECTIONS_TOGETHER, SectionBuilder
from interview_kit.speech.speech_engine import WhisperEngine, load_engine

TARGET = Path("interview_kit/speech/data") / MODEL_FILE
RIDGE = 1.0
ROUNDS = 50
Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one sound: the words of each sentence, and what was said."""

    name: str
    is_fitted: bool
    comparison: Comparison
    language: str
    said: str
    sentences: tuple[tuple[Word, ...], ...]


def noisy(decibels: float) -> Callable[[Samples, int], Samples]:
    """White noise so far under the voice."""

    def worse(sound: Samples, _rate: int) -> Samples:
        noise = np.random.default_rng(1).normal(0, 1, sound.shape)
        return sound + noise * sound.std() * 10 ** (-decibels / 20)

    return worse


def telephone(sound: Samples, rate: int) -> Samples:
    """What a telephone lets through: 300 to 3,400 Hz."""
    spectrum = np.fft.rfft(sound, axis=0)
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return np.fft.irfft(spectrum, len(sound), axis=0)


def echoing(sound: Samples, rate: int) -> Samples:
    """Half a second of a room's tail."""
    time = np.arange(rate // 2) / rate
    tail = np.random.default_rng(2).normal(0, 1, len(time)) * 10 ** (-3 * time / 0.5)
    tail[0] = 8
    size = len(sound) + len(tail)
    room = np.fft.rfft(tail, size)[:, None]
    wet = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * room, size, axis=0)[: len(sound)]
    return wet * sound.std() / wet.std()


def fast(sound: Samples, _rate: int) -> Samples:
    """Spoken a fifth faster, and higher."""
    places = np.arange(0, len(sound) - 1, 1.2)
    columns = [np.interp(places, np.arange(len(sound)), column) for column in sound.T]
    return np.column_stack(columns)


def sentences(folder: Path) -> Iterator[Spoken]:
    """The single sentences that a table lists with what is said in them, one after the other."""
    for table in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
        pieces, reference, rate = [], [], 0
        for name, text in rows:
            rate, samples = read_sound(folder / name)
            pieces += [samples[:, :1], np.zeros((rate * 4 // 5, 1), np.int16)]
            reference.append(Utterance("", 0, 0, text))
        yield Spoken(table.stem, rate, np.concatenate(pieces), tuple(reference))


WORSE: dict[str, Callable[[Samples, int], Samples]] = {
    "clear": lambda sound, _rate: sound,
    "noise": noisy(9),
    "telephone": telephone,
    "room": echoing,
    "fast": fast,
}


def sounds(folder: Path, ways: Iterable[str] = WORSE) -> Iterator[tuple[Spoken, bool]]:
    """Each sound, and whether it is to be fitted."""
    longest, *others = interviews(folder)
    half = longest.seconds / 2
    first = longest.first(half)
    rest = replace(
        longest,
        name=f"{longest.name}, rest",
        samples=longest.samples[len(first.samples) :],
        reference=longest.reference[len(first.reference) :],
    )
    for spoken, is_fitted in (
        (first, True),
        (rest, False),
        *((spoken, False) for spoken in (*others, *sentences(folder))),
    ):
        for name in ways:
            sound = WORSE[name](spoken.samples.astype(np.float64), spoken.rate)
            samples = sound.clip(-32_768, 32_767).astype(np.int16)
            yield replace(spoken, name=f"{spoken.name}: {name}", samples=samples), is_fitted


def heard(engine: WhisperEngine, spoken: Spoken, language: str, *, is_fitted: bool) -> list[Heard]:
    """The draft, the settled text, that with the draft beside it, and with all readings."""
    cutter = Chunker(engine.voice, 0, spoken.rate, spoken.samples.shape[1])
    cuts = [cut for data in chunks(spoken.samples) for cut in cutter.feed(data)]
    cuts += cutter.finish()
    builder = SectionBuilder()
    sections = [*builder.add(cuts), *builder.finish()]
    draft = engine.transcribe(cuts, language)
    settled, *further = (
        [
            chunk
            for begin in range(0, len(sections), SECTIONS_TOGETHER)
            for chunk in engine.read_again(
                sections[begin : begin + SECTIONS_TOGETHER], language, (), reading
            )
        ]
        for reading in (Reading.SETTLED, *FURTHER_READINGS)
    )
    texts: dict[Comparison, Iterable[Chunk]] = {
        Comparison.DRAFT: draft,
        Comparison.SETTLED: settled,
        Comparison.WITH_DRAFT: with_likeliest_words(settled, [draft]),
        Comparison.READINGS: with_likeliest_words(settled, [draft, *further]),
    }
    return [
        Heard(
            spoken.name,
            is_fitted,
            comparison,
            language,
            spoken.text,
            tuple(segment.words for chunk in respelt(text) for segment in chunk.segments),
        )
        for comparison, text in texts.items()
    ]


def errors(text: Heard) -> NDArray[np.float64]:
    """How many errors stand at each word: wrong or too much, and left out behind it."""
    said = words(text.said)
    tokens = [
        (place, token)
        for place, word in enumerate(word for part in text.sentences for word in part)
        for token in words(word.text)
    ]
    counts = np.zeros(sum(len(part) for part in text.sentences))
    for edit in Levenshtein.editops(said, [token for _place, token in tokens]):
        place = edit.dest_pos - (edit.tag == "delete")
        counts[tokens[min(max(place, 0), len(tokens) - 1)][0]] += 1
    return counts


def fitted(texts: Sequence[Heard]) -> ErrorModel:
    """Weights by Newton's method with a ridge on all but the constant."""
    rows = np.concatenate(
        [signals(part, text.language) for text in texts for part in text.sentences]
    )
    counts = np.concatenate([errors(text) for text in texts])
    wrong = np.minimum(counts, 1)
    weights = np.zeros(len(FEATURES))
    ridge = RIDGE * np.diag([0.0, *np.ones(len(FEATURES) - 1)])
    for _round in range(ROUNDS):
        chance = chances(rows, weights)
        slope = rows.T @ (wrong - chance) - ridge @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(curve, slope)
    each = counts.sum() / chances(rows, weights).sum()
    return ErrorModel(tuple(round(float(weight), 4) for weight in weights), round(float(each), 4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="nl")
    parser.add_argument("--heard", type=Path, nargs="+", default=[])
    parser.add_argument("--only", choices=WORSE, nargs="+", default=list(WORSE))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.heard and all(path.exists() for path in options.heard):
        texts = [loaded(line) for path in options.heard for line in path.read_text().splitlines()]
    else:
        engine = load_engine(model_store.verify(options.model).path, 1)
        texts = []
        for spoken, is_fitted in sounds(options.folder, options.only):
            texts += heard(engine, spoken, options.language, is_fitted=is_fitted)
            print(spoken.name, file=sys.stderr, flush=True)
        for path in options.heard:
            path.write_text("".join(json.dumps(asdict(text)) + "\n" for text in texts))
    if not any(text.is_fitted for text in texts):
        sys.exit("Nothing of this was to be fitted.")
    models = {
        comparison: fitted(
            [text for text in texts if text.is_fitted and text.comparison is comparison]
        )
        for comparison in Comparison
    }
    if options.write:
        TARGET.write_text(models_json(models))
    table = Table("sound", "text", "words", "errors %", "expected %", "difference")
    for text in sorted(texts, key=lambda text: (text.comparison, not text.is_fitted)):
        true = 100 * errors(text).sum() / len(words(text.said))
        model = models[text.comparison]
        chance = sum(
            chances(signals(part, text.language), model.weights).sum() for part in text.sentences
        )
        written = sum(len(part) for part in text.sentences)
        expected = 100 * chance * model.errors_each / max(written, 1)
        kind = f"{text.comparison}, fitted" if text.is_fitted else text.comparison.value
        numbers = (f"{true:.1f}", f"{expected:.1f}", f"{expected - true:+.1f}")
        table.add_row(text.name, kind, str(written), *numbers)
    Console(width=140).print(table)
    print(models_json(models))


def loaded(line: str) -> Heard:
    value = json.loads(line)
    sentences = tuple(
        tuple(Word(**{**word, "levels": tuple(word["levels"])}) for word in part)
        for part in value["sentences"]
    )
    return Heard(
        value["name"],
        value["is_fitted"],
        Comparison(value["comparison"]),
        value["language"],
        value["said"],
        sentences,
    )


if __name__ == "__main__":
    main()
