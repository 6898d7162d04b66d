"""What is exported is chosen, and a folder that was used before holds nobody who has gone."""

from __future__ import annotations

import csv
import io
import json

import pytest

from interview_kit.corpus.record_filter import RecordFilter
from interview_kit.corpus.search import search
from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.vault import journal
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.text_states import approve
from interview_kit.workflow.pseudonymisation.name_review import propose_replacements
from interview_kit.workflow.publication.corpus_export import export_corpus
from interview_kit.workflow.publication.export_folder import MANIFEST
from interview_kit.workflow.publication.filing import file_chosen
from tests.support.silent_transcript import with_transcript

FORMATS = ("csv", "text", "jsonl")


@pytest.fixture
def three(study):
    for code in ("P01", "P02", "P03"):
        with_transcript(study, code, f"Er stond een {code.lower()}boom.", "Het regende.")
    propose_replacements(study, (), all_of_them=True, accept=True)
    file_chosen(study, (), all_of_them=True)
    return study


def everything(folder):
    return b"".join(
        path.read_bytes() + path.name.encode() for path in folder.rglob("*") if path.is_file()
    )


def refuse_to_take_part(study, id):
    scope = ConsentScope.TAKE_PART
    item = next(item.id for item in study.interview(id).guide.consent if item.scope is scope)
    journal.append(study.vault, id, 0, [ConsentAnswered(item, Answer.NO)])


@pytest.mark.parametrize("how", ["withdrawn", "deleted", "takes part no more"])
def test_a_later_export_leaves_nothing_of_who_has_gone(three, tmp_path, how):
    study, folder = three, tmp_path / "out"
    export_corpus(study, folder, FORMATS)
    assert b"P02" in everything(folder)
    (folder / "notes on P02.txt").write_text("P02-1, my own")
    if how == "withdrawn":
        withdraw(study, "P02")
    elif how == "deleted":
        delete_interview(study.interview("P02-1"))
    else:
        refuse_to_take_part(study, "P02-1")
    report = export_corpus(study, folder, ("docx",))
    assert {*report.clearing.removed_names} == {"turns.csv", "turns.jsonl", "text/P02-1.txt"}
    (folder / "notes on P02.txt").unlink()  # a file that is not ours was not touched
    assert b"P02" not in everything(folder)
    assert (folder / "text" / "P01-1.txt").is_file()


def test_a_file_that_somebody_changed_is_left_and_told(three, tmp_path):
    study, folder = three, tmp_path / "out"
    export_corpus(study, folder, FORMATS)
    path = folder / "text" / "P02-1.txt"
    path.write_text("with my own remarks")
    withdraw(study, "P02")
    report = export_corpus(study, folder, FORMATS)
    assert report.clearing.changed_names == ("text/P02-1.txt",)
    assert path.read_text() == "with my own remarks"


def test_where_everybody_has_gone_the_folder_is_cleared_too(three, tmp_path):
    study, folder = three, tmp_path / "out"
    export_corpus(study, folder, FORMATS)
    for code in ("P01", "P02", "P03"):
        withdraw(study, code)
    with pytest.raises(KitError):
        export_corpus(study, folder, FORMATS)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [MANIFEST]


@pytest.mark.parametrize(
    "rows",
    [
        "nonsense",
        '{"files": 3}',
        '{"files": [{"name": "../outside.txt", "sha256": "", "interviews": ["P09-1"]}]}',
        '{"files": [{"name": "/etc/passwd", "sha256": "", "interviews": ["P09-1"]}, 7, {}]}',
    ],
)
def test_what_a_folder_says_of_files_outside_it_is_not_believed(three, tmp_path, rows):
    folder = tmp_path / "out"
    folder.mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")
    (folder / MANIFEST).write_text(rows)
    export_corpus(three, folder, FORMATS)
    assert outside.read_text() == "kept"
    files = json.loads((folder / MANIFEST).read_text())["files"]
    assert {row["name"] for row in files} >= {"turns.csv", "text/P01-1.txt"}


@pytest.mark.parametrize(
    ("wanted", "interviews"),
    [
        (RecordFilter(interviews=("P01-1",)), {"P01-1"}),
        (RecordFilter(participants=("P02", "P03")), {"P02-1", "P03-1"}),
        (RecordFilter(states=("checked",)), {"P03-1"}),
        (
            RecordFilter(speakers=("participant",), questions=("story",)),
            {"P01-1", "P02-1", "P03-1"},
        ),
        (RecordFilter(speakers=("interviewer",)), set()),
    ],
)
def test_filters_choose_what_is_written_and_found(three, tmp_path, wanted, interviews):
    study = three
    approve(study.interview("P03-1"), "ans", is_same_account=True)
    export_corpus(study, tmp_path / "out", ("csv",), choice=wanted)
    text = (tmp_path / "out" / "turns.csv").read_text()
    assert {row["interview"] for row in csv.DictReader(io.StringIO(text))} == interviews
    assert {hit.interview for hit in search(study.corpus, "regende", choice=wanted)} == interviews


def test_a_filter_for_what_is_not_filed_is_refused(three, tmp_path):
    for wanted in (
        RecordFilter(interviews=("P09-1",)),
        RecordFilter(participants=("P09",)),
        RecordFilter(questions=("nothing-such",)),
        RecordFilter(states=("released",)),
    ):
        with pytest.raises(KitError):
            export_corpus(three, tmp_path / "out", FORMATS, choice=wanted)
    assert not (tmp_path / "out").exists()
