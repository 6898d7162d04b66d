"""How a large corpus behaves: search, filing one more, opening.

    python scripts/bench/corpus.py FOLDER [--interviews 10000] [--turns 300]

FOLDER is where the corpus is made, some 2 GB for 10,000 interviews, and where it stays for a
second run. Its words are drawn by Zipf's law from an invented lexicon of 40,000, twelve to a turn;
words with times are kept for the interviews filed one by one, and for one in fifty of the others.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.search import search
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

LEXICON, WORDS_A_TURN, QUESTIONS = 40_000, 12, 30
ONSETS = "b d f g h k l m n p r s t v w z br dr gr kl kr pl pr sch sl sp st str tr vl vr zw"
VOWELS = "a e i o u aa ee ie oe oo ui eu ij ou"
CODAS = "- k l m n p r s t cht nd ng rs st"


class Talk:
    """Words as often as they come in speech: the second half as often as the first, and so on."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        words = {"niet": None, "medicatie": None}
        while len(words) < LEXICON:
            words[self._word()] = None
        self.lexicon = list(words)
        self._numbers = np.random.default_rng(seed)
        weights = 1 / (np.arange(LEXICON) + 10)
        self._weights = weights / weights.sum()

    def _word(self) -> str:
        def pick(parts: str) -> str:
            return self.random.choice(parts.split()).strip("-")

        syllables = range(self.random.randint(1, 3))
        return "".join(pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in syllables)

    def words(self, count: int) -> list[str]:
        drawn = self._numbers.choice(LEXICON, count, p=self._weights)
        return [self.lexicon[each] for each in drawn]


def record(talk: Talk, number: int, turns: int, *, words: bool) -> Record:
    questions = tuple(
        GuideQuestion(f"q{each}", f"Vraag {each}?", f"s{each // 5}", mark="asked")
        for each in range(QUESTIONS)
    )
    return Record(
        interview=f"P{number:05d}-1",
        participant=f"P{number:05d}",
        language="nl",
        guide="bench",
        guide_fingerprint="ab" * 32,
        held="2026-11",
        length_ms=turns * 12_000,
        version=1,
        guide_version=1,
        attributes={"age": f"{number % 7 + 2}0-{number % 7 + 2}9"},
        states={"filed": "2026-11"},
        questions=questions,
        turns=tuple(_turns(talk, turns, words=words)),
    )


def _turns(talk: Talk, count: int, *, words: bool) -> Iterator[Turn]:
    for number in range(1, count + 1):
        said, start = talk.words(WORDS_A_TURN), number * 12_000
        timed = tuple(
            Word(f" {word}", start + 500 * at, start + 500 * at + 400, 0.9)
            for at, word in enumerate(said)
        )
        speaker = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)[number % 2]
        question = f"q{number * QUESTIONS // (count + 1)}"
        text = " ".join(said)
        yield Turn(number, speaker, start, start + 11_000, question, text, timed if words else ())


def fill(corpus: Corpus, talk: Talk, first: int, end: int, turns: int) -> None:
    """The rows that `put` writes, without what keeps them safe, and indexed all at once at the end.

    Interviews, questions, states and one text in fifty go through `put` itself.
    """
    if first >= end:
        return
    db = corpus.db
    trigger = next(db.query("SELECT sql FROM sqlite_master WHERE name = 'turns_inserted'"))["sql"]
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA secure_delete = OFF")
    whole = [number for number in range(first, end) if number % 50 == 0]
    with corpus.atomic():
        db.execute("DROP TRIGGER turns_inserted")
        for number in range(first, end):
            full = number in whole[:1]
            whole = whole[1:] if full else whole
            filed.put(corpus, record(talk, number, turns if full else 0, words=full))
            if not full:
                db.conn.executemany(_INSERT, _rows(talk, number, turns))
        db.execute(trigger)
    with corpus.atomic():
        db.execute("INSERT INTO turns_search (turns_search) VALUES ('rebuild')")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")


_INSERT = (
    "INSERT INTO turns (interview, turn, speaker, start_ms, end_ms, question, mark, text, since) "
    "VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, 1)"
)


def _rows(talk: Talk, number: int, turns: int) -> Iterator[tuple[str | int, ...]]:
    said = talk.words(turns * WORDS_A_TURN)
    for at in range(turns):
        yield (
            f"P{number:05d}-1",
            at + 1,
            ("interviewer", "participant")[at % 2],
            at * 12_000,
            at * 12_000 + 11_000,
            f"q{at * QUESTIONS // turns}",
            " ".join(said[at * WORDS_A_TURN : (at + 1) * WORDS_A_TURN]),
        )


def file_one(corpus: Corpus, talk: Talk, number: int, turns: int) -> float:
    one = record(talk, number, turns, words=True)
    began = time.perf_counter()
    filed.put(corpus, one)
    return time.perf_counter() - began


def queries(talk: Talk, count: int) -> dict[str, list[str]]:
    spread = talk.random.sample(talk.lexicon[:20_000], count)
    said = [talk.words(2) for _ in range(count)]
    return {
        "a word": spread,
        "a word as often asked as said": [words[0] for words in said],
        "two words": [" ".join(words) for words in said],
        "a beginning": [f"{word[:4]}*" for word in spread],
        "the commonest words": talk.lexicon[:count],
    }


def timed(corpus: Corpus, asked: list[str]) -> list[float]:
    took = []
    for text in asked:
        began = time.perf_counter()
        search(corpus, text)
        took.append(time.perf_counter() - began)
    return sorted(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=300)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    path, talk, result = given.folder / "corpus.db", Talk(7), {}
    corpus = Corpus.open(path) if path.exists() else Corpus.create(path)
    there = len(filed.ids(corpus))
    steps = [step for step in (0.2, 1.0) if step * given.interviews > there] or [1.0]
    growth, extra = {}, 90_000 + there
    for step in steps:
        end = int(step * given.interviews)
        began = time.perf_counter()
        fill(corpus, talk, there, end, given.turns)
        filled = time.perf_counter() - began
        there = max(there, end)
        took = [file_one(corpus, talk, extra + at, given.turns) for at in range(10)]
        extra += 10
        growth[end] = {"median_s": round(statistics.median(took), 3), "max_s": round(max(took), 3)}
        print(
            f"{end} interviews (filled in {filled:.0f} s): filing one more {growth[end]}",
            flush=True,
        )
    result["filing_one_more"] = growth
    corpus.close()
    opened = []
    for _ in range(10):
        began = time.perf_counter()
        corpus = Corpus.open(path)
        filed.ids(corpus)
        opened.append(time.perf_counter() - began)
        corpus.close()
    result["open_s"] = {"median": round(statistics.median(opened), 3), "max": round(max(opened), 3)}
    corpus = Corpus.open(path)
    every: list[float] = []
    for kind, asked in queries(talk, 100).items():
        took = timed(corpus, asked)
        every += took
        result[kind] = _ms(took)
    result["all searches"] = _ms(sorted(every))
    result["bytes"] = path.stat().st_size
    result["turns"] = next(corpus.db.query("SELECT count(*) AS n FROM turns"))["n"]
    corpus.close()
    print(json.dumps(result, indent=2))


def _ms(took: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "p95_ms": round(took[int(len(took) * 0.95)] * 1000, 1),
        "max_ms": round(took[-1] * 1000, 1),
    }


if __name__ == "__main__":
    main()
