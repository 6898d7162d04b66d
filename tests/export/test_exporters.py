"""What exporters write: golden files, and what the readers of each format make of it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from importlib.metadata import EntryPoint
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from pyarrow import parquet

from interview_kit import plugins
from interview_kit.errors import KitError
from interview_kit.export.delimited import csv_line
from interview_kit.export.exporters import (
    BUILT_IN,
    GROUP,
    USUAL,
    Exporter,
    artefacts,
    exporters,
    find_exporter,
)
from interview_kit.model.turn import Turn
from interview_kit.testing.invented_records import DUTCH, ENGLISH, RECORDS
from tests.support.golden_files import FOLDER, readable, written

NAMES = [exporter.name for exporter in BUILT_IN]
SECOND = DUTCH.turns[2].text
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.mark.parametrize("name", NAMES)
def test_every_format_writes_its_golden_files(name):
    for path, content in readable(name).items():
        assert content.decode() == (FOLDER / path).read_bytes().decode(), path


@pytest.mark.parametrize("name", NAMES)
def test_the_same_records_give_the_same_bytes(name):
    assert written(name) == written(name)


@pytest.mark.parametrize("name", NAMES)
def test_an_interview_without_words_is_still_written(name):
    files = written(name, [replace(DUTCH, turns=(), questions=(), attributes={})])
    # A line a turn, or a cue a turn, is then no line at all.
    assert all(files.values()) or name in ("jsonl", "srt")


@pytest.mark.parametrize("name", NAMES)
def test_text_has_lf_and_no_byte_order_mark(name):
    for path, data in readable(name).items():
        assert not data.startswith(b"\xef\xbb\xbf"), path
        # RFC 4180 wants CRLF in CSV.
        assert b"\r" not in data or name in ("csv", "notes"), path


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "qdpx", "text", "tei", "vtt"])
def test_records_pass_through_one_at_a_time(name):
    taken: list[str] = []

    def passing():
        for number in range(3):
            taken.append(f"P{number:02}-1")
            yield replace(DUTCH, interview=taken[-1])

    chunks = iter(find_exporter(name).write(passing()))
    seen = [len(taken) for _ in chunks]
    # A group of rows is far more than three interviews; a heading wants all attributes.
    if name in ("csv", "parquet"):
        assert seen[-1] == 3
    else:
        assert 1 in seen


def test_a_json_line_is_a_turn():
    lines = written("jsonl")["turns.jsonl"].decode().splitlines()
    assert json.loads(lines[2]) == {
        "interview": "P07-1",
        "participant": "P07",
        "turn": 3,
        "speaker": "participant",
        "start_ms": 61_540,
        "end_ms": 65_000,
        "question": "today",
        "text": SECOND,
        "mark": "asked",
        "version": 2,
        "attributes": {"age": "40-49", "gender": "vrouw"},
    }


def test_a_csv_cell_is_never_a_formula_and_keeps_its_quotes_and_lines():
    rows = list(csv.reader(io.StringIO(written("csv")["turns.csv"].decode(), newline="")))
    assert rows[0][:3] == ["interview", "participant", "turn"]
    assert rows[3][rows[0].index("text")] == "'" + SECOND


def test_a_csv_has_a_column_for_each_attribute_of_anybody_and_one_for_mark_and_version():
    others = replace(ENGLISH, attributes={"text": "free", "age": "30-39"})
    text = written("csv", [DUTCH, others])["turns.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    first, last = rows[1], rows[-1]
    assert list(first)[8:] == ["mark", "version", "age", "gender", "attribute_text"]
    assert (first["mark"], first["version"], first["age"], first["gender"]) == (
        "asked", "2", "40-49", "vrouw",
    )  # fmt: skip
    assert (last["age"], last["gender"], last["attribute_text"]) == ("30-39", "", "free")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", '"'])
def test_a_tab_separated_cell_is_never_a_formula_and_opens_no_quotation(start):
    turn = replace(DUTCH.turns[0], text=f"{start}1\ten\n2")
    (data,) = written("tsv", [replace(DUTCH, turns=(turn,))]).values()
    header, line = data.decode().splitlines()
    assert line.split("\t")[2] == f"'{start}1 en 2"
    assert line.count("\t") == header.count("\t")


def test_a_focus_group_paragraph_starts_with_its_speaker_and_nothing_else_does():
    lines = written("maxqda")["maxqda/P07-1.txt"].decode().splitlines()
    speakers = {line.split(":")[0] for line in lines if ":" in line[:63]}
    assert speakers == {"Interviewer", "Deelnemer", "Ander"}


def test_a_subtitle_ends_after_it_starts_and_long_turns_are_cut():
    text = written("vtt")["vtt/P07-1.vtt"].decode()
    times = re.findall(r"^([\d:.]+) --> ([\d:.]+)$", text, re.MULTILINE)
    assert len(times) == len(DUTCH.turns) + 1
    assert all(start < end for start, end in times)
    assert "<b>" not in text


def test_a_reading_copy_runs_nothing_and_numbers_every_line():
    page = written("html")["html/P07-1.html"].decode()
    assert "default-src 'none'" in page
    assert "<b>toen</b>" not in page
    numbers = [int(number) for number in re.findall(r'data-n="(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_word_document_has_line_numbers_and_says_nothing_of_its_maker():
    data = written("docx")["docx/P07-1.docx"]
    document = docx.Document(io.BytesIO(data))
    assert " ".join(SECOND.split()) in document.paragraphs[6].text
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (
        "P07-1",
        "",
        "",
        "",
    )
    tags = [etree.QName(child).localname for child in document.sections[0]._sectPr]
    assert tags[tags.index("pgMar") + 1] == "lnNumType"
    with ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_tei_has_a_header_speakers_and_utterances_that_point_at_them():
    root = etree.fromstring(written("tei")["tei/P07-1.xml"])
    for needed in ("titleStmt/t:title", "publicationStmt/t:p", "sourceDesc/t:recordingStmt"):
        assert root.findall(f"t:teiHeader/t:fileDesc/t:{needed}", TEI)
    ids = set(root.xpath("//@xml:id"))
    utterances = root.findall(".//t:u", TEI)
    assert [u.text for u in utterances] == [" ".join(turn.text.split()) for turn in DUTCH.turns]
    for utterance in utterances:
        for pointer in ("who", "start", "end"):
            assert utterance.get(pointer)[1:] in ids


def test_parquet_keeps_text_and_numbers():
    rows = parquet.read_table(io.BytesIO(written("parquet")["turns.parquet"])).to_pylist()
    assert len(rows) == sum(len(record.turns) for record in RECORDS)
    assert (rows[2]["text"], rows[2]["start_ms"]) == (SECOND, 61_540)
    assert json.loads(rows[2]["attributes"]) == DUTCH.attributes


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KitError) as caught:
        written("parquet")
    assert "interview-kit[parquet]" in caught.value.hint


def test_the_sqlite_copy_is_sound_and_can_be_searched():
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(written("sqlite")["interviews.db"])
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        found = "SELECT rowid FROM turns_search WHERE turns_search MATCH 'cafe'"
        assert db.execute(found).fetchall() == [(3,)]
        marks = "SELECT DISTINCT mark FROM answers WHERE question = 'helped'"
        assert db.execute(marks).fetchall() == [("raised",)]


def test_every_time_stamp_is_on_the_clock_of_the_interview():
    last = Turn(1, DUTCH.turns[0].speaker, 36_000_000, 36_000_999, "", "laat")
    for name in ("text", "atlasti", "maxqda", "tsv", "vtt", "srt", "html"):
        (data,) = written(name, [replace(DUTCH, turns=(last,))]).values()
        assert b"10:00:00" in data, name


@pytest.mark.parametrize("name", ["text", "atlasti", "maxqda", "docx", "html", "qdpx"])
def test_a_text_without_times_is_written_without(name):
    turns = tuple(replace(turn, start_ms=0, end_ms=0, words=()) for turn in RECORDS[0].turns)
    untimed = replace(RECORDS[0], length_ms=0, turns=turns)
    untimed_text = read(name, [untimed])
    assert "00:00" in read(name, RECORDS)
    assert "00:00" not in untimed_text
    assert turns[0].text.split()[0] in untimed_text


@pytest.mark.parametrize("name", ["docx", "html", "qdpx", "text", "atlasti"])
def test_what_is_not_known_of_an_interview_leaves_no_gap_in_its_heading(name):
    known = replace(RECORDS[0], length_ms=3_605_000)
    unknown = replace(RECORDS[0], held="", length_ms=0)
    assert {known.held, "01:00:05"} <= set(known.known_facts.values())
    assert all(value in read(name, [known]) for value in [known.held, "01:00:05"])
    heading_text = read(name, [unknown])
    assert " ·  · " not in heading_text
    assert "Gehouden" not in heading_text
    assert list(unknown.known_facts) == ["guide"]


def read(name, records):
    """What the files of a format say, unpacked."""
    contents = [b"".join(each.chunks) for each in artefacts(find_exporter(name), records)]
    if name in ("docx", "qdpx"):
        archives = [ZipFile(io.BytesIO(content)) for content in contents]
        contents = [archive.read(each) for archive in archives for each in archive.namelist()
                    if not each.startswith("docProps")]  # fmt: skip
    return b"".join(contents).decode("utf-8", "replace").replace("T00:00:00Z", "")


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(KitError) as caught:
        find_exporter("docx2")
    assert "jsonl" in caught.value.hint


def test_what_is_usual_is_in_the_table():
    assert set(USUAL) <= set(NAMES)


def _count(records):
    yield str(sum(len(record.turns) for record in records)).encode()


OF_OTHERS = Exporter("count", "How many turns", "count.txt", _count)


@pytest.fixture
def installed(monkeypatch):
    """Lets a test say what entry points others have installed."""

    def install(*points: EntryPoint) -> None:
        monkeypatch.setattr(plugins, "installed_points", lambda _group: points)

    return install


def _point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_an_exporter_of_others_joins_the_table(installed):
    installed(_point("count", f"{__name__}:OF_OTHERS"))
    assert [*exporters()] == [*NAMES, "count"]
    assert written("count") == {"count.txt": b"7"}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("theirs", "no_such_module:X", "exporter 'theirs' cannot be loaded"),
        ("theirs", f"{__name__}:NAMES", "'theirs' is no Exporter"),
        ("theirs", f"{__name__}:OF_OTHERS", "exporter 'theirs' calls itself 'count'"),
        ("csv", f"{__name__}:SAME", "exporter 'csv' is there twice"),
    ],
)
def test_an_exporter_of_others_that_does_not_fit_is_named(installed, name, value, says):
    installed(_point(name, value))
    with pytest.raises(KitError, match=says):
        exporters()


SAME = replace(OF_OTHERS, name="csv")


def _fails(_records):
    yield b"a"
    raise ValueError("Wilhelmina Zandstra")


def _writes_text(_records):
    yield "a"


FAILS = replace(OF_OTHERS, write=_fails)
WRITES_TEXT = replace(OF_OTHERS, write=_writes_text)


@pytest.mark.parametrize(("name", "kind"), [("FAILS", "ValueError"), ("WRITES_TEXT", "TypeError")])
def test_an_exporter_of_others_that_fails_is_named_by_the_kind_of_error_alone(
    installed, name, kind
):
    installed(_point("count", f"{__name__}:{name}"))
    with pytest.raises(KitError) as caught:
        written("count")
    assert caught.value.message == f"The exporter 'count' failed: {kind}."
    assert "package that brings it" in caught.value.hint


def test_what_fails_under_an_exporter_of_others_is_not_its_fault(installed):
    def records():
        raise sqlite3.OperationalError("disk I/O error")
        yield

    installed(_point("count", f"{__name__}:OF_OTHERS"))
    (artefact,) = artefacts(find_exporter("count"), records())
    with pytest.raises(sqlite3.OperationalError):
        list(artefact.chunks)


def test_help_loads_no_library_of_a_format():
    # Another interpreter: this one has loaded them all.
    import subprocess

    code = (
        "import sys, interview_kit.export.exporters as e; e.exporters();"
        "sys.exit(any(m in sys.modules for m in ('docx', 'lxml', 'pyarrow', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_english_and_dutch_use_their_own_words():
    assert b"Deelnemer" in written("text")["text/P07-1.txt"]
    assert b"Participant" in written("text", [ENGLISH])["text/P08-1.txt"]
    unknown = replace(ENGLISH, language="fy")
    assert b"Participant" in written("text", [unknown])["text/P08-1.txt"]


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ("=8+8", "'=8+8"),
        ("ja;=8+8", "ja;'=8+8"),
        ("ja; +8", "ja;' +8"),
        ("\u200b=8", "'\u200b=8"),
        ("\u00ad@x", "'\u00ad@x"),
        ("ja\n-8", "ja\n'-8"),
        ("ja; nee - hoor", "ja; nee - hoor"),
    ],
)
def test_no_cell_begins_a_formula_in_any_spreadsheet(said, cell):
    ((written,),) = csv.reader(io.StringIO(csv_line([said]).decode(), newline=""))
    assert written == cell
