"""The corpus's tables: as documented, as in its copy, and moved over from those before."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.migrations import migrations
from interview_kit.corpus.search import search
from interview_kit.export.sqlite_copy import sqlite_copy
from tests.support.filed_record import RECORD

DOCUMENT = Path(__file__).parents[2] / "docs" / "corpus.md"
FIRST = """
INSERT INTO participants VALUES ('P07', '{"gender": "woman"}');
INSERT INTO interviews VALUES ('P07-1', 'P07', 'nl', 'recovery', 'ab', '2026-11', 2500, 2);
INSERT INTO questions VALUES ('P07-1', 'today', 0, 'opening', 'Begin', '', 'raised', 'Hoe is het?');
INSERT INTO turns VALUES (5, 'P07-1', 1, 'participant', 0, 900, 'today', 'Goed, in het café.');
INSERT INTO words VALUES (5, 0, ' Goed,', 0, 300, 0.9);
"""
NOT_OURS = ("sqlite_", "_", "turns_search")
# What only the corpus keeps: versions.
OWN = {"turns": {"since"}, "codings": {"version"}}


@pytest.fixture
def corpus(tmp_path):
    with Corpus.create(tmp_path / "corpus.db") as corpus:
        yield corpus


def ours(db, kind):
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = ?", (kind,))
    return {name: sql for name, sql in rows if not name.startswith(NOT_OURS)}


def columns(db, table):
    return [(row[1], row[2], row[3]) for row in db.execute(f"PRAGMA table_info({table})")]


def test_the_copy_for_datasette_has_the_tables_and_views_of_the_corpus(corpus):
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(b"".join(sqlite_copy([RECORD])))
        for table in ours(copy, "table"):
            own = OWN.get(table, set())
            wanted = [each for each in columns(corpus.db.conn, table) if each[0] not in own]
            assert columns(copy, table) == wanted, table
        assert ours(copy, "view") == ours(corpus.db.conn, "view")


def test_every_table_view_and_column_is_documented(corpus):
    text = DOCUMENT.read_text()
    for kind in ("table", "view"):
        for name in ours(corpus.db.conn, kind):
            block = re.search(rf"^    {name} {{\n(.*?)^    }}", text, re.MULTILINE | re.DOTALL)
            assert block, name
            documented = [line.split()[1] for line in block[1].splitlines()]
            assert documented == [column for column, *_ in columns(corpus.db.conn, name)], name


def test_a_corpus_of_the_first_schema_moves_over_whole(tmp_path):
    path = tmp_path / "corpus.db"
    with closing(sqlite3.connect(path)) as old:
        migrations.apply(Database(old), stop_before="v002_versions_states_and_codes")
        old.executescript(FIRST)
    with Corpus.open(path) as corpus:
        record = filed.record(corpus, "P07-1")
        assert (record.held, record.version) == ("2026-11", 2)
        assert record.attributes == {"gender": "woman"}
        assert record.questions[0].mark == "raised"
        (turn,) = record.turns
        assert (turn.text, len(turn.words)) == ("Goed, in het café.", 1)
        assert [hit.turn for hit in search(corpus, "CAFE")] == [1]
        assert not list(corpus.db.query("PRAGMA foreign_key_check"))
        assert not [name for name in corpus.db.table_names() if name.startswith("old_")]
        assert filed.put(corpus, RECORD) == 3


def test_talk_time_and_coverage_say_who_talked_and_what_was_asked(corpus):
    filed.put(corpus, RECORD)
    talk = {row["speaker"]: row for row in corpus.db.query("SELECT * FROM talk_time")}
    assert (talk["participant"]["ms"], talk["participant"]["words"]) == (1500, 10)
    assert sum(row["share"] for row in talk.values()) == pytest.approx(1, abs=0.002)
    covered = {row["question"]: row for row in corpus.db.query("SELECT * FROM coverage")}
    assert (covered["today"]["asked"], covered["today"]["answered"]) == (1, 1)
    assert (covered["hope"]["open"], covered["hope"]["answered"]) == (1, 0)
