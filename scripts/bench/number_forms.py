"""Measure how many numbers and spelled names are covered whole, by how they are written or said.

    python scripts/bench/number_forms.py [--count 200] [--seed 7] [--show]

Numbers are made up by chance in every kind of form, in a sentence, and read by all built-in
detectors in three styles. A number counts as covered when every word of it lies in some mention;
a half-covered one is missed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from random import Random
from typing import TypeAlias

from names import MARKED, STYLES, WORD, unmarked

from interview_kit.pseudonym.detectors import detect

Maker: TypeAlias = Callable[[Random], str]
CARRIERS = {
    "nl": ("bel me maar op {0} zei ze", "het was {0}, dacht ik", "ik weet nog {0} en toen niks",
           "dat staat genoteerd als {0} in mijn dossier", "nou {0} dus"),
    "en": ("it was {0}, I think", "you can write it as {0} if you like", "so {0}, that was it",
           "and I said {0} and she wrote it down"),
}  # fmt: skip
UNITS = {
    "nl": ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"],
    "en": ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
TENS_NL = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
TEENS_NL = [
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
TEENS_EN = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FILLERS = {"nl": ("eh", "uh", "ja wacht", "en dan", "nee wacht"), "en": ("um", "er", "no wait")}
SPELLED = [
    "kwakman", "yildirim", "jansen", "verhulst", "siobhan", "okonkwo", "nguyen", "marieke",
    "pieters", "achmed",
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CALLS = {
    "nl": (
        "aa bee cee dee ee ef gee haa ie jee kaa el em en oo pee kuu er es tee uu vee wee iks"
        " ypsilon zet"
    ),
    "en": (
        "ay bee cee dee ee eff gee aitch eye jay kay ell em en oh pee cue ar ess tee you vee"
        " double-u ex wye zed"
    ),
}
CALLED = {
    language: dict(zip(LETTERS, calls.split(), strict=True)) for language, calls in CALLS.items()
}


def digits(random: Random, count: int) -> str:
    """So many digits by chance, the first of them no nought."""
    return str(random.randint(1, 9)) + "".join(str(random.randint(0, 9)) for _ in range(count - 1))


def grouped(random: Random, number: str, sizes: tuple[tuple[int, ...], ...], gaps: str) -> str:
    """A number in groups, with one sign between."""
    parts: list[str] = []
    at = 0
    for size in random.choice(sizes):
        parts.append(number[at : at + size])
        at += size
    return random.choice(gaps.split("|")).join(parts)


def dutch_mobile(random: Random) -> str:
    """`06-12345678`, `(06) - 12 34 56 78`, `06 12 34 en dan 56 78`."""
    body_digits = digits(random, 8)
    body = grouped(random, body_digits, ((8,), (2, 2, 2, 2), (4, 4), (3, 3, 2)), " |-|.| en dan ")
    return random.choice(("06", "(06)")) + random.choice(("-", " ", " - ", "–")) + body


def dutch_landline(random: Random) -> str:
    """`020 - 555 12 34`, `03 123 45 67`, `0475/12.34.56`."""
    area = random.choice(("020", "010", "0475", "03", "09", "0512", "(043)"))
    length = (9 if area in ("03", "09") else 10) - len(area.strip("()"))
    local_digits = digits(random, length)
    sizes = {7: ((7,), (3, 2, 2), (3, 4)), 6: ((6,), (2, 2, 2), (3, 3))}[length]
    return (
        area + random.choice(("-", " ", " - ", "/")) + grouped(random, local_digits, sizes, " |.")
    )


def spoken_pairs_nl(random: Random) -> str:
    """`nul zes eh twaalf vierendertig`, with fillers."""
    words = ["nul", "zes"]
    for _ in range(4):
        tens, unit = random.randint(0, 9), random.randint(1, 9)
        unit_and = f"{UNITS['nl'][unit]}{'ën' if unit in (2, 3) else 'en'}"
        words.append(
            f"nul {UNITS['nl'][unit]}" if tens == 0 else TEENS_NL[unit] if tens == 1
            else unit_and + TENS_NL[tens - 2]
        )  # fmt: skip
        if random.random() < 0.3:
            words.append(random.choice(FILLERS["nl"]))
    return " ".join(words[:-1] if words[-1] in FILLERS["nl"] else words)


def spoken_digits(language: str) -> Maker:
    """Ten or eleven digits one by one, with fillers between."""

    def make(random: Random) -> str:
        number = ("06" if language == "nl" else "07") + digits(random, 8 + (language == "en"))
        words: list[str] = []
        for digit in number:
            words.append(UNITS[language][int(digit)])
            if random.random() < 0.15:
                words.append(random.choice(FILLERS[language]))
        return " ".join(words[:-1] if words[-1] in FILLERS[language] else words)

    return make


def british_telephone(random: Random) -> str:
    """`07700 900123`, `(020) 7946 0958`, `+44 7700 900123`."""
    form = random.choice(("07{0} {1}", "+44 7{0} {1}", "07{0}{1}", "(0{2}) {3}", "0{2} {3}"))
    return form.format(
        digits(random, 3), digits(random, 6), digits(random, 3),
        f"{digits(random, 3)} {digits(random, 4)}",
    )  # fmt: skip


def american_telephone(random: Random) -> str:
    """`(415) 555-0182`, `415.555.0182`, `1-415-555-0182`."""
    area, middle, last = f"{random.randint(201, 989)}", f"{random.randint(201, 989)}", "0182"
    form = random.choice(("({0}) {1}-{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "1-{0}-{1}-{2}"))
    return form.format(area, middle, last)


def date(random: Random) -> str:
    """`12-03-'84`, `12/3/1984`, `12.03.84`."""
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(50, 99)
    sign = random.choice("-/.")
    form = random.choice(("{0:02}{3}{1:02}{3}'{2}", "{0}{3}{1}{3}19{2}", "{0:02}{3}{1:02}{3}{2}"))
    return form.format(day, month, year, sign)


def british_postcode(random: Random) -> str:
    """`SW1A 1AA`, `m14 5tq`."""
    area = random.choice(("SW1A", "M14", "LS6", "EH3", "CF10", "B12", "NE1", "E8"))
    return f"{area} {random.randint(1, 9)}{''.join(random.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"


def dutch_postcode(random: Random) -> str:
    """`1312 AB`, `1312ab`."""
    letters = "".join(random.choices("ABCDEGHJKLNPRTVWXZ", k=2))
    return digits(random, 4) + random.choice((" ", "")) + letters


def insurance_number(random: Random) -> str:
    """`QQ 12 34 56 C`, `QQ123456C`."""
    letters = "".join(random.choices("ABCEGHJKLMPRSTWXYZ", k=2))
    sign = random.choice((" ", ""))
    parts = (letters, digits(random, 2), digits(random, 2), digits(random, 2))
    return sign.join((*parts, random.choice("ABCD")))


def file_number(language: str) -> Maker:
    """`dossiernummer 2019-00345`, `zaaknummer 16/123456/AB`, `case number C-2019/44`."""
    heads = {
        "nl": ("dossiernummer", "zaaknummer", "cliëntnummer", "patiëntnummer", "kenmerk"),
        "en": ("case number", "file number", "patient number", "hospital number", "reference"),
    }[language]
    forms = ("{0}-{1}", "{2}/{1}/AB", "C-{0}/{2}", "{1}", "AB{1}", "{2}.{1}", "{0}/{2}/{1}")

    def make(random: Random) -> str:
        number = random.choice(forms).format(
            random.randint(2000, 2024), digits(random, 5), digits(random, 2)
        )
        return f"{random.choice(heads)} {{identifier:{number}}}"

    return make


def spelled(language: str, *, called: bool) -> Maker:
    """`K W A K`, `k-w-a-k`, or by how letters are called: `kaa wee aa kaa`."""

    def make(random: Random) -> str:
        name = random.choice(SPELLED)
        letters = [CALLED[language][letter] if called else letter.upper() for letter in name]
        return (" " if called else random.choice((" ", "-", ", "))).join(letters)

    return make


def pair_nl(value: int) -> str:
    """A number under 100 as it is said in Dutch."""
    tens, unit = divmod(value, 10)
    if tens == 0:
        return UNITS["nl"][unit]
    if tens == 1:
        return TEENS_NL[unit]
    if unit == 0:
        return TENS_NL[tens - 2]
    joint = "ën" if unit in (2, 3) else "en"
    return f"{UNITS['nl'][unit]}{joint}{TENS_NL[tens - 2]}"


def pair_en(value: int) -> str:
    """A number under 100 as it is said in English."""
    tens, unit = divmod(value, 10)
    if tens == 0:
        return UNITS["en"][unit]
    if tens == 1:
        return TEENS_EN[unit]
    return f"{TENS_EN[tens - 2]} {UNITS['en'][unit]}" if unit else TENS_EN[tens - 2]


def digit_by_digit(number: str, language: str) -> str:
    """`een drie nul`."""
    return " ".join(UNITS[language][int(digit)] for digit in number)


def postcode_said_nl(random: Random) -> str:
    """`dertien twaalf x b`, `dertienhonderd twaalf iks bee`, `een drie een twee x b`."""
    first, second = random.randint(11, 99), random.randint(10, 99)
    letters = random.choices("bcdfghjklmnprtvwxz", k=2)
    if random.random() < 0.5:
        letters = [CALLED["nl"][letter] for letter in letters]
    number = random.choice((
        f"{pair_nl(first)} {pair_nl(second)}",
        f"{pair_nl(first % 10 + 10)}honderd {pair_nl(second)}",
        digit_by_digit(f"{first}{second}", "nl"),
    ))  # fmt: skip
    return f"{number} {' '.join(letters)}"


def postcode_said_en(random: Random) -> str:
    """`m fourteen five t q`, `ell ess six two are kay`."""
    area = random.choice(("m", "ls", "eh", "cf", "b", "ne", "e", "sw"))
    letters = [*area, *random.choices("bdefghjlnpqrstuwxyz", k=2)]
    if random.random() < 0.5:
        letters = [CALLED["en"][letter] for letter in letters]
    district, sector = pair_en(random.randint(1, 29)), UNITS["en"][random.randint(1, 9)]
    return f"{' '.join(letters[: len(area)])} {district} {sector} {' '.join(letters[len(area) :])}"


def service_number_said(random: Random) -> str:
    """Nine digits of a BSN in hundreds, in threes and one by one."""
    number = digits(random, 9)
    threes = [number[at : at + 3] for at in (0, 3, 6)]
    if random.random() < 0.5 and all(three[0] != "0" and three[1:] != "00" for three in threes):
        hundreds = (UNITS["nl"][int(three[0])].replace("een", "") for three in threes)
        return " ".join(f"{hundred}honderd{pair_nl(int(three[1:]))}"
                        for hundred, three in zip(hundreds, threes, strict=True))  # fmt: skip
    return ", ".join(digit_by_digit(three, "nl") for three in threes)


def account_said(random: Random) -> str:
    """`nl twaalf ing b nul nul nul een …`, an IBAN as it is read out."""
    bank = random.choice(("ing b", "rabo", "i n g b", "abna", "s n s b"))
    country = random.choice(("nl", "n l"))
    number = digit_by_digit("000" + digits(random, 7), "nl")
    return f"{country} {pair_nl(random.randint(11, 99))} {bank} {number}"


def date_said(language: str) -> Maker:
    """`twaalf drie vierentachtig`, `twelve three eighty four`."""
    pair = {"nl": pair_nl, "en": pair_en}[language]

    def make(random: Random) -> str:
        day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(40, 99)
        return f"{pair(day)} {pair(month)} {pair(year)}"

    return make


def insurance_number_said(random: Random) -> str:
    """`q q twelve thirty four fifty six c`, letters by themselves or as they are called."""
    letters = random.choices("bceghjklprtwxz", k=2)
    if random.random() < 0.5:
        letters = [CALLED["en"][letter] for letter in letters]
    pairs = [pair_en(random.randint(11, 99)) for _ in range(3)]
    return " ".join((*letters, *pairs, random.choice("bcd")))


def health_number_said(random: Random) -> str:
    """Ten digits of an NHS number, in three breaths."""
    number = digits(random, 10)
    return ", ".join(digit_by_digit(part, "en") for part in (number[:3], number[3:6], number[6:]))


KINDS: tuple[tuple[str, str, Maker], ...] = (
    ("Dutch mobile numbers", "nl", dutch_mobile),
    ("Dutch and Flemish landlines", "nl", dutch_landline),
    ("telephone said in pairs", "nl", spoken_pairs_nl),
    ("telephone said digit by digit", "nl", spoken_digits("nl")),
    ("telephone said digit by digit", "en", spoken_digits("en")),
    ("British telephones", "en", british_telephone),
    ("American telephones", "en", american_telephone),
    ("dates in figures", "nl", date),
    ("dates in figures", "en", date),
    ("Dutch postcodes", "nl", dutch_postcode),
    ("Dutch postcodes said", "nl", postcode_said_nl),
    ("British postcodes", "en", british_postcode),
    ("British postcodes said", "en", postcode_said_en),
    ("BSN said in pieces", "nl", service_number_said),
    ("IBAN said", "nl", account_said),
    ("dates said in numbers", "nl", date_said("nl")),
    ("dates said in numbers", "en", date_said("en")),
    ("NHS numbers said", "en", health_number_said),
    ("National Insurance numbers", "en", insurance_number),
    ("National Insurance numbers said", "en", insurance_number_said),
    ("file numbers", "nl", file_number("nl")),
    ("file numbers", "en", file_number("en")),
    ("names spelled in letters", "nl", spelled("nl", called=False)),
    ("names spelled in letters", "en", spelled("en", called=False)),
    ("names spelled by how letters are called", "nl", spelled("nl", called=True)),
    ("names spelled by how letters are called", "en", spelled("en", called=True)),
)


def covered(marked: str, language: str, style: str) -> bool:
    """Whether every word of the marked number lies in some mention."""
    text = STYLES[style](unmarked(marked, language)) if style in STYLES else unmarked(marked)
    mentions = detect(text.text, language)
    start, end, _kind = text.gold[0]
    words = [match.span() for match in WORD.finditer(text.text, start, end)]
    return all(any(m.start < stop and first < m.end for m in mentions) for first, stop in words)


def sentences(make: Maker, language: str, count: int, seed: int) -> list[str]:
    """Marked sentences with so many numbers of one kind, made up by chance."""
    random = Random(seed)
    numbers = [make(random) for _ in range(count)]
    return [
        random.choice(CARRIERS[language]).format(
            number if MARKED.search(number) else f"{{identifier:{number}}}"
        )
        for number in numbers
    ]


def share_covered(make: Maker, language: str, style: str, count: int, seed: int) -> float:
    """The share of the numbers of one kind that are covered whole, 0 to 1."""
    texts = sentences(make, language, count, seed)
    return sum(covered(text, language, style) for text in texts) / len(texts)


def main() -> None:
    """Print a line for every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args()
    for kind, language, make in KINDS:
        marked = sentences(make, language, options.count, options.seed)
        missed = {
            style: [text for text in marked if not covered(text, language, style)]
            for style in STYLES
        }
        figures = "  ".join(
            f"{style} {1 - len(texts) / len(marked):6.1%}" for style, texts in missed.items()
        )
        print(f"{kind:42}{language}  {figures}", flush=True)
        if options.show:
            for style, texts in missed.items():
                print(*(f"   {style}: {text}" for text in texts[:6]), sep="\n")


if __name__ == "__main__":
    main()
