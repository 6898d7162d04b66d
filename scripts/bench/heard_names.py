"""Names as Whisper base writes them: spoken by espeak-ng in carrier sentences, then looked for.

Everybody is on the roster. A name is found whole when every word that was heard in its place lies
in a mention of the roster detector, and noticed when one of them does: where Whisper misheard the
carrier too, its words stand in that place as well.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from faster_whisper import WhisperModel

from interview_kit.pseudonym.detectors import BUILT_IN, detect
from interview_kit.pseudonym.fold import tokens
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.speech.store import find

NAMES = (
    "Marieke", "Sjoerd de Vries", "Fatima", "Youssef El Amrani", "Annemiek", "Henk Bakker",
    "Samira", "Willem van der Meulen", "Hülya Yılmaz", "Delano Pengel", "Shanti",
    "Gregory Martina", "Ewa", "Agnieszka Kowalska", "Tjeerd Hoekstra", "Chantal", "Roelie",
    "Berend-Jan", "Gülcan", "Priscilla", "Mohamed Bouali", "Lieke Jansen", "Joost",
    "Femke Visser", "Ricardo", "Khadija", "Bart Smit", "Wietske", "Anouk de Graaf", "Hamza",
    "Esther ter Braak", "Dirk-Jan Postma", "Zeynep", "Marloes", "Karel Oosterhuis", "Naima",
    "Mehmet Demir", "Ingrid van Dijk", "Wendell", "Geertje Tuinstra",
)  # fmt: skip
CARRIERS = (
    "Toen kwam {0} bij mij op bezoek in het ziekenhuis.",
    "Ik heb heel lang met {0} over mijn leven gepraat.",
    "En daarna zei {0} dat ik beter naar huis kon gaan.",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What Whisper made of a sentence, and whether the name in it was found."""

    name: str
    words: tuple[str, ...]
    found: bool
    touched: bool
    exact: bool


# How many sentences Whisper hears together: alone, a short sentence is guessed at.
IN_ONE_BREATH = 4
_PLACE = "xxx"


def hear_names(voice: str) -> Iterator[Heard]:
    """Speak with a voice of espeak-ng, transcribe and search, some sentences in one breath."""
    model = WhisperModel(str(find("base").path), device="cpu", compute_type="int8", cpu_threads=1)
    roster = tuple(RosterName(name, MentionType.PERSON, "", "P01") for name in NAMES)
    for first in range(0, len(NAMES), IN_ONE_BREATH):
        names = NAMES[first : first + IN_ONE_BREATH]
        carriers = [CARRIERS[at % len(CARRIERS)] for at in range(len(names))]
        said = [carrier.format(name) for carrier, name in zip(carriers, names, strict=True)]
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "said.wav"
            speak = ["espeak-ng", "-v", voice, "-s", "130", "-w", str(sound), " ".join(said)]
            subprocess.run(speak, check=True)
            segments, _ = model.transcribe(str(sound), language="nl", beam_size=5)
            text = " ".join(segment.text.strip() for segment in segments)
        expected = " ".join(carrier.format(_PLACE) for carrier in carriers)
        yield from search(names, expected, text, roster)


def search(
    names: Sequence[str], expected: str, text: str, roster: tuple[RosterName, ...]
) -> Iterator[Heard]:
    """For each name in turn, whether the words that stand in its place are all found."""
    carrier = [token.folded for token in tokens(expected)]
    heard = list(tokens(text))
    matcher = SequenceMatcher(None, carrier, [token.folded for token in heard], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    using = [each for each in BUILT_IN if each.name == "roster"]
    found = detect(text, "nl", roster, using=using)
    places = [at for at, word in enumerate(carrier) if word == _PLACE]
    for name, place in zip(names, places, strict=True):
        first = max((b.b + b.size for b in blocks if b.a + b.size <= place), default=0)
        last = min((b.b for b in blocks if b.a > place), default=len(heard))
        there = heard[first:last]
        covered = [any(m.start <= t.start and t.end <= m.end for m in found) for t in there]
        words = tuple(token.folded for token in there)
        spelt = words == tuple(token.folded for token in tokens(name))
        yield Heard(name, words, bool(there) and all(covered), any(covered), spelt)
