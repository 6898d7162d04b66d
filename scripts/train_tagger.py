"""Train the packaged tagger of the pseudonym room.

    pip install faker      # needed here only, not by the package
    python scripts/train_tagger.py DATA_FOLDER --language nl
    python scripts/train_tagger.py DATA_FOLDER --language en

DATA_FOLDER holds openly licensed text with marked names (`SOURCES` below says which files and under
what licence); what is missing is left out and said. To that come sentences generated from the
lists in scripts/tagger. Everything is varied at random, with a fixed seed: capitals lost, marks
lost, names misspelt, sentences run together, as Whisper writes long talk.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, TypeAlias

import pycrfsuite

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import lexicon, marks
from interview_kit.pseudonym.word_features import TOKEN, Hidden, features

HERE = Path(__file__).parent
LISTS = HERE / "tagger"
DATA = HERE.parent / "interview_kit" / "pseudonym" / "data"

Sentence: TypeAlias = tuple[list[str], list[str]]
"""Tokens, and for each a label: O, or B- or I- with PER, LOC or ORG."""

FILLERS = {
    "nl": "uh uhm ja nou ja dus en en toen en dan maar eigenlijk nee hm weet je zeg maar want",
    "en": "uh um yeah well so and then but actually no you know like because",
}
WORDS = {
    "nl": {
        "kin": "vader moeder zus zusje broer broertje zoon dochter oom tante oma opa neef nicht man"
        " vrouw vriend vriendin ex schoonzus zwager buurman buurvrouw collega pa ma maat",
        "clin": "psychiater psycholoog therapeut dokter huisarts verpleegkundige begeleider"
        " begeleidster behandelaar casemanager coach mentor hulpverlener spv",
        "title": "dokter dokter meneer mevrouw dr. professor psychiater huisarts zuster juf meester"
        " dominee mijnheer",
        "day": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "month": "januari februari maart april mei juni juli augustus september oktober november"
        " december",
        "n": "twee drie vier vijf zes zeven acht negen tien twaalf vijftien twintig 3 12 17 23 30",
    },
    "en": {
        "kin": "father mother sister brother son daughter uncle aunt cousin husband wife friend"
        " girlfriend boyfriend partner ex neighbour mum dad nan",
        "clin": "psychiatrist psychologist therapist doctor gp nurse counsellor keyworker",
        "title": "doctor dr. mr mrs ms mister professor",
        "day": "monday tuesday wednesday thursday friday saturday sunday",
        "month": "january february march april may june july august september october november",
        "n": "two three four five six seven eight nine ten twelve fifteen twenty 3 12 17 23 30",
    },
}
SHARES = {
    "nl": {"dutch": 46, "frisian": 5, "moroccan": 11, "turkish": 9, "surinamese": 8,
           "antillean": 5, "polish": 5, "elsewhere": 8, "nicknames": 3, "abroad": 12},
    "en": {"english": 66, "dutch": 8, "moroccan": 5, "turkish": 4, "surinamese": 4,
           "antillean": 3, "polish": 4, "elsewhere": 8, "abroad": 12},
}  # fmt: skip
# The share of given names that are words of the language.
WORD_NAMES = 0.06
ABROAD = ("de_DE", "fr_FR", "en_GB", "es_ES", "it_IT", "hr_HR", "ro_RO", "yo_NG", "tw_GH", "hu_HU")
FAKER = {
    "nl": {"dutch": ("nl_NL", "nl_BE"), "abroad": ABROAD},
    "en": {"english": ("en_GB", "en_US", "en_IN"), "abroad": ABROAD},
}


# Sources -----------------------------------------------------------------------------------


def from_europeana(path: Path) -> Iterator[Sentence]:
    """Windows of an old newspaper around its marked names."""
    lines = [line.rsplit(" ", 1) for line in path.read_text("utf-8").splitlines() if " " in line]
    for start in range(0, len(lines), 30):
        window = lines[start : start + 30]
        if any(label != "O" for _, label in window):
            yield [token for token, _ in window], [label for _, label in window]


def from_xsid(path: Path) -> Iterator[Sentence]:
    """Spoken-style commands; only slots that are surely places or surely no names are kept."""
    names = (
        "artist", "object_name", "music_item", "playlist", "restaurant_name", "entity_name",
        "movie_name", "album", "track",
    )  # fmt: skip
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if rows and not any(
            row[-1][2:] in (*names, "movie_name", "album", "track") for row in rows
        ):
            labels = [
                f"{row[-1][:2]}LOC" if row[-1].endswith("-location") and row[1][:1].isupper()
                else "O" for row in rows
            ]  # fmt: skip
            yield [row[1] for row in rows], labels


def from_lassy(path: Path) -> Iterator[Sentence]:
    """Encyclopedia text; proper nouns get the kind that the word lists give them."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        labels: list[str] = []
        for index, row in enumerate(rows):
            if row[3] != "PROPN":
                labels.append("O")
                continue
            begins = index == 0 or rows[index - 1][3] != "PROPN"
            run = [row[1] for row in rows[index:]][: _run(rows[index:])]
            kind = _kind(run) if begins else labels[-1][2:]
            labels.append(f"{'B' if begins else 'I'}-{kind}")
        if rows:
            yield [row[1] for row in rows], labels


def _run(rows: list[list[str]]) -> int:
    return next((i for i, row in enumerate(rows) if row[3] != "PROPN"), len(rows))


def _kind(run: list[str]) -> str:
    known = [marks(fold(word), "nl") for word in run]
    if any("g" in each for each in known[:1]) and (len(run) > 1 or "p" not in known[0]):
        return "PER"
    if len(run) == 1 and any(letter in known[0] for letter in "pc"):
        return "LOC"
    return "PER" if len(run) > 1 and "s" in known[-1] else "ORG"


def from_index_columns(path: Path) -> Iterator[Sentence]:
    """Sentences of `index TAB token TAB label`; MISC counts as no name."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 2]
        if rows:
            yield (
                [row[1] for row in rows],
                ["O" if row[2].endswith("MISC") else row[2] for row in rows],
            )


SOURCES: dict[str, tuple[tuple[str, str, Callable[[Path], Iterator[Sentence]]], ...]] = {
    "nl": (
        ("europeana_nl.bio", "CC0", from_europeana),
        ("ud_lassysmall_dev.conllu", "CC BY-SA 4.0", from_lassy),
        ("xsid_nl_valid.conll", "CC BY-SA 4.0", from_xsid),
    ),
    "en": (("wikigold_en.conllu", "CC BY 4.0", from_index_columns),),
}


# How often a sentence of a source is given again with other persons in it.
RENAMED = {
    "europeana_nl.bio": 1,
    "ud_lassysmall_dev.conllu": 5,
    "xsid_nl_valid.conll": 2,
    "wikigold_en.conllu": 4,
}


# The share of words of which training hides something: names, so that names are found that no
# list holds; and other words, so that a strange word alone is no name.
HIDDEN = {
    "O": ((Hidden.ALL, 0.03), (Hidden.NAMES, 0.03)),
    "name": ((Hidden.ALL, 0.2), (Hidden.NAMES, 0.2)),
}


def retokenised(sentence: Sentence) -> Sentence:
    """The sentence in the tagger's own tokens."""
    tokens: list[str] = []
    labels: list[str] = []
    for token, label in zip(*sentence, strict=True):
        for part in TOKEN.findall(token):
            named = label != "O" and part[0].isalnum()
            tokens.append(part)
            labels.append(label if named else "O")
            label = "I" + label[1:] if label != "O" else label
    for index, label in enumerate(labels):
        if label[0] == "I" and (index == 0 or labels[index - 1] == "O"):
            labels[index] = "B" + label[1:]
    return tokens, labels


# Generated ---------------------------------------------------------------------------------


def sections(path: Path) -> dict[str, list[str]]:
    """The names of one list by origin."""
    found: dict[str, list[str]] = {}
    head = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            words = line.split()
            found.setdefault(head, []).extend(
                words if len(words) > 4 or len(words) == 1 else [line.strip()]
            )
    return found


def phrases(path: Path) -> dict[str, list[str]]:
    """The lines of a list by section."""
    found: dict[str, list[str]] = {}
    head = ""
    for line in listed(path):
        if line.startswith("["):
            head = line.strip("[]")
        else:
            found.setdefault(head, []).append(line)
    return found


def listed(path: Path) -> list[str]:
    """The lines of a list without its comments."""
    lines = path.read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and line[0] != "#"]


def faker_names(locales: tuple[str, ...], kind: str) -> list[str]:
    """Given names or surnames of faker."""
    names: list[str] = []
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for key in vars(provider):
            if key.startswith(kind) and "format" not in key:
                names += getattr(provider, key)
    return names


class Generator:
    """Draws sentences from templates and names from lists."""

    KINDS: ClassVar = {
        "clauses": 28, "talk": 18, "free": 20, "written": 10, "plain": 10, "freeplain": 14,
    }  # fmt: skip
    RENAMES = "ggffs"
    """The slots from which the other persons of a real sentence are drawn."""
    PARTICLES = ("", "", "van", "de")
    FROM_PLACE = 0.15

    def __init__(self, language: str, draw: random.Random) -> None:
        """Read the lists of `language`; all chance comes from `draw`."""
        self.language, self.draw = language, draw
        self.given = sections(LISTS / "given_names.txt")
        self.surnames = sections(LISTS / "surnames.txt")
        for origin, locales in FAKER[language].items():
            self.given[origin] = self.given.get(origin, []) + faker_names(locales, "first_names")
            faked = faker_names(locales, "last_names")
            self.surnames[origin] = self.surnames.get(origin, []) * 3 + faked
        self.shares = SHARES[language]
        named_words = sections(LISTS / "word_names.txt")
        self.word_names = {"w": named_words[language], "ws": named_words[f"surnames {language}"]}
        self.templates = listed(LISTS / f"templates_{language}.txt")
        self.written = listed(LISTS / f"templates_written_{language}.txt")
        self.plain = listed(LISTS / f"plain_{language}.txt")
        self.free = listed(LISTS / f"talk_{language}.txt")
        self.free_plain = listed(LISTS / f"talk_plain_{language}.txt")
        self.clauses = phrases(LISTS / f"clauses_{language}.txt")
        known = lexicon(language)
        self.everyday = [w for w, m in known.items() if m[1:] in ("d", "dn") and m[0] in "234"]
        self.rare = [w for w, m in known.items() if m[1:] in ("", "n") and m[0] in "23"]
        self.organisations = listed(LISTS / "organisations_nl.txt")
        places = " ".join(listed(LISTS / "places.txt")).split() + listed(LISTS / "towns.txt")
        self.places = [place.replace("_", " ") for place in places]
        self.words = {slot: words.split() for slot, words in WORDS[language].items()}
        not_names = listed(DATA / "not-names.txt")
        cut = next(i for i, word in enumerate(not_names) if word == "Alzheimer")
        self.words["med"], self.words["ill"] = not_names[:cut], not_names[cut:]

    def origin(self) -> str:
        return self.draw.choices(list(self.shares), list(self.shares.values()))[0]

    def person(self, slot: str) -> str:
        origin = self.origin()
        given = self.misheard(self.draw.choice(self.given[origin]))
        given = self.unlisted_given() or given
        if slot == "g":
            if self.draw.random() < 0.04:
                given += " " + self.draw.choice(self.given[origin])
            return given
        source = origin if origin in self.surnames and self.draw.random() < 0.85 else "dutch"
        surname = self.misheard(self.draw.choice(self.surnames[source]))
        surname = self.unlisted_surname(source, surname) or surname
        if slot == "s" and self.draw.random() < 0.5:
            surname = surname[0].upper() + surname[1:]
        return surname if slot == "s" else f"{given} {surname}"

    def unlisted_given(self) -> str:
        """Storm, Iris, and nicknames; most often nothing."""
        if self.draw.random() < WORD_NAMES:
            return self.draw.choice(self.word_names["w"])
        return self.draw.choice(self.everyday).capitalize() if self.draw.random() < 0.03 else ""

    def unlisted_surname(self, source: str, surname: str) -> str:
        """A surname that is a word or the name of a place; most often nothing."""
        if self.draw.random() < 0.15:
            stem = self.draw.choice(self.draw.choice((self.everyday, self.rare))).capitalize()
            return f"{self.draw.choice(self.PARTICLES)} {stem}".strip()
        if source == "dutch" and self.draw.random() < self.FROM_PLACE:
            # Families are named after places, and no list holds them all.
            particle = self.draw.choice(("van", "van", "van", "van der", "van den", "van de"))
            stem = self.draw.choice((self.draw.choice(self.places), surname.split()[-1]))
            return f"{particle} {self.misheard(stem)}"
        return ""

    def swapped(self, token: str) -> str:
        """The word that stands for one that is no name: itself."""
        return token

    def misheard(self, name: str) -> str:
        """The name, one time in four spelt as it might be heard: names no list holds."""
        if self.draw.random() > 0.28 or len(name) < 4:
            return name
        for _ in range(self.draw.choice((1, 1, 2, 3))):
            pattern, to = self.draw.choice(MISHEARD)
            name = re.sub(pattern, to, name, count=1)
        if self.draw.random() < 0.3:
            at = self.draw.randrange(1, len(name))
            name = (
                name[:at] + self.draw.choice("aeioulnrstkm") + name[at + self.draw.choice((0, 1)) :]
            )
        return name

    def sentence(self) -> Sentence:
        """One sentence in lower case, names as they are written."""
        kind = self.draw.choices(list(self.KINDS), list(self.KINDS.values()))[0]
        lists = {
            "talk": self.templates, "written": self.written, "plain": self.plain,
            "free": self.free, "freeplain": self.free_plain,
        }  # fmt: skip
        template = self.clause() if kind == "clauses" else self.draw.choice(lists[kind])
        tokens: list[str] = []
        labels: list[str] = []
        for part in template.split():
            slot, rest = part[1:].split("}", 1) if part[0] == "{" else ("", "")
            text, kind = self.fill(slot) if slot else (self.swapped(part), "")
            pieces = TOKEN.findall(text + rest)
            tokens += pieces
            labels += ["O"] * len(pieces) if not kind else (
                [f"B-{kind}"] + [f"I-{kind}"] * (len(pieces) - 1)
            )  # fmt: skip
            if slot and kind == "PER" and self.draw.random() < 0.06:
                tokens.append(",")
                labels.append("O")
        return tokens, labels

    def clause(self) -> str:
        """A template put together from parts; in one of three nobody is named."""
        draw, parts = self.draw, self.clauses
        named = draw.random() < 0.67
        name = draw.choices(("{g}", "{f}", "{t} {s}", "{s}"), (70, 15, 9, 6))[0]
        lead = draw.choice(parts["lead"]) if draw.random() < 0.7 else ""
        tail = draw.choice(parts["tail"]) if draw.random() < 0.5 else ""
        if draw.random() < 0.55:
            who = name if named else draw.choice(parts["pronoun"])
            body = f"{who} {draw.choice(parts['does'])}"
        else:
            whom = name if named else draw.choice(parts["object"])
            body = f"{draw.choice(parts['toward'])} {whom}"
        return f"{lead} {body} {tail}".replace("{t}", "{title}")

    def fill(self, slot: str) -> tuple[str, str]:
        name, _, form = slot.partition(":")
        if name in self.word_names:
            return self.draw.choice(self.word_names[name]), "PER"
        if name in ("g", "f", "s"):
            person = self.person(name)
            if form == "gen":
                person += self.draw.choice(("s", "'s"))
            return person, "PER"
        if name == "l":
            place = self.draw.choice(self.places)
            return (self.misheard(place) if self.draw.random() < 0.3 else place), "LOC"
        if name == "o":
            return self.draw.choice(self.organisations), "ORG"
        return self.draw.choice(self.words[name]), ""

    def style(self) -> tuple[bool, bool]:
        """Whether a stretch of talk has capitals, and whether it has marks."""
        return self.draw.random() < 0.5, self.draw.random() < 0.5

    def talk(self) -> Sentence:
        """One to five sentences in one breath, with fillers between, cased and marked or not."""
        tokens: list[str] = []
        labels: list[str] = []
        cased, marked = self.style()
        for _ in range(self.draw.choice((1, 1, 1, 2, 2, 3, 5))):
            words, kinds = self.sentence()
            while self.draw.random() < 0.25:
                words.insert(0, self.draw.choice(FILLERS[self.language].split()))
                kinds.insert(0, "O")
            if self.draw.random() < 0.1:
                at = self.draw.randrange(len(words))
                if kinds[at] == "O":
                    words[at:at], kinds[at:at] = [words[at]], ["O"]
            if cased:
                words[0] = words[0][0].upper() + words[0][1:]
                if self.language == "en":
                    words = [I_AM.sub("I", word) for word in words]
            if marked:
                words.append(self.draw.choice("...,,?"))
                kinds.append("O")
            tokens += words
            labels += kinds
        if not cased:
            tokens = [token.lower() for token in tokens]
        if not marked:
            pairs = [(t, k) for t, k in zip(tokens, labels, strict=True) if t[0].isalnum()]
            tokens, labels = [t for t, _ in pairs], [k for _, k in pairs]
        return tokens, labels

    def renamed(self, sentence: Sentence) -> Sentence:
        """The sentence with other persons in it, also where a pronoun spoke of one."""
        tokens: list[str] = []
        labels: list[str] = []
        for token, label in zip(*sentence, strict=True):
            pronoun = token.lower() in PRONOUNS and self.draw.random() < 0.5
            if label == "B-PER" or pronoun:
                pieces = TOKEN.findall(self.person(self.draw.choice(self.RENAMES)))
                tokens += pieces
                labels += ["B-PER"] + ["I-PER"] * (len(pieces) - 1)
            elif label != "I-PER":
                tokens.append(self.swapped(token) if label == "O" else token)
                labels.append(label)
        return tokens, labels


MISHEARD = (
    ("c(?=[aoulrk])", "k"), ("k", "c"), ("ie", "i"), ("i(?=[nlmr])", "ie"), ("ij", "ei"),
    ("ei", "ij"), ("y", "ie"), ("ou", "au"), ("v", "f"), ("z", "s"), ("s(?=[aeiou])", "z"),
    ("g", "ch"), ("ch", "g"), ("sch", "sh"), ("aa", "a"), ("a(?=[nlrm])", "aa"), ("ee", "e"),
    ("oo", "o"), ("nn", "n"), ("ll", "l"), ("tt", "t"), ("(?<=[aeiou])t", "tt"), ("d$", "t"),
    ("th", "t"), ("h", ""), ("u", "oe"), ("oe", "u"), ("m", "n"), ("n", "m"), ("e$", "a"),
    ("a$", "e"), ("a", "e"), ("e", "i"), ("o", "u"), ("j", "y"), ("q", "k"), ("x", "ks"),
    ("ph", "f"), ("f", "v"), ("b", "p"), ("p", "b"), ("t", "d"), ("d", "t"), ("l", "r"), ("r$", ""),
)  # fmt: skip


# What English writes with a capital wherever it stands: `I`, `I'm`.
I_AM = re.compile(r"^i(?=$|['’](?:m|d|ll|ve)$)")
PRONOUNS = frozenset(("hij", "zij", "ze", "hem", "haar", "he", "she", "him"))


def varied(sentence: Sentence, draw: random.Random) -> Sentence:
    """The sentence with capitals, marks or both lost, or as it is."""
    tokens, labels = sentence
    chance = draw.random()
    if chance > 0.35:
        tokens = [token.lower() for token in tokens]
    if chance > 0.6:
        kept = [(t, k) for t, k in zip(tokens, labels, strict=True) if t[0].isalnum()]
        return [t for t, _ in kept], [k for _, k in kept]
    return tokens, labels


def material(folder: Path, language: str, amount: int, draw: random.Random) -> Iterator[Sentence]:
    """All sentences to learn from, in a fixed order."""
    generator = Generator(language, draw)
    for name, licence, reader in SOURCES[language]:
        if (folder / name).exists():
            sentences = [retokenised(each) for each in reader(folder / name)]
            print(f"{name} ({licence}): {len(sentences)} sentences")
            for each in sentences:
                yield each
                yield varied(each, draw)
                for _ in range(RENAMED[name]):
                    yield varied(generator.renamed(each), draw)
        else:
            print(f"{name}: not in the folder, left out", file=sys.stderr)
    for _ in range(amount):
        yield generator.talk()


def hide(label: str, draw: random.Random) -> Hidden | None:
    """What to hide of a word with this label, if anything."""
    chance = draw.random()
    for what, share in HIDDEN["O" if label == "O" else "name"]:
        if chance < share:
            return what
        chance -= share
    return None


def main() -> None:
    """Train the tagger of one language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=("nl", "en"), required=True)
    parser.add_argument("--sentences", type=int, default=45_000, help="how many to generate")
    parser.add_argument("--iterations", type=int, default=110)
    parser.add_argument("--output", type=Path, help="default: the packaged model")
    options = parser.parse_args()
    draw = random.Random(20)
    trainer = pycrfsuite.Trainer(verbose=False)
    for tokens, labels in material(options.folder, options.language, options.sentences, draw):
        if tokens:
            hidden = {at: what for at, label in enumerate(labels) if (what := hide(label, draw))}
            trainer.append(features(tokens, options.language, hidden), labels)
    trainer.select("lbfgs")
    trainer.set_params(
        {"c1": 0.3, "c2": 0.01, "max_iterations": options.iterations, "feature.minfreq": 3}
    )
    target = options.output or DATA / f"tagger-{options.language}.crfsuite"
    trainer.train(str(target))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
