"""Files that were made to do harm, and files that are not whole: one sentence each."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing

import pytest

from interview_kit.coding import packed_file
from interview_kit.coding.codebook_files import read_codebook_csv
from interview_kit.coding.coded_rows import read_csv, read_jsonl
from interview_kit.coding.qualcoder import read_qualcoder
from interview_kit.coding.refi_reading import read_project, read_refi_codebook
from interview_kit.errors import KitError

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook>&b;</CodeBook></Project>"""
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")])
def test_entities_are_refused(document):
    if document[:2] in (b"\xff\xfe", b"\xfe\xff"):
        document = (
            document.decode("utf-16").replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")
        )
    with pytest.raises(KitError, match="entities"):
        read_project(packed(**{"project.qde": document}))
    with pytest.raises(KitError, match="entities"):
        read_refi_codebook(document)


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(packed_file, "MOST_BYTES", 1_000_000)
    bomb = packed(**{"project.qde": b" " * 5_000_000})
    with pytest.raises(KitError, match="unpacks"):
        read_project(bomb)


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "C:/evil", "a/../../b", "..\\b"])
def test_members_outside_the_archive_are_refused(name):
    with pytest.raises(KitError, match="outside"):
        read_project(packed(**{"project.qde": b"<Project/>", name: b"x"}))


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"", packed(a=b"b")])
def test_what_is_no_project_gets_a_sentence(content):
    with pytest.raises(KitError):
        read_project(content)


def test_a_database_that_is_none_or_damaged_gets_a_sentence():
    with closing(sqlite3.connect(":memory:")) as db, db:
        db.execute("CREATE TABLE source (id, name, fulltext)")
        whole = db.serialize()
    for content in (whole, whole[:100], b"SQLite format 3\x00" + b"\xff" * 5000):
        with pytest.raises(KitError):
            read_qualcoder(content)


def test_rows_that_are_none_get_a_sentence_with_their_line():
    with pytest.raises(KitError, match="columns interview and code"):
        read_csv("a,b\n1,2\n")
    with pytest.raises(KitError, match="Line 2"):
        read_jsonl('{"interview": "P07-1", "code": "hope"}\n[1]\n')
    with pytest.raises(KitError, match="Line 1"):
        read_jsonl("[" * 100_000)
    with pytest.raises(KitError, match="Line 1"):
        read_jsonl('{"interview": "P07-1", "turn": 1, "codings": [1]}')


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("first_line", ["", "sep={}\n", '"sep={}"\r\n'])
def test_a_table_is_parted_by_the_sign_that_its_columns_say(delimiter, first_line):
    cells = ("interview", "title of it; one, two", "code")
    table = f"{delimiter.join(('Interview', 'memo', 'Code'))}\r\n" + delimiter.join(
        ("P07-1", f'"{cells[1]}\u2028on"', "hope")
    )
    (row,) = read_csv(first_line.format(delimiter) + table).rows
    assert (row.interview, row.code, row.memo) == ("P07-1", "hope", f"{cells[1]}\u2028on")


def test_a_row_with_more_cells_than_columns_is_refused_with_its_line():
    with pytest.raises(KitError, match="Line 4"):
        read_csv('interview,memo,code\nP07-1,"a\nb",hope\nP07-1,one, two,hope\n')
    (row,) = read_csv("interview,code\nP07-1,hope,,\n").rows
    assert row.code == "hope"
    with pytest.raises(KitError, match="Line 2"):
        read_codebook_csv("id;title\nhope;Hope;;more\n")
