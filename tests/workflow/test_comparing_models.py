"""Models are compared on a study's own sound: each gets its errors, and no word is kept."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from interview_kit.errors import KitError, SpeechError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.heard_name import HeardName
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault import heard_names, transcripts
from interview_kit.vault.heard_names import NameSuspicion
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.pseudonymisation.heard_name_review import decide_heard
from interview_kit.workflow.transcription.correction_progress import check_up_to
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.model_comparison import (
    compare_on_file,
    compare_on_interview,
    corrected_stretches,
)
from interview_kit.workflow.transcription.model_import import add_model
from interview_kit.workflow.transcription.model_list import list_models
from interview_kit.workflow.transcription.reference_turns import ReferenceTurns, reference_turns
from interview_kit.workflow.transcription.text_replacement import TextPlaces, replace_text
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.random_onnx import MODEL_TYPES, write_random_model
from tests.support.silent_transcript import with_transcript

TDT, CTC, AED = MODEL_TYPES
RATE = 16_000


@pytest.fixture(autouse=True)
def two_models(tmp_path, monkeypatch):
    """Two models of random weights, one of which writes Dutch, German and English only."""
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path / "models"))
    add_model(write_random_model(tmp_path / "a", CTC), "hears-all")
    add_model(write_random_model(tmp_path / "b", AED), "hears-three")


@pytest.fixture
def talk(tmp_path):
    """Three seconds that a voice detector takes for a voice: a hummed tone with its overtones."""
    time = np.arange(3 * RATE) / RATE
    tone = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 20))
    wave = tone * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    path = tmp_path / "talk.wav"
    soundfile.write(path, 0.2 * wave, RATE)
    return path


@pytest.fixture
def reference(tmp_path):
    path = tmp_path / "said.txt"
    path.write_text("Dit is wat er werd gezegd.", encoding="utf-8")
    return path


@pytest.mark.model
def test_every_model_gets_its_errors_speed_and_memory(talk, reference):
    told = []
    rows = compare_on_file(talk, reference, "nl", tell=lambda *step: told.append(step))
    assert [row.model for row in rows] == ["hears-all", "hears-three"]
    for row in rows:
        assert (row.engine, row.words) == ("onnx", 6)
        assert row.wer == round(100 * (row.substituted + row.inserted + row.deleted) / 6, 1)
        assert min(row.speed or 0, row.cpu_s or 0, row.peak_mb or 0) > 0
    assert ["decides by itself" in row.note for row in rows] == [True, False]
    assert {name for name, _done, _total in told} == {"hears-all", "hears-three"}
    assert all(total == 3_000 for _name, _done, total in told)


@pytest.mark.model
def test_a_model_that_cannot_write_the_language_is_left_out_and_says_why(talk, reference):
    all_languages, three = compare_on_file(talk, reference, "tr")
    assert all_languages.wer is not None
    assert (three.wer, three.speed) == (None, None)
    assert "not tr" in three.note
    with pytest.raises(SpeechError, match="not tr"):
        compare_on_file(talk, reference, "tr", ["hears-three"])
    with pytest.raises(SpeechError, match="not installed"):
        compare_on_file(talk, reference, "nl", ["no-such-model"])


def test_a_reference_without_a_word_is_refused_before_anything_is_heard(talk, reference):
    reference.write_text(" … \n")
    with pytest.raises(KitError, match="holds no"):
        compare_on_file(talk, reference, "nl")
    reference.unlink()
    with pytest.raises(KitError, match="cannot be read"):
        compare_on_file(talk, reference, "nl")


def test_what_a_person_corrected_is_the_reference_where_they_did(study):
    id = with_transcript(study, "P07", "ik ging daar heen", "nee", "toen niet")
    with pytest.raises(KitError, match="Nobody corrected"):
        corrected_stretches(study.interview(id))
    correct_turn(study.interview(id), 2, text="nee hoor")
    (stretch,) = corrected_stretches(study.interview(id))
    turn = study.interview(id).turns[1]
    assert (stretch.text, stretch.start_ms, stretch.end_ms) == (
        "nee hoor", turn.start_ms, turn.end_ms,
    )  # fmt: skip
    words = [word for turn in study.interview(id).turns for word in turn.words]
    assert stretch.heard_in(words).split() == ["nee"]


def with_heard_name(study, id):
    """Suspect the name Bülent where turn 1 has `buiten`, and let a person confirm it by key."""
    name = HeardName("Bülent", "Bülent", "buiten", 60_000, 60_400, 0.9)
    heard_names.replace_suspected(study.vault, id, [NameSuspicion(name, 1, MentionType.PERSON)])
    decide_heard(study.interview(id), "Bülent", "confirmed")


def test_a_turn_in_which_a_key_alone_put_a_word_right_is_no_reference_and_is_counted(study):
    id = with_transcript(study, "P07", "buiten was er [unclear: niet]", "nee", "ja nee", "en toen")
    with_heard_name(study, id)
    assert study.interview(id).turns[0].text.startswith("Bülent was er")
    replace_text(study, "nee", "nou", TextPlaces(id))
    editor = TranscriptEditor(study.interview(id))
    editor.write(1, "Bülent was er niet")
    editor.change_speaker(4, Speaker.INTERVIEWER)
    assert reference_turns(study.interview(id)) == ReferenceTurns((), 3)
    with pytest.raises(KitError, match="3 turns were changed"):
        corrected_stretches(study.interview(id))
    correct_turn(study.interview(id), 1, text="Bülent was er toen niet")
    reference = reference_turns(study.interview(id))
    assert ([turn.number for turn in reference.turns], reference.omitted) == ([1], 2)
    check_up_to(study.interview(id), 2)
    reference = reference_turns(study.interview(id))
    assert ([turn.number for turn in reference.turns], reference.omitted) == ([1, 2], 1)


def test_what_was_written_stays_a_reference_once_it_is_split_and_not_once_it_is_joined(study):
    id = with_transcript(study, "P07", "ik ging daar heen", "nee")
    correct_turn(study.interview(id), 1, text="ik ging er heen")
    editor = TranscriptEditor(study.interview(id))
    editor.split(1, len("ik ging"))
    assert [turn.text for turn in reference_turns(study.interview(id)).turns] == [
        "ik ging",
        "er heen",
    ]
    editor.join(editor.turns[1].number)
    reference = reference_turns(study.interview(id))
    assert ([turn.text for turn in reference.turns], reference.omitted) == (["ik ging"], 1)


def test_an_imported_transcript_is_a_reference_as_a_whole(study):
    id = with_transcript(study, "P07", "ik ging daar heen", "nee")
    turns = study.interview(id).turns
    run = transcripts.open_run(study.vault, id, "imported", {})
    transcripts.finish_run(study.vault, run, turns)
    assert len(corrected_stretches(study.interview(id))) == 2


@pytest.mark.model
def test_an_interview_is_compared_where_it_was_corrected(study, talk):
    recording = import_recording(study, talk, "P07", consent=[ConsentScope.RECORD])
    id = recording.id
    with pytest.raises(KitError, match="Nobody corrected"):
        compare_on_interview(study.interview(id))
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = study.interview(with_transcript(study, "P08", "er was iets")).turns
    transcripts.finish_run(
        study.vault, run, [replace(turns[0], start_ms=0, end_ms=3_000, words=())]
    )
    correct_turn(study.interview(id), 1, text="er was niets")
    rows = compare_on_interview(study.interview(id))
    assert [(row.words, row.omitted_turns) for row in rows] == [(3, 0), (3, 0)]
    assert all(row.wer is not None for row in rows)


@pytest.mark.parametrize("language", ["xx", "", "Dutch"])
def test_a_language_that_no_model_writes_is_refused(talk, reference, language):
    for act in (lambda: compare_on_file(talk, reference, language), lambda: list_models(language)):
        with pytest.raises(KitError, match="code of no language that can be transcribed"):
            act()


@pytest.mark.screen
def test_the_command_wants_a_file_with_its_text_or_an_interview(kit, talk, reference):
    for arguments in ([], [talk], ["--interview", "P07-1", talk], ["--reference", reference]):
        refused = kit("models", "compare", *arguments, expect=2)
        assert "models compare FILE --reference TEXT" in refused.err


@pytest.mark.screen
def test_the_command_prints_a_table_or_json(kit, talk, reference, environment, tmp_path):
    environment["INTERVIEW_KIT_MODELS"] = str(tmp_path / "models")
    rows = json.loads(kit("models", "compare", talk, "--reference", reference, "--json").out)
    assert {row["model"] for row in rows} == {"hears-all", "hears-three"}
    table = kit("models", "compare", talk, "--reference", reference).out
    assert "hears-all" in table
    assert "percent of the 6" in table
    assert "gezegd" not in table
