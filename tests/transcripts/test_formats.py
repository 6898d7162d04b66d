"""Transcripts of other programs keep who, when and what."""

from __future__ import annotations

import json

import pytest

from interview_kit.errors import KitError
from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.transcript import Utterance

Line = tuple[str, str, int | None, int | None]


def read_lines(text: str, suffix: str) -> tuple[Line, ...]:
    transcript = read_transcript(text.encode(), suffix)
    assert transcript.unread == ()
    return tuple(line_of(each) for each in transcript.utterances)


def line_of(each: Utterance) -> Line:
    return (each.label, each.text, each.start_ms, each.end_ms)


def line(label: str, text: str, start_ms: int | None = None, end_ms: int | None = None) -> Line:
    return (label, text, start_ms, end_ms)


ASKED = line("S00", "Hoe gaat het?", 1_200, 2_400)
TOLD = line("S01", "Best goed: beter dan toen.", 3_000, 5_500)

FILES = {
    ".vtt": (
        "\ufeffWEBVTT noScribe\n\nNOTE made here\n\n1\n00:00:01.200 --> 00:00:02.400\n"
        "<v S00>Hoe gaat het?\n\n00:03.000 --> 00:05.500 align:start\n"
        "<v S01>Best goed:\nbeter dan toen.</v>\n"
    ),
    ".srt": (
        "1\r\n00:00:01,200 --> 00:00:02,400\r\nS00: Hoe gaat het?\r\n\r\n2\r\n"
        "00:00:03,000 --> 00:00:05,500\r\nS01: <i>Best goed: beter</i> dan toen.\r\n"
    ),
    ".json": json.dumps(
        {
            "segments": [
                {"start": 1.2, "end": 2.4, "text": " Hoe gaat het?", "speaker": "S00"},
                {"start": 3.0, "end": 5.5, "text": "Best goed: beter dan toen.", "speaker": "S01"},
            ]
        }
    ),
    ".html": (
        '<html><head><style>p {color: red}</style></head><body><p>Interview</p><p>'
        '<a name="ts_1200_2400_S00" ><span style="color:#000">S00: Hoe gaat het?</span></a></p>'
        '<p><a name="ts_3000_5500_S01">S01: Best goed: beter</span> dan toen.</a></p></body></html>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FILES)
def test_each_format_gives_the_same_lines(suffix: str) -> None:
    assert read_lines(FILES[suffix], suffix) == (ASKED, TOLD)


def test_plain_text_has_a_turn_for_each_name_and_no_times() -> None:
    text = "Anna de Vries: Hoe gaat het?\n\nPiet: Best goed.\nBeter dan toen.\n"
    assert read_lines(text, ".txt") == (
        line("Anna de Vries", "Hoe gaat het?"),
        line("Piet", "Best goed. Beter dan toen."),
    )


@pytest.mark.parametrize(
    ("text", "suffix"), [("{", ".json"), ('{"segments": 3}', ".json"), ("", ".vtt"), ("x", ".docx")]
)
def test_a_file_that_is_no_transcript_is_refused(text: str, suffix: str) -> None:
    with pytest.raises(KitError):
        read_lines(text, suffix)


def test_noscribe_marks_of_overlap_pauses_and_times_are_no_words() -> None:
    text = (
        "<p>Title</p><p>Transcribed by noScribe</p><p>"
        '<a name="ts_0_900_S00" >S00: <span style="color: #78909C" >[00:00:00]</span> Hoe&#x27;s '
        'het?</a><a name="ts_900_4000_S00" > (...)</a>'
        '<a name="ts_4000_5000_//S01" > //S01: Ja hoor.</a>'
        '<a name="ts_5000_6000_S00" >// En thuis &amp; daar?</a></p>'
        '<p><a name="ts_6000_7000_S01" >S01: Goed.</a></p>'
    )
    assert read_lines(text, ".html") == (
        line("S00", "Hoe's het?", 0, 900),
        line("S01", "Ja hoor.", 4000, 5000),
        line("S00", "En thuis & daar?", 5000, 6000),
        line("S01", "Goed.", 6000, 7000),
    )


def test_a_speaker_who_was_given_a_name_in_noscribe_leaves_it_in_no_text() -> None:
    text = (
        '<p><a name="ts_0_900_S00" >Anna de Vries: Hoe gaat het?</a>'
        '<a name="ts_900_1000_S00" > Zeg het maar: ik luister.</a></p>'
        '<p><a name="ts_1000_2000_S01" >Piet: Goed.</a></p>'
    )
    lines = read_lines(text, ".html")
    assert [speaker for speaker, *_ in lines] == ["Anna de Vries", "Anna de Vries", "Piet"]
    assert [text for _, text, *_ in lines] == [
        "Hoe gaat het?", "Zeg het maar: ik luister.", "Goed."
    ]  # fmt: skip


def test_noscribe_vtt_may_have_no_speaker_and_marks_overlap() -> None:
    text = (
        "WEBVTT Interview\n\nNOTE\nTranscribed\n\nNOTE media: C:\\a.mp3\n\n"
        "1\n100:00:01.000 --> 100:00:02.000\n<v >Hoe gaat &lt;het&gt;?\n\n"
        "2\n100:00:01.500 --> 100:00:03.000\n<v //S01>//S01: Ja //\n\n"
    )
    hour = 3_600_000
    assert read_lines(text, ".vtt") == (
        line("", "Hoe gaat <het>?", 100 * hour + 1000, 100 * hour + 2000),
        line("S01", "Ja", 100 * hour + 1500, 100 * hour + 3000),
    )


def test_a_colon_in_a_sentence_makes_no_speaker() -> None:
    cues = (
        "[SPEAKER_00]: Wat zei je toen?",
        "[SPEAKER_01]: Niets.",
        "Ik zei: kom eens hier.",
        "Kijk: zo ging dat.",
        "Sanne: Ja.",
        "Sanne: Nee.",
    )
    text = "\n\n".join(
        f"{n}\n00:00:0{n} --> 00:00:0{n},5\n{cue}" for n, cue in enumerate(cues, start=1)
    )
    lines = read_lines(text, ".srt")
    speakers = ["SPEAKER_00", *3 * ["SPEAKER_01"], "Sanne", "Sanne"]
    assert [speaker for speaker, *_ in lines] == speakers
    assert [text for _, text, *_ in lines[2:]] == [*cues[2:4], "Ja.", "Nee."]
    assert lines[0][2:] == (1000, 1500)
    told = read_lines("Anna: Hoe ging het?\nPiet: Ik dacht:\nIk zei: kom eens.\n", ".txt")
    assert told == (line("Anna", "Hoe ging het?"), line("Piet", "Ik dacht: Ik zei: kom eens."))


def test_text_of_atrain_has_speakers_on_lines_of_their_own() -> None:
    text = "Transcription for talk\n\nSPEAKER_00\nHoe gaat het?\n\nSPEAKER_01\nGoed.\nHeel goed.\n"
    assert read_lines(text, ".txt") == (
        line("", "Transcription for talk"),
        line("SPEAKER_00", "Hoe gaat het?"),
        line("SPEAKER_01", "Goed. Heel goed."),
    )


def test_json_of_a_run_without_speakers_is_read() -> None:
    words = [{"word": "Ja.", "start": 0.1, "end": 0.4, "score": 0.9}]
    segments = [{"start": 0.031, "end": 1.5, "text": " Ja.", "words": words}]
    content = json.dumps({"segments": segments, "word_segments": words, "language": "nl"})
    assert read_lines(content, ".json") == (line("", "Ja.", 31, 1500),)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("WEBVTT\n\n00:00.000 --> 00:02.000\nHa\n\nDit was {}.\n00:03.000 --> 00:05.000\n", ".vtt"),
        ('<a name="ts_0_9_S00">S00: Hallo.</01: Dat was {}.</a>', ".html"),
        ('<a name="ts_0_9_S00">S00: Hallo.</S01: Dat was {}.</a>', ".html"),
        ('<a name="ts_0_9_S00">S00: Hallo.<!x Dat was {}.></a>', ".html"),
        ("<p>Anna: Hallo.</p><p>Piet: Ja.</p><p>Anna: Dag.</p><?Anna: Dat was {}.>", ".html"),
    ],
)  # fmt: skip
def test_what_looks_like_no_speech_is_told_with_its_line(text: str, suffix: str) -> None:
    transcript = read_transcript(text.format("qxzq").encode(), suffix)
    assert all("qxzq" not in utterance.text for utterance in transcript.utterances)
    lines = {line for notice in transcript.notices for line in notice.lines}
    lines |= {row.line for row in transcript.unread if "qxzq" in row.text}
    assert 1 + text.partition("{")[0].count("\n") in lines


def test_numbers_and_names_of_cues_are_not_told() -> None:
    text = "WEBVTT\n\n{}\n00:00.000 --> 00:02.000\n<v Anna>Hallo.\n"
    for id in ("1", "intro", "3f2b0c1e-77aa/12-0"):
        assert read_transcript(text.format(id).encode(), ".vtt").notices == ()


def test_who_says_the_own_label_with_a_colon_has_said_it() -> None:
    text = "WEBVTT\n\n{}00:00:01.000 --> 00:00:03.000\n<v Anna>Anna: dat zei hij.\n"
    assert read_lines(text.format(""), ".vtt") == (line("Anna", "Anna: dat zei hij.", 1000, 3000),)
    noted = text.format("NOTE media: a.mp3\n\n")
    assert read_lines(noted, ".vtt") == (line("Anna", "dat zei hij.", 1000, 3000),)
