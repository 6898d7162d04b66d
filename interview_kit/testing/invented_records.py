"""Two small interviews with everything in them that breaks file formats."""

from __future__ import annotations

from interview_kit.model.record import FiledNote, GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

WALKS = (  # one long turn, with an accent and a sign beyond 16 bits
    "Dat ik elke dag ging wandelen met de hond, ook als het regende, "
    "en dat niemand vroeg waarom. 𝄞 Één keer maar."
)


def spoken(text: str) -> tuple[Word, ...]:
    """The words of `text`, one each half second from 00:01:10 on."""
    starts = range(70_000, 80_000_000, 500)
    pairs = zip(text.split(), starts, strict=False)
    return tuple(Word(f" {word}", start, start + 450, 0.9) for word, start in pairs)


DUTCH = Record(  # with formulas, markup, quotes, line breaks and notes
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    held="2026-11",
    length_ms=3_665_000,
    version=2,
    attributes={"gender": "vrouw", "age": "40-49"},
    questions=(
        GuideQuestion(
            "today", "Hoe is het vandaag met u?", "opening", "Begin", "health", mark="asked"
        ),
        GuideQuestion("helped", "Wat hielp <u>?", "story", "Uw verhaal", mark="raised"),
        GuideQuestion("hope", "Waar hoopt u op?", "story", "Uw verhaal", mark="skipped"),
    ),
    turns=(
        Turn(1, Speaker.INTERVIEWER, 0, 900, "", "Zo, hij loopt."),
        Turn(2, Speaker.INTERVIEWER, 1_000, 2_400, "today", "Hoe gaat het?"),
        Turn(
            3,
            Speaker.PARTICIPANT,
            61_540,
            65_000,
            "today",
            '=1+1; "goed",\nzei [zus van P07] in het café 😀 & <b>toen</b> --> weg',
        ),
        Turn(
            4,
            Speaker.PARTICIPANT,
            70_000,
            82_000,
            "helped",
            WALKS,
            spoken(WALKS),
        ),
        Turn(5, Speaker.OTHER, 3_660_000, 3_665_000, "today", "Tijd voor de koffie."),
    ),
    notes=(
        FiledNote(9, "note", 61_540, "today", text='=1+1; "[zus van P07]"\nkwam binnen 😀'),
        FiledNote(12, "suggested", 65_000, "today", "health"),
    ),
)
ENGLISH = Record(  # with a tab and a control character
    interview="P08-1",
    participant="P08",
    language="en",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    held="2026-12",
    length_ms=5_000,
    version=1,
    questions=(GuideQuestion("today", "How are you today?", "opening", "Opening"),),
    turns=(
        Turn(1, Speaker.INTERVIEWER, 0, 1_000, "today", "How are you — today?"),
        Turn(2, Speaker.PARTICIPANT, 1_200, 5_000, "today", '"Fine"\tit\'s a naïve word.\x07'),
    ),
)
RECORDS = (DUTCH, ENGLISH)
"""A Dutch interview and an English one, of which nothing was ever said."""
