"""A draft goes to another program, and comes back onto the words and times it was made of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.transcripts.transcript import NoticeKind
from interview_kit.vault import transcripts
from interview_kit.workflow.publication.draft import write_draft
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.outside_correction import (
    OutsideText,
    take_outside_text,
)
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.commented_document import AUTHOR, COMMENT, write_commented
from tests.support.silent_transcript import with_transcript

TEXTS = (
    "hoe gaat het nu met u sinds de laatste keer dat wij elkaar hier spraken",
    "ja goed Marieke en ik kregen toen die risperi don en dat hielp wel een tijdje maar daarna "
    "werd het weer minder en ben ik ermee gestopt",
    "en toen",
)


@pytest.fixture
def interview(study: Study) -> str:
    id = with_transcript(study, "P07", *TEXTS)
    editor = TranscriptEditor(study.interview(id))
    for number in (1, 3):
        editor.change_speaker(number, Speaker.INTERVIEWER)
    return id


def corrected(path: Path, old: str, new: str) -> None:
    """Change a word in a file, as an editor does."""
    if path.suffix != ".docx":
        path.write_text(path.read_text().replace(old, new))
        return
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = files["word/document.xml"].decode()
    files["word/document.xml"] = body.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("suffix", [".vtt", ".docx", ".txt"])
def test_a_draft_comes_back_as_it_went(
    study: Study, interview: str, tmp_path: Path, suffix: str
) -> None:
    path = write_draft(study.interview(interview), tmp_path / f"draft{suffix}")
    back = take_outside_text(study.interview(interview), path)
    assert (back.changes, back.unread, back.matched_percent) == ((), (), 100)


@pytest.mark.parametrize("suffix", [".vtt", ".docx", ".txt"])
def test_what_was_corrected_elsewhere_is_shown_and_taken_as_one_step(
    study: Study, interview: str, tmp_path: Path, suffix: str
) -> None:
    path = write_draft(study.interview(interview), tmp_path / f"draft{suffix}")
    corrected(path, "risperi don", "risperidon")
    corrected(path, "en toen<", "en daarna<")
    corrected(path, "Interviewer: en toen\n", "Interviewer: en daarna\n")
    corrected(path, "<v Interviewer>en toen\n", "<v Interviewer>en daarna\n")
    before = transcripts.turns(study.vault, interview)
    unseen = take_outside_text(study.interview(interview), path, confirm=lambda _preview: False)
    assert not unseen.is_taken
    assert transcripts.turns(study.vault, interview) == before
    taken = take_outside_text(study.interview(interview), path, actor="els")
    assert taken.is_taken
    assert [change.turn for change in taken.changes] == [2, 3]
    after = transcripts.turns(study.vault, interview)
    assert "die risperidon en" in after[1].text
    assert after[2].text == "en daarna"
    words_before = {(word.text, word.start_ms) for word in before[1].words}
    assert len({(word.text, word.start_ms) for word in after[1].words} & words_before) == 25
    TranscriptEditor(study.interview(interview)).undo()
    assert transcripts.turns(study.vault, interview) == before


def test_a_line_that_has_no_label_is_not_lost(study: Study, interview: str, tmp_path: Path) -> None:
    path = write_draft(study.interview(interview), tmp_path / "draft.txt")
    path.write_text(path.read_text() + "Interviewer: en verder nog iets\n")
    back = take_outside_text(study.interview(interview), path)
    filed_text = " ".join(turn.text for turn in transcripts.turns(study.vault, interview))
    told = " ".join(row.text for row in back.unread)
    assert "en verder nog iets" in filed_text + told


def test_a_line_with_a_label_is_a_turn_also_of_who_spoke_before(
    study: Study, interview: str, tmp_path: Path
) -> None:
    path = write_draft(study.interview(interview), tmp_path / "draft.txt")
    corrected(path, " en dat hielp", "\nDeelnemer: en dat hielp")
    back = take_outside_text(study.interview(interview), path)
    [row] = back.changes
    assert (row.turn, row.change.value, row.origins) == (4, "split off", (2,))
    assert [part.kind.value for part in row.differences] == ["same"]
    texts = [turn.text for turn in transcripts.turns(study.vault, interview)]
    assert (texts[1].split()[-1], texts[2].split()[:3]) == ("don", ["en", "dat", "hielp"])


def test_whose_a_label_is_that_names_no_role_is_told(
    study: Study, interview: str, tmp_path: Path
) -> None:
    path = write_draft(study.interview(interview), tmp_path / "draft.txt")
    corrected(path, "Deelnemer: ja goed", "Marieke: ja goed")
    path.write_text(path.read_text() + "[00:04:00] NB: hier nog eens luisteren\n")
    back = take_outside_text(study.interview(interview), path, confirm=lambda _preview: False)
    assert back.voices == {"Marieke": Speaker.PARTICIPANT, "NB": Speaker.OTHER}


def test_a_label_that_was_renamed_in_a_cue_parts_no_turn(
    study: Study, interview: str, tmp_path: Path
) -> None:
    path = write_draft(study.interview(interview), tmp_path / "draft.vtt")
    assert path.read_text().count("<v Deelnemer>") > 1
    path.write_text(path.read_text().replace("<v Deelnemer>", "<v Marieke>", 1))
    path.write_text(path.read_text() + "\nNOTE hier nog luisteren\n")
    back = take_outside_text(study.interview(interview), path)
    assert (back.changes, back.voices) == ((), {"Marieke": Speaker.PARTICIPANT})
    assert [notice.kind for notice in back.notices] == [NoticeKind.NOT_TEXT]


def test_a_text_of_another_talk_is_refused(study: Study, interview: str, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Interviewer: waarover zullen wij vandaag praten\nDeelnemer: geen idee hoor\n")
    with pytest.raises(KitError, match="another talk"):
        take_outside_text(study.interview(interview), path)


def test_a_comment_is_shown_and_kept_nowhere(study: Study, interview: str, tmp_path: Path) -> None:
    lines = [f"{who}: {text}" for who, text in zip("IPI", (*TEXTS[:2], "en toen dan"), strict=True)]
    path = write_commented(tmp_path / "draft.docx", lines)
    previews: list[OutsideText] = []

    def confirm(preview: OutsideText) -> bool:
        previews.append(preview)
        return True

    assert take_outside_text(study.interview(interview), path, confirm=confirm).is_taken
    (comment,) = previews[0].comments
    assert (comment.author, comment.commented, comment.text) == (AUTHOR, "spraken", COMMENT)
    db = study.vault.db
    tables = [row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type='table'")]
    kept = " ".join(str(row) for table in tables for row in db.query(f'SELECT * FROM "{table}"'))
    assert '"dan"' in kept
    assert not any(word in kept for word in (AUTHOR, COMMENT, "Zilverberk"))


@pytest.mark.parametrize("name", ["draft.pdf", "there.txt", "none/draft.txt"])
def test_a_draft_that_cannot_be_written_is_refused(
    study: Study, interview: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / "there.txt").touch()
    with pytest.raises(KitError):
        write_draft(study.interview(interview), tmp_path / name)
