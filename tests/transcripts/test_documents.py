"""Documents of word processors are read as the text they show."""

from __future__ import annotations

import io
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from interview_kit.errors import KitError
from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.transcript import FileComment, Transcript

ODT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:h>Gesprek</text:h><text:p>Bregje: Hoe <text:span>was</text:span> het?</text:p>
<text:p>Omar:<text:tab/>Goed.<text:line-break/>Heel goed.</text:p>
</office:text></office:body></office:document-content>"""


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in transcript.utterances]


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_document_keeps_voices_and_what_was_inserted() -> None:
    document = docx.Document()
    document.add_heading("Gesprek", 1)
    for who, text in (("Bregje", "Hoe was het?"), ("Omar", "Goed."), ("Bregje", "Fijn.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(who).bold = True
        paragraph.add_run(f" {text}")
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run(" Heel fijn.")._r)
    paragraph._p.append(inserted)
    removed = OxmlElement("w:del")
    removed.append(paragraph.add_run(" Weg.")._r)
    paragraph._p.append(removed)
    transcript = read_transcript(saved(document), ".docx")
    expected = [("Bregje", "Hoe was het?"), ("Omar", "Goed."), ("Bregje", "Fijn. Heel fijn.")]
    assert said(transcript) == expected
    assert [(each.kind, each.count) for each in transcript.notices] == [("headings", 1)]


def test_headings_that_come_back_are_voices_and_others_are_none() -> None:
    document = docx.Document()
    document.add_heading("Gesprek over thuis", 0)
    for who, text in (("Bregje Vos", "Hoe was het?"), ("Omar Haddad", "Goed.")) * 2:
        document.add_heading(who, 2)
        document.add_paragraph(text)
    expected = [("Bregje Vos", "Hoe was het?"), ("Omar Haddad", "Goed.")] * 2
    transcript = read_transcript(saved(document), ".docx")
    assert said(transcript) == expected
    assert [(notice.kind, notice.count) for notice in transcript.notices] == [("headings", 1)]


def test_a_table_in_a_word_document_is_read_by_its_header() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("Timespan", "Speaker", "Content"), ("0:01 - 0:02", "Bregje", "Hoe was het?"),
                ("0:03 - 0:05", "Omar", "Goed.")):  # fmt: skip
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    transcript = read_transcript(saved(document), ".docx")
    assert said(transcript) == [("Bregje", "Hoe was het?"), ("Omar", "Goed.")]
    assert transcript.utterances[1].start_ms == 3000


def test_an_open_document_is_read() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", ODT)
    transcript = read_transcript(buffer.getvalue(), ".odt")
    assert said(transcript) == [("Bregje", "Hoe was het?"), ("Omar", "Goed. Heel goed.")]


def test_rich_text_is_read_and_what_stands_behind_its_end_is_told() -> None:
    text = rb"{\rtf1\ansi\ansicpg1252 {\b Bregje:} Hoe was het caf\'e9?\par Omar: Goed.\par}"
    transcript = read_transcript(text + b"\nverloren", ".rtf")
    assert said(transcript) == [("Bregje", "Hoe was het café?"), ("Omar", "Goed.")]
    assert [each.text for each in transcript.unread] == ["verloren"]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_damaged_document_is_refused(suffix: str) -> None:
    content = saved(docx.Document())
    with pytest.raises(KitError):
        read_transcript(content[: len(content) // 2], suffix)
    with pytest.raises(KitError):
        read_transcript(b"Bregje: Hoi.", suffix)


def test_a_control_word_in_the_text_of_rtf_hides_nothing_behind_it() -> None:
    text = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\author Els}} Anna: Hallo.\par"
    text += rb"\pn keer.\par Omar: Goed.{\footnote Els}\par Anna: Ja.\par}"
    transcript = read_transcript(text, ".rtf")
    assert [utterance.text for utterance in transcript.utterances] == [
        "Hallo. keer.", "Goed.", "Ja.",
    ]  # fmt: skip


def test_a_comment_and_a_footnote_of_rtf_are_told() -> None:
    text = rb"{\rtf1\ansi\ansicpg1252 Anna: Hoe was het?{\*\atnid NV}{\*\atnauthor Nora}\chatn"
    text += rb"{\*\annotation{\*\atnref 1}\pard Klopt d\'edt?}\par Omar: Goed."
    text += rb"{\footnote Lachend.}\par}"
    transcript = read_transcript(text, ".rtf")
    assert said(transcript) == [("Anna", "Hoe was het?"), ("Omar", "Goed.")]
    assert transcript.comments == (
        FileComment("Nora", "", "Klopt d\u00edt?"),
        FileComment("", "Goed.", "Lachend."),
    )


def test_many_footnotes_of_one_paragraph_of_rtf_take_no_longer_than_their_length() -> None:
    """A square of this length would not end within the test run's limit."""
    notes = b"".join(rb" word%d{\footnote note %d}" % (n, n) for n in range(5_000))
    transcript = read_transcript(rb"{\rtf1\ansi Anna: Hello" + notes + rb"\par}", ".rtf")
    assert transcript.comments[-1] == FileComment("", "word4999", "note 4999")


def test_a_comment_of_a_word_document_is_told_with_its_author_and_what_it_is_about() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Bregje: Hoe ")
    about = [paragraph.add_run(text) for text in ("was", " het")]
    paragraph.add_run("?")
    document.add_comment(about, text="Klopt\ndit?\u202e", author="Nora")
    document.add_comment(about[:1], text="Ja.", author="")
    document.add_paragraph("Omar: Goed.")
    transcript = read_transcript(saved(document), ".docx")
    assert said(transcript) == [("Bregje", "Hoe was het?"), ("Omar", "Goed.")]
    assert transcript.comments == (
        FileComment("", "was", "Ja."),
        FileComment("Nora", "was het", "Klopt dit?"),
    )
    assert [(each.kind, each.count) for each in transcript.notices] == [("not_text", 2)]


def test_a_comment_over_pages_is_known_by_its_first_words() -> None:
    document = docx.Document()
    runs = [document.add_paragraph().add_run("Bregje: woord " * 50) for _ in range(40)]
    document.add_comment([runs[0], runs[-1]], text="Alles?", author="Nora")
    (comment,) = read_transcript(saved(document), ".docx").comments
    assert comment.commented.startswith("Bregje: woord")
    assert len(comment.commented) <= 400


@pytest.mark.parametrize("part", ["comments", "footnotes"])
def test_a_note_that_a_document_lost_is_counted_alone(part: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Bregje: Hoe was het?")
    reference = OxmlElement(f"w:{part.removesuffix('s')}Reference")
    reference.set(qn("w:id"), "7")
    paragraph.add_run()._r.append(reference)
    document.add_paragraph("Omar: Goed.")
    transcript = read_transcript(saved(document), ".docx")
    assert transcript.comments == ()
    assert [(each.kind, each.count) for each in transcript.notices] == [("not_text", 1)]


def test_comments_and_footnotes_of_an_opendocument_text_are_nobodys_speech() -> None:
    content = """<?xml version="1.0"?><office:document-content
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:p>Bregje: Hoe <office:annotation office:name="a"><dc:creator>Nora</dc:creator>
<text:p>Klopt</text:p><text:p>dit?</text:p></office:annotation>was<office:annotation-end
 office:name="a"/> het?</text:p>
<text:p>Omar: Goed<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Hij lacht.</text:p></text:note-body></text:note>.<office:annotation><text:p>Ja.</text:p>
</office:annotation></text:p></office:text></office:body></office:document-content>"""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", content)
    transcript = read_transcript(buffer.getvalue(), ".odt")
    assert said(transcript) == [("Bregje", "Hoe was het?"), ("Omar", "Goed.")]
    assert transcript.comments == (
        FileComment("Nora", "was", "Klopt dit?"),
        FileComment("", "Goed", "Hij lacht."),
        FileComment("", "", "Ja."),
    )
    assert [(each.kind, each.count) for each in transcript.notices] == [("not_text", 3)]
