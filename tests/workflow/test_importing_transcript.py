"""A transcript made elsewhere becomes the turns of an interview."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.vault import transcripts
from interview_kit.vault.key import Secret
from interview_kit.workflow.interviews import prepare
from interview_kit.workflow.study import open_study
from interview_kit.workflow.transcribing.importing_transcript import import_transcript
from interview_kit.workflow.transcribing.transcribe import (
    is_transcribed,
    refuse_to_lose_corrections,
)


@pytest.fixture
def study(study_folder):
    with open_study(study_folder, Secret("four plain test words")) as study:
        yield study


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("Piet: Ik woonde in Zwolle.\nAnna: Hoe was dat?\nPiet: Goed.\n")
    return path


def test_lines_become_turns_and_labels_become_roles(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study, id, file, {"Anna": Speaker.INTERVIEWER})
    kept = transcripts.turns(study.vault, id)
    assert [turn.speaker for turn in kept] == ["participant", "interviewer", "participant"]
    assert kept[0].text == "Ik woonde in Zwolle."
    assert not any("Piet" in turn.text or "Anna" in turn.text for turn in kept)
    assert is_transcribed(study, id)


def test_a_label_that_is_not_in_the_file_is_refused_without_saying_it(study, file):
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError) as refused:
        import_transcript(study, id, file, {"Johanna": Speaker.INTERVIEWER})
    assert "Johanna" not in refused.value.message + refused.value.hint
    assert transcripts.turns(study.vault, id) == ()


def test_an_imported_text_is_not_replaced_by_accident(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study, id, file)
    with pytest.raises(KitError, match="imported"):
        refuse_to_lose_corrections(study, [id])
