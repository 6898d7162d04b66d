"""Our own exports come back in as they went out: same speakers, same words, same times."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.export.exporters import artefacts, find_exporter
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.role import speakers
from interview_kit.transcripts.transcript import Transcript

# A format and how finely it writes when a turn starts, in ms; SRT cannot escape what looks like
# its tags, so these are not put to it.
FORMATS = {
    "text": 1000,
    "docx": 1000,
    "html": 1000,
    "atlasti": 100,
    "maxqda": 100,
    "tsv": 100,
    "srt": 1,
    "vtt": 1,
    "jsonl": 1,
    "csv": 1,
    "tei": 1,
}
HARD = (
    "👩‍👩‍👧 goed hoor 🇳🇱",
    "שלום עולם, מה שלומך?",
    "أنا بخير: شكراً",
    "Kortom: het was een rotjaar.",
    "Anna: ik zei het al: nee.",
    "Ander: dat zei hij.",
    "[persoon 1] kwam ook uit [plaats 2]",
    "3 < 5 & 6 > 2, toch?",
    "(zucht) ja … \"goed\" 'zo'",
    "=1+1",
    "-zei ik",
    "@thuis",
    "# geen kop",
    "om 10:30 was ik er",
    "10:30",
    "-- zeg maar --",
    "Een heel lang antwoord dat niet ophoudt en niet ophoudt, " * 4,
    "",
)
spoken = st.one_of(
    st.sampled_from(HARD),
    st.lists(
        st.sampled_from(["ja", "nee:", "Zoë", "😀", "[naam 3]", "“zo”", "5", "(…)", "عمر", "x,y"]),
        max_size=6,
    ).map(" ".join),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """An interview of up to eight turns, in order of time, under two questions."""
    clock, turns = 0, []
    for number in range(draw(st.integers(1, 8))):
        start = clock + draw(st.integers(0, 40_000))
        clock = start + draw(st.integers(1, 30_000))
        speaker = draw(st.sampled_from(list(Speaker)))
        question = draw(st.sampled_from(["", "today", "hope"]))
        turns.append(Turn(number + 1, speaker, start, clock, question, draw(spoken)))
    return Record(
        interview="P07-1",
        participant="P07",
        language=draw(st.sampled_from(["nl", "en"])),
        guide="recovery",
        guide_fingerprint="ab" * 32,
        held="2026-11",
        length_ms=clock,
        version=1,
        questions=(
            GuideQuestion("today", "Hoe is het: vandaag?"),
            GuideQuestion("hope", "Waar hoopt u op?"),
        ),
        turns=tuple(turns),
    )


def exported(record: Record, name: str) -> tuple[str, bytes]:
    (artefact,) = artefacts(find_exporter(name), [record])
    return Path(artefact.name).suffix, b"".join(artefact.chunks)


def runs(pairs: list[tuple[Speaker, str]]) -> list[tuple[Speaker, str]]:
    """What each speaker says until another does, without what nobody can see: blanks."""
    spoken = [(speaker, text) for speaker, text in pairs if text.split()]
    return [
        (speaker, "".join("".join(text.split()) for _, text in run))
        for speaker, run in groupby(spoken, key=lambda pair: pair[0])
    ]


def read_back(record: Record, name: str) -> Transcript:
    suffix, content = exported(record, name)
    return read_transcript(content, suffix, interview="P07-1")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(record=records())
def test_an_export_comes_back_with_its_speakers_words_and_times(name: str, record: Record) -> None:
    said = [turn for turn in record.turns if turn.text.split()]
    if not said:
        return
    transcript = read_back(record, name)
    roles = speakers([each.label for each in transcript.utterances], {})
    back = [(roles[each.label], each.text) for each in transcript.utterances]
    assert runs(back) == runs([(turn.speaker, turn.text) for turn in said])
    assert transcript.unread == ()
    starts = {each.start_ms for each in transcript.utterances}
    step = FORMATS[name]
    assert {turn.start_ms // step * step for turn in said} <= starts


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"srt", "vtt"}))
@settings(max_examples=40, deadline=None)
@given(record=records())
def test_a_text_without_times_comes_back_without_and_nothing_of_its_questions_is_a_turn(
    name: str, record: Record
) -> None:
    turns = tuple(replace(turn, start_ms=0, end_ms=0) for turn in record.turns)
    spoken_turns = [turn for turn in turns if turn.text.split()]
    if not spoken_turns:
        return
    transcript = read_back(replace(record, length_ms=0, turns=turns), name)
    roles = speakers([utterance.label for utterance in transcript.utterances], {})
    pairs = [(roles[utterance.label], utterance.text) for utterance in transcript.utterances]
    assert runs(pairs) == runs([(turn.speaker, turn.text) for turn in spoken_turns])
    assert transcript.unread == ()
    assert {utterance.start_ms for utterance in transcript.utterances} == {None}


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_of_an_export_of_several_interviews_the_named_one_is_taken(name: str) -> None:
    turns = (Turn(1, Speaker.PARTICIPANT, 0, 1000, "", "Ja."),)
    made = [
        Record(id, id[:3], "nl", "g", "ab", "2026", 1000, 1, turns=turns)
        for id in ("P07-1", "P08-1")
    ]
    (artefact,) = artefacts(find_exporter(name), made)
    content = b"".join(artefact.chunks)
    transcript = read_transcript(content, Path(artefact.name).suffix, interview="P08-1")
    assert len(transcript.utterances) == 1
    assert [(each.kind, each.count) for each in transcript.notices] == [("other_interviews", 1)]
