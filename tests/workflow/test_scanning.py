"""The last look before an export: a name in any kind of file, wherever in it, is found."""

from __future__ import annotations

import gzip
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from zipfile import ZIP_DEFLATED, ZipFile

import pyarrow as pa
import pytest
from pyarrow import parquet

from interview_kit import memory_database
from interview_kit.errors import LeakError
from interview_kit.export.exporters import BUILT_IN, artefacts, find_exporter
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.leak_check import known_forms
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import names
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.blank_files import blank_export
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.file_scan import SCAN_BYTES, scan, template_of
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

NAME = "Xandrina"
FORMS = known_forms([], parse_roster("buurvrouw: Xandrina Pol\nnicht: Eva"))
NAMES = [exporter.name for exporter in BUILT_IN]
CLEAN = Record(
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    held="2026-11",
    length_ms=65_000,
    version=1,
    attributes={"gender": "vrouw"},
    questions=(GuideQuestion("today", "Hoe is het?", "opening", "Begin"),),
    turns=(Turn(1, Speaker.PARTICIPANT, 0, 900, "today", "De buurvrouw kwam binnen."),),
)
PLANTED = {
    "text": replace(CLEAN, turns=(replace(CLEAN.turns[0], text=f"Toen kwam {NAME} binnen."),)),
    "wording": replace(CLEAN, questions=(GuideQuestion("today", f"Hoe is het met {NAME}?"),)),
    "attribute": replace(CLEAN, attributes={"living": f"bij {NAME}"}),
}


# What holds codes, or the interviewer's notes, and nothing of what was said.
SAY_NO_TURN = ("qdc", "notes")


def found(name: str, record: Record) -> list[str]:
    made = artefacts(find_exporter(name), [record])
    return [place for each in made for place in scan(each.name, each.chunks, FORMS)]


def archive(*members: tuple[str, bytes], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
        file.comment = comment
    return buffer.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_clean_passes(name):
    assert found(name, CLEAN) == []


@pytest.mark.parametrize("where", PLANTED)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_planted_in_a_record_is_found_in_every_format_that_tells_it(name, where):
    made = artefacts(find_exporter(name), [PLANTED[where]])
    clean = artefacts(find_exporter(name), [CLEAN])
    told = [b"".join(each.chunks) for each in made] != [b"".join(each.chunks) for each in clean]
    assert bool(found(name, PLANTED[where])) == told
    assert told or where != "text" or name in SAY_NO_TURN


def test_the_place_in_an_archive_names_the_file_inside():
    (place,) = found("qdpx", PLANTED["text"])
    assert place.startswith("interviews.qdpx/sources/")
    assert ".txt at byte" in place
    (place,) = found("docx", PLANTED["text"])
    assert place.startswith("docx/P07-1.docx/word/document.xml at byte")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (archive(("docProps/core.xml", b"<dc:creator>Xandrina</dc:creator>")), "docProps/core.xml"),
        (archive(("a/b.txt", b"x" * 3_000_000 + b" Xandrina ")), "a/b.txt at byte 3000001"),
        (archive(("in.zip", archive(("deep.txt", b"Xandrina")))), "in.zip/deep.txt"),
        (archive((f"{NAME}.txt", b"")), "a file whose name holds one"),
        (archive(("a.txt", b""), comment=b"for Xandrina"), "its comment"),
        (gzip.compress(b"Toen kwam Xandrina"), "what it holds"),
        (b"<p>Xan<b>drina</b></p>", "across its markup"),
        (b"<w:t>Xan</w:t></w:r><w:r><w:t>drina</w:t>", "across its markup"),
        (b"PK\x03\x04 is no archive", "cannot be looked into"),
        (b"SQLite format 3\x00 is no database", "cannot be looked into"),
    ],
    # An archive holds the moment it was made, and workers must collect the same names.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_is_found_wherever_a_file_hides_it(data, place):
    places = scan("some.file", [data], FORMS)
    assert any(place in each for each in places)
    assert not any(NAME in each for each in places)


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in ("CREATE TABLE t (v)", *statements):
            db.execute(statement)
        db.commit()
        return db.serialize()


def test_a_name_that_is_spread_over_two_pages_of_a_database_is_found():
    texts = (f"{'x' * size} {NAME} {'y' * (9_000 - size)}" for size in range(9_000))
    data = (database(f"INSERT INTO t VALUES ('{text}')") for text in texts)
    torn = next(each for each in data if NAME.encode() not in each)
    assert any("some.db/t at byte" in place for place in scan("some.db", [torn], FORMS))


def test_a_name_in_a_free_page_of_a_database_is_found():
    data = database(
        "PRAGMA secure_delete = OFF", f"INSERT INTO t VALUES ('bij {NAME} thuis')", "DELETE FROM t"
    )
    assert scan("some.db", [data], FORMS) == [f"some.db at byte {data.index(NAME.encode())}"]


def test_a_deleted_name_is_found_wherever_pieces_of_a_database_meet():
    rows = ", ".join(f"('{'rust en stilte ' * 60}{number}')" for number in range(2_600))
    data = database(f"INSERT INTO t VALUES {rows}")
    assert len(data) > 2 * SCAN_BYTES
    said = f" bij {NAME} thuis ".encode()
    for at in (SCAN_BYTES - 9, SCAN_BYTES, SCAN_BYTES + 5, 2 * SCAN_BYTES - 1_024, len(data) - 40):
        forged = data[:at] + said + data[at + len(said) :]
        pieces = [forged[start : start + 65_536] for start in range(0, len(forged), 65_536)]
        places = scan("some.db", pieces, FORMS)
        assert places, at
        assert not any(NAME in place for place in places)


def test_a_database_is_looked_through_alike_in_either_memory(monkeypatch):
    said = [f"INSERT INTO t VALUES ('bij {NAME} thuis')", "DELETE FROM t"]
    data = database("PRAGMA secure_delete = OFF", *said, f"INSERT INTO t VALUES ('{NAME}')")
    found = []
    for least_free in (0, 1 << 70):
        monkeypatch.setattr(memory_database, "LEAST_FREE", least_free)
        found.append(scan("some.db", [data], FORMS))
        (artefact,) = artefacts(find_exporter("sqlite"), [CLEAN])
        assert scan("clean.db", artefact.chunks, FORMS) == []
    assert found[0] == found[1] != []


def test_a_name_in_compressed_parquet_and_in_its_schema_is_found():
    for rows in ({"v": [f"bij {NAME}"] * 100}, {NAME: [1]}):
        sink = io.BytesIO()
        parquet.write_table(pa.table(rows), sink, compression="zstd")
        assert scan("some.parquet", [sink.getvalue()], FORMS)


def test_values_of_a_database_are_read_one_by_one():
    kwame = known_forms([], parse_roster("vriend: Kwame"))
    data = database(
        "CREATE TABLE pairs (a TEXT, b TEXT)",
        "INSERT INTO pairs VALUES ('kwam', 'e')",
        "INSERT INTO pairs VALUES ('toen', 'kwam'), ('e', 'dat')",
        "CREATE VIRTUAL TABLE words USING fts5 (text)",
        "INSERT INTO words VALUES ('hij kwam'), ('kwamen e')",
    )
    assert scan("some.db", [data], kwame) == []
    (place, *_) = scan("some.db", [database("INSERT INTO t VALUES ('Kwame')")], kwame)
    assert place.startswith("some.db/t")
    assert scan(
        "some.db",
        [
            database(
                "CREATE VIRTUAL TABLE words USING fts5 (text, content='')",
                "INSERT INTO words (rowid, text) VALUES (1, 'bij Kwame')",
            )
        ],
        kwame,
    )


@pytest.mark.parametrize("name", ["Hans", "Max", "Kit", "Date", "Iris", "Open", "Word", "Mark"])
@pytest.mark.parametrize("exporter", NAMES)
def test_what_a_format_says_before_anybody_speaks_is_no_leak(exporter, name):
    forms = known_forms([], parse_roster(f"broer: {name}"))
    way = find_exporter(exporter)

    def places(record: Record) -> list[str]:
        template = partial(blank_export, way, lambda: [record])
        made = artefacts(way, [record])
        return [place for each in made for place in scan(each.name, each.chunks, forms, template)]

    assert places(CLEAN) == []
    spoken = replace(CLEAN, turns=(replace(CLEAN.turns[0], text=f"Toen kwam {name} langs."),))
    assert places(spoken) or exporter in SAY_NO_TURN


def test_what_stands_between_two_people_in_a_project_is_no_leak():
    forms = known_forms([], parse_roster("broer: Case"))
    way = find_exporter("qdpx")
    people = [
        replace(CLEAN, interview=f"P{number}-1", participant=f"P{number}", attributes={"age": "40"})
        for number in (1, 2, 3)
    ]
    template = partial(blank_export, way, lambda: people)

    def places(records: list[Record]) -> list[str]:
        return [
            place
            for artefact in artefacts(way, records)
            for place in scan(artefact.name, artefact.chunks, forms, template)
        ]

    assert places(people) == []
    speaking_person = replace(
        people[1], turns=(replace(CLEAN.turns[0], text="Toen kwam Case langs."),)
    )
    assert places([people[0], speaking_person, people[2]])


def test_an_allowed_name_may_stand_where_it_is_whole():
    forms = known_forms([], parse_roster("zus: Iris"))
    allowed = template_of((), ["Iris Visser"])
    said = [b"# Guide by Iris Visser, 2026"]
    assert scan("guide.toml", said, forms)
    assert scan("guide.toml", said, forms, lambda: allowed) == []
    assert scan("guide.toml", [b"# Guide for Iris"], forms, lambda: allowed)


def test_numbers_and_compressed_bytes_are_not_taken_for_short_names():
    ms = int.from_bytes(b"evA", "little")
    turns = tuple(replace(CLEAN.turns[0], number=n, start_ms=ms, end_ms=ms) for n in range(1, 50))
    record = replace(CLEAN, turns=turns)
    assert [found(name, record) for name in ("parquet", "sqlite", "qdpx", "docx")] == [[]] * 4


def test_a_name_across_two_pieces_is_found():
    pieces = [b"x" * ((1 << 20) - 3), b" Xa", b"ndrina "]
    assert scan("some.txt", pieces, FORMS)


def test_no_file_of_any_format_appears_if_a_known_name_would_be_in_it(study_folder, tmp_path):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        interview = with_transcript(study, "P07", f"Toen kwam {NAME} binnen.")
        pseudonymise(study, interview)
        decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
        file_interview(study.interview(interview))
        names.add_to_roster(study.vault, parse_roster("buurvrouw: Xandrina Pol"))
        for name in [name for name in NAMES if name not in SAY_NO_TURN]:
            with pytest.raises(LeakError, match="A known name would be exported") as caught:
                export(study, tmp_path / "out", [name])
            assert NAME not in str(caught.value)
            assert not (tmp_path / "out").exists()
