"""More kinds of names and words than the word lists have, for the network to meet."""

from __future__ import annotations

import random
from typing import ClassVar

from train_tagger import LISTS, Generator, listed

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
        "clauses": 22, "talk": 16, "free": 18, "written": 22, "plain": 9, "freeplain": 13,
    }  # fmt: skip
    RENAMES = "gffss"
    PARTICLES = ("", "van", "de", "van den", "van der", "de")
    FROM_PLACE = 0.25

    def __init__(self, language: str, draw: random.Random) -> None:
        """Read the lists of `language`; all chance comes from `draw`."""
        super().__init__(language, draw)
        self.written += listed(LISTS / f"templates_news_{language}.txt")
        known = lexicon(language)
        ends = tuple(JOBS[language].split())
        self.words["job"] = [word for word, m in known.items() if "d" in m and word.endswith(ends)]
        self.alike: dict[str, list[str]] = {}
        for word, m in known.items():
            if m[1:] == "d" and m[0] in "0123" and len(word) > 4:
                self.alike.setdefault(word[-3:], []).append(word)
        self.invented = {
            kind: InventedNames([n for each in lists.values() for n in each if " " not in n], draw)
            for kind, lists in (("given", self.given), ("surname", self.surnames))
        }

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
        alike = self.alike.get(token[-3:])
        if not alike or not token.islower() or len(token) < 5 or self.draw.random() > 0.12:
            return token
        return self.draw.choice(alike)
