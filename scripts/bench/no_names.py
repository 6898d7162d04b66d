"""How many words are taken for names where nobody is named: small talk, humming, answers.

    python scripts/bench/no_names.py [--list]

The interviews of `questions.py` and `held_out_questions.py`, as they stand and with the sounds that
transcripts are full of put before each turn of the participant, as transcribers write them. Who is
named in them stands in NAMED; whatever else is found is a false hit.
"""

from __future__ import annotations

import argparse

from held_out_questions import HELD_OUT
from questions import BUILT_IN, read

from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.recognise import recognise

NAMED = {"Zwolle", "Breda", "Leeds", "Hull", "Den Dolder"}
SOUNDS = (
    "Mhm.", "Ehm,", "Uh-huh.", "Hm, hm.", "Mmm.", "Eh,", "Uhm,", "Hè?", "Tja,", "Pff.", "Mm-hm.",
    "Oh.", "Ah,", "Nou, ehm,", "Eeeh,", "Hmhm.", "Sjonge,", "Jeetje.", "Aha.", "Goh,", "Tsja.",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--list", action="store_true", help="also what was taken for a name")
    options = parser.parse_args()
    print("| interviews | turns | words | false hits | of people |")
    print("| --- | --- | --- | --- | --- |")
    for label, with_sounds in (("as they stand", False), ("with sounds", True)):
        turn_count = word_count = 0
        hits: list[tuple[str, str, MentionType]] = []
        for text in (BUILT_IN | HELD_OUT).values():
            language, turns, _ = read(text)
            texts = [
                f"{SOUNDS[turn.number % len(SOUNDS)]} {turn.text}"
                if with_sounds and turn.speaker is Speaker.PARTICIPANT
                else turn.text
                for turn in turns
            ]
            turn_count += len(texts)
            word_count += sum(len(turn_text.split()) for turn_text in texts)
            recognition = recognise(enumerate(texts, 1), language, (), (), "P07")
            hits += [
                (mention.text, texts[mention.turn - 1], mention.type)
                for mention in recognition.mentions
                if mention.text not in NAMED
            ]
        people = sum(kind is MentionType.PERSON for *_, kind in hits)
        print(f"| {label} | {turn_count} | {word_count} | {len(hits)} | {people} |")
        if options.list:
            for hit, text, kind in hits:
                print("  ", kind, repr(hit), "in", text)


if __name__ == "__main__":
    main()
