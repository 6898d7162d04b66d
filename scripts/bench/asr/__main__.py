"""How fast, how right and how steady the transcription is.

    python scripts/bench/asr DATA_FOLDER [--only ROW ...] [--minutes 60] [--seconds N]

DATA_FOLDER holds interviews as sound files, each with a reference of the same name: a JSON list of
utterances with `speaker`, `start`, `end` (seconds) and `text`. Two channels have the interviewer on
the left. Every way runs in a process of its own, on one thread (speed: --threads), one after the
other and in turn; seconds do not include loading the model. The longest interview is also made
into a hard file: its utterances with a minute of silence, noise, music and whisper-like noise
between them.
`speakers` makes mixes of it, and takes sound with an RTTM and no JSON as a meeting. `live` plays
it to the virtual microphone of `scripts/microphone` in real time, for --minutes; `memory` listens
that long. --seconds takes the begin of each interview only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

sys.path.append(str(Path(__file__).parents[1]))

import hotwords
import live
import speakers
import worker
from data import Spoken, fillers, hard, interviews, score, words
from heard_names import NAMES
from rich.console import Console
from rich.table import Table
from ways import WAYS, Result, ask

from interview_kit.guide.guide_parser import parse_guide
from interview_kit.speech import model_store
from interview_kit.speech.model_store import ModelFolder
from interview_kit.workflow.study.shipped_files import shipped_guides

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured, and with what."""

    data: Path
    spoken: list[Spoken]
    model: ModelFolder
    language: str
    folder: Path
    minutes: float
    rounds: int
    times: int
    ways: list[str]
    threads: int

    @property
    def long(self) -> Spoken:
        return self.spoken[0]

    @property
    def terms(self) -> tuple[str, ...]:
        """The vocabulary of the shipped guide."""
        guide = parse_guide(shipped_guides()[0].read_text(encoding="utf-8"), "guide")
        return guide.vocabulary.in_(self.language)


def speed(bench: Bench) -> Iterator[Row]:
    """CPU seconds, elapsed seconds and errors of each way, in turn."""
    for spoken in (*bench.spoken, hard(bench.spoken[0])):
        path = spoken.write(bench.folder)
        for _round in range(bench.rounds):
            first: Result | None = None
            for way in bench.ways:
                result = ask(way, bench.model.path, path, bench.language, threads=bench.threads)
                first = first or result
                errors = score(spoken.text, result.text)
                yield (
                    f"{spoken.name}, {spoken.seconds:.0f} s: {way}",
                    f"{result.cpu_s:.1f} CPU s ({first.cpu_s / result.cpu_s:.2f} x), "
                    f"{result.elapsed_s:.1f} s elapsed "
                    f"({first.elapsed_s / result.elapsed_s:.2f} x), "
                    f"WER {errors['wer']:.1f} % ({errors['inserted']} inserted, "
                    f"{errors['deleted']} deleted), peak {result.peak_mb} MB",
                )


def copies(bench: Bench) -> Iterator[Row]:
    """Errors of each way over --rounds copies that sound the same: how much is chance."""
    for spoken in bench.spoken:
        for way in bench.ways:
            rates, seconds = [], []
            for seed in range(1, bench.rounds + 1):
                path = spoken.copy(seed).write(bench.folder)
                result = ask(way, bench.model.path, path, bench.language, threads=bench.threads)
                rates.append(score(spoken.text, result.text)["wer"])
                seconds.append(result.cpu_s)
            yield (
                f"{spoken.name}, {bench.rounds} copies: {way}",
                f"WER {mean(rates):.1f} % ({min(rates):.1f} to {max(rates):.1f}), "
                f"{mean(seconds):.1f} CPU s",
            )


def invented(bench: Bench) -> Iterator[Row]:
    """Words written in a minute of what holds none."""
    for name, sound in fillers(bench.long.rate).items():
        samples = sound.clip(-32_768, 32_767).astype("int16")[:, None]
        path = Spoken(name, bench.long.rate, samples, ()).write(bench.folder)
        for way in ("ours", "default", "noscribe"):
            written = words(ask(way, bench.model.path, path, bench.language).text)
            yield f"invented in a minute of {name}: {way}", f"{len(written)} words"


def whole(bench: Bench) -> Iterator[Row]:
    """The whole path against the engine alone, told of the same terms."""
    path = bench.long.write(bench.folder)
    for _round in range(bench.rounds):
        engine_s = ask("ours", bench.model.path, path, bench.language, bench.terms).cpu_s
        yield from worker.whole_path(
            bench.long, bench.folder, bench.model, bench.language, engine_s
        )


def speakers_told(bench: Bench) -> Iterator[Row]:
    """Words under the right speaker."""
    yield from speakers.real(bench.spoken, bench.model, bench.language)
    yield from speakers.harder(bench.long, bench.model, bench.language)
    yield from speakers.meetings(bench.data)


def vocabulary(bench: Bench) -> Iterator[Row]:
    """What the vocabulary of the shipped guide, and a roster, find and make up."""
    yield from hotwords.recall(bench.folder, bench.model)
    for spoken in bench.spoken:
        yield from hotwords.none_said(spoken, bench.model, bench.language, bench.terms, NAMES[::5])


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "speed": speed,
    "copies": copies,
    "invented": invented,
    "whole": whole,
    "kills": lambda b: worker.kills(b.spoken[-1], b.folder, b.language, b.times),
    "memory": lambda b: worker.memory(b.long, b.model, b.language, b.minutes),
    "connections": lambda b: worker.connections(b.spoken[-1], b.folder, b.language),
    "speakers": speakers_told,
    "hotwords": vocabulary,
    "live": lambda b: live.live(b.long, b.folder, b.minutes),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--only", choices=ROWS, nargs="+", default=list(ROWS), metavar="ROW")
    parser.add_argument("--ways", choices=WAYS, nargs="+", default=["noscribe", "ours"])
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="nl")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--times", type=int, default=20, help="How often to kill.")
    parser.add_argument("--threads", type=int, default=1, help="Threads of each way in speed.")
    options = parser.parse_args()
    table = Table("what", "found")
    spoken = [each.first(min(options.seconds, each.seconds)) for each in interviews(options.folder)]
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(
            options.folder,
            spoken,
            model_store.verify(options.model),
            options.language,
            Path(scratch),
            options.minutes,
            options.rounds,
            options.times,
            options.ways,
            options.threads,
        )
        for name in options.only:
            for what, found in ROWS[name](bench):
                table.add_row(what, found)
                print(f"{what}: {found}", file=sys.stderr, flush=True)
    Console().print(table)


if __name__ == "__main__":
    main()
