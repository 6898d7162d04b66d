"""Names as Whisper base writes them: spoken by espeak-ng in carrier sentences, then looked for.

Everybody is on a roster, with others who are not spoken of. A name is found when every word that
was heard in its place lies in a mention. Counted are the names beside which Whisper wrote the words
that were said: where it misheard these too, nobody could have understood the name.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import soundfile
from hearing import heard

from interview_kit.pseudonym.detectors import BUILT_IN, detect
from interview_kit.pseudonym.fold import fold_words, tokens
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.roster import RosterName
from interview_kit.speech.model_store import find
from interview_kit.speech.speech_engine import WhisperEngine, load_engine

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
    """What Whisper made of a name, and whether it was found, by the roster or by any detector.

    `understood`: the words on both sides are right. `exact`: so is the name.
    """

    name: str
    words: tuple[str, ...]
    understood: bool
    by_roster: bool
    by_any: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """All names of one way to listen; `made_up` of the roster stand where nobody said them."""

    heard: tuple[Heard, ...]
    made_up: int


# How many sentences Whisper hears together: alone, a short sentence is guessed at.
IN_ONE_BREATH = 4
# So many on the roster besides those who are spoken of.
SILENT = 4
_PLACE = "xxx"


def hear_names(voice: str, *, told: bool) -> Outcome:
    """Speak with a voice of espeak-ng, transcribe and search, some sentences in one breath.

    With `told` the model is told of the roster's names, as when an interview is transcribed.
    """
    engine = load_engine(find("base").path, 1)
    names_heard: list[Heard] = []
    made_up = 0
    for first in range(0, len(NAMES), IN_ONE_BREATH):
        names = NAMES[first : first + IN_ONE_BREATH]
        silent = [name for name in NAMES[::7] if name not in names][:SILENT]
        roster = tuple(
            RosterName(name, MentionType.PERSON, "", "P01") for name in (*names, *silent)
        )
        carriers = [CARRIERS[at % len(CARRIERS)] for at in range(len(names))]
        said = [carrier.format(name) for carrier, name in zip(carriers, names, strict=True)]
        hotwords = (*names, *silent) if told else ()
        text = _transcribed(engine, voice, " ".join(said), hotwords)
        expected = " ".join(carrier.format(_PLACE) for carrier in carriers)
        names_heard += search(names, expected, text, roster)
        unsaid = {*fold_words(" ".join(silent))} - PARTICLES
        made_up += len(unsaid & {*fold_words(text)})
    return Outcome(tuple(names_heard), made_up)


def _transcribed(engine: WhisperEngine, voice: str, said: str, hotwords: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", "130", "-w", str(sound), said], check=True)
        samples, rate = soundfile.read(sound, dtype="int16", always_2d=True)
    return heard(engine, samples, rate, "nl", hotwords)


def search(
    names: Sequence[str], expected: str, text: str, roster: tuple[RosterName, ...]
) -> Iterator[Heard]:
    """For each name in turn, whether the words that stand in its place are all found."""
    carrier = [token.folded for token in tokens(expected)]
    written = list(tokens(text))
    matcher = SequenceMatcher(None, carrier, [token.folded for token in written], autojunk=False)
    right = {b.a + n: b.b + n for b in matcher.get_matching_blocks() for n in range(b.size)}
    by_roster = [each for each in BUILT_IN if each.name == "roster"]
    found = [detect(text, "nl", roster, using=using) for using in (by_roster, BUILT_IN)]
    places = [at for at, word in enumerate(carrier) if word == _PLACE]
    for name, place in zip(names, places, strict=True):
        first = max((right[at] + 1 for at in right if at < place), default=0)
        last = min((right[at] for at in right if at > place), default=len(written))
        there = written[first:last]
        covered = [
            bool(there)
            and all(any(m.start <= t.start and t.end <= m.end for m in each) for t in there)
            for each in found
        ]
        words = tuple(token.folded for token in there)
        yield Heard(
            name,
            words,
            understood=place - 1 in right and place + 1 in right,
            by_roster=covered[0],
            by_any=covered[1],
            exact=words == fold_words(name),
        )
