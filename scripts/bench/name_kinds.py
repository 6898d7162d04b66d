"""Measure names, false alarms and numbers by the kind of what is hard, before a change and after.

    python scripts/bench/name_kinds.py [--before FOLDER] [--split tuning] [--show]

The sentences are those of tests/pseudonym/data/name_kinds_*.txt, each read for itself by all
built-in detectors, and the made-up numbers of `number_forms.py`. FOLDER is another commit of the
project, as `git worktree add FOLDER COMMIT` makes one: the same sentences are read by its package,
and the table says both. Rows without a share name nobody.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from names import DATA, STYLES, WORD, Text, unmarked
from number_forms import KINDS, share_covered

from interview_kit.pseudonym.detectors import detect

LANGUAGES = {"nl": "Dutch", "en": "English"}
SPLITS = ("tuning", "kept")
NUMBERS = 200
SEEDS = {"tuning": 7, "kept": 23}

Row: TypeAlias = tuple[str, str, dict[str, tuple[int, int, int, int]]]
"""Language, kind, and for each style: marked names, of these covered, words, of these wrong."""


def sentences(language: str, split: str) -> Iterator[tuple[str, Text]]:
    """Kind and text of each sentence of one split: of each kind every second line."""
    kind, count = "", 0
    for line in (DATA / f"name_kinds_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind, count = line.strip("[]"), 0
        elif line and line[0] != "#":
            if SPLITS[count % 2] == split:
                yield kind, unmarked(line, language)
            count += 1


def counted(text: Text, *, show: bool = False) -> tuple[int, int, int, int]:
    """How many names are marked, how many of them covered, how many words, how many wrong."""
    mentions = detect(text.text, text.language)
    words = [match.span() for match in WORD.finditer(text.text)]
    hit = {word for word in words if any(m.start < word[1] and word[0] < m.end for m in mentions)}
    names = [[word for word in words if start < word[1] and word[0] < end]
             for start, end, _ in text.gold]  # fmt: skip
    covered = [name for name in names if hit.issuperset(name)]
    wrong = hit - {word for name in names for word in name}
    if show and (len(covered) < len(names) or wrong):
        marks = [text.text[a:b] for a, b in sorted(wrong)]
        missed = [text.text[name[0][0] : name[-1][1]] for name in names if name not in covered]
        print("   missed", missed, "wrong", marks, "in", text.text, file=sys.stderr)
    return len(names), len(covered), len(words), len(wrong)


def measured(split: str, *, show: bool) -> list[Row]:
    """A row for every kind of both languages, then one for every kind of number."""
    rows: list[Row] = []
    for language in LANGUAGES:
        by_kind: dict[str, list[Text]] = {}
        for kind, text in sentences(language, split):
            by_kind.setdefault(kind, []).append(text)
        for kind, texts in by_kind.items():
            if show:
                print(f"{language} {kind}", file=sys.stderr)
            rows.append((language, kind, {
                style: _sum(counted(change(text), show=show) for text in texts)
                for style, change in STYLES.items()
            }))  # fmt: skip
    for kind, language, make in KINDS:
        covered = {
            style: share_covered(make, language, style, NUMBERS, SEEDS[split]) for style in STYLES
        }
        rows.append((language, kind, {
            style: (NUMBERS, round(share * NUMBERS), 0, 0) for style, share in covered.items()
        }))  # fmt: skip
    return rows


def _sum(counts: Iterator[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    marked, covered, words, wrong = map(sum, zip(*counts, strict=True))
    return marked, covered, words, wrong


def measured_elsewhere(folder: Path, split: str) -> list[Row]:
    """The same rows by the package in another folder."""
    output = subprocess.run(
        [sys.executable, __file__, "--split", split, "--json"],
        env={**os.environ, "PYTHONPATH": str(folder.resolve())},
        stdout=subprocess.PIPE, check=True,
    ).stdout  # fmt: skip
    return [(language, kind, {style: tuple(counts) for style, counts in styles.items()})
            for language, kind, styles in json.loads(output)]  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, help="another commit of the project, as a folder")
    parser.add_argument("--split", choices=SPLITS, default="kept")
    parser.add_argument("--show", action="store_true", help="also what was missed and wrong")
    parser.add_argument("--json", action="store_true", help="the counts, for programs")
    options = parser.parse_args()
    rows = measured(options.split, show=options.show)
    if options.json:
        print(json.dumps(rows))
        return
    before = measured_elsewhere(options.before, options.split) if options.before else rows
    print("| language | kind | names | covered, % (cased / lower / no marks) | wrong words | of |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (language, kind, old), (_, _, new) in zip(before, rows, strict=True):
        marked, _, words, _ = next(iter(new.values()))
        shares = _both([_share(old[style]) for style in STYLES], [_share(new[s]) for s in STYLES])
        wrong = _both([str(old[style][3]) for style in STYLES], [str(new[s][3]) for s in STYLES])
        print(
            f"| {LANGUAGES[language]} | {kind} | {marked or ''} | {shares if marked else ''} "
            f"| {wrong if words else ''} | {words or ''} |"
        )


def _share(counts: tuple[int, int, int, int]) -> str:
    return f"{100 * counts[1] / max(1, counts[0]):.0f}"


def _both(before: list[str], after: list[str]) -> str:
    old, new = " / ".join(before), " / ".join(after)
    return new if old == new else f"{old} -> {new}"


if __name__ == "__main__":
    main()
