"""Transcripts of other programs keep who, when and what."""

from __future__ import annotations

import json

import pytest

from interview_kit.errors import KitError
from interview_kit.speech.foreign import Line, read_lines

ASKED = Line("S00", "Hoe gaat het?", 1_200, 2_400)
TOLD = Line("S01", "Best goed: beter dan toen.", 3_000, 5_500)

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
        Line("Anna de Vries", "Hoe gaat het?"),
        Line("Piet", "Best goed. Beter dan toen."),
    )


@pytest.mark.parametrize(
    ("text", "suffix"), [("{", ".json"), ('{"segments": 3}', ".json"), ("", ".vtt"), ("x", ".docx")]
)
def test_a_file_that_is_no_transcript_is_refused(text: str, suffix: str) -> None:
    with pytest.raises(KitError):
        read_lines(text, suffix)
