"""A made-up study of several participants, for measuring who is joined with whom.

Every person is said in many ways: `Jan`, `Jan de Vries`, `meneer De Vries`, `Jantje`, `Jans
moeder`, and misheard, `Jam de Vries`. First names return in the lives of other participants, where
they are other people.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.recognise import recognise
from interview_kit.pseudonym.roster import RosterName

# Given name, as it is misheard, its diminutive.
_GIVEN = (
    ("Jan", "Jam", "Jantje"), ("Marieke", "Marike", "Mariekje"), ("Fatima", "Vatima", "Fatimaatje"),
    ("Henk", "Hank", "Henkie"), ("Yusuf", "Joesoef", "Yusufje"), ("Willem", "Wilem", "Willempje"),
    ("Samira", "Zamira", "Samiraatje"), ("Sjoerd", "Shoerd", "Sjoerdje"),
    ("Ewa", "Eva", "Ewaatje"), ("Chantal", "Sjantal", "Chantalletje"),
)  # fmt: skip
_SURNAMES = (
    "de Vries", "Bakker", "van der Meulen", "El Amrani", "Yılmaz", "Kowalska", "Pengel", "Hoekstra",
    "van Dijk", "Ramdin", "Smit", "ter Braak",
)  # fmt: skip
_KIN = ("zus", "broer", "moeder", "vader", "vriend", "buurvrouw", "neef", "tante")
_DOCTORS = ("De Wit", "Oosterhuis", "Ramcharan")
_FULL = (
    "en {0} kwam toen ook langs",
    "dat was {0} van hierboven",
    "ik ging met {0} naar het strand",
)
_FIRST = ("toen zei {0} dat het goed was", "{0} heeft mij geholpen", "met {0} kon ik praten",
          "en {0} lachte alleen maar", "ik mis {0} nog elke dag")  # fmt: skip
_TITLED = ("meneer {0} wist dat ook", "mevrouw {0} wist dat ook")
_GENITIVE = ("{0}s moeder was er ook bij",)
_DOCTOR = ("dokter {0} zei dat het beter ging", "ik vertrouwde dokter {0} wel")


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, where its one name stands, and whose it is."""

    text: str
    start: int
    end: int
    person: str


@dataclass(frozen=True, slots=True)
class Linked:
    """How well mentions were joined: pairs of mentions of one person, found and made."""

    precision: float
    recall: float
    merged_rostered: int
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def made_up(seed: int, participants: int = 8, interviews: int = 2) -> list[
    tuple[str, list[list[Said]], list[RosterName]]
]:  # fmt: skip
    """For each participant its code, the turns of its interviews, and its roster."""
    draw = random.Random(seed)
    study = []
    for number in range(1, participants + 1):
        code = f"P{number:02}"
        people = list(zip(draw.sample(_GIVEN, 5), draw.sample(_SURNAMES, 5),
                          draw.sample(_KIN, 5), strict=True))  # fmt: skip
        roster = [
            RosterName(f"{names[0]} {surname}" if at else names[0], MentionType.PERSON, kin, code)
            for at, (names, surname, kin) in enumerate(people[:3])
        ]
        sittings: list[list[Said]] = []
        for _ in range(interviews):
            turns = [
                turn
                for at, (names, surname, kin) in enumerate(people)
                for turn in _talk(draw, f"{code}-{at}", names, surname, kin, full=at > 0)
            ]
            doctor = draw.choice(_DOCTORS)
            turns += [_said(draw.choice(_DOCTOR), doctor, f"doctor {doctor}") for _ in range(2)]
            draw.shuffle(turns)
            sittings.append(turns)
        study.append((code, sittings, roster))
    return study


def _talk(
    draw: random.Random, person: str, names: tuple[str, str, str], surname: str, kin: str,
    *, full: bool,
) -> list[Said]:  # fmt: skip
    given, misheard, small = names
    turns = [_said(f"mijn {kin} {{0}} zei dat ook", given, person)]
    turns += [_said(draw.choice(_FIRST), given, person) for _ in range(3)]
    turns.append(_said(draw.choice(_FIRST), small, person))
    turns.append(_said(_GENITIVE[0], given, person, ending="s"))
    if full:
        turns.append(_said(draw.choice(_FULL), f"{given} {surname}", person))
        turns.append(_said(draw.choice(_FULL), f"{misheard} {surname}", person))
        turns.append(_said(draw.choice(_TITLED), surname[0].upper() + surname[1:], person))
    return turns


def _said(template: str, name: str, person: str, ending: str = "") -> Said:
    start = template.index("{0}")
    return Said(template.format(name), start, start + len(name) + len(ending), person)


def measure_linking(seeds: range) -> Linked:
    """Recognise made-up studies as the program does, interview by interview, and compare pairs."""
    together = right = same = merged = 0
    wrong: Counter[str] = Counter()
    for seed in seeds:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        known: tuple[Entity, ...] = ()
        for code, sittings, roster in made_up(seed):
            for turns in sittings:
                numbered = [(at, turn.text) for at, turn in enumerate(turns)]
                done = recognise(numbered, "nl", roster, known, code)
                known = done.linking.entities
                for at, turn in enumerate(turns):
                    ids = [
                        id
                        for mention, id in zip(done.mentions, done.linking.ids, strict=True)
                        if mention.turn == at
                        and mention.start < turn.end
                        and turn.start < mention.end
                    ]
                    found[turn.person].append(
                        (ids[0] if ids else f"missed {seed} {code} {at} {id(turns)}", turn.text)
                    )
        everyone = [(person, *each) for person, said in found.items() for each in said]
        for left, right_one in combinations(everyone, 2):
            one, joined = left[0] == right_one[0], left[1] == right_one[1]
            together += joined
            same += one
            right += one and joined
            if one != joined:
                wrong[("split: " if one else "merged: ") + f"{left[2]} / {right_one[2]}"] += 1
        merged += _merged_rostered(known)
    return Linked(right / max(1, together), right / max(1, same), merged, wrong)


def _merged_rostered(known: tuple[Entity, ...]) -> int:
    """How many rostered names share an entity with another rostered name: there may be none."""
    rostered = [entity for entity in known if entity.rostered]
    expected = {(entity.participant, entity.role) for entity in rostered}
    return len(rostered) - len(expected)
