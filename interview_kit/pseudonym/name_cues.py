"""Words next to a name that say whose name it is."""

from __future__ import annotations

import re
from types import MappingProxyType

from interview_kit.pseudonym.fold import fold, word_set

_KIN_NL = word_set(
    "vader moeder pa ma papa mama zus zusje zuster broer broertje zoon zoontje dochter dochtertje"
    " oom tante oma opa neef nicht neefje nichtje man vrouw vriend vriendin partner ex verloofde"
    " schoonzus schoonmoeder schoonvader zwager stiefvader stiefmoeder kleinzoon kleindochter"
    " buurman buurvrouw collega huisgenoot maat maatje"
)
_KIN_EN = word_set(
    "father mother dad mum mom sister brother son daughter uncle aunt grandma grandpa grandmother"
    " grandfather cousin nephew niece husband wife boyfriend girlfriend friend partner fiance"
    " stepfather stepmother neighbour neighbor colleague flatmate"
)
_CLINICIAN_NL = word_set(
    "psychiater psycholoog psychologe therapeut dokter doctor arts huisarts verpleegkundige"
    " begeleider begeleidster behandelaar casemanager coach mentor hulpverlener hulpverleenster"
    " therapeute spv"
)
_CLINICIAN_EN = word_set(
    "psychiatrist psychologist therapist gp nurse counsellor counselor caseworker keyworker"
)
ADDRESS = word_set(
    "meneer mijnheer mevrouw dhr mw mevr heer mister mr mrs ms miss dr drs prof professor juf"
    " meester pastor dominee pater imam broeder tante oom"
)

KIN = _KIN_NL | _KIN_EN
CLINICIANS = _CLINICIAN_NL | _CLINICIAN_EN | {"dr", "drs", "prof", "professor"}
CUES = KIN | CLINICIANS | ADDRESS
DOCTOR = "dokter"
"""The role of whoever is called doctor, in any language: the study knows each by one role."""
# A title that is heard, and the role it stands for in each language.
_ROLE_OF_TITLE = MappingProxyType(
    {"doctor": DOCTOR, "dr": DOCTOR, "drs": DOCTOR, "prof": "professor", "gp": "gp"}
)
_BEFORE = re.compile(r"([^\W\d_]+)\.?,?\s+(?:(?:is|heet|heette|is called|genaamd|die)\s+)?$")
_NICK = frozenset(("zusje", "broertje", "zoontje", "dochtertje", "neefje", "nichtje"))


def cue_before(text: str, start: int) -> str:
    """The folded cue that stands directly before position `start` of `text`, or nothing."""
    match = _BEFORE.search(text[max(0, start - 40) : start])
    word = fold(match.group(1)) if match else ""
    return word if word in CUES else ""


def role_of(cue: str) -> str:
    """The role a cue gives: `zus` for `zusje`, `dokter` for `dr`, nothing for `meneer`."""
    if cue in KIN:
        return {"zoontje": "zoon"}.get(cue, cue[:-2].removesuffix("t") if cue in _NICK else cue)
    return _ROLE_OF_TITLE.get(cue, cue) if cue in CLINICIANS else ""
