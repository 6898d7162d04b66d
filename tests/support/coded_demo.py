"""Eight short interviews in Dutch, invented, and coded by rule: the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interview_kit.coding.codebook_files import parse_codebook
from interview_kit.model.coding import Coding
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.workflow.study.shipped_files import shipped_codebook

HELPED = {
    "diagnosis": "De diagnose gaf mij eindelijk een uitleg, en dat luchtte op.",
    "medication": "Door de medicijnen sliep ik weer, en overdag was het rustiger in mijn hoofd 😀.",
    "hospitalization": "De opname gaf rust; ik hoefde even niets.",
    "coercion": "Achteraf was de dwang een keerpunt, al zag ik dat toen niet.",
    "psychological-treatment": "In de therapie was er iemand die écht luisterde.",
}
HINDERED = {
    "diagnosis": "Met die diagnose zagen ze alleen nog een etiket en niet mij.",
    "medication": "Van de pillen werd ik vlak en dik, ik herkende mezelf niet.",
    "hospitalization": "Op de afdeling was ik bang,\nen niemand legde iets uit.",
    "coercion": "Toen ze me vasthielden verloor ik al mijn vertrouwen.",
    "psychological-treatment": "De behandeling hield op toen ik net begon te praten.",
}
BETWEEN = (
    "Nou ja, zo ging dat. Wat zal ik zeggen.",
    "Mijn [zus van P03] kwam elke week langs, ook als ik niet wilde.",
    "Ja.",
    "Ik ben toen begonnen met wandelen, iedere dag een stukje verder 𝄞.",
)
QUESTIONS = {theme: f"Wat betekende dit voor u: {theme}?" for theme in HELPED}
TOPICS = {theme: f"topic-{theme}" for theme in HELPED}


def coded_demo(coders: tuple[str, ...] = ("anna", "bram")) -> tuple[Record, ...]:
    """The records with their codings. The second coder leaves out every fifth."""
    codebook = parse_codebook(shipped_codebook("interventions"), "interventions.toml", "nl")
    return tuple(replace(_record(number, coders), codebook=codebook) for number in range(1, 9))


def without_codings(record: Record) -> Record:
    """A record as it is filed, before anybody codes."""
    return replace(record, codings=())


def _record(number: int, coders: tuple[str, ...]) -> Record:
    turns: list[Turn] = []
    codings: list[Coding] = []
    marks: dict[str, str] = {}
    for place, theme in enumerate(HELPED):
        if (number + place) % 4 == 3:
            marks[theme] = "skipped"
            continue
        marks[theme] = "raised" if (number + place) % 3 == 0 else "asked"
        turns.append(_turn(turns, Speaker.INTERVIEWER, theme, QUESTIONS[theme]))
        pieces = list(_said(number, place, theme))
        text = " ".join(piece for piece, _ in pieces)
        turn = _turn(turns, Speaker.PARTICIPANT, theme, text)
        turns.append(turn)
        at = 0
        for piece, side in pieces:
            if side:
                for index, coder in enumerate(coders):
                    serial = len(codings) + index
                    if index and serial % 5 == 0:
                        continue
                    mark = f"{number}-{turn.number}-{at}-{coder}"
                    codings.append(
                        Coding(
                            f"{theme}-{side}", turn.number, at, at + len(piece), coder,
                            "2026-11-25T10:00:00Z",
                            "Let op 'toen'" if serial % 7 == 0 else "", mark,
                        )
                    )  # fmt: skip
            at += len(piece) + 1
    # One passage over three turns, from the middle of one to the middle of another.
    first, middle, last = turns[1], turns[2], turns[3]
    for turn, start, end in (
        (first, len(first.text) // 2, len(first.text)),
        (middle, 0, len(middle.text)),
        (last, 0, len(last.text) // 2),
    ):
        codings.append(
            Coding("diagnosis", turn.number, start, end, coders[0], "", "", f"{number}-x")
        )
    order = sorted(codings, key=lambda c: (c.turn, c.first_char, c.end_char, c.code, c.coder))
    return Record(
        interview=f"P{number:02}-1",
        participant=f"P{number:02}",
        language="nl",
        guide="recovery-stories",
        guide_fingerprint="cd" * 32,
        held=f"2026-{1 + number // 2:02}",
        length_ms=turns[-1].end_ms,
        version=1,
        interviewer="I1" if number % 2 else "I2",
        provenance={"source": "recorded", "transcribed_by": "base"},
        attributes={"gender": "woman" if number % 2 else "man"},
        questions=tuple(
            GuideQuestion(
                theme,
                QUESTIONS[theme],
                "interventions",
                "Interventies",
                TOPICS[theme],
                marks[theme],
            )
            for theme in HELPED
        ),
        turns=tuple(turns),
        codings=tuple(order),
    )


def _said(number: int, place: int, theme: str) -> Iterator[tuple[str, str]]:
    yield BETWEEN[(number + place) % len(BETWEEN)], ""
    if (number * 3 + place) % 2 == 0 or place == 1:
        yield HELPED[theme], "helped"
    if (number + place * 2) % 3 != 0:
        yield HINDERED[theme], "hindered"
    yield BETWEEN[(number + 2 * place + 1) % len(BETWEEN)], ""


def _turn(turns: list[Turn], speaker: Speaker, question: str, text: str) -> Turn:
    start = turns[-1].end_ms + 400 if turns else 0
    return Turn(len(turns) + 1, speaker, start, start + 60 * len(text), question, text)
