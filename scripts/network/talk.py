"""More kinds of names and words than the word lists have, for the network to meet."""

from __future__ import annotations

import random
import re
from typing import ClassVar
from zlib import crc32

from train_tagger import LISTS, TOKEN, Generator, Sentence, listed, retokenised

from interview_kit.pseudonym.lexicon import lexicon

# Endings of what people are called after their work, alone and in compounds.
JOBS = {
    "nl": "leider voorzitter directeur trainer woordvoerder werker begeleider adviseur journalist"
    " schrijver schrijfster zanger zangeres speler speelster rechter advocaat minister meester"
    " leraar lerares arts therapeut deskundige bestuurder ondernemer kunstenaar chauffeur bewoner"
    " eigenaar kandidaat winnaar kapitein renner coach manager regisseur acteur actrice dichter"
    " onderzoeker wethouder assistent medewerker vertegenwoordiger secretaris",
    "en": "leader chairman director trainer spokesman worker writer singer player judge lawyer"
    " minister teacher doctor manager actor actress poet researcher assistant secretary president",
}
# How words are said in one region or another: what stands so in no list, and names nobody.
SAID = {
    "nl": (
        ("ij", "ie"), ("ij", "ai"), ("ij", "ee"), ("ui", "oe"), ("ui", "uu"), ("ui", "ou"),
        ("aa", "oa"), ("aa", "ao"), ("oo", "eu"), ("oo", "ou"), ("ee", "ei"), ("ee", "i"),
        ("ie", "ei"), ("oe", "ou"), ("ou", "aa"), ("en$", "n"), ("en$", "e"), ("n$", ""),
        ("t$", ""), ("^h", ""), ("^g", "h"), ("ch", "g"), ("^v", "f"), ("^z", "s"), ("sch", "sk"),
        ("sch", "sj"), ("tje$", "ke"), ("je$", "ske"), ("d(?=e)", "j"), ("a(?=[^aeiou])", "o"),
        ("e(?=[^aeiou])", "a"), ("o(?=[^aeiou])", "u"), ("i(?=[^aeiou])", "u"), ("r(?=[dtsn])", ""),
        ("el$", "l"), ("er$", "r"), ("ge(?=[a-z]{3})", "e"), ("st$", "s"), ("ft$", "cht"),
    ),
    "en": (
        ("ing$", "in"), ("ing$", "in'"), ("^th", "d"), ("th$", "f"), ("th", "v"), ("^h", ""),
        ("ou", "oo"), ("ow$", "aw"), ("er$", "a"), ("t$", ""), ("o(?=[^aeiou])", "a"),
        ("a(?=[^aeiou])", "ae"), ("ight", "icht"), ("all$", "aw"), ("ee", "ay"), ("y$", "eh"),
        ("d$", ""), ("nd$", "n"), ("ea", "ay"), ("i(?=[^aeiou])", "e"), ("u(?=[^aeiou])", "i"),
        ("er", "ar"), ("ir", "ur"), ("oa", "ow"), ("^w", "v"), ("v", "w"), ("oo", "ui"),
    ),
}  # fmt: skip
IN_DIALECT, SAID_SO = 0.14, 0.45
"""The share of sentences said in dialect, and of their words that differ."""

RARE_AT_BEGIN = 0.5
"""The share of sentences without a name whose first word is put in the place of by a rarer one."""

ENUMERATED = 0.07
"""The share of sentences that only enumerate: rare words three times of four, else names."""

ENUMERATIONS = {
    "nl": ("%s", "%s", "%s, %s", "%s en %s", "%s, %s en %s", "%s, %s, %s", "met %s", "van %s",
           "altijd %s", "geen %s", "en %s", "alleen %s", "die %s", "%s, ja", "nou, %s", "zei %s"),
    "en": ("%s", "%s", "%s, %s", "%s and %s", "%s, %s and %s", "%s, %s, %s", "with %s", "from %s",
           "always %s", "no %s", "and %s", "just %s", "the %s", "%s, yeah", "well, %s", "said %s"),
}  # fmt: skip

# Before a surname that begins with a letter or a tussenvoegsel, which the lists of surnames lack.
RARE_PARTICLES = {
    "nl": "in 't|van 't|aan 't|op 't|uit 't|'t|in de|op de|aan de|aan den|uit den|uit de|bij de|"
    "van der|van den|ten|ter|von|du|de la|le|el|ben|al|te|op den|in den|voor de|onder de",
    "en": "de|de la|du|le|la|van|van der|von|al|el|ben|bin|abu|st|da|dos|del|di|ap|ferch|ni|ó|mac",
}
INITIALS = "AAABBCCDDEEFFGGHHIIJJJJJKKLLMMMMNOPPQRRSSSTTUVWWXYZ"
# With capitals and marks, and so on; said talk is mostly written with both.
STYLES = {(True, True): 38, (False, True): 27, (False, False): 29, (True, False): 6}


def is_held_out(word: str) -> bool:
    """Whether a rare word is kept to measure with: one in four."""
    return crc32(word.encode()) % 4 == 0


class InventedNames:
    """Names nobody bears, with the letters of those that people do: a chain of three letters."""

    def __init__(self, names: list[str], draw: random.Random) -> None:
        """Learn from `names` which letter follows which three."""
        self.draw = draw
        self.after: dict[str, list[str]] = {}
        for name in names:
            padded = f"^^^{name.lower()}$"
            for at in range(len(padded) - 3):
                self.after.setdefault(padded[at : at + 3], []).append(padded[at + 3])

    def __call__(self) -> str:
        """One name of four to twelve letters."""
        while True:
            name = "^^^"
            while name[-1] != "$" and len(name) < 16:
                name += self.draw.choice(self.after[name[-3:]])
            word = name.strip("^$")
            if 4 <= len(word) <= 12 and word.isalpha():
                return word.capitalize()


class WiderGenerator(Generator):
    """Draws invented names, names of work, rarer words, and sentences of newspapers as well."""

    KINDS: ClassVar = {
        "clauses": 14, "talk": 10, "free": 33, "written": 12, "plain": 6, "freeplain": 25,
    }  # fmt: skip
    RENAMES = "gffss"
    PARTICLES = ("", "van", "de", "van den", "van der", "de")
    FROM_PLACE = 0.25

    def __init__(self, language: str, draw: random.Random) -> None:
        """Read the lists of `language`; all chance comes from `draw`."""
        super().__init__(language, draw)
        self.written += listed(LISTS / f"templates_news_{language}.txt")
        for width in ("wider", "broader", "regional", "tempting", "luring", "stories", "turns"):
            self.free += listed(LISTS / f"{width}_{language}.txt")
            self.free_plain += listed(LISTS / f"{width}_plain_{language}.txt")
        self.styles = list(STYLES), list(STYLES.values())
        known = lexicon(language)
        ends = tuple(JOBS[language].split())
        self.words["job"] = [word for word, m in known.items() if "d" in m and word.endswith(ends)]
        self.alike: dict[str, list[str]] = {}
        for word, m in known.items():
            if m[1:] == "d" and m[0] in "0123" and len(word) > 4 and not is_held_out(word):
                self.alike.setdefault(word[-3:], []).append(word)
        self.rare_words = [word for words in self.alike.values() for word in words]
        self.invented = {
            kind: InventedNames([n for each in lists.values() for n in each if " " not in n], draw)
            for kind, lists in (("given", self.given), ("surname", self.surnames))
        }

    def style(self) -> tuple[bool, bool]:
        """Capitals and marks mostly go together."""
        return self.draw.choices(*self.styles)[0]

    def sentence(self) -> Sentence:
        """One sentence, at times as it is said in some region; marks within names are none."""
        is_enumeration = self.draw.random() < ENUMERATED
        words, labels = self.enumeration() if is_enumeration else retokenised(super().sentence())
        if not any(label != "O" for label in labels) and self.draw.random() < RARE_AT_BEGIN:
            words[0] = self.rarer(words[0])
        if self.draw.random() < IN_DIALECT:
            words = [
                self.said(word)
                if label == "O" and word.islower() and self.draw.random() < SAID_SO
                else word
                for word, label in zip(words, labels, strict=True)
            ]
        return words, labels

    def enumeration(self) -> Sentence:
        """One to three rare words, or as many names, with hardly a word beside them."""
        form = TOKEN.findall(self.draw.choice(ENUMERATIONS[self.language]).replace("%s", "\0"))
        is_of_names = self.draw.random() < 0.25
        words: list[str] = []
        labels: list[str] = []
        for part in form:
            if part != "\0":
                words.append(part)
                labels.append("O")
            elif is_of_names:
                parts = TOKEN.findall(self.person(self.draw.choice("gggfs")))
                words += parts
                labels += ["B-PER"] + ["I-PER"] * (len(parts) - 1)
            else:
                words.append(self.draw.choice(self.rare_words))
                labels.append("O")
        return retokenised((words, labels))

    def said(self, word: str) -> str:
        """A word as one region says it."""
        for _ in range(self.draw.choice((1, 1, 2))):
            pattern, to = self.draw.choice(SAID[self.language])
            word = re.sub(pattern, to, word, count=1) or word
        return word

    def fill(self, slot: str) -> tuple[str, str]:
        """What stands in a slot, of compound surnames and initials too."""
        if slot == "c":
            surname = self.compound()
            return (surname if self.draw.random() < 0.5 else f"{self.person('g')} {surname}"), "PER"
        if slot == "i":
            return self.with_initials(super().person("s")), "PER"
        return super().fill(slot)

    def person(self, slot: str) -> str:
        """One surname in nine is compound, one in twelve full names has initials."""
        chance = self.draw.random()
        if slot in ("f", "s") and chance < 0.11:
            surname = self.compound()
            return surname if slot == "s" else f"{super().person('g')} {surname}"
        if slot == "f" and chance < 0.19:
            return self.with_initials(super().person("s"))
        return super().person(slot)

    def compound(self) -> str:
        """A surname of more parts: with a hyphen, without, with a tussenvoegsel."""
        first, second = super().person("s"), super().person("s")
        form = self.draw.random()
        if form < 0.45:
            return f"{first}-{second}"
        if form < 0.65:
            return f"{first} {second}"
        particle = self.draw.choice(RARE_PARTICLES[self.language].split("|"))
        stem = f"{particle} {second.split()[-1].capitalize()}"
        return stem if form < 0.88 else f"{first} {stem}"

    def with_initials(self, surname: str) -> str:
        """A surname behind letters, with marks or none, or behind a given name and a letter."""
        letters = [self.draw.choice(INITIALS) for _ in range(self.draw.choice((1, 2, 2, 3)))]
        form = self.draw.random()
        if form < 0.25:
            return f"{super().person('g')} {letters[0]}{self.draw.choice(('', '.'))} {surname}"
        if form < 0.5:
            return f"{''.join(f'{letter}.' for letter in letters)} {surname}"
        return (
            f"{' '.join(f'{letter}.' if form < 0.65 else letter for letter in letters)} {surname}"
        )

    def unlisted_given(self) -> str:
        """One in eight is invented."""
        return self.invented["given"]() if self.draw.random() < 0.12 else super().unlisted_given()

    def unlisted_surname(self, source: str, surname: str) -> str:
        """One in five is invented."""
        if self.draw.random() < 0.2:
            return self.invented["surname"]()
        return super().unlisted_surname(source, surname)

    def swapped(self, token: str) -> str:
        """A rarer word with the same ending for a word of the dictionary, one time in eight."""
        return self.rarer(token) if self.draw.random() < 0.12 else token

    def rarer(self, token: str) -> str:
        """A rarer word with the same ending for a word of the dictionary; short ones stay."""
        alike = self.alike.get(token[-3:])
        return self.draw.choice(alike) if alike and token.islower() and len(token) > 4 else token
