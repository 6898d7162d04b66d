"""A transcript made elsewhere becomes the turns of an interview."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.vault import transcripts
from interview_kit.workflow.study.interview_overview import prepare
from interview_kit.workflow.transcription.transcribe import (
    is_transcribed,
    refuse_to_lose_corrections,
)
from interview_kit.workflow.transcription.transcript_import import import_transcript


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("Piet: Ik woonde in Zwolle.\nAnna: Hoe was dat?\nPiet: Goed.\n")
    return path


def test_lines_become_turns_and_labels_become_roles(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), file, {"Anna": Speaker.INTERVIEWER})
    kept = transcripts.turns(study.vault, id)
    assert [turn.speaker for turn in kept] == ["participant", "interviewer", "participant"]
    assert kept[0].text == "Ik woonde in Zwolle."
    assert not any("Piet" in turn.text or "Anna" in turn.text for turn in kept)
    assert is_transcribed(study.interview(id))


def test_a_label_that_is_not_in_the_file_is_refused_without_saying_it(study, file):
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError) as refused:
        import_transcript(study.interview(id), file, {"Johanna": Speaker.INTERVIEWER})
    assert "Johanna" not in refused.value.message + refused.value.hint
    assert transcripts.turns(study.vault, id) == ()


def test_an_imported_text_is_not_replaced_by_accident(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), file)
    with pytest.raises(KitError, match="imported"):
        refuse_to_lose_corrections(study.interview(id))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_windows_or_others_wrote_it(study, tmp_path, encoding):
    path = tmp_path / "old.txt"
    path.write_bytes("Zoë: Één café – of twee?\r\nPiet: €5.\r\n".encode(encoding))
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    texts = [turn.text for turn in transcripts.turns(study.vault, id)]
    assert texts == ["Één café – of twee?", "€5."]


def test_a_title_before_the_first_speaker_makes_nobody_the_interviewer(study, tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("Interview 7\nAnna: Hoe was dat?\nPiet: Goed.\n")
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    speakers = [turn.speaker for turn in transcripts.turns(study.vault, id)]
    assert speakers == ["other", "interviewer", "participant"]


def test_without_any_speaker_all_is_the_participants(study, tmp_path):
    path = tmp_path / "old.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nGoed.\n")
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    assert [turn.speaker for turn in transcripts.turns(study.vault, id)] == ["participant"]


def test_what_is_no_text_is_refused_with_nothing_changed(study, tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes(bytes(range(256)))
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError, match="cannot be read"):
        import_transcript(study.interview(id), path)
    assert transcripts.turns(study.vault, id) == ()
