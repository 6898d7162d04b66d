"""What was noted is found again, and goes where its stretch, its term and its participant go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.deposit.coarsen import coarser
from interview_kit.deposit.purpose import Purpose
from interview_kit.errors import KitError, LeakError, RefusedError
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Disposal, Mark
from interview_kit.session.interview_state import Phase
from interview_kit.speech.model_store import ModelFolder
from interview_kit.vault import blocks, journal, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.consent_and_debrief import answer_consent, consent_report
from interview_kit.workflow.capture.recording_disposal import decide_recording
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.interview_notes import notes_of, notes_of_chosen
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import check_record, file_interview
from interview_kit.workflow.publication.release_settings import purposes
from interview_kit.workflow.transcription.interview_readings import open_run
from tests.support.noise_block import noise
from tests.support.silent_transcript import said

RATE = 16_000
TURNS = (
    said(1, Speaker.INTERVIEWER, "Hoe was het?"),
    said(2, Speaker.PARTICIPANT, "Het was stil."),
)


def held(study, *events, code="P07", roster=()):
    """An interview of four seconds of sound with two turns, in which `events` happened."""
    id = prepare(study, code, language="nl", roster=roster).id
    begin: list[did.Event] = [
        did.ConsentAnswered(item, Answer.YES) for item in ("take-part", "record")
    ]
    begin += [did.RecordingStarted(RATE, 1, "tone"), did.QuestionShown("today")]
    journal.append(study.vault, id, 0, begin)
    blocks.append(study.vault, id, noise(4))
    for seconds, event in events:
        journal.append(study.vault, id, seconds * RATE, [event])
    journal.append(study.vault, id, 130 * RATE, [did.Ended()])
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, TURNS)
    return id


def test_a_note_stands_beside_the_last_turn_that_had_begun(study):
    start_s = TURNS[1].start_ms // 1000
    id = held(study, (0, did.Flagged()), (start_s + 1, did.NoteTaken("huilt")))
    notes = [note for note in notes_of(study.interview(id)).listed if note.kind != "consent"]
    assert [(note.kind, note.text, note.turn) for note in notes] == [
        ("flag", "", 1),
        ("note", "huilt", 2),
    ]
    assert [note.time_ms for note in notes] == [0, (start_s + 1) * 1000]


def test_the_notes_of_all_interviews_are_listed(study):
    ids = [held(study, (1, did.NoteTaken(code)), code=code) for code in ("P07", "P08")]
    margins = notes_of_chosen(study, all_of_them=True)
    assert [margin.interview for margin in margins] == ids
    with pytest.raises(KitError, match="No interview was named"):
        notes_of_chosen(study)


def test_a_strike_destroys_what_was_noted_in_it_and_nothing_else(study):
    id = held(
        study,
        (1, did.NoteTaken("hangmat")),
        (1, did.TopicSuggested("medication")),
        (1, did.QuestionMarked("today", Mark.SKIPPED, "hangmat")),
        (3, did.NoteTaken("buiten")),
    )
    strike(study.interview(id), 0.5, 2)
    rows = [row["payload"] for row in study.vault.db.query("SELECT payload FROM journal")]
    assert not any("hangmat" in row or "medication" in row for row in rows)
    texts = [note.text for note in notes_of(study.interview(id)).listed if note.text]
    assert texts == ["buiten"]


def test_a_strike_in_the_interview_takes_the_suggestion_out_of_its_state(study):
    id = prepare(study, "P07", language="nl").id
    journal.append(
        study.vault, id, 0, [did.RecordingStarted(RATE, 1, "tone"), did.QuestionShown("today")]
    )
    journal.append(study.vault, id, 2 * RATE, [did.TopicSuggested("medication", RATE)])
    blocks.append(study.vault, id, noise(4))
    conductor = Conductor(study.interview(id))
    assert conductor.state.suggested == ("medication",)
    conductor.do(ask.Strike(0, RATE + 1))
    assert not conductor.state.suggested
    assert not any(isinstance(e.event, did.TopicSuggested) and e.event.topic
                   for e in conductor.entries)  # fmt: skip


def test_a_withdrawal_takes_every_note(study):
    held(study, (1, did.NoteTaken("hangmat")))
    withdraw(study, "P07")
    assert next(study.vault.db.query("SELECT count(*) AS n FROM journal"))["n"] == 0


def consent_taken_back(study):
    id = held(study, (1, did.NoteTaken("hangmat")))
    answer_consent(study.interview(id), "record", "no")
    return id


def test_nothing_is_transcribed_while_it_is_not_decided_what_becomes_of_a_recording(study):
    id = consent_taken_back(study)
    interview = study.interview(id)
    assert interview.state.phase is Phase.ENDED
    assert overview(study)[0].stage == "consent_withdrawn"
    with pytest.raises(KitError, match="not decided") as caught:
        open_run(interview, ModelFolder("base", Path("nowhere"), "", "", 0))
    assert id in caught.value.hint
    decide_recording(interview, "later")
    assert overview(study)[0].stage == "consent_withdrawn"
    decide_recording(study.interview(id), "keep")
    assert overview(study)[0].stage == "transcribed"
    with pytest.raises(RefusedError):
        decide_recording(study.interview(id), "destroy")


def test_a_recording_is_destroyed_where_the_participant_wants_it(study):
    id = consent_taken_back(study)
    decide_recording(study.interview(id), Disposal.DESTROY)
    interview = study.interview(id)
    assert interview.sound.blocks == 0
    assert interview.turns == ()
    assert not any(note.text for note in notes_of(interview).listed)
    held_bytes = (study.folder / "vault.db").read_bytes()
    assert b"hangmat" not in held_bytes
    report = consent_report(interview)
    assert not report.awaits_disposal
    assert {item.item: item.answer for item in report.items}["record"] == "no"


def test_the_wording_that_was_read_can_be_read_again(study):
    id = prepare(study, "P07", language="nl").id
    answer_consent(study.interview(id), "record", "yes")
    report = consent_report(study.interview(id))
    item = next(item for item in report.items if item.item == "record")
    guide_item = next(each for each in study.interview(id).guide.consent if each.id == "record")
    assert (item.language, item.text) == ("nl", guide_item.text.in_("nl").strip())
    assert len(item.wording) == 64
    unread = next(each for each in report.items if each.item == "take-part")
    assert (unread.wording, unread.language) == ("", "")


def coders_study(study, notes="coders"):
    """A study whose interview P07-1 has a note with a name, all decided on and filed."""
    study.settings = replace(study.settings, notes=notes)
    roster = [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "zus", "P07")]
    id = held(
        study,
        (1, did.NoteTaken("Wilhelmina Zandstra kwam binnen")),
        (2, did.Flagged()),
        roster=roster,
    )
    pseudonymise(study, id)
    interview = study.interview(id)
    assert any(proposal.mention.turn < 0 for proposal in interview.text.undecided)
    with pytest.raises(KitError, match=r"waits? for a decision"):
        file_interview(interview)
    decide(study, id, interview.text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    return id


def test_names_in_a_note_are_found_decided_on_and_replaced_for_the_coders(study, tmp_path):
    id = coders_study(study)
    notes = filed.record(study.corpus, id).notes
    assert [note.kind for note in notes] == ["note", "flag"]
    assert "kwam binnen" in notes[0].text
    assert "Wilhelmina" not in notes[0].text
    export(study, tmp_path, ["notes", "csv"])
    written = (tmp_path / "notes.csv").read_text()
    assert "kwam binnen" in written
    assert "Wilhelmina" not in written
    assert "kwam binnen" not in (tmp_path / "turns.csv").read_text()


def test_a_name_that_is_left_in_a_note_is_a_leak(study):
    id = coders_study(study)
    record, forms = filed.record(study.corpus, id), original_forms(study)
    leaking = replace(record, notes=(replace(record.notes[0], text="Wilhelmina Zandstra"),))
    with pytest.raises(LeakError, match="note"):
        check_record(study, leaking, forms, ())


def test_notes_go_nowhere_unless_the_study_says_so(study, tmp_path):
    id = coders_study(study, notes="never")
    assert filed.record(study.corpus, id).notes == ()
    with pytest.raises(KitError, match="to nobody"):
        export(study, tmp_path, ["notes"])


def test_what_was_filed_for_coders_stays_behind_once_the_study_takes_it_back(study, tmp_path):
    coders_study(study)
    study.settings = replace(study.settings, notes="never")
    export(study, tmp_path, ["jsonl"])
    with pytest.raises(KitError, match="to nobody"):
        export(study, tmp_path, ["notes"])


@pytest.mark.parametrize(("access", "goes"), [("closed", True), ("restricted", False),
                                              ("open", False)])  # fmt: skip
def test_a_release_has_the_notes_only_where_it_stays_closed(study, access, goes):
    record = filed.record(study.corpus, coders_study(study))
    purpose = Purpose("team", notes=True, access=access)
    assert bool(coarser(record, purpose, {}).notes) is goes
    assert coarser(record, replace(purpose, notes=False), {}).notes == ()


def test_the_shipped_purposes_give_notes_to_coders_alone(study):
    given = {name for name, purpose in purposes(study.folder).items() if purpose.gives_notes}
    assert given == {"coders"}


def test_a_strike_takes_filed_notes_and_a_retention_what_was_typed(study):
    id = coders_study(study)
    strike(study.interview(id), 0.5, 1.5)
    assert not any("kwam binnen" in note.text for note in filed.record(study.corpus, id).notes)
