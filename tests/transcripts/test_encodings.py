"""No text is turned into other letters without a word, and no control character comes through."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.transcripts.encoding import decode
from interview_kit.transcripts.reader import read_transcript

DUTCH = "Bregje: Hoe was het café in Zoë’s straat?\nNoël: “Goed”, één keer… vacuüm.\n"
TURKISH = "Ayşe: Nasıl?\nDoğan: Şu an çok güzel, öğle yemeği İzmir’de.\n"
WIDE = (
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "utf-16",
    "utf-32",
    "utf-8-sig",
    "utf-8",
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text in (DUTCH, TURKISH) for encoding in WIDE]
    + [(DUTCH, "cp1252"), (DUTCH, "mac_roman"), (TURKISH, "cp1254")],
)
def test_a_text_is_the_same_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text.lstrip("\ufeff") == text


def test_one_stray_byte_leaves_the_rest_as_it_is_and_is_told() -> None:
    content = DUTCH.encode() + "Bregje: naïef \n".encode("cp1252") + b"Bregje: \xff.\n"
    decoded = decode(content)
    assert decoded.text == f"{DUTCH}Bregje: naïef \nBregje: \ufffd.\n"
    assert (decoded.encoding, decoded.stray_lines) == ("UTF-8", (3, 4))
    assert "Ã" not in decoded.text


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 4, b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 no"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(KitError):
        read_transcript(content, ".txt")


@pytest.mark.parametrize(
    "hidden", ["\x01", "\x00", "\x1b[31m", "\x7f", "\x9d", "\u200b", "\xad", "\ufffe"]
)
def test_a_name_with_something_hidden_in_it_is_whole(hidden: str) -> None:
    text = f"A: Wie?\nB: Ik ben Bre{hidden}gje Vos.\n"
    transcript = read_transcript(text.encode("utf-8", "surrogatepass"), ".txt")
    assert transcript.utterances[1].text == "Ik ben Bregje Vos."
    assert [notice.kind for notice in transcript.notices] == ["control_characters"]


def test_what_parts_words_leaves_a_blank_and_no_new_turn() -> None:
    text = "A: Wie?\nB: een\x0btwee\x85drie\u2028vier\n"
    assert read_transcript(text.encode(), ".txt").utterances[1].text == "een twee drie vier"


def test_emoji_and_scripts_keep_their_joiners() -> None:
    said = "👩‍👩‍👧 می‌خواهم שלום"
    assert read_transcript(f"A: {said}\nB: ja".encode(), ".txt").utterances[0].text == said
