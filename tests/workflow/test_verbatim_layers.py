"""The layer that a study shows is the one that is filed; the vault keeps what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import StudyError
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_review import decide, propose_replacements
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.study_settings import read_settings, write_settings
from interview_kit.workflow.transcription.transcript_reading import read_transcript
from tests.support.silent_transcript import with_transcript

SAID = "Uhm, ik ik ging ver- verhuizen met Mariska eh Mariska kwam ook."
MEANT = "Ik ging verhuizen met [zus van P07] kwam ook."


@pytest.fixture
def interview(study):
    roster = parse_roster("zus: Mariska de Boer", "P07")
    id = with_transcript(study, "P07", SAID, "Eh.", "Er was iets om hem.", roster=roster)
    propose_replacements(study, [id])
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    return id


def show(study, layer):
    study.settings = replace(study.settings, verbatim=layer)


def test_by_default_everything_is_filed_as_it_was_said(study, interview):
    file_interview(study.interview(interview))
    record = filed.record(study.corpus, interview)
    assert record.turns[0].text.replace("[zus van P07]", "Mariska") == SAID
    assert "verbatim" not in record.provenance


def test_the_clean_layer_is_filed_without_the_names_in_what_it_leaves_out(study, interview):
    show(study, "clean")
    file_interview(study.interview(interview))
    record = filed.record(study.corpus, interview)
    assert [turn.text for turn in record.turns] == [MEANT, "Eh.", "Er was iets om hem."]
    assert record.provenance["verbatim"] == "clean"
    for turn in record.turns:
        words = "".join(word.text for word in turn.words)
        assert "".join(words.split()) == "".join(turn.text.split())
        assert "Mariska" not in words
    times = {(word.start_ms, word.end_ms) for word in study.interview(interview).turns[2].words}
    assert {(word.start_ms, word.end_ms) for word in record.turns[2].words} == times


def test_the_other_layer_stays_and_can_be_filed_after_all(study, interview):
    show(study, "clean")
    assert file_interview(study.interview(interview)).version == 1
    assert transcripts.turns(study.vault, interview)[0].text == SAID
    show(study, "full")
    assert file_interview(study.interview(interview)).version == 2
    assert "Uhm" in filed.record(study.corpus, interview).turns[0].text


def test_what_is_read_is_in_the_layer_of_the_study_unless_another_is_asked_for(study, interview):
    row = study.interview(interview)
    assert read_transcript(row).turns[0].text == SAID
    assert read_transcript(row, "clean").turns[0].text.startswith("Ik ging verhuizen")
    show(study, "clean")
    assert read_transcript(row).turns[0].text.startswith("Ik ging verhuizen")
    assert read_transcript(row, "full").turns[0].text == SAID


def test_a_layer_that_there_is_not_is_refused(study, tmp_path):
    path = tmp_path / "study.toml"
    write_settings(path, study.settings)
    path.write_text(path.read_text().replace('verbatim = "full"', 'verbatim = "tidy"'))
    with pytest.raises(StudyError, match="verbatim cannot be tidy") as refused:
        read_settings(path)
    assert "full, clean" in refused.value.hint
