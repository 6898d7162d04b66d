"""How many of the wrong words the worklist holds, and how many words it holds for that.

    python scripts/bench/suspects.py DATA_FOLDER [--heard FILE ...] [--dictionaries FOLDER] [--each]

DATA_FOLDER is that of `scripts/bench/asr`; the sound is heard as `scripts/fit_expected_errors.py`
does, clear and made worse, and what it kept with --heard is taken from there. What was fitted is
told apart. A word is wrong that is not in the reference at its place (Levenshtein); it is caught
where a doubtful place holds it. A word that was left out stands between two, and is caught where
one of them is. What stands beside a doubtful word is heard with it, and told apart. Each sentence
of the model is a turn here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
sys.path.append(str(Path(__file__).parent / "asr"))

from data import words
from fit_expected_errors import Heard, heard, loaded, sounds
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.speech import model_store
from interview_kit.speech.doubtful_place import DoubtfulPlace, Reason
from interview_kit.speech.doubts import Knowledge, transcript_doubts
from interview_kit.speech.expected_errors import Comparison
from interview_kit.speech.speech_engine import load_engine
from interview_kit.speech.spell_checker import SpellChecker


@dataclass(frozen=True, slots=True)
class Catch:
    """Counts of words: written, wrong, in the worklist, wrong and in it; left out, and seen;
    wrong and in it or beside a word in it."""

    words: int = 0
    wrong: int = 0
    doubted: int = 0
    caught: int = 0
    left_out: int = 0
    left_out_caught: int = 0
    beside: int = 0

    def __add__(self, other: Catch) -> Catch:
        return Catch(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            str(self.words),
            f"{100 * self.wrong / max(self.words, 1):.1f}",
            f"{100 * self.doubted / max(self.words, 1):.1f}",
            f"{100 * self.caught / max(self.wrong, 1):.1f}",
            f"{100 * self.caught / max(self.doubted, 1):.1f}",
            f"{100 * self.beside / max(self.wrong, 1):.1f}",
            f"{self.left_out_caught} of {self.left_out}",
        )


def turns_of(text: Heard) -> list[Turn]:
    """Each sentence as a turn."""
    turns = []
    for number, sentence in enumerate(text.sentences, 1):
        said = "".join(word.text for word in sentence).strip()
        end_ms = max(word.end_ms for word in sentence)
        turns.append(Turn(number, Speaker.OTHER, sentence[0].start_ms, end_ms, "", said, sentence))
    return turns


def doubted_tokens(turns: Sequence[Turn], places: Sequence[DoubtfulPlace]) -> list[bool]:
    """For each compared word of some turns whether a doubtful place holds it."""
    doubted = []
    for turn in turns:
        spans = [(place.start, place.end) for place in places if place.turn == turn.number]
        at = 0
        for token in words(turn.text):
            at = turn.text.lower().index(token, at)
            doubted.append(any(start <= at < end for start, end in spans))
            at += len(token)
    return doubted


def caught(text: Heard, dictionaries: str) -> tuple[Catch, dict[Reason, tuple[int, int]]]:
    """What the worklist catches of a text; and by reason how many words, and wrong ones."""
    turns = turns_of(text)
    checker = SpellChecker(text.language, dictionaries)
    knowledge = Knowledge(text.language, checker, text.comparison)
    places = transcript_doubts(turns, turns, frozenset(), knowledge).places
    doubted = doubted_tokens(turns, places)
    wrong = [False] * len(doubted)
    left_out = left_out_caught = 0
    written = [token for turn in turns for token in words(turn.text)]
    for edit in Levenshtein.editops(words(text.said), written):
        if edit.tag == "delete":
            left_out += 1
            left_out_caught += any(doubted[max(edit.dest_pos - 1, 0) : edit.dest_pos + 1])
        else:
            wrong[edit.dest_pos] = True
    reasons = {}
    for reason in Reason:
        within = doubted_tokens(turns, [place for place in places if place.reasons[0] is reason])
        both = zip(within, wrong, strict=True)
        reasons[reason] = (sum(within), sum(is_in and is_wrong for is_in, is_wrong in both))
    hits = sum(is_in and is_wrong for is_in, is_wrong in zip(doubted, wrong, strict=True))
    padded = [False, *doubted, False]
    near = [any(padded[at : at + 3]) for at in range(len(doubted))]
    beside = sum(is_near and is_wrong for is_near, is_wrong in zip(near, wrong, strict=True))
    counts = Catch(len(doubted), sum(wrong), sum(doubted), hits, left_out, left_out_caught, beside)
    return counts, reasons


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="nl")
    parser.add_argument("--heard", type=Path, nargs="+", default=[])
    parser.add_argument("--dictionaries", default="")
    parser.add_argument("--each", action="store_true", help="Every sound, not the sums alone.")
    options = parser.parse_args()
    texts = [loaded(line) for path in options.heard for line in path.read_text().splitlines()]
    if not texts:
        engine = load_engine(model_store.verify(options.model).path, 1)
        for spoken, is_fitted in sounds(options.folder):
            texts += heard(engine, spoken, options.language, is_fitted=is_fitted)
    heads = ("words", "wrong %", "in worklist %", "caught %", "precision %", "or beside %")
    table = Table("text", "sound", "fitted", *heads, "left out caught")
    for comparison in Comparison:
        sums: dict[tuple[str, bool], Catch] = {}
        by_reason = dict.fromkeys(Reason, (0, 0))
        for text in (text for text in texts if text.comparison is comparison):
            counts, reasons = caught(text, options.dictionaries)
            row = (text.name.rpartition(": ")[2], text.is_fitted)
            sums[row] = sums.get(row, Catch()) + counts
            if options.each:
                table.add_row(comparison, text.name, "yes" if text.is_fitted else "", *counts.cells)
            if not text.is_fitted:
                by_reason = {
                    reason: (count + reasons[reason][0], hits + reasons[reason][1])
                    for reason, (count, hits) in by_reason.items()
                }
        for (way, is_fitted), counts in sums.items():
            table.add_row(comparison, f"all: {way}", "yes" if is_fitted else "", *counts.cells)
        table.add_section()
        shares = (
            f"{reason} {hits}/{count}" for reason, (count, hits) in by_reason.items() if count
        )
        print(
            f"{comparison}: wrong of doubted, by first reason: {', '.join(shares)}", file=sys.stderr
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
