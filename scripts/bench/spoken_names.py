"""Names that are said: how many are covered in the sound, and how much is covered where none is.

    python scripts/bench/spoken_names.py said [--language nl] [--voice mb-nl3 …] [--count N]
    python scripts/bench/spoken_names.py wrong FOLDER [--language nl] [--rosters N]

`said`: sentences with names by voices of mbrola and espeak-ng, clean, in noise and through a
telephone, four names of a roster of eight in each recording. A name is covered where the text has
it or it is heard, from 50 ms before it to 50 ms after. `wrong`: the recordings of people in FOLDER
are listened to for names that nobody says in them, eight drawn at random at a time, and each second
that is covered is wrong. Both for several bounds of how surely a name has to be said.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from said_names import ROSTER, SaidName, drawn_names, recordings

from interview_kit.audio.file_sound import file_sound
from interview_kit.model.chunk import Segment
from interview_kit.model.heard_name import HeardName
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.replace import spoken_spans
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.roster_match import match_roster
from interview_kit.pseudonym.spoken_names import sought_name
from interview_kit.speech import name_weighing
from interview_kit.speech.chunker import Chunker
from interview_kit.speech.model_store import find
from interview_kit.speech.resampling import SPEECH_RATE, Resampler
from interview_kit.speech.sections import SectionBuilder
from interview_kit.speech.speech_engine import WhisperEngine, load_engine
from interview_kit.speech.talk_stretch import TalkWord, sound_span, talk_stretches
from interview_kit.workflow.pseudonymisation.name_mask import LEAST_SCORE, MARGIN_MS

AROUND_MS = 50
"""A name counts as covered from so long before it to so long after."""
BOUNDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SOUNDS = (".flac", ".wav", ".opus")
VOICES = {"nl": ("mb-nl2", "mb-nl3"), "en": ("mb-us1", "mb-en1")}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Listening:
    """What is covered in a recording: by the text, as spans in ms, and as names that are heard."""

    by_text: tuple[Span, ...]
    heard: tuple[HeardName, ...]

    def spans(self, least: float) -> list[Span]:
        """What is covered, margins on, where a name has to be so surely said."""
        heard_spans = [(name.start_ms, name.end_ms) for name in self.heard if name.score >= least]
        return [
            (start - MARGIN_MS, end + MARGIN_MS) for start, end in [*self.by_text, *heard_spans]
        ]


def listen(
    engine: WhisperEngine,
    segments: Sequence[Segment],
    sound: NDArray[np.float32],
    roster: Sequence[str],
    language: str,
) -> Listening:
    """What the program covers of the names of a roster, however unsure it is."""
    typed = tuple(RosterName(name, MentionType.PERSON, "", "P01") for name in roster)
    names = [sought_name(name, MentionType.PERSON) for name in roster]
    words: list[TalkWord] = []
    by_text: list[Span] = []
    for segment in segments:
        times = (segment.words[0].start_ms, segment.words[-1].end_ms)
        turn = Turn(1, Speaker.PARTICIPANT, *times, "", segment.text, segment.words)
        places = [(place.start, place.end, "") for place in match_roster(turn.text, 1, typed)]
        named = spoken_spans(turn, places)
        by_text += named
        words += (
            TalkWord(
                word.text,
                word.start_ms,
                word.end_ms,
                word.probability,
                (word.start_ms, word.end_ms) in named,
            )
            for word in segment.words
        )
    heard_names: list[HeardName] = []
    for stretch in talk_stretches(words):
        first, end = (ms * SPEECH_RATE // 1000 for ms in sound_span(stretch))
        heard_names += engine.hear_names(sound[first:end], stretch, names, language)
    return Listening(tuple(by_text), tuple(heard_names))


def written(
    engine: WhisperEngine,
    samples: NDArray[np.int16],
    rate: int,
    language: str,
    roster: Sequence[str],
) -> list[Segment]:
    """The segments of a recording, frames by channels, as it is settled."""
    cutter, builder = Chunker(engine.voice, 0, rate, samples.shape[1]), SectionBuilder()
    sections = [
        *builder.add(cutter.feed(samples.tobytes())),
        *builder.add(cutter.finish()),
        *builder.finish(),
    ]
    chunks = engine.settle(sections, language, roster)
    return [segment for chunk in chunks for segment in chunk.segments]


def measure_said(engine: WhisperEngine, options: argparse.Namespace) -> None:
    """Print how many names are covered, by bound, by condition and by the text alone."""
    language = options.language
    voices = options.voice or VOICES[language]
    rows: list[tuple[str, SaidName, Listening]] = []
    for recording in recordings(language, voices, options.count, options.seed):
        segments = written(engine, recording.sound, SPEECH_RATE, language, recording.roster)
        sound = (recording.sound[:, 0] / 32_768).astype(np.float32)
        listening = listen(engine, segments, sound, recording.roster, language)
        rows += ((recording.condition, name, listening) for name in recording.said)
    print(f"{len(rows)} names by {', '.join(voices)}")
    print(f"by the text alone: {_share([_covered(name, way.spans(2)) for _, name, way in rows])}")
    for bound in BOUNDS:
        covered = [_covered(name, way.spans(bound)) for _condition, name, way in rows]
        print(f"{bound:.2f}: {_share(covered)}")
    for condition in dict.fromkeys(condition for condition, _name, _way in rows):
        covered = [
            _covered(name, way.spans(LEAST_SCORE["sure"]))
            for condition_of_row, name, way in rows
            if condition_of_row == condition
        ]
        print(f"{condition}: {_share(covered)}")


def _covered(name: SaidName, spans: Sequence[Span]) -> bool:
    """Whether all of a name is covered, by one span or several."""
    wanted = np.zeros(name.end_ms + AROUND_MS, np.bool_)
    for start, end in spans:
        wanted[max(0, start) : max(0, end)] = True
    return bool(wanted[max(0, name.start_ms - AROUND_MS) :].all())


def _share(covered: Sequence[bool]) -> str:
    return f"{sum(covered)} of {len(covered)}, {100 * sum(covered) / max(1, len(covered)):.1f} %"


def measure_wrong(engine: WhisperEngine, options: argparse.Namespace) -> None:
    """Print the seconds of an hour that are covered for names that nobody says, by bound."""
    random = Random(options.seed)
    rosters = [drawn_names(ROSTER, random) for _roster in range(options.rosters)]
    seconds = 0.0
    listenings: list[Listening] = []
    for sound_path in _sound_files(options.folder):
        samples, rate = file_sound(sound_path)
        resampler = Resampler(rate)
        sound = np.concatenate([resampler.push(samples), resampler.push(samples[:0], last=True)])
        segments = written(engine, samples, rate, options.language, ())
        for roster in rosters:
            seconds += len(sound) / SPEECH_RATE
            listenings.append(listen(engine, segments, sound, roster, options.language))
    hours = seconds / 3_600
    print(f"{hours:.1f} hours of recording and roster")
    print(f"by the text alone: {_length_s(listenings, 2) / hours:.1f} s in an hour")
    for bound in BOUNDS:
        print(f"{bound:.2f}: {_length_s(listenings, bound) / hours:.1f} s in an hour")


def _sound_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix in SOUNDS)


def _length_s(listenings: Sequence[Listening], least: float) -> float:
    return sum(end - start for way in listenings for start, end in way.spans(least)) / 1000


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    ways = parser.add_subparsers(dest="way", required=True)
    said_options = ways.add_parser("said")
    said_options.add_argument("--voice", action="append", default=[])
    said_options.add_argument("--count", type=int, default=30, help="recordings of four names each")
    wrong = ways.add_parser("wrong")
    wrong.add_argument("folder", type=Path)
    wrong.add_argument("--rosters", type=int, default=10)
    for way in (said_options, wrong):
        way.add_argument("--language", choices=("nl", "en"), default="nl")
        way.add_argument("--seed", type=int, default=100)
        way.add_argument("--model", default="base")
    options = parser.parse_args()
    name_weighing.LEAST_SCORE = min(BOUNDS)  # the curve wants the unsure ones too
    engine = load_engine(find(options.model).path, 1)
    begun = time.process_time()
    (measure_said if options.way == "said" else measure_wrong)(engine, options)
    print(f"{time.process_time() - begun:.0f} s of processor time")


if __name__ == "__main__":
    main()
