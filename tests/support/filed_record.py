"""An interview that was filed."""

from __future__ import annotations

from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

TURNS = (
    Turn(1, Speaker.INTERVIEWER, 0, 900, "today", "Hoe gaat het?"),
    Turn(
        2,
        Speaker.PARTICIPANT,
        1000,
        2500,
        "today",
        "Goed, mijn [zus van P07] bracht me naar het café.",
        (Word(" Goed,", 1000, 1300, 0.9), Word(" mijn", 1300, 1500, 0.8)),
    ),
)
RECORD = Record(
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    held="2026-11",
    length_ms=2500,
    version=1,
    guide_version=3,
    interviewer="I1",
    provenance={"source": "recorded"},
    states={"draft": "2026-11", "filed": "2026-12"},
    attributes={"gender": "woman"},
    questions=(
        GuideQuestion(
            "today", "Hoe is het vandaag met u?", "opening", "Begin", "health", mark="asked"
        ),
        GuideQuestion("hope", "Waar hoopt u op?", "future", "Later"),
    ),
    turns=TURNS,
)
