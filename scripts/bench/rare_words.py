"""How often a rare word of the dictionary is taken for a name, by where it stands in a sentence.

    python scripts/bench/rare_words.py [--count 400]

The words are drawn by chance from those that training keeps for this (`network/talk.py`); each
stands in each of SENTENCES, with a capital where it begins one, and in small letters.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from network.talk import is_held_out

from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.tagger import tag
from interview_kit.pseudonym.word_class import WordClass, word_class

SENTENCES = {
    "nl": (
        "{} hielp mij.", "{} mocht niet, daar werd niet over gepraat.", "Ja. {} was altijd lastig.",
        "Ik wilde {} maar dat kon niet.", "En dan {}, dat was het.",
    ),
    "en": (
        "{} helped me.", "{} wasn't allowed, nobody talked about it.", "Yeah. {} was always hard.",
        "I wanted {} but it was no use.", "And then {}, that was it.",
    ),
}  # fmt: skip
ENDINGS = {"nl": ("en", ""), "en": ("ing", "")}
"""Words that end so are drawn first, then others."""

SHORTEST = 5
"""Letters."""

WITHIN = "2345"
"""How common the words are, in the marks of the word list."""

SEED = 3


def drawn_words(language: str, ending: str, count: int) -> list[str]:
    """Words of the dictionary, on no list of names, with an ending or none of those asked for."""
    others = tuple(other for other in ENDINGS[language] if other)
    words = [
        word
        for word, marks in sorted(lexicon(language).items())
        if "d" in marks
        and marks[0] in WITHIN
        and len(word) >= SHORTEST
        and (word.endswith(ending) if ending else not word.endswith(others))
        and word_class(word, language) is WordClass.WORD
        and is_held_out(word)
    ]
    return random.Random(SEED).sample(words, min(count, len(words)))


def is_taken(sentence: str, word: str, language: str) -> bool:
    """Whether a word of a sentence is taken for a name, or for part of one."""
    (place,) = re.finditer(rf"\b{word}\b", sentence, re.IGNORECASE)
    return any(
        mention.start < place.end() and place.start() < mention.end
        for mention in tag(sentence, 0, language)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    print("| sentence | words | of | taken for a name, cased | in small letters |")
    print("| --- | --- | --- | --- | --- |")
    for language, sentences in SENTENCES.items():
        for ending in ENDINGS[language]:
            words = drawn_words(language, ending, options.count)
            for sentence in sentences:
                begins = re.search(r"(^|\. )\{", sentence) is not None
                cased = [sentence.format(w.capitalize() if begins else w) for w in words]
                small = [text.lower() for text in cased]
                counts = [
                    sum(
                        is_taken(text, word, language)
                        for text, word in zip(texts, words, strict=True)
                    )
                    for texts in (cased, small)
                ]
                kind = f"-{ending}" if ending else "others"
                print(
                    "|", sentence, "|", kind, "|", len(words), "|", *counts[:1], "|", counts[1], "|"
                )


if __name__ == "__main__":
    main()
