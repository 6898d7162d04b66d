"""Who said what on one channel: dialogues with real turn-taking, and each diarizer that there is.

    python scripts/bench/mono.py DATA_FOLDER [--tuning] [--seconds 240] [--model base]

DATA_FOLDER is that of `scripts/bench/asr`: the two voices of its longest interview are put into
dialogues (`dialogues.py`), and each with itself made higher. What the program was tuned on is the
shortest interview, its voices made deeper, which `--tuning` takes instead. Every dialogue is
transcribed once; each diarizer then gives its words their speakers. A word is right under the one
who speaks during it; where both do, under the one in whose sentence it stands, if in one only.
Overlap is counted in hundredths of a second. CPU seconds are the worker's, loading included.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "asr"))

import data
import numpy as np
from dialogues import (
    WAYS,
    Dialogue,
    TalkingVoice,
    dialogue,
    higher,
    human_voices,
    recorded,
)

from interview_kit.model.chunk import Chunk
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech import model_store
from interview_kit.speech.diarizers import diarizers
from interview_kit.speech.speech_client import Transcriber, VoiceFinder
from interview_kit.speech.turn_building import build_turns
from interview_kit.workflow.transcription.transcribe import ONE_CHANNEL, TWO

HIGHER, DEEPER = 1.12, 0.92
HEADS = ("dialogue", "diarizer", "words right", "while one speaks",
         "short answers right of the written of all", "overlap found", "of what is told",
         "CPU s an hour")  # fmt: skip
WRITTEN_S = 0.7
"""A short answer is written if its word stands so near to where it was said."""

Pair = dict[str, TalkingVoice]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a diarizer made of a dialogue; overlap in hundredths of a second."""

    words: int
    right: int
    alone: int
    alone_right: int
    short: int
    short_written: int
    short_right: int
    together: int
    told: int
    told_right: int
    cpu_s: float
    seconds: float

    def __add__(self, other: Judgement) -> Judgement:
        return Judgement(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))

    def row(self) -> tuple[str, ...]:
        return (
            f"{100 * self.right / max(self.words, 1):.1f} % of {self.words}",
            f"{100 * self.alone_right / max(self.alone, 1):.1f} % of {self.alone}",
            f"{self.short_right} of {self.short_written} of {self.short}",
            f"{100 * self.told_right / max(self.together, 1):.0f} %",
            f"{100 * self.told_right / self.told:.0f} %" if self.told else "none told",
            f"{3_600 * self.cpu_s / self.seconds:.0f}",
        )


def pairs(folder: Path, tuning: bool) -> Iterator[tuple[str, Pair]]:
    """The pairs of voices that talk."""
    spoken = [*data.interviews(folder)][-1 if tuning else 0]
    deeper = DEEPER if tuning else 1.0
    voices = {name: higher(voice, deeper) for name, voice in human_voices(spoken)}
    yield " and ".join(voices), voices
    for name, voice in voices.items():
        yield f"{name} twice", {"a": higher(voice, HIGHER), "b": voice}


def judge(
    talk: Dialogue, stretches: Sequence[Chunk], voices: Sequence[Voice], cpu_s: float
) -> Judgement:
    """Hold the words and voices of a dialogue against what was made."""
    turns = build_turns(stretches, lambda _ms: "", ONE_CHANNEL, voices=voices)
    spoken_words = [(word, turn.speaker) for turn in turns for word in turn.words]
    true = [(whose, speaker) for word, speaker in spoken_words if (whose := _whose(talk, word))]
    heard_by = [(_speaking(talk, word), speaker) for word, speaker in spoken_words]
    alone = [(parts[0].speaker, speaker) for parts, speaker in heard_by if len(parts) == 1]
    names = _names(true)
    short = [_short(part, turns, names) for part in talk.short_answers]
    reference = _together([(p.start, p.end) for p in talk.spoken.reference], talk)
    told = _together([(v.start_ms / 1000, v.end_ms / 1000) for v in voices], talk)
    return Judgement(
        words=len(true),
        right=sum(names.get(speaker) == whose for whose, speaker in true),
        alone=len(alone),
        alone_right=sum(names.get(speaker) == whose for whose, speaker in alone),
        short=len(short),
        short_written=len([is_right for is_right in short if is_right is not None]),
        short_right=len([is_right for is_right in short if is_right]),
        together=int(reference.sum()),
        told=int(told.sum()),
        told_right=int((reference & told).sum()),
        cpu_s=cpu_s,
        seconds=talk.spoken.seconds,
    )


def _names(true: Sequence[tuple[str, Speaker]]) -> dict[Speaker, str]:
    """Roles are given the names that suit most: which is which is not asked here."""
    counts = Counter(true)
    names = sorted({whose for whose, _speaker in true})
    roles = sorted({speaker for _whose, speaker in true})
    roles += [role for role in Speaker if role not in roles][: len(names)]
    best = max(
        permutations(roles, len(names)),
        key=lambda order: sum(counts[pair] for pair in zip(names, order, strict=True)),
    )
    return dict(zip(best, names, strict=True))


def _whose(talk: Dialogue, word: Word) -> str:
    """Who says a word; empty where that cannot be told."""
    speaking = _speaking(talk, word)
    if len(speaking) > 1:
        text = data.words(word.text)
        speaking = [part for part in speaking if text and text[0] in data.words(part.text)]
    names = {part.speaker for part in speaking}
    return names.pop() if len(names) == 1 else ""


def _speaking(talk: Dialogue, word: Word) -> list[data.Utterance]:
    """What is said during half of a word, by one or several; else what is nearest."""
    shared = {
        part: min(1000 * part.end, word.end_ms) - max(1000 * part.start, word.start_ms)
        for part in talk.spoken.reference
    }
    half = [part for part, ms in shared.items() if 2 * ms > word.end_ms - word.start_ms]
    by_speaker = {part.speaker: part for part in half}
    return [*by_speaker.values()] or [max(shared, key=lambda part: shared[part])]


def _short(part: data.Utterance, turns: Sequence[Turn], names: dict[Speaker, str]) -> bool | None:
    """Whether a short answer is under who said it; None where its word is not written near it."""
    (spoken_word, *_rest) = data.words(part.text)
    middle = (part.start + part.end) / 2
    distances = [
        (abs((word.start_ms + word.end_ms) / 2000 - middle), turn.speaker)
        for turn in turns
        for word in turn.words
        if data.words(word.text) == [spoken_word]
    ]
    distance, speaker = min(distances, default=(WRITTEN_S, None))
    return None if speaker is None or distance >= WRITTEN_S else names.get(speaker) == part.speaker


def _together(spans: Sequence[tuple[float, float]], talk: Dialogue) -> np.ndarray:
    """The hundredths of a second in which several speak."""
    counts = np.zeros(int(100 * talk.spoken.seconds) + 100, int)
    for start, end in spans:
        counts[round(100 * start) : round(100 * end)] += 1
    return counts > 1


def _voices(talk: Dialogue, diarizer: str) -> tuple[tuple[Voice, ...], float]:
    """The voices that a diarizer tells, and the CPU seconds of its process."""
    before = _children_s()
    with VoiceFinder(threads=1) as finder:
        told = finder.find(
            data.chunks(talk.spoken.samples), rate=talk.spoken.rate, channels=1, voices=TWO,
            diarizer=diarizer,
        )  # fmt: skip
        (voices,) = [event for event in told if isinstance(event, tuple)]
    return voices, _children_s() - before


def _children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _words(talk: Dialogue, transcriber: Transcriber) -> list[Chunk]:
    events = transcriber.transcribe(
        data.chunks(talk.spoken.samples),
        first_frame=0,
        rate=talk.spoken.rate,
        channels=1,
        language="nl",
    )
    return [event for event in events if isinstance(event, Chunk)]


def _print(name: str, diarizer: str, judgement: Judgement) -> None:
    print("|", " | ".join((name, diarizer, *judgement.row())), "|", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--model", default="base")
    options = parser.parse_args()
    print("|", " | ".join(HEADS), "|\n|", " | ".join("---" for _head in HEADS), "|")
    sums: dict[tuple[str, str], Judgement] = {}
    overlaps: list[float] = []
    with Transcriber(model_store.find(options.model), threads=1) as transcriber:
        for seed, (pair_name, pair) in enumerate(pairs(options.folder, options.tuning)):
            for way_name, (down_db, way) in WAYS.items():
                talk = dialogue(pair_name, pair, options.seconds, down_db, seed)
                talk = recorded(talk, way, seed)
                spans = [(part.start, part.end) for part in talk.spoken.reference]
                overlaps.append(_together(spans, talk).sum() / 100 / talk.spoken.seconds)
                stretches = _words(talk, transcriber)
                for diarizer in diarizers():
                    judgement = judge(talk, stretches, *_voices(talk, diarizer))
                    _print(f"{pair_name}, {way_name}", diarizer, judgement)
                    for key in ((way_name, diarizer), ("all", diarizer)):
                        sums[key] = sums[key] + judgement if key in sums else judgement
    for (name, diarizer), judgement in sorted(sums.items()):
        _print(f"together: {name}", diarizer, judgement)
    print(f"Both speak in {100 * np.mean(overlaps):.0f} % of the time.")


if __name__ == "__main__":
    main()
