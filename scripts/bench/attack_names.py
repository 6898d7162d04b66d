"""Try to get names past the leak check, and harmless files into it.

    python scripts/bench/attack_names.py [--names N]

First, names in disguise: each of some names, with and without a tussenvoegsel, in every way of
writing below. What is asked is the door that filed text goes through: the search by spelling and,
for the names typed for a participant, by sound. Second, false alarms: every given name and surname
of the lists, as a name that was typed, against every export format, and a release, of a study in
which nothing was said.
"""

from __future__ import annotations

import argparse
import base64
import codecs
import html
import json
import string
import sys
import unicodedata
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interview_kit.errors import LeakError
from interview_kit.export.exporters import BUILT_IN
from interview_kit.pseudonym.detectors import LANGUAGES
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.gazetteer import name_lists
from interview_kit.pseudonym.leak_check import Forms, find_leaks, known_forms, sound_alikes
from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.vault import journal, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.interviews.text_states import approve
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.publication.release import release
from interview_kit.workflow.publication.release_settings import purposes
from interview_kit.workflow.study.open_study import Study, create_study, frozen_guide, open_study
from interview_kit.workflow.study.study_settings import Settings

SECRET = Secret("four plain test words")
NAMES_AT_ONCE = 2_000
# Of all disguises; what passes is named in docs/threats.md.
MOST_PASSED = 20

# Given name, tussenvoegsels, surname: no part is an everyday word, and a third part of them are
# in no list of the program.
NAMES = (
    ("Xanthippe", "van de", "Kwakernaat"),
    ("Djamilla", "", "Bouhaddioui"),
    ("Wolbrecht", "", "Terpstra"),
    ("Eva", "", "Hoogendijk"),
)


def _letters(called: str) -> dict[str, str]:
    """What each letter is called."""
    return dict(zip(string.ascii_lowercase, called.split(), strict=True))


DUTCH = _letters(
    "aa bee cee dee ee ef gee haa ie jee kaa el em en oo pee kuu er es tee uu vee wee iks"
    " ypsilon zet"
)
ENGLISH = _letters(
    "ay bee cee dee ee ef gee aitch eye jay kay el em en oh pee cue ar es tee you vee double-u"
    " ex wye zed"
)
ALPHABET = _letters(
    "anton bernard cornelis dirk eduard ferdinand gerard hendrik izaak johan karel lodewijk"
    " maria nico otto pieter quotient rudolf simon teunis utrecht victor willem xantippe"
    " ypsilon zacharias"
)
CYRILLIC = str.maketrans("aceopxyikhABCEHKMOPTX", "асеорхуіκһАВСЕНКМОРТХ")
GREEK = str.maketrans("aoeiknvptuABEZHIKMNOPTYX", "αοεικηνρτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
LEET = str.maketrans("aeiost", "431057")
MORSE = _letters(
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
    " .-- -..- -.-- --.."
)
Disguise = Callable[[str], str]


def _half(name: str, gap: str) -> str:
    middle = (len(name) + 1) // 2
    return name[:middle] + gap + name[middle:]


def _in_signs(name: str, first: int, small: int) -> str:
    """A word in the letters of another block of Unicode."""
    at = {"A": first, "a": small}
    return "".join(chr(at["A" if c.isupper() else "a"] + ord(c.lower()) - 97) for c in name)


def _initials(*name: str) -> str:
    return "".join(word[0] for part in name for word in part.split())


# One word, a surname or a given name, in each way.
WORDS: dict[str, Disguise] = {
    "small letters": str.lower,
    "capitals": str.upper,
    "genitive": lambda n: f"{n}s",
    "genitive, apostrophe": lambda n: f"{n}’s",
    "diminutive": lambda n: f"{n}je",
    "spelled, hyphens": lambda n: "-".join(n.upper()),
    "spelled, spaces": lambda n: " ".join(n.lower()),
    "spelled, points": lambda n: ".".join(n),
    "spelled, points and spaces": lambda n: ". ".join(n.upper()) + ".",
    "spelled, commas": lambda n: ", ".join(n.lower()),
    "spelled, lines": lambda n: "\n".join(n.lower()),
    "spelled, dots": lambda n: "...".join(n.lower()),
    "spelled, in Dutch": lambda n: " ".join(DUTCH[c] for c in n.lower()),
    "spelled, in Dutch, commas": lambda n: ", ".join(DUTCH[c] for c in n.lower()),
    "spelled, in English": lambda n: " ".join(ENGLISH[c] for c in n.lower()),
    "spelled, with examples": lambda n: ", ".join(f"{c} van {ALPHABET[c]}" for c in n.lower()),
    "spelled, by examples": lambda n: " ".join(ALPHABET[c] for c in n.lower()),
    "spelled, with fillers": lambda n: ", eh, ".join(n.lower()),
    "digits behind": lambda n: f"{n.lower()}87",
    "a handle": lambda n: f"{n.lower()}87x",
    "a handle with an x": lambda n: f"x{n.lower()}x",
    "a handle with underscores": lambda n: f"the_{n.lower()}_1",
    "an e-mail address": lambda n: f"{n.lower()}1987@example.org",
    "a web address": lambda n: f"https://example.org/~{n.lower()}/home",
    "a hashtag": lambda n: f"#Team{n}",
    "joined before": lambda n: f"Familie{n}",
    "joined before, small": lambda n: f"familie{n.lower()}",
    "joined behind": lambda n: f"{n}straat",
    "joined with an s": lambda n: f"{n}shuis",
    "joined on both sides": lambda n: f"oma{n.lower()}huis",
    "halves": lambda n: _half(n, " "),
    "halves, hyphen": lambda n: _half(n, "-"),
    "halves, end of a line": lambda n: _half(n, "-\n"),
    "halves, underscore": lambda n: _half(n, "_"),
    "thirds": lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
    "Cyrillic letters": lambda n: n.translate(CYRILLIC),
    "Greek letters": lambda n: n.translate(GREEK),
    "digits for letters": lambda n: n.translate(LEET),
    "signs for letters": lambda n: n.replace("a", "@").replace("s", "$"),
    "full width": lambda n: _in_signs(n, 0xFF21, 0xFF41),
    "bold of mathematics": lambda n: _in_signs(n, 0x1D400, 0x1D41A),
    "letters in circles": lambda n: _in_signs(n, 0x24B6, 0x24D0),
    "letters in squares": lambda n: _in_signs(n.upper(), 0x1F130, 0x1F130),
    "letters of flags": lambda n: _in_signs(n.upper(), 0x1F1E6, 0x1F1E6),
    "accents": lambda n: unicodedata.normalize("NFC", "".join(f"{c}\u0301" for c in n)),
    "marks on every letter": lambda n: "".join(f"{c}\u0336\u20e3" for c in n),
    "soft hyphens": lambda n: "\u00ad".join(n),
    "no width": lambda n: "\u200b".join(n),
    "joiners": lambda n: "\u2060".join(n),
    "direction marks": lambda n: "\u200e".join(n),
    "isolates": lambda n: f"{n[:3]}\u2068{n[3:]}\u2069",
    "turned around for the eye": lambda n: f"\u202e{n[::-1]}\u202c",
    "tags of Unicode": lambda n: f"{n[:2]}\U000e0041{n[2:]}",
    "entities": lambda n: "".join(f"&#{ord(c)};" for c in n),
    "entities in entities": lambda n: html.escape("".join(f"&#x{ord(c):x};" for c in n)),
    "JSON": lambda n: "".join(f"\\u{ord(c):04x}" for c in n),
    "percent": lambda n: "".join(f"%{ord(c):02x}" for c in n),
    "percent of percent": lambda n: urllib.parse.quote("".join(f"%{ord(c):02x}" for c in n)),
    "stars around": lambda n: f"**{n}**",
    "a star inside": lambda n: f"{n[0]}*{n[2:]}",
    "vowels left out": lambda n: n[0] + "".join(c for c in n[1:] if c not in "aeiou"),
    "backwards": lambda n: n[::-1].lower(),
    "by thirteen": lambda n: codecs.encode(n, "rot13"),
    "base64": lambda n: base64.b64encode(n.encode()).decode(),
    "hexadecimal": lambda n: n.encode().hex(),
    "Morse": lambda n: " ".join(MORSE[c] for c in n.lower()),
    "a letter left out": lambda n: n[:4] + n[5:],
    "a letter twice": lambda n: n[:4] + n[3:],
    "two letters swapped": lambda n: n[:3] + n[4] + n[3] + n[5:],
}  # fmt: skip
# A whole name in each way.
WHOLE: dict[str, Callable[[str, str, str], str]] = {
    "written as one": lambda g, p, s: f"{g}{p}{s}".replace(" ", "").lower(),
    "initial and surname, one": lambda g, p, s: f"{g[0]}{p}{s}".replace(" ", "").lower(),
    "initials with points": lambda *name: f"{'.'.join(_initials(*name))}.",
    "initials, spaces": lambda *name: " ".join(f"{letter}." for letter in _initials(*name)),
    "initials, one": lambda *name: "".join(_initials(*name)),
    "initial, tussenvoegsel, initial": lambda g, p, s: f"{g[0]}. {p} {s[0]}.".replace("  ", " "),
    "surname, given": lambda g, _, s: f"{s}, {g}",
    "initials and mail": lambda g, _, s: f"{g[0]}.{s}@example.org".lower(),
}  # fmt: skip
SENTENCE = "Toen zei ik dat {} erbij was, en dat was ook zo."


def disguised() -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """How it is written, the text, and the name behind it."""
    for number, name in enumerate(NAMES):
        given, particles, surname = name
        for at, (how, write) in enumerate(WORDS.items()):
            # Each way twice: of two of the names, once a given name and once a surname.
            if at % 2 == number % 2:
                word = surname if number < 2 or len(given) < 6 else given
                yield how, SENTENCE.format(write(word)), name
        if number < 4:
            for how, join in WHOLE.items():
                yield how, SENTENCE.format(join(given, particles, surname)), name


def passes(text: str, name: tuple[str, str, str], forms: Forms) -> bool:
    """Whether a text with the name goes through the door."""
    roster = (_typed(" ".join(filter(None, name))),)
    return not find_leaks(text, forms, "") and not sound_alikes(text, roster, (), "")


def _typed(name: str) -> RosterName:
    return RosterName(name, MentionType.PERSON)


def attack() -> dict[str, list[bool]]:
    """For each way of writing, whether each try passed."""
    forms = {name: known_forms((), [_typed(" ".join(filter(None, name)))]) for name in NAMES}
    outcome: dict[str, list[bool]] = defaultdict(list)
    for how, text, name in disguised():
        outcome[how].append(passes(text, name, forms[name]))
    return outcome


def every_name() -> tuple[str, ...]:
    """Every given name and surname of the lists."""
    lists = name_lists()
    own = [
        name for table in (lists.given, lists.surnames) for each in table.values() for name in each
    ]
    listed = (
        word
        for language in LANGUAGES
        for word, known in lexicon(language).items()
        if set(known) & {"g", "s"}
    )
    names = dict.fromkeys((*own, *map(str.capitalize, listed)))
    return tuple(name for name in names if any(len(word) > 1 for word in fold_words(name)))


def false_alarms(folder: Path, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each export format and purpose, the names it is refused for though nobody spoke."""
    create_study(folder, SECRET, Settings(notes="coders"))
    # Two participants are too few for some purposes; that is not what is tried here.
    reported = (f'[purpose.{each}]\nbelow_k = "report"\n' for each in purposes(folder))
    (folder / "release.toml").write_text("".join(reported), "utf-8")
    with open_study(folder, SECRET) as study:
        for number, language in enumerate(LANGUAGES, start=1):
            _empty_interview(study, f"P{number}", language)
        ways = {each.name: partial(_export, study, each.name) for each in BUILT_IN}
        ways |= {f"release {each}": partial(_release, study, each) for each in purposes(folder)}
        blocking: dict[str, list[str]] = {way: [] for way in ways}
        for start in range(0, len(names), NAMES_AT_ONCE):
            part = names[start : start + NAMES_AT_ONCE]
            forms = known_forms((), map(_typed, part))
            every_format = partial(_export, study, *(each.name for each in BUILT_IN))
            clean = _passes(every_format, forms)
            for way, write in ways.items():
                if (way.startswith("release") or not clean) and not _passes(write, forms):
                    blocking[way] += _blocking(part, write)
    return {way: tuple(names) for way, names in blocking.items()}


Write = Callable[[Path, Forms], object]


def _passes(write: Write, forms: Forms) -> bool:
    try:
        with TemporaryDirectory() as folder:
            write(Path(folder) / "out", forms)
    except LeakError:
        return False
    return True


def _blocking(names: Sequence[str], write: Write) -> Iterator[str]:
    """Those of some names, one of which something is refused for, that it is refused for alone."""
    if len(names) == 1:
        yield names[0]
        return
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        if not _passes(write, known_forms((), map(_typed, half))):
            yield from _blocking(half, write)


def _empty_interview(study: Study, participant: str, language: str) -> None:
    """An interview that is filed, and in which nobody said anything."""
    interview = prepare(study, participant, language=language)
    consent = [ConsentAnswered(each.id, Answer.YES) for each in frozen_guide(interview).consent]
    journal.append(study.vault, interview.id, 0, consent)
    transcripts.finish_run(
        study.vault, transcripts.open_run(study.vault, interview.id, "base", {}), []
    )
    pseudonymise(study, interview.id)
    file_interview(study.interview(interview.id))
    approve(study.interview(interview.id), "second reader", is_same_account=True)


def _export(study: Study, *formats_folder_and_forms: Any) -> None:
    *formats, folder, forms = formats_folder_and_forms
    export(study, folder, formats, forms)


def _release(study: Study, purpose: str, folder: Path, forms: Forms) -> None:
    release(study, folder, purpose, forms=forms)


def main() -> None:
    """Print the figures; exit 1 where more is missed or blocked than docs/threats.md says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--names", type=int, help="so many of the lists; all if left out")
    options = parser.parse_args()
    names = list(every_name())[: options.names]
    with TemporaryDirectory() as folder:
        alarms = false_alarms(Path(folder) / "study", names)
    outcome = attack()
    tries = sum(map(len, outcome.values()))
    passed = {how: sum(each) for how, each in outcome.items() if any(each)}
    blocking = {name for each in alarms.values() for name in each}
    is_good = sum(passed.values()) <= MOST_PASSED and not blocking
    if options.json:
        print(json.dumps({"tries": tries, "passed": passed, "alarms": alarms}))
        sys.exit(not is_good)
    print(f"{sum(passed.values())} of {tries} disguises pass")
    for how, count in passed.items():
        print(f"  {how}: {count} of {len(outcome[how])}")
    print(f"{len(blocking)} of {len(names)} names block one of {len(alarms)} formats and releases")
    for way, each in alarms.items():
        if each:
            print(f"  {way}: {', '.join(each)}")
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
