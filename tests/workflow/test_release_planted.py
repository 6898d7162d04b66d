"""One planted name in each kind of thing that a release writes: blocked every time, place named."""

from __future__ import annotations

import gzip
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest

from interview_kit.corpus import releases
from interview_kit.errors import LeakError
from interview_kit.export.exporters import Exporter
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import names
from interview_kit.workflow.publication import release as releasing
from interview_kit.workflow.publication.release import release
from tests.support.releasable_study import filed_interview, write_release_toml

NAME = "Xandrina"
PURPOSE = '[purpose.coders]\nconsent = ["take_part"]\n'
TEAM = PURPOSE + 'formats = ["csv"]\n'
READ = PURPOSE + 'formats = ["html", "qdpx"]\n'
EVERYTHING = PURPOSE + "formats = [{}]\n".format(
    ", ".join(f'"{name}"' for name in (
        "jsonl", "csv", "parquet", "sqlite", "qdpx", "text", "atlasti", "maxqda", "tsv", "docx",
        "html", "vtt", "srt", "tei",
    ))
)  # fmt: skip


@pytest.fixture(autouse=True)
def _team_purpose(study):
    write_release_toml(study, TEAM)


def blocked(study, tmp_path) -> str:
    """Make the name known, try to release, and give the places where it was found."""
    names.add_to_roster(study.vault, parse_roster(f"buurvrouw: {NAME} Pol"))
    with pytest.raises(LeakError) as caught:
        release(study, tmp_path / "out", "coders")
    error = caught.value
    assert NAME not in f"{error.message} {error.hint} {error.places}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["study"]
    assert releases.all_of(study.corpus) == ()
    return "\n".join(error.places) or error.message


def test_without_a_planted_name_the_same_study_is_released(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    names.add_to_roster(study.vault, parse_roster(f"buurvrouw: {NAME} Pol"))
    assert release(study, tmp_path / "out", "coders").files


def test_in_the_text_of_a_turn(study, tmp_path):
    write_release_toml(study, EVERYTHING)
    filed_interview(study, "P07", f"Toen kwam {NAME} binnen.", verdict=names.Verdict.REJECTED)
    assert "P07-1" in blocked(study, tmp_path)


def test_in_a_word_behind_a_turn_that_itself_is_clean(study, tmp_path):
    filed_interview(study, "P07", "Toen kwam iemand binnen.")
    study.corpus.db.execute("UPDATE words SET text = ? WHERE position = 2", [f" {NAME}"])
    assert "turn 1" in blocked(study, tmp_path)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE questions SET text = ? WHERE id = 'story'", "transcripts/"),
        ("UPDATE questions SET section_title = ? WHERE id = 'story'", "project.qde"),
        ("UPDATE attributes SET value = ?", "attribute"),
        ("UPDATE attributes SET name = ?", "data_list.csv"),
    ],
)
def test_in_what_the_corpus_says_beside_the_text(study, tmp_path, statement, place):
    write_release_toml(study, READ)
    filed_interview(study, "P07", "Het ging goed.", attributes={"living": "alleen"})
    study.corpus.db.execute(statement, [f"bij {NAME}"])
    assert place in blocked(study, tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("# Recovery stories", f"# {NAME}", "documents/guide-"),
        ("Wilt u meedoen", f"Wilt u met {NAME} meedoen", "documents/consent-"),
        ("Diagnose: hielp", f"{NAME}: hielp", "codebook.md"),
        ("zelfstandig, alleen", f"bij {NAME}", "metadata/ddi.xml"),
    ],
)
def test_in_the_guide(study, tmp_path, before, after, place):
    path = study.folder / "guides" / "recovery-stories.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    filed_interview(study, "P07", "Het ging goed.", attributes={"living": "alone"})
    assert place in blocked(study, tmp_path)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (f'title = "De buren van {NAME}"', "README.md"),
        (f'creators = ["{NAME}, A"]', "metadata/datacite.xml"),
        (f'abstract = "Over {NAME}."', "metadata/ddi.xml"),
        (f'keywords = ["{NAME}"]', "metadata/datacite.xml"),
        (f'contact = "{NAME}@example.org"', "README.md"),
        (f'rights = "Vraag {NAME}"', "metadata/ddi.xml"),
    ],
)
def test_in_what_the_study_says_of_itself(study, tmp_path, said, place):
    write_release_toml(study, f"[study]\n{said}\n{TEAM}")
    filed_interview(study, "P07", "Het ging goed.")
    assert place in blocked(study, tmp_path)


def test_in_the_purpose(study, tmp_path):
    write_release_toml(study, f'{TEAM}title_nl = "Voor {NAME}"\nattributes = ["{NAME}"]\n')
    filed_interview(study, "P07", "Het ging goed.")
    places = blocked(study, tmp_path)
    assert "README.md" in places
    assert "metadata/provenance.json" in places


def archive(name: str, content: bytes, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        file.writestr(name, content)
        file.comment = comment
    return buffer.getvalue()


def word_document(**properties: str) -> bytes:
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.sections[0].header.paragraphs[0].text = properties.get("subject", "")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in ("PRAGMA secure_delete = OFF", "CREATE TABLE t (v)", *statements):
            db.execute(statement)
        db.commit()
        return db.serialize()


CLEAN = b"Het ging goed."
HIDDEN = {
    "a file's name": (f"{NAME}.txt", CLEAN, "a file whose name holds one"),
    "a folder's name": (f"bij {NAME}/a.txt", CLEAN, "a file whose name holds one"),
    "a header": ("a.csv", f"turn,{NAME}\r\n1,2\r\n".encode(), "a.csv at byte 5"),
    "the name of a member": ("a.zip", archive(f"{NAME}.txt", CLEAN), "whose name holds one"),
    "a member": ("a.zip", archive("b.txt", NAME.encode()), "a.zip/b.txt at byte 0"),
    "a comment of an archive": ("a.zip", archive("b.txt", CLEAN, NAME.encode()), "its comment"),
    "a member of a member": ("a.zip", archive("b.zip", archive("c.txt", NAME.encode())), "c.txt"),
    "the author of a document": ("a.docx", word_document(author=NAME), "docProps/core.xml"),
    "the keywords of a document": ("a.docx", word_document(keywords=NAME), "docProps/core.xml"),
    "the page header of a document": ("a.docx", word_document(subject=NAME), "word/header"),
    "a value": ("a.db", database(f"INSERT INTO t VALUES ('bij {NAME}')"), "a.db"),
    "a free page": (
        "a.db",
        database(f"INSERT INTO t VALUES ('bij {NAME} thuis')", "DELETE FROM t"),
        "a.db at byte",
    ),
    "the name of a column": ("a.db", database(f"CREATE TABLE u ({NAME})"), "sqlite_master"),
    "compressed text": ("a.gz", gzip.compress(NAME.encode()), "what it holds"),
    "text across tags": ("a.html", b"<p>Xan<i>drina</i></p>", "across its markup"),
    "text in UTF-16": ("a.txt", f"bij {NAME} thuis".encode("utf-16"), "a.txt"),
    "an escape": ("a.json", b'"X\\u0061ndrina"', "a.json at byte"),
    "another case, without accents": ("a.txt", "bij XÁNDRINA".encode(), "a.txt at byte 4"),
    "a genitive": ("a.txt", b"Xandrina's hond", "a.txt at byte 0"),
    "what cannot be opened": ("a.zip", b"PK\x03\x04 is no archive", "cannot be looked into"),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_in_a_file_of_any_format(study, tmp_path, monkeypatch, kind):
    path, content, place = HIDDEN[kind]
    filed_interview(study, "P07", "Het ging goed.")
    theirs = Exporter("theirs", "A format of others", path, lambda _records: [content])
    monkeypatch.setattr(releasing, "find_exporter", lambda _name: theirs)
    assert place in blocked(study, tmp_path)


def test_in_what_an_exporter_says_of_itself(study, tmp_path, monkeypatch):
    filed_interview(study, "P07", "Het ging goed.")
    theirs = replace(releasing.find_exporter("csv"), title=f"For {NAME}")
    monkeypatch.setattr(releasing, "find_exporter", lambda _name: theirs)
    assert "README.md" in blocked(study, tmp_path)
