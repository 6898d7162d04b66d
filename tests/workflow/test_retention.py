"""What is kept for a time goes when its time is over, and not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import StudyError
from interview_kit.session.interview_events import Ended, RecordingStarted
from interview_kit.vault import blocks, journal, transcripts
from interview_kit.workflow.destruction.retention import destroy_due, kept_for_a_time
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.study_settings import read_settings
from tests.support.noise_block import noise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript
from tests.support.vault_traces import decrypted_pages

TERMS = {"keep_audio": "30 days after filing", "keep_transcripts": "90 days after interview"}


def in_days(count):
    return datetime.now(UTC).date() + timedelta(days=count)


@pytest.fixture(autouse=True)
def _two_interviews(study):
    """One filed interview and one that is not."""
    study.settings = replace(study.settings, **TERMS)
    for code in ("P07", "P08"):
        id = with_transcript(study, code, "Er stond een kwibus.")
        blocks.append(study.vault, id, noise(7))
        journal.append(study.vault, id, 0, [RecordingStarted(16_000, 1, "default")])
        journal.append(study.vault, id, 16_000, [Ended()])
        pseudonymise(study, id)
    file_interview(study.interview("P07-1"))


def test_each_kind_has_a_clock_of_its_own_from_filing_on(study):
    listed = [(due.interview, due.kind, due.days) for due in kept_for_a_time(study)]
    assert listed == [("P07-1", "audio", 30), ("P07-1", "transcripts", 90)]


@pytest.mark.parametrize(
    ("days", "gone"), [(29, []), (30, ["audio"]), (90, ["audio", "transcripts"])]
)
def test_what_is_past_its_time_goes_with_a_receipt_and_the_rest_stays(study, days, gone):
    receipts = destroy_due(study, in_days(days), actor="els")
    assert [receipt.kind for receipt in receipts] == gone
    assert bool(blocks.sound(study.vault, "P07-1").blocks) is ("audio" not in gone)
    assert bool(transcripts.turns(study.vault, "P07-1")) is ("transcripts" not in gone)
    assert blocks.sound(study.vault, "P08-1").blocks
    noted = {entry.number: entry.hash for entry in study_audit.noted_acts(study)}
    assert all(noted[receipt.entry] == receipt.hash for receipt in receipts)
    assert destroy_due(study, in_days(days)) == ()


def test_no_page_of_the_vault_holds_what_went(study):
    transcripts.destroy_transcript(study.vault, "P08-1")
    blocks.destroy_sound(study.vault, "P08-1")
    assert noise(7).data[200:400] in decrypted_pages(study.folder, PASSPHRASE)
    destroy_due(study, in_days(90))
    assert noise(7).data[200:400] not in decrypted_pages(study.folder, PASSPHRASE)


def test_an_interview_keeps_its_length_and_its_filed_text(study):
    before = filed.record(study.corpus, "P07-1")
    assert before.length_ms == 1000
    destroy_due(study, in_days(30))
    assert file_interview(study.interview("P07-1")).version == 1
    destroy_due(study, in_days(90))
    assert filed.record(study.corpus, "P07-1") == before
    (one, _) = overview(study)
    assert (one.stage, one.length_ms) == ("filed", 1000)


def test_what_a_crash_left_to_be_overwritten_is_overwritten_at_the_next_opening(study):
    with study.vault.atomic():
        blocks.destroy_sound(study.vault, "P07-1")
        study.vault.owe_vacuum()
    recover(study)
    assert not study.vault.owes_vacuum


@pytest.mark.parametrize("term", ["30 days", "soon", "30 days after lunch", "-1 days after filing"])
def test_a_term_that_is_none_gets_a_sentence(study_folder, term):
    path = study_folder / "study.toml"
    text = path.read_text().replace('keep_audio = "always"', f'keep_audio = "{term}"')
    path.write_text(text)
    with pytest.raises(StudyError, match="no time to keep"):
        read_settings(path)
