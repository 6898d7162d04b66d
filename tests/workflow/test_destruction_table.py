"""Every way of destroying does to every table what the table of destruction says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interview_kit.corpus.coding_history import CodingAct, recorded
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.heard_name import HeardName
from interview_kit.model.speaker import Speaker
from interview_kit.model.voice import Voice
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Ended, NoteTaken, RecordingStarted
from interview_kit.vault import (
    approvals,
    blocks,
    checked_words,
    consent_changes,
    correction_states,
    deletions,
    diarized_voices,
    heard_names,
    journal,
    names,
    question_starts,
    repairs,
    transcripts,
)
from interview_kit.vault import side_recordings as asides
from interview_kit.vault.checked_words import CheckedWord
from interview_kit.vault.heard_names import NameSuspicion
from interview_kit.vault.names import Verdict
from interview_kit.vault.question_starts import QuestionStart
from interview_kit.vault.side_recordings import SideRecordingKind
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.destruction.destruction_table import (
    CORPUS_FATES,
    VAULT_FATES,
    Act,
    Fate,
)
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.destruction.retention import destroy_due
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonym_key import destroy_key
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_study
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.noise_block import noise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import said

RATE = 16_000
# Tables of the databases' own machinery.
MACHINERY = ("sqlite_", "_sqlite_", "turns_search")
words = st.text("bdgklmnprtz", min_size=6, max_size=9).map(lambda text: text + "oe")


def made_study(folder, spoken, name):
    """A study with one filed interview; whatever its first turn says is said nowhere else."""
    study = open_study(folder, Secret(PASSPHRASE))
    study.settings = replace(
        study.settings,
        keep_audio="30 days after filing",
        keep_transcripts="30 days after filing",
        notes="coders",
    )
    roster = [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "zus", "P07")]
    id = prepare(study, "P07", language="nl", roster=roster, attributes={"gender": "woman"}).id
    vault = study.vault
    journal.append(vault, id, 0, [RecordingStarted(RATE, 1, "default"), NoteTaken("hangmat")])
    blocks.append(vault, id, replace(noise(3), first_frame=60 * RATE))
    blocks.append(vault, id, replace(noise(4), first_frame=120 * RATE))
    journal.append(vault, id, 61 * RATE, [NoteTaken(f"zegt {spoken[0]}")])
    journal.append(vault, id, 121 * RATE, [Ended()])
    turns = [
        said(1, Speaker.PARTICIPANT, f"Mijn vriend {name} zei {' '.join(spoken)}."),
        said(2, Speaker.PARTICIPANT, "Daarna kwam Wilhelmina Zandstra langs."),
    ]
    run = transcripts.open_run(vault, id, "base", {})
    for turn in turns:
        first = turn.start_ms * RATE // 1000
        chunk = Chunk(first, first + RATE, "nl", (Segment(turn.words),))
        transcripts.append_chunk(vault, run, chunk)
    transcripts.finish_run(vault, run, turns)
    diarized_voices.put(vault, id, [Voice(60_000, 63_000, 0)])
    for kind in SideRecordingKind:
        aside = asides.begin(vault, kind, id)
        asides.append(vault, aside, noise(5))
    file_all(study, id)
    correct_turn(study.interview(id), 1, text=f"Mijn vriend {name} zei toen {' '.join(spoken)}.")
    TranscriptEditor(study.interview(id)).insert("Zeg dat nog eens.", Speaker.INTERVIEWER, after=1)
    file_all(study, id)
    checked_words.check(vault, id, [CheckedWord(60_000, 60_400, spoken[0])])
    approvals.put(vault, id, "els")
    names.secret(vault)
    correction_states.add_heard_span(vault, id, 60_000, 61_000)
    correction_states.add_seconds(vault, id, "els", 12.5)
    correction_states.put_checked_place(vault, id, 1, "els")
    correction_states.add_member_check(vault, id, "els", "agreed")
    repairs.record(vault, id, "els", "interviewer", "", "ans")
    question_starts.replace_proposed(vault, id, [QuestionStart(1, "story", 0.9)])
    suspicions = [
        NameSuspicion(
            HeardName("Wilhelmina Zandstra", "Wilhelmina", text, at, at + 400, 0.9),
            turn,
            MentionType.PERSON,
        )
        for turn, text, at in ((1, spoken[0], 61_000), (2, "daarna", 120_000))
    ]
    heard_names.replace_suspected(vault, id, suspicions)
    consent_changes.record(vault, id, [1], "els", "ab" * 32, "nl")
    deletions.begin(vault, "P09-1")
    deletions.finish(vault, "P09-1")
    vault.db.execute(
        "INSERT INTO recodings (at, interviews, before, after, finished_at) "
        "VALUES ('2026', '{}', 'P01', 'P02', '2026')"
    )
    vault.db.conn.commit()
    study.corpus.db.execute("INSERT INTO codes (id, title) VALUES ('helps', 'Helps')")
    study.corpus.db.execute(
        "INSERT INTO codings (turn, version, code, first_char, end_char) "
        "SELECT id, 2, 'helps', 0, 4 FROM turns WHERE start_ms = 60000"
    )
    study.corpus.db.execute(
        "INSERT INTO lost_codings (interview, turn, version, code, first_char, end_char, reason) "
        "SELECT interview, id, until, 'helps', 0, 4, 'gone' FROM earlier_turns "
        "WHERE start_ms = 60000"
    )
    with recorded(study.corpus, CodingAct.CODED, "anna", id, id) as db:
        db.execute(
            "INSERT INTO codings (turn, version, code, first_char, end_char) "
            "SELECT id, 2, 'helps', 0, 3 FROM turns WHERE start_ms = 60000"
        )
    study.corpus.db.conn.commit()
    return study, id


def file_all(study, id):
    pseudonymise(study, id)
    places = study.interview(id).text.undecided
    decide(study, id, places, Verdict.ACCEPTED, DecisionScope.STUDY, why="bij de eerste lezing")
    file_interview(study.interview(id))


def tables_of(db):
    names = [row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(repr(tuple(row.values())) for row in db.query(f"SELECT * FROM {name}"))
        for name in names
        if not name.startswith(MACHINERY)
    }


def perform(act, study, id):
    later = datetime.now(UTC).date() + timedelta(days=31)
    match act:
        case Act.STRIKE:
            strike(study.interview(id), 59, 66)
        case Act.WITHDRAWAL:
            withdraw(study, "P07")
        case Act.DELETION:
            delete_interview(study.interview(id))
        case Act.AUDIO_EXPIRY:
            study.settings = replace(study.settings, keep_transcripts="always")
            destroy_due(study, later)
        case Act.TRANSCRIPT_EXPIRY:
            study.settings = replace(study.settings, keep_audio="always")
            destroy_due(study, later)
        case Act.KEY_DESTRUCTION:
            destroy_key(study, actor="els", why="the study ended")


def assert_fate(fate, before, after, place, markers):
    match fate:
        case Fate.STAYS:
            assert after == before, place
        case Fate.GROWS:
            assert after != before, place
            assert len(after) >= len(before), place
        case Fate.GOES:
            assert after == [], place
        case Fate.IS_EMPTIED:
            assert after != before, place
            assert [word for word in markers if word in " ".join(after)] == [], place


@pytest.mark.parametrize("act", Act)
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spoken=st.lists(words, min_size=2, max_size=6, unique=True))
def test_every_table_meets_the_fate_that_the_table_of_destruction_says(
    tmp_path, blank, act, spoken
):
    folder = tmp_path / "-".join(spoken)
    shutil.rmtree(folder, ignore_errors=True)
    study, id = made_study(shutil.copytree(blank, folder), spoken, "Bartholomeus")
    with study:
        stores = ((study.vault, VAULT_FATES), (study.corpus, CORPUS_FATES))
        before = [tables_of(store.db) for store, _ in stores]
        # A word that is first taken for a name when it is filed anew takes the earlier turn along.
        assume(before[1]["earlier_turns"])
        perform(act, study, id)
        after = [tables_of(store.db) for store, _ in stores]
    markers = ["Bartholomeus", *spoken]
    if act is Act.KEY_DESTRUCTION:
        markers = ["Bartholomeus", "Wilhelmina"]
    for (_, fates), old, new in zip(stores, before, after, strict=True):
        assert old.keys() == fates.keys()
        for table, row in fates.items():
            assert_fate(row.of(act), old[table], new[table], f"{act}: {table}", markers)


def test_what_goes_or_is_emptied_was_there_before(tmp_path, study_folder):
    study, _ = made_study(study_folder, ("kwibus",), "Bartholomeus")
    with study:
        for store, fates in ((study.vault, VAULT_FATES), (study.corpus, CORPUS_FATES)):
            rows = tables_of(store.db)
            lost = (Fate.GOES, Fate.IS_EMPTIED)
            acted_on = {name for name, row in fates.items() if {row.of(a) for a in Act} & set(lost)}
            assert [name for name in acted_on if not rows[name]] == []
