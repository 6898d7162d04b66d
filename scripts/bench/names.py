"""Measure the detectors: coverage of names and words wrongly flagged.

    python scripts/bench/names.py DATA_FOLDER [--whisper]
    python scripts/bench/names.py DATA_FOLDER --others frog --others presidio=MODEL

DATA_FOLDER may hold `conll02_nl_val.conllu` (Dutch news) and `presidio_synth_v2_en.json` (made-up
English); both serve to measure only, neither is trained on.
The project's own marked turns are read from tests/pseudonym/data. A person counts as covered when
every word of the name lies in some mention, of whatever type. A word is wrongly flagged when a
mention covers it and the text marks no name there, of any type. Linking is measured on made-up
studies. `--whisper` adds names spoken by espeak-ng and written by Whisper base, by itself and as in
use. `--others` measures
optional detectors instead, each alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import psutil
from synthetic_study import measure_linking

from interview_kit.pseudonym.detectors import BUILT_IN, Context, Detector, detect, detect_turns
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.others.detector_client import optional_detectors

DATA = Path(__file__).parents[2] / "tests" / "pseudonym" / "data"
TURNS = {language: DATA / f"turns_{language}.jsonl" for language in ("nl", "en")}
# Seeds of made-up studies; the rules of linking were tuned on 0 to 2.
FRESH_STUDIES = range(100, 104)
# Detectors of others are slow: of the news they read this many sentences.
OTHERS_READ = 600
# An interview of 56 minutes, and the turns read before it.
SPEED_WORDS = 9_000
WARMING_TURNS = 200
MARKED = re.compile(r"\{(person|place|organisation|date|age|contact|identifier|other):([^{}]*)\}")

Gold: TypeAlias = tuple[int, int, str]
"""Start, end and type of a marked name."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its marked names, and where it comes from."""

    text: str
    gold: tuple[Gold, ...]
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Result:
    """What one set gave."""

    persons: int
    covered: int
    others: int
    others_covered: int
    words: int
    wrong: int
    missed: tuple[str, ...]
    flagged: tuple[str, ...]


def from_turns(language: str, split: str) -> Iterator[list[Text]]:
    """The marked interviews of one split, turn by turn; `tempting-…` are sentences with no name."""
    interviews: dict[str, list[Text]] = defaultdict(list)
    for line in TURNS[language].read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            interviews[row["interview"]].append(unmarked(row["marked"], language))
    yield from interviews.values()


def unmarked(marked: str, language: str = "nl") -> Text:
    """The text of `mijn zus {person:Marieke}`, and where its names are."""
    parts: list[str] = []
    gold: list[Gold] = []
    length = position = 0
    for match in MARKED.finditer(marked):
        before = marked[position : match.start()]
        length += len(before)
        gold.append((length, length + len(match.group(2)), match.group(1)))
        parts += (before, match.group(2))
        length += len(match.group(2))
        position = match.end()
    return Text("".join((*parts, marked[position:])), tuple(gold), language)


KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other"}


def from_columns(path: Path) -> Iterator[list[Text]]:
    """Sentences of `index TAB token TAB label`, each for itself."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 2]
        text, gold = "", list[Gold]()
        for _, token, label in rows:
            text += " " if text else ""
            start, end = len(text), len(text) + len(token)
            text += token
            if label[0] == "I" and gold:
                gold[-1] = (gold[-1][0], end, gold[-1][2])
            elif label != "O":
                gold.append((start, end, KINDS[label[2:]]))
        if rows:
            yield [Text(text, tuple(gold))]


def from_spans(path: Path) -> Iterator[list[Text]]:
    """English texts in JSON with `spans` of many types, each for itself."""
    for row in json.loads(path.read_text("utf-8")):
        gold = tuple(
            (span["start_position"], span["end_position"],
             "person" if span["entity_type"] == "PERSON" else "other")
            for span in row["spans"]
        )  # fmt: skip
        yield [Text(row["full_text"], gold, "en")]


def lower(text: Text) -> Text:
    """The same in lower case (letters whose lower case is longer stay)."""
    folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.text)
    return Text(folded, text.gold, text.language)


def bare(text: Text) -> Text:
    """The same in lower case and without punctuation between words."""
    return Text(
        re.sub(r"(?<!\w)[^\w\s]|[^\w\s](?!\w)", " ", lower(text).text), text.gold, text.language
    )


STYLES: dict[str, Callable[[Text], Text]] = {"cased": lambda text: text, "lower": lower,
                                             "lower, no marks": bare}  # fmt: skip
Finder: TypeAlias = Callable[[list[Text]], list[list[Mention]]]


def whole_interview(turns: list[Text]) -> list[list[Mention]]:
    """All built-in detectors, as in use, without a roster."""
    found = detect_turns(list(enumerate(turn.text for turn in turns)), turns[0].language)
    return [[mention for mention in found if mention.turn == at] for at in range(len(turns))]


def tagger_alone(turns: list[Text]) -> list[list[Mention]]:
    """The tagger, turn by turn: the news marks no dates, so patterns would only count as wrong."""
    using = [each for each in BUILT_IN if each.name == "tagger"]
    return [list(detect(turn.text, turn.language, using=using)) for turn in turns]


def alone(detector: Detector) -> Finder:
    """One detector, turn by turn."""

    def find(turns: list[Text]) -> list[list[Mention]]:
        return [list(detect(turn.text, turn.language, using=[detector])) for turn in turns]

    return find


WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def measure(interviews: list[list[Text]], find: Finder) -> Result:
    """Coverage and wrong flags of a way to find mentions in the turns of an interview."""
    persons = covered = others = others_covered = words = wrong = 0
    missed: list[str] = []
    flagged: list[str] = []
    pairs = [pair for turns in interviews for pair in zip(turns, find(turns), strict=True)]
    for each, mentions in pairs:
        found = [(m.start, m.end) for m in mentions]
        spans = [match.span() for match in WORD.finditer(each.text)]
        hit = {s for s in spans if any(a < s[1] and s[0] < b for a, b in found)}
        named = {s for s in spans if any(a < s[1] and s[0] < b for a, b, _ in each.gold)}
        for start, end, kind in each.gold:
            whole = all(s in hit for s in spans if start < s[1] and s[0] < end)
            if kind == "person":
                persons, covered = persons + 1, covered + whole
                if not whole:
                    missed.append(
                        f"{each.text[start:end]} | {each.text[max(0, start - 40) : end + 30]}"
                    )
            else:
                others, others_covered = others + 1, others_covered + whole
        words += len(spans)
        wrong += len(hit - named)
        flagged += [
            each.text[max(0, a - 20) : a] + "<" + each.text[a:b] + ">" for a, b in hit - named
        ]
    return Result(
        persons, covered, others, others_covered, words, wrong, tuple(missed), tuple(flagged)
    )


def speed(texts: list[str]) -> tuple[int, int, float]:
    """Words and characters of an interview, and the CPU seconds that all detectors take for it.

    Made of `texts` as its turns, up to `SPEED_WORDS`. It is warm: an interview was read before,
    made of the texts that are left.
    """
    turns: list[str] = []
    words = 0
    while texts and words < SPEED_WORDS:
        turns.append(texts.pop(0))
        words += len(WORD.findall(turns[-1]))
    detect_turns(enumerate(texts[:WARMING_TURNS]), "nl")
    start = time.process_time()
    detect_turns(enumerate(turns), "nl")
    return words, sum(map(len, turns)), time.process_time() - start


Sets: TypeAlias = list[tuple[str, list[list[Text]], Finder]]


def print_coverage(sets: Sets, *, show: bool) -> None:
    """Print a line for every set in every style."""
    print(f"{'set':22}{'style':18}{'persons':>9}{'covered':>9}{'others':>9}{'wrong/1000':>12}")
    for name, texts, using in sets:
        for style, change in STYLES.items():
            result = measure([[change(text) for text in turns] for turns in texts], using)
            print(
                f"{name:22}{style:18}{result.persons:9}"
                f"{result.covered / max(1, result.persons):9.1%}"
                f"{result.others_covered / max(1, result.others):9.1%}"
                f"{1000 * result.wrong / max(1, result.words):12.1f}",
                flush=True,
            )
            if show:
                print(*(f"   missed {each}" for each in result.missed), sep="\n")
                print(*(f"   wrong {each}" for each in result.flagged), sep="\n")


def print_others(names: list[str], sets: Sets) -> None:
    """Print what optional detectors cover, each alone, how fast they are and what they hold."""
    for name in names:
        with optional_detectors([name]) as (detector,):
            detector.detect("Ja.", Context())
            read = sum(len(turn.text) for _, of, _ in sets for turns in of for turn in turns)
            start = time.monotonic()
            print_coverage(
                [(f"{what} {detector.name}", of, alone(detector)) for what, of, _ in sets],
                show=False,
            )
            each = read * len(STYLES) / (time.monotonic() - start)
            held = sum(
                child.memory_info().rss for child in psutil.Process().children(recursive=True)
            )
        print(f"{detector.name}: {each:,.0f} characters a second, {held // 2**20} MB\n")


def print_heard(voices: list[str], *, show: bool) -> None:
    """Print how many names of the roster are found as Whisper base spells them."""
    from heard_names import hear_names

    for voice, told in itertools.product(voices, (False, True)):
        outcome = hear_names(voice, told=told)
        heard = [each for each in outcome.heard if each.understood]
        print(
            f"heard from {voice}, {'told of the roster' if told else 'by itself'}: "
            f"{len(heard)} of {len(outcome.heard)} names with their neighbours right, "
            f"{sum(each.exact for each in heard)} spelt right, "
            f"{sum(each.by_roster for each in heard)} found by the roster, "
            f"{sum(each.by_any for each in heard)} by all detectors, {outcome.made_up} made up",
            flush=True,
        )
        if show:
            missed = (each for each in heard if not each.by_any)
            print(*(f"   missed {h.name}: {' '.join(h.words)}" for h in missed), sep="\n")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and wrong")
    parser.add_argument("--whisper", action="store_true", help="names as Whisper hears them")
    parser.add_argument("--voice", action="append", help="of espeak-ng: nl, or mb-nl2, mb-nl3")
    parser.add_argument("--others", action="append", help="an optional detector, NAME[=MODEL]")
    options = parser.parse_args()
    sets: Sets = []
    for language, split in (
        ("nl", "tuning"), ("nl", "fresh-tuning"), ("nl", "tempting-tuning"),
        ("nl", "test"), ("nl", "fresh-test"), ("nl", "tempting-test"), ("nl", "health-test"),
        ("en", "tuning"), ("en", "fresh-tuning"), ("en", "tempting-tuning"),
        ("en", "test"), ("en", "fresh-test"), ("en", "fresh-tempting"), ("en", "tempting-test"),
        ("en", "health-test"),
        ("nl", "unseen-tuning"), ("nl", "unseen-tempting-tuning"),
        ("nl", "unseen-test"), ("nl", "unseen-tempting-test"),
        ("en", "unseen-tuning"), ("en", "unseen-tempting-tuning"),
        ("en", "unseen-test"), ("en", "unseen-tempting-test"),
        ("nl", "later-tuning"), ("nl", "later-tempting-tuning"),
        ("nl", "later-test"), ("nl", "later-tempting-test"),
        ("en", "later-tuning"), ("en", "later-tempting-tuning"),
        ("en", "later-test"), ("en", "later-tempting-test"),
        ("nl", "third-tuning"), ("nl", "third-tempting-tuning"),
        ("nl", "third-test"), ("nl", "third-tempting-test"),
        ("en", "third-tuning"), ("en", "third-tempting-tuning"),
        ("en", "third-test"), ("en", "third-tempting-test"),
    ):  # fmt: skip
        turns = list(from_turns(language, split))
        if "tempting" in split:
            turns = [[turn] for interview in turns for turn in interview]
        sets.append((f"{language} {split}", turns, whole_interview))
    news = options.folder / "conll02_nl_val.conllu"
    if news.exists():
        sets.append(("news", list(from_columns(news)), tagger_alone))
    english = options.folder / "presidio_synth_v2_en.json"
    if english.exists():
        sets.append(("english", list(from_spans(english)), whole_interview))
    if options.others:
        print_others(options.others, [(name, of[:OTHERS_READ], by) for name, of, by in sets[1:]])
        return
    # First, while none of it has been read.
    dutch = [turn.text for _, of, _ in sets for turns in of for turn in turns
             if turn.language == "nl"]  # fmt: skip
    words, characters, seconds = speed(dutch)
    print(
        f"speed: {words} words in {seconds:.2f} s, {characters / seconds:,.0f} characters a second"
    )
    print_coverage(sets, show=options.show)
    linked = measure_linking(FRESH_STUDIES)
    print(
        f"linking: precision {linked.precision:.3f}, recall {linked.recall:.3f}, "
        f"F1 {linked.f1:.3f}, rostered people merged: {linked.merged_rostered}"
    )
    if options.whisper:
        print_heard(options.voice or ["nl"], show=options.show)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"memory: {memory} MB")


if __name__ == "__main__":
    main()
