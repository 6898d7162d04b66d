"""An answer to consent may change at any moment, and the last one decides what is exported."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.consent import refused_scopes
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import excluded_interviews, export
from interview_kit.workflow.publication.filing import file_interview
from tests.support.silent_transcript import with_transcript


def filed(study, code, text):
    id = with_transcript(study, code, text)
    pseudonymise(study, id)
    file_interview(study.interview(id))
    return id


def answer(study, interview, given):
    Conductor(study.interview(interview)).do(ask.AnswerConsent("take-part", given))


def test_who_takes_back_taking_part_is_in_no_export_from_then_on(study, tmp_path):
    stays, goes = filed(study, "P07", "Het ging goed."), filed(study, "P08", "Het ging waardeloos.")
    answer(study, stays, Answer.YES)
    answer(study, goes, Answer.YES)
    assert {path.stem for path in export(study, tmp_path / "before", ["text"])} == {stays, goes}
    answer(study, goes, Answer.NO)
    assert excluded_interviews(study) == {goes}
    for format in ("text", "jsonl", "sqlite"):
        paths = export(study, tmp_path / format, [format])
        written = b"".join(path.read_bytes() for path in paths)
        assert goes.encode() not in written
        assert b"waardeloos" not in written
    answer(study, goes, Answer.YES)
    assert not excluded_interviews(study)


def test_a_no_at_a_later_sitting_holds_for_the_earlier_ones(study, tmp_path):
    first, second = filed(study, "P07", "Het ging goed."), filed(study, "P07", "Nog steeds.")
    answer(study, first, Answer.YES)
    answer(study, second, Answer.NO)
    assert refused_scopes(study, ConsentScope.TAKE_PART) == {first, second}
    with pytest.raises(KitError, match="takes part any more"):
        export(study, tmp_path / "out", ["text"])
    assert not (tmp_path / "out").exists()


def test_where_nobody_was_asked_nobody_said_no(study, tmp_path):
    id = filed(study, "P07", "Het ging goed.")
    assert not refused_scopes(study, ConsentScope.TAKE_PART)
    assert [path.stem for path in export(study, tmp_path / "out", ["text"])] == [id]
