"""Medicines by the stems of their own names: `metoprolol`, `rivaroxaban`, `letrozole`.

The World Health Organization gives what works alike the same ending (International Nonproprietary
Names), so that a medicine is known that no list holds.
"""

from __future__ import annotations

import re

_STEMS = (
    "olol pril prilat sartan statine? xaban gatran azepam azolam zolam oxetine? prazole? triptan"
    " cilline? m[yi]cine? floxacine? gliptine? gliflozine? glutide? parine? setron"
    " drona(?:te|at) dronic"
    " drinezuur trozole? oxifene? azine peridole? peridone? apine? afil formine? profene?"
    " coxib fenac"
    " terol tidine semide t?iazide? onide asone? solone? cycline? conazole? ciclovir tegravir"
    " mab tinib"
    " ciclib platine? taxel rubicine? tabine gabaline? lukast tropium zosine? dipine? caine morfine"
    " morphine codone? codeine fibraa?te? thyroxine thyrine tamine? triptyline? ipramine? racetam"
    " zepine? piprazole? faxine pride? barbital nercept kinra lizumab vaptan stigmine? mantine?"
)
# A word this short with such an ending is more often a name.
_SHORTEST = 8
_MEDICINE = re.compile(rf"[a-z]+(?:{'|'.join(_STEMS.split())})")


def is_medicine(word: str) -> bool:
    """Whether a folded word ends as the names of medicines do."""
    return len(word) >= _SHORTEST and _MEDICINE.fullmatch(word) is not None
