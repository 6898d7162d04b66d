"""The study that is made to look at: filed, coded, without a name, and the same each time."""

from __future__ import annotations

import tomllib

import pytest

from interview_kit.corpus import filed_interviews
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.coded_demo import CODERS, make_coded_demo
from interview_kit.workflow.coding.coding_tables import table
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.study.open_study import open_study
from interview_kit.workflow.study.shipped_files import demo_file


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return make_coded_demo(tmp_path_factory.mktemp("demo") / "study")


def records_of(demo):
    with open_study(demo.folder, Secret(demo.passphrase)) as study:
        return tuple(filed_interviews.records(study.corpus))


def test_eight_interviews_are_filed_with_questions_lengths_and_days(demo):
    records = records_of(demo)
    assert [record.interview for record in records] == list(demo.interviews)
    assert len(records) == 8
    for record in records:
        assert record.length_ms > 90_000
        assert record.held.startswith("2026-")
        marks = {question.id: question.mark for question in record.questions}
        assert marks["story"] == "asked"
        assert len({turn.question for turn in record.turns}) > 5


def test_every_passage_is_coded_by_the_first_coder_and_most_by_the_second(demo):
    codings = [coding for record in records_of(demo) for coding in record.codings]
    of_first, of_second = (
        [coding for coding in codings if coding.coder == coder] for coder in CODERS
    )
    people = tomllib.loads(demo_file("interviews/study.toml").read_text(encoding="utf-8"))
    assert len(of_first) == sum(len(about["passages"]) for about in people.values())
    assert len(codings) == demo.codings
    assert len(of_second) < len(of_first) < 2 * len(of_second)
    assert {coding.code.rpartition("-")[2] for coding in codings} == {"helped", "hindered"}


def test_no_name_of_its_people_stands_in_an_export(demo, tmp_path):
    with open_study(demo.folder, Secret(demo.passphrase)) as study:
        paths = export(study, tmp_path / "out", ("jsonl", "text"))
    exported_text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    for name in ("Lotte", "Ahmed", "Kees", "Geertje", "Roline", "Bart", "Willem", "Fleur"):
        assert name not in exported_text
    assert "[zus van P01]" in exported_text
    assert "Prima" in exported_text  # no person


def test_the_table_of_the_paper_has_both_sides_of_each_intervention(demo):
    with open_study(demo.folder, Secret(demo.passphrase)) as study:
        content = table(study.corpus, "themes")
    assert len(content.rows) >= 10
