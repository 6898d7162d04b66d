"""A small deposit with everything in it that breaks file formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from interview_kit.deposit.deposit import Deposit, ListedInterview, UsedGuide
from interview_kit.deposit.k_anonymity import Anonymity
from interview_kit.deposit.purpose import Purpose
from interview_kit.deposit.study_description import About
from interview_kit.guide.guide_parser import parse_guide

SOURCE = (Path(__file__).parents[2] / "guides" / "recovery-stories.toml").read_text("utf-8")
ROW = ListedInterview("P07-1", "P07", "nl", "recovery-stories", 1, "2026-Q4", 61, 240, 9_000, 2,
             {"gender": "woman", "note": '=1+1; "<b>" & more\x07'})  # fmt: skip
SAMPLE = Deposit(
    id="archive-2026-11-25-0123abcd",
    day="2026-11-25",
    program="interview-kit 0.1.0",
    language="nl",
    about=About(
        title="Verhalen & <herstel>",
        creators=("Family, Given", "An Organisation"),
        publisher="Archive",
        abstract="What & why.",
        keywords=("recovery",),
        rights="On request",
        identifier="10.1234/abcd",
        contact="data@example.org",
    ),
    purpose=Purpose("archive", held="quarter", places="size", dates="removed", ages="tens"),
    rows=(ROW, replace(ROW, interview="P08-1", participant="P08", language="en", held="")),
    guides=(UsedGuide(parse_guide(SOURCE, "recovery-stories.toml"), SOURCE),),
    formats={"transcripts/tei/{}.xml": "TEI", "transcripts/turns.csv": "CSV"},
    replaced={("P07-1", "person", "replaced"): 12, ("P07-1", "place", "left"): 1},
    left_out={"consent": 2},
    anonymity=Anonymity(3, 1, ("P07-1",)),
    methods={"style": "roles", "details": "coarsened"},
)
BARE = replace(
    SAMPLE, about=About(title="Interviews"), rows=(ROW,), language="en", guides=(), replaced={}
)
