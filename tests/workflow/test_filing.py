"""What filing passes on beside the text."""

from __future__ import annotations

from transcript import with_transcript

from interview_kit.session.events import Mark, QuestionMarked
from interview_kit.vault import interviews, journal
from interview_kit.vault.key import Secret
from interview_kit.workflow.filing import file_interview
from interview_kit.workflow.interviews import guide_of
from interview_kit.workflow.pseudonymise import pseudonymise
from interview_kit.workflow.study import open_study


def test_a_filed_question_knows_its_section_its_topic_and_what_became_of_it(study_folder):
    with open_study(study_folder, Secret("four plain test words")) as study:
        id = with_transcript(study, "P07", "Goedemorgen allemaal.")
        journal.append(study.vault, id, 0, [QuestionMarked("story", Mark.RAISED)])
        pseudonymise(study, id)
        file_interview(study, id)
        guide = guide_of(interviews.get(study.vault, id))
        filed = study.corpus.record(id).questions
    assert [question.id for question in filed] == [question.id for question in guide.questions]
    assert [question.topic for question in filed] == [each.topic for each in guide.questions]
    assert {question.id: question.mark for question in filed if question.mark != "open"} == {
        "story": "raised"
    }
    for question in filed:
        section = guide.section_of(question.id)
        assert (question.section, question.section_title) == (section.id, section.title.in_("nl"))
