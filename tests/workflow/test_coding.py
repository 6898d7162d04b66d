"""A coded study: what comes in, what the tables say, and what the report counts."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError
from interview_kit.export.json_lines import jsonl_turns
from interview_kit.workflow.coding import codebook_keeping as keeping
from interview_kit.workflow.coding.coding_import import OtherTitle, import_codes, lost_codings
from interview_kit.workflow.coding.coding_tables import TABLES, table, write_table
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_corpus
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.coded_study import RECORDS, TALK, code
from tests.support.releasable_study import filed_interview, opened


def contents(folder):
    with open_corpus(folder) as corpus:
        return {
            name: sorted(map(repr, corpus.db.execute(f"SELECT * FROM {name}")))
            for name in ("codes", "codings", "lost_codings")
        }


def test_taken_in_twice_nothing_changes(coded, tmp_path):
    before = contents(coded)
    assert import_codes(coded, str(tmp_path / "out.qdpx")).new_passages == 0
    (tmp_path / "out.jsonl").write_bytes(b"".join(jsonl_turns(RECORDS)))
    done = import_codes(coded, str(tmp_path / "out.jsonl"))
    assert (done.new_passages, done.new_codes, done.listed) == (0, 0, ())
    assert contents(coded) == before


def test_a_codebook_that_went_out_is_the_same_that_comes_in(coded, tmp_path):
    before = contents(coded)
    for ending in ("qdc", "csv"):
        path = tmp_path / f"book.{ending}"
        assert keeping.export_codebook(coded, path) == 15
        assert import_codes(coded, str(path)).new_codes == 0
    assert contents(coded) == before


def test_the_papers_table_is_what_independent_sql_counts(coded):
    with open_corpus(coded) as corpus:
        found = table(corpus, "themes")
        rows = corpus.db.execute(
            """
            SELECT DISTINCT codings.mark, codings.code, turns.interview FROM codings, turns
            WHERE turns.id = codings.turn
            """
        ).fetchall()
    counts = Counter((code, interview.partition("-")[0]) for _, code, interview in rows)
    for theme, _, side, people, passages, *cells in found.rows:
        code = f"{theme}-{side}" if side else theme
        expected = [counts[code, participant] for participant in found.columns[5:]]
        assert cells == expected
        assert (people, passages) == (sum(map(bool, expected)), sum(expected))
    assert {(row[0], row[2]) for row in found.rows} >= {
        (theme, side)
        for theme in ("diagnosis", "medication", "hospitalization", "coercion",
                      "psychological-treatment")
        for side in ("helped", "hindered")
    }  # fmt: skip
    assert sum(row[4] for row in found.rows) == len({row[0] for row in rows})


def test_the_other_tables_are_what_the_records_say(coded):
    with open_corpus(coded) as corpus:
        tables = {name: table(corpus, name) for name in TABLES}
    quoted = {(row[1], row[2], row[8], row[10], row[11]) for row in tables["quotations"].rows}
    turns = {(r.interview, turn.number): turn.text for r in RECORDS for turn in r.turns}
    assert quoted == {
        (r.interview, c.turn, c.code, c.coder,
         turns[r.interview, c.turn][c.first_char : c.end_char])
        for r in RECORDS for c in r.codings
    }  # fmt: skip
    seen = set()
    for row, record in zip(tables["saturation"].rows, RECORDS, strict=True):
        used = {coding.code for coding in record.codings}
        assert row[3:] == (len(used), len(used - seen), len(seen | used))
        seen |= used
    topics = {row[0]: row[2:5] for row in tables["topics"].rows}
    for topic, counts in topics.items():
        marks = Counter(q.mark for r in RECORDS for q in r.questions if q.topic == topic)
        assert counts == (len(RECORDS), marks["raised"], marks["asked"])
    pairs = Counter()
    for record in RECORDS:
        found = {
            (a.code, b.code, a.mark, b.mark)
            for a in record.codings for b in record.codings
            if a.turn == b.turn and a.code < b.code
            and a.first_char < b.end_char and b.first_char < a.end_char
        }  # fmt: skip
        pairs.update((a, b) for a, b, _, _ in found)
    assert {(row[0], row[2]): row[4] for row in tables["co-occurrence"].rows} == pairs


def test_a_merged_code_is_read_as_what_it_was_merged_into(coded, tmp_path):
    moved = keeping.merge_codes(coded, "coercion-helped", "coercion-hindered")
    assert moved > 0
    before = contents(coded)
    assert import_codes(coded, str(tmp_path / "out.qdpx")).new_passages == 0
    assert contents(coded) == before
    with pytest.raises(KitError, match="no code"):
        keeping.merge_codes(coded, "coercion-helpd", "coercion-hindered")


def test_codes_are_added_renamed_and_retired(coded):
    entry = keeping.add_code(coded, "Dwang: anders", parent="coercion")
    assert (entry.id, entry.side) == ("dwang-anders", "")
    with pytest.raises(KitError, match="There is a code"):
        keeping.add_code(coded, "Dwang: anders")
    keeping.rename_code(coded, entry.id, "Dwang, anders")
    keeping.retire_code(coded, entry.id)
    assert entry.id not in {row.id for row in keeping.listed_codes(coded)}
    keeping.retire_code(coded, entry.id, take_back=True)
    titles = {row.id: row.title for row in keeping.listed_codes(coded)}
    assert titles[entry.id] == "Dwang, anders"


def test_a_table_of_anybody_is_exact_or_listed(coded, tmp_path):
    turn = RECORDS[0].turns[1]
    word = next(word for word in turn.text.split() if turn.text.count(word) == 1)
    rows = [
        ("interview", "turn", "start", "end", "quote", "code", "coder"),
        ("P01-1", "2", "", "", word, "Eigen code", "carla"),
        ("P01-1", "2", "0", "3", "", "Eigen code", "carla"),
        ("P01-1", "2", "0", "99999", "", "Eigen code", "carla"),
        ("P01-1", "99", "", "", "", "Eigen code", "carla"),
        ("P77-1", "2", "", "", word, "Eigen code", "carla"),
        ("P01-1", "2", "", "", "nooit gezegd hier", "Eigen code", "carla"),
        ("P01-1", "2", "", "", word, "", "carla"),
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    (tmp_path / "own.csv").write_text("\ufeff" + buffer.getvalue(), encoding="utf-8")
    done = import_codes(coded, str(tmp_path / "own.csv"))
    assert (done.placed, done.new_codes) == (2, 1)
    assert [row.why.value for row in done.listed] == [
        "outside", "no turn", "no interview", "gone", "no code",
    ]  # fmt: skip


def test_the_codes_of_the_guide_are_in_the_corpus_and_in_every_project(talk_to_code, tmp_path):
    study, id = talk_to_code
    entries = filed.record(study.corpus, id).codebook
    assert {entry.id for entry in entries} >= {"medication-helped", "medication"}
    (path,) = export(study, tmp_path / "out", ["qdc"])
    assert "Medicijnen: hielpen" in path.read_text(encoding="utf-8")


def test_a_project_calls_values_as_the_guide_does(study_folder, tmp_path):
    with opened(study_folder) as study:
        filed_interview(study, "P07", *TALK, attributes={"gender": "woman"})
        (path,) = export(study, tmp_path / "out", ["qdpx"])
    with zipfile.ZipFile(path) as archive:
        document = archive.read("project.qde").decode()
    assert "<TextValue>vrouw</TextValue>" in document
    assert "<Case guid=" in document
    assert "Transcribed by" in document


def test_codings_follow_their_text_when_it_is_filed_anew(talk_to_code):
    study, id = talk_to_code
    code(study, id, 2, "om weer te slapen")
    code(study, id, 2, "ik werd er vlak van", "medication-hindered")
    correct_turn(study.interview(id), 2, text="Ja, de medicijnen hielpen mij om weer te slapen.")
    pseudonymise(study, id)
    file_interview(study.interview(id))
    record = filed.record(study.corpus, id)
    text = record.turns[1].text
    assert [text[c.first_char : c.end_char] for c in record.codings] == ["om weer te slapen"]
    (lost,) = lost_codings(study.folder)
    assert (lost.code, lost.quotation, lost.reason) == (
        "medication-hindered", "ik werd er vlak van", "gone",
    )  # fmt: skip
    assert lost_codings(study.folder, (lost.id,)) == ()


def test_a_name_in_a_memo_stays_inside(talk_to_code, tmp_path):
    study, id = talk_to_code
    from interview_kit.pseudonym.roster import parse_roster
    from interview_kit.vault import names

    with study.vault.atomic():
        names.add_to_roster(study.vault, parse_roster("Willemijn Kloosterboer", "P07"))
    code(study, id, 2, "om weer te slapen", memo="vraag Willemijn Kloosterboer")
    with pytest.raises(LeakError):
        write_table(study, "quotations", tmp_path / "out.csv")
    with pytest.raises(LeakError):
        export(study, tmp_path / "export", ["qdpx"])
    assert not (tmp_path / "out.csv").exists()
    write_table(study, "themes", tmp_path / "themes.xlsx")
    with pytest.raises(KitError, match="There is a file"):
        write_table(study, "themes", tmp_path / "themes.xlsx")


def test_a_workbook_holds_the_table(talk_to_code, tmp_path):
    from openpyxl import load_workbook

    study, id = talk_to_code
    code(study, id, 2, "om weer te slapen", memo="=1+1")
    assert write_table(study, "quotations", tmp_path / "q.xlsx") == 1
    sheet = load_workbook(tmp_path / "q.xlsx").active
    head, row = sheet.iter_rows()
    assert [cell.value for cell in head] == list(table(study.corpus, "quotations").columns)
    assert (row[-1].value, row[-1].data_type) == ("=1+1", "s")


def test_qualcoders_own_database_comes_in(coded, tmp_path):
    record = RECORDS[1]
    from interview_kit.export.refi import refi_text

    text, spans = refi_text(record)
    with closing(sqlite3.connect(tmp_path / "data.qda")) as db, db:
        db.execute("CREATE TABLE source (id integer primary key, name text, fulltext text)")
        db.execute("CREATE TABLE code_name (cid integer primary key, name text, memo text, "
                   "catid integer)")  # fmt: skip
        db.execute("CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, "
                   "seltext text, pos0 integer, pos1 integer, owner text, date text, "
                   "memo text)")  # fmt: skip
        db.execute("INSERT INTO source VALUES (1, 'zomaar.txt', ?)", (text,))
        db.execute("INSERT INTO code_name VALUES (7, 'Nieuw', '', NULL)")
        at = spans[1].start
        db.execute("INSERT INTO code_text VALUES (1, 7, 1, ?, ?, ?, 'eva', '2026-11-25 10:00:00', "
                   "'')", (text[at : at + 10], at, at + 10))  # fmt: skip
    done = import_codes(coded, str(tmp_path))
    assert (done.new_passages, done.listed) == (1, ())
    with open_corpus(coded) as corpus:
        (row,) = corpus.db.execute("SELECT interview, first_char, end_char, coded_at FROM "
                                   "quotations WHERE coder = 'eva'")  # fmt: skip
    assert tuple(row) == (record.interview, 0, 10, "2026-11-25T10:00:00")


def retold(path, change):
    """Write the project at `path` anew with what `change` makes of its project.qde."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["project.qde"] = change(members["project.qde"].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_one_title_that_two_coders_gave_to_codes_of_their_own_is_one_code(coded, tmp_path):
    def change(project):
        own = ['<Code guid="%s" name="Werk" isCodable="true"/>' % (digit * 8) for digit in "ab"]
        for digit, coder in zip("ab", ("anna", "bram"), strict=True):
            (user,) = re.findall(rf'guid="([^"]+)" name="{coder}"', project)
            coding = re.compile(
                rf'(<Coding [^>]*creatingUser="{user}"[^>]*>\s*<CodeRef targetGUID=")[^"]+'
            )
            project = coding.sub(rf"\g<1>{digit * 8}", project, count=1)
        return project.replace("<Codes>", "<Codes>" + "".join(own), 1)

    retold(tmp_path / "out.qdpx", change)
    done = import_codes(coded, str(tmp_path / "out.qdpx"))
    assert (done.new_codes, done.new_passages) == (1, 2)
    (used,) = [usage for usage in keeping.listed_codes(coded) if usage.title == "Werk"]
    assert used.passages == 2


def test_a_code_that_was_called_otherwise_in_another_program_is_told(coded, tmp_path):
    retold(tmp_path / "out.qdpx", lambda project: project.replace('"Diagnose: hielp"', '"Inzicht"'))
    done = import_codes(coded, str(tmp_path / "out.qdpx"))
    assert done.other_titles == (OtherTitle("diagnosis-helped", "Diagnose: hielp", "Inzicht"),)
    assert (done.new_codes, done.new_passages) == (0, 0)
    words = ["--study", str(coded), "codes", "import", str(tmp_path / "out.qdpx")]
    printed = CliRunner().invoke(cli, words).output
    assert "Inzicht" in printed
    assert "codes rename" in printed
