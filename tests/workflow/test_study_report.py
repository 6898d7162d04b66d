"""Tables and the report of a coded study: what they count, and in which words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import LeakError
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.phrase import in_language
from interview_kit.language.table_columns import COLUMNS
from interview_kit.session.interview_events import Ended, ProbeUsed, RecordingStarted
from interview_kit.vault import journal
from interview_kit.workflow.coding.coding_tables import TABLES, table, table_of_folder, write_table
from interview_kit.workflow.coding.study_report import write_report
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.transcript_import import import_interview
from tests.support.coded_study import TALK, code
from tests.support.releasable_study import filed_interview


def hold(study, id, minutes, *probes):
    """Note in the journal that an interview was recorded, and which probes were used."""
    journal.append(study.vault, id, 0, [RecordingStarted(1000, 1, "microphone")])
    journal.append(study.vault, id, 0, [ProbeUsed(probe) for probe in probes])
    journal.append(study.vault, id, minutes * 60_000, [Ended()])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_of_the_report_is_what_the_study_holds(talk_to_code, tmp_path, language):
    study, id = talk_to_code
    code(study, id, 2, "om weer te slapen")
    other = filed_interview(study, "P08", *TALK, scopes=(ConsentScope.RECORD,))
    hold(study, id, 30)
    hold(study, other, 45, "story-then")
    report = write_report(study, tmp_path / "report", language)
    found = {
        path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))[1:]
        for path in report.files[1:]
    }
    records = [filed.record(study.corpus, each) for each in (id, other)]
    assert [int(row[2]) for row in found["progress"]][-1] == 2
    probe = {"nl": "Hoe ging het daarna verder?", "en": "What happened after that?"}
    assert found["probes"] == [[probe[language], "1"]]
    minutes = {each: study.interview(each).length_ms / 60_000 for each in (id, other)}
    assert {row[0]: float(row[1]) for row in found["lengths"]} == {
        each: round(value, 1) for each, value in minutes.items()
    }
    answered = Counter((int(row[1]), int(row[2]), int(row[3])) for row in found["consent"])
    assert set(answered) <= {(2, 0, 0), (1, 0, 1)}
    for row, record in zip(found["talk"], records, strict=True):
        spoken = Counter()
        for turn in record.turns:
            spoken[turn.speaker.value] += turn.end_ms - turn.start_ms
        share = spoken["participant"] / spoken.total()
        assert float(row[1]) == pytest.approx(share, abs=0.0006)
    assert [row[0] for row in found["matrix"]] == [id]
    assert sum(int(cell) for cell in found["matrix"][0][1:]) == 1
    assert [int(row[4]) for row in found["saturation"]] == [1, 1]
    helped = next(row for row in found["themes"] if int(row[2]))
    assert helped[1:] == ["1", "1", "1", "0"]
    page = report.files[0].read_text(encoding="utf-8")
    assert "http" not in page
    assert "<script" not in page
    assert page.count("<svg") == page.count("<details")
    for stem, rows in found.items():
        assert f'href="{stem}.csv"' in page
        (section,) = re.findall(rf'<section id="{stem}".*?</section>', page, re.DOTALL)
        table_rows = section.count("<tr>")
        assert table_rows == (len(rows) + 1 if rows else 0)


def test_a_page_writes_numbers_as_its_language_does_and_its_csv_as_programs_do(
    talk_to_code, tmp_path
):
    study, id = talk_to_code
    journal.append(study.vault, id, 0, [RecordingStarted(1000, 1, "microphone")])
    journal.append(study.vault, id, 42 * 60_000 + 30_000, [Ended()])
    pages = {}
    for language in ("nl", "en"):
        report = write_report(study, tmp_path / language, language)
        pages[language] = report.files[0].read_text(encoding="utf-8")
        lengths = (tmp_path / language / "lengths.csv").read_text(encoding="utf-8")
    ((_, length),) = list(csv.reader(io.StringIO(lengths)))[1:]
    whole, tenths = length.split(".")
    assert f"<td class=n>{whole},{tenths}</td>" in pages["nl"]
    assert f"<td class=n>{whole}.{tenths}</td>" in pages["en"]
    (prose,) = re.findall(r'<h2 id="lengths-h">.*?</h2>\n<p>(.*?)</p>', pages["nl"])
    assert re.findall("[0-9]([.,])[0-9]", prose) == [",", ","]


def test_a_text_without_times_is_an_interview_that_was_held_and_has_no_length(
    talk_to_code, tmp_path
):
    study, id = talk_to_code
    hold(study, id, 30)
    talk = tmp_path / "talk.txt"
    talk.write_text("Interviewer: Hoe was de week?\nDeelnemer: Rustig.\n", encoding="utf-8")
    untimed = import_interview(study, "P08", talk).interview
    pseudonymise(study, untimed)
    file_interview(study.interview(untimed))
    report = write_report(study, tmp_path / "report", "nl")
    rows = {
        path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))[1:]
        for path in report.files[1:]
    }
    assert int(rows["progress"][-1][2]) == 2
    assert [row[0] for row in rows["lengths"]] == [id]
    assert [row[0] for row in rows["talk"]] == [id]


def test_a_page_of_a_table_is_in_the_language_asked_for(talk_to_code, tmp_path):
    study, id = talk_to_code
    for coder in ("anna", "bram"):
        code(study, id, 2, "om weer te slapen", coder=coder)
    rows = table(study.corpus, "agreement").rows
    values = [value for row in rows for value in row if isinstance(value, float)]
    assert values
    for language, name in (("nl", "overeenstemming"), ("en", "agreement")):
        write_table(study, "agreement", tmp_path / f"{language}.html", language)
        write_table(study, "agreement", tmp_path / f"{language}.csv", language)
        page = (tmp_path / f"{language}.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        assert f"<h1>{name}</h1>" in page
        for value in values:
            assert f"<td>{in_language(value, language)}</td>" in page
    assert (tmp_path / "nl.csv").read_bytes() == (tmp_path / "en.csv").read_bytes()


@pytest.mark.parametrize("name", TABLES)
def test_every_head_of_a_table_has_a_name_in_every_language(talk_to_code, name):
    study, _ = talk_to_code
    heads = {column.replace("_", " ") for column in table(study.corpus, name).columns}
    assert heads - {"P07", "P08"} <= set(COLUMNS)


TITLES = {
    "nl": ("Wat zijn uw sterke kanten?", "Medicijnen: hielpen", "Medicijnen"),
    "en": ("What are your strengths?", "Medication: helped", "Medication"),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_and_tables_call_things_as_the_guide_does(talk_to_code, tmp_path, language):
    study, id = talk_to_code
    code(study, id, 2, "om weer te slapen")
    report = write_report(study, tmp_path / "report", language)
    first_cells = {
        path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for path in report.files[1:]
    }
    question, code_title, topic = TITLES[language]
    questions = [row[0] for row in first_cells["coverage"]]
    assert any(cell.endswith(question) for cell in questions)
    assert "strengths" not in questions
    assert code_title in first_cells["matrix"][0]
    assert any(row[0].startswith(f"{topic} · ") for row in first_cells["themes"])
    write_table(study, "topics", tmp_path / "topics.csv", language)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "topics.csv").read_text("utf-8"))))
    assert {row["topic"]: row["title"] for row in rows}["medication"] == topic


def test_what_no_guide_has_goes_by_its_id(talk_to_code):
    study, _ = talk_to_code
    for path in (study.folder / "guides").glob("*.toml"):
        path.write_text("no guide any more", encoding="utf-8")
    rows = table_of_folder(study.folder, "topics", "nl").rows
    assert rows
    assert all(row[0] == row[1] for row in rows)


def test_a_word_of_the_guide_is_no_leak_in_a_report(talk_to_code, tmp_path):
    study, _ = talk_to_code
    from interview_kit.pseudonym.roster import parse_roster
    from interview_kit.vault import names

    with study.vault.atomic():
        names.add_to_roster(study.vault, parse_roster("Sterke Kanten", "P07"))
    report = write_report(study, tmp_path / "report", "nl")
    assert "sterke kanten" in report.files[0].read_text(encoding="utf-8")


def test_a_report_with_a_known_name_is_not_written(talk_to_code, tmp_path):
    study, _ = talk_to_code
    study.settings = replace(study.settings, name="Zorg van Willemijn Kloosterboer")
    from interview_kit.pseudonym.roster import parse_roster
    from interview_kit.vault import names

    with study.vault.atomic():
        names.add_to_roster(study.vault, parse_roster("Willemijn Kloosterboer", "P07"))
    with pytest.raises(LeakError):
        write_report(study, tmp_path / "report")
    assert not (tmp_path / "report").exists()
