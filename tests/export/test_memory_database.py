"""Databases in memory: the same bytes in and out, in a file without a name or without a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview_kit import memory_database
from interview_kit.memory_database import database_of, new_database


@pytest.fixture(params=["nameless file", "memory of the process", "no room"])
def way(request, tmp_path, monkeypatch):
    folder = tmp_path / "memory"
    if request.param != "memory of the process":
        folder.mkdir()
    monkeypatch.setattr(memory_database, "MEMORY_FOLDER", folder)
    monkeypatch.setattr(memory_database, "LEAST_FREE", 1 << 70 if request.param == "no room" else 0)
    return folder


def made_database(rows):
    with new_database() as made:
        made.db.execute("CREATE TABLE t (text)")
        made.db.executemany("INSERT INTO t VALUES (?)", rows)
        made.db.commit()
        return b"".join(made.pieces())


def names_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.pure
def test_what_goes_in_is_what_comes_out(way, tmp_path):
    rows = [(f"{number} " + "woord " * 400,) for number in range(1_000)]
    data = made_database(rows)
    assert len(data) > 2 * memory_database.PIECE_BYTES
    path = tmp_path / "whole.db"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT text FROM t ORDER BY rowid").fetchall() == rows
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    pieces = (data[start : start + 999] for start in range(0, len(data), 999))
    with database_of(pieces) as db:
        assert db.execute("SELECT text FROM t ORDER BY rowid").fetchall() == rows
        assert names_in(way) == []
    assert names_in(way) == []


@pytest.mark.pure
def test_the_file_has_no_name_while_it_is_written_and_after_a_failure(way):
    def fail():
        with new_database() as made:
            made.db.execute("CREATE TABLE t (text)")
            made.db.executemany("INSERT INTO t VALUES (?)", [("Zeepaardje " * 999,)] * 99)
            assert names_in(way) == []
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names_in(way) == []


@pytest.mark.pure
def test_what_is_no_database_is_said_to_be_none(way):
    with (
        pytest.raises(sqlite3.Error),
        database_of([b"SQLite format 3\x00 and then nothing"]) as db,
    ):
        db.execute("SELECT * FROM sqlite_master").fetchall()
    assert names_in(way) == []


def test_the_folder_is_where_linux_has_its_memory():
    assert Path("/dev/shm") == memory_database.MEMORY_FOLDER
