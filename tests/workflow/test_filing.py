"""What filing passes on beside the text."""

from __future__ import annotations

from interview_kit.corpus import filed_interviews as filed
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session.interview_events import Mark, QuestionMarked
from interview_kit.vault import journal, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export_corpus
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.filed_content import forged
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript


def test_a_filed_question_knows_its_section_its_topic_and_what_became_of_it(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = with_transcript(study, "P07", "Goedemorgen allemaal.")
        journal.append(study.vault, id, 0, [QuestionMarked("story", Mark.RAISED)])
        pseudonymise(study, id)
        file_interview(study.interview(id))
        guide = study.interview(id).guide
        questions = filed.record(study.corpus, id).questions
    assert [question.id for question in questions] == [question.id for question in guide.questions]
    assert [question.topic for question in questions] == [each.topic for each in guide.questions]
    assert {question.id: question.mark for question in questions if question.mark != "open"} == {
        "story": "raised"
    }
    for question in questions:
        section = guide.section_of(question.id)
        assert (question.section, question.section_title) == (section.id, section.title.in_("nl"))


def test_a_name_found_after_filing_leaves_every_byte_of_the_corpus(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = with_transcript(study, "P07", "Er stond een kwibus.", "Dat was alles.")
        pseudonymise(study, id)
        assert file_interview(study.interview(id)).version == 1
        add_mention(study.interview(id), 1, "kwibus", MentionType.PERSON)
        assert file_interview(study.interview(id)).version == 2
        earlier = filed.record(study.corpus, id, version=1)
        assert [turn.text for turn in earlier.turns] == ["Dat was alles."]
    for path in study_folder.glob("corpus.db*"):
        assert b"kwibus" not in path.read_bytes().lower()


def test_filing_what_is_filed_already_changes_nothing(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = with_transcript(study, "P07", "Goedemorgen allemaal.")
        pseudonymise(study, id)
        first = file_interview(study.interview(id))
        assert file_interview(study.interview(id)) == first


def test_words_that_more_is_known_of_than_the_corpus_keeps_come_back_as_they_were_filed(
    study_folder, tmp_path
):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = prepare(study, "P07", language="nl").id
        words = (
            Word(" Goedemorgen", 0, 400, 0.9, (-20.0, -40.0), overlap=True),
            Word(" allemaal.", 400, 900, 0.8, (-20.0, -40.0), alternative=" allemaal?"),
        )
        turn = Turn(1, Speaker.PARTICIPANT, 0, 900, "today", "Goedemorgen allemaal.", words)
        run = transcripts.open_run(study.vault, id, "base", {})
        transcripts.finish_run(study.vault, run, [turn])
        pseudonymise(study, id)
        file_interview(study.interview(id))
        assert not forged(study)
        export_corpus(study, tmp_path / "export", ["jsonl"])
        kept_words = filed.record(study.corpus, id).turns[0].words
    assert [(word.text, word.end_ms) for word in kept_words] == [
        (" Goedemorgen", 400),
        (" allemaal.", 900),
    ]


def test_an_interviewer_leaves_the_vault_as_a_code_and_a_day_as_a_month(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        kept = [
            prepare(study, "P07", language="nl", interviewer=who) for who in ("Els Bos", "I1", "")
        ]
        codes = []
        for interview in (*kept, kept[0]):
            run = transcripts.open_run(study.vault, interview.id, "base", {})
            transcripts.finish_run(study.vault, run, [])
            pseudonymise(study, interview.id)
            file_interview(study.interview(interview.id))
            codes.append(filed.record(study.corpus, interview.id).interviewer)
        record = filed.record(study.corpus, kept[0].id)
    assert codes == ["I2", "I1", "", "I2"]
    assert record.held == kept[0].created_at[:7]
    assert record.provenance["transcribed_by"] == "base"
    assert b"Els" not in (study_folder / "corpus.db").read_bytes()
