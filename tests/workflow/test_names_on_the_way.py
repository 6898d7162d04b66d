"""From a transcript to the corpus: names are proposed, decided, replaced, and looked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import names, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.machine.doctor import examine
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.pseudonymisation.name_review import decide, rename, replacements
from interview_kit.workflow.pseudonymisation.original_names import originals_in_corpus
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.transcript_import import import_interview
from tests.support.silent_transcript import with_transcript

SISTER = parse_roster("zus: Marieke Jansen", "P07")


def accept_all(study, interview):
    decide(study, interview, study.interview(interview).text.undecided, Verdict.ACCEPTED)


def filed_text(study, interview):
    return " | ".join(turn.text for turn in filed.record(study.corpus, interview).turns)


def test_a_person_has_one_pseudonym_in_all_interviews_of_a_participant(study):
    first = with_transcript(study, "P07", "Mijn zus Marieke kwam elke dag.", roster=SISTER)
    second = with_transcript(study, "P07", "Toen belde marieke jansen mij op.")
    pseudonymise(study, first, second)
    for interview in (first, second):
        accept_all(study, interview)
        file_interview(study.interview(interview))
        assert "[zus van P07]" in filed_text(study, interview)
        assert "marieke" not in filed_text(study, interview).lower()


def test_what_was_found_in_one_interview_is_found_in_all(study):
    plain = with_transcript(study, "P08", "En toen zei kwabberdam niets meer.")
    named = with_transcript(study, "P08", "Dat was mevrouw Kwabberdam van de overkant.")
    pseudonymise(study, plain, named)
    assert [each.proposal.mention.text for each in replacements(study.interview(plain))] == [
        "kwabberdam"
    ]


def test_words_carry_no_original_after_filing(study):
    interview = with_transcript(study, "P07", "Marieke Jansen bracht soep.", roster=SISTER)
    pseudonymise(study, interview)
    accept_all(study, interview)
    file_interview(study.interview(interview))
    (turn,) = filed.record(study.corpus, interview).turns
    assert "".join(word.text for word in turn.words).strip() == turn.text
    assert (turn.start_ms, turn.end_ms) == (60_000, 61_600)


def test_nothing_is_filed_while_a_replacement_is_undecided(study):
    interview = with_transcript(study, "P07", "Mijn zus Marieke kwam.", roster=SISTER)
    pseudonymise(study, interview)
    with pytest.raises(KitError, match=r"waits? for a decision"):
        file_interview(study.interview(interview))
    assert filed.ids(study.corpus) == ()


def test_nothing_is_filed_before_names_were_looked_for(study):
    interview = with_transcript(study, "P07", "Goedemorgen allemaal.")
    with pytest.raises(KitError, match="Names were not looked for"):
        file_interview(study.interview(interview))


def test_a_rejected_name_of_the_roster_is_not_filed(study):
    interview = with_transcript(study, "P07", "Mijn zus Marieke kwam.", roster=SISTER)
    pseudonymise(study, interview)
    decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
    with pytest.raises(LeakError, match="turn 1 at 00:01:00") as caught:
        file_interview(study.interview(interview))
    assert "Marieke" not in str(caught.value) + caught.value.hint
    assert filed.ids(study.corpus) == ()


def test_a_place_that_is_left_is_said_in_the_language_of_the_study_and_without_a_time_it_has_not(
    study, tmp_path
):
    text = tmp_path / "talk.txt"
    text.write_text("I: Wie kwam er?\nP: Mijn zus Marieke kwam.\n", "utf-8")
    import_interview(study, "P07", text, language="nl", roster=SISTER)
    interview = "P07-1"
    pseudonymise(study, interview)
    decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
    with pytest.raises(LeakError) as caught:
        file_interview(study.interview(interview))
    assert caught.value.message.in_("nl") == "In P07-1 staat nog een bekende naam: beurt 2."


def test_what_a_reviewer_rejects_everywhere_may_stay(study):
    interview = with_transcript(study, "P07", "Wij woonden toen in Zagreb.")
    pseudonymise(study, interview)
    assert [each.entity.type for each in replacements(study.interview(interview))] == [
        MentionType.PLACE
    ]
    decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
    file_interview(study.interview(interview))
    assert "Zagreb" in filed_text(study, interview)


def test_a_decision_is_not_asked_again(study):
    interview = with_transcript(study, "P07", "Mijn zus Marieke kwam.", roster=SISTER)
    pseudonymise(study, interview)
    accept_all(study, interview)
    pseudonymise(study, interview)
    assert study.interview(interview).text.undecided == ()


def test_a_missed_name_is_marked_wherever_it_stands(study):
    interview = with_transcript(study, "P07", "Toen kwam snorremans.", "Ja, snorremans zei dat.")
    pseudonymise(study, interview)
    before = len(replacements(study.interview(interview)))
    assert (
        add_mention(study.interview(interview), 1, "snorremans", MentionType.PERSON).places + before
        >= 2
    )
    pseudonymise(study, interview)
    accept_all(study, interview)
    file_interview(study.interview(interview))
    assert "snorremans" not in filed_text(study, interview)


def test_a_text_that_is_not_there_cannot_be_marked(study):
    interview = with_transcript(study, "P07", "Dag.")
    with pytest.raises(KitError, match="does not say that"):
        add_mention(study.interview(interview), 1, "Marieke", MentionType.PERSON)


def test_a_pseudonym_can_be_changed_but_never_to_a_real_name_or_one_that_is_taken(study):
    interview = with_transcript(
        study, "P07", "Marieke en Zagreb.", "Mijn zus Marieke kwam.", roster=SISTER
    )
    pseudonymise(study, interview)
    accept_all(study, interview)
    sister, *_ = [each.entity for each in replacements(study.interview(interview))]
    rename(study, sister.id, "[de oudste]")
    file_interview(study.interview(interview))
    assert "[de oudste]" in filed_text(study, interview)
    others = [each for each in names.entities(study.vault) if each.id != sister.id]
    for bad in ("", "Marieke", *(each.pseudonym for each in others[:1])):
        with pytest.raises(KitError):
            rename(study, sister.id, bad)


def test_a_correction_stays_beside_the_machine_and_wants_a_new_search(study):
    interview = with_transcript(study, "P07", "Mijn zus Marike kwam.", roster=SISTER)
    pseudonymise(study, interview)
    accept_all(study, interview)
    file_interview(study.interview(interview))
    correct_turn(
        study.interview(interview), 1, text="Mijn zus Marieke kwam  vaak.", speaker=Speaker.OTHER
    )
    assert transcripts.machine_turns(study.vault, interview)[0].text == "Mijn zus Marike kwam."
    assert transcripts.turns(study.vault, interview)[0].text == "Mijn zus Marieke kwam vaak."
    with pytest.raises(KitError, match="Names were not looked for"):
        file_interview(study.interview(interview))
    assert [row.stage for row in overview(study)] == ["corrected"]
    pseudonymise(study, interview)
    accept_all(study, interview)
    file_interview(study.interview(interview))
    assert filed.version(study.corpus, interview) == 2


def test_corrections_are_undone_one_by_one(study):
    interview = with_transcript(study, "P07", "een")
    correct_turn(study.interview(interview), 1, text="twee")
    correct_turn(study.interview(interview), 1, text="drie")
    for text_left in ("twee", "een", "een"):
        TranscriptEditor(study.interview(interview)).undo()
        assert study.interview(interview).turns[0].text == text_left
    with pytest.raises(KitError, match="cannot be emptied"):
        correct_turn(study.interview(interview), 1, text="  ")


def test_no_file_appears_if_a_known_name_would_be_exported(study, tmp_path):
    interview = with_transcript(study, "P07", "Toen kwam Xandrina binnen.")
    pseudonymise(study, interview)
    decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
    file_interview(study.interview(interview))
    names.add_to_roster(study.vault, parse_roster("buurvrouw: Xandrina Pol"))
    with pytest.raises(LeakError, match=r"turns\.jsonl at byte") as caught:
        export(study, tmp_path / "out", ["jsonl", "csv", "text"])
    assert "Xandrina" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_name_typed_after_filing_is_found_in_what_was_filed_also_misheard(study):
    told = with_transcript(study, "P07", "Toen kwam swaantje langs, en zwaantie bleef slapen.")
    other = with_transcript(study, "P08", "Toen kwam zwaantie langs.")
    for interview in (told, other):
        study_without_names(study, interview)
        file_interview(study.interview(interview))
    assert originals_in_corpus(study) == {}
    names.add_to_roster(study.vault, parse_roster("zus: Zwaantje", "P07"))
    assert list(originals_in_corpus(study)) == [told]
    pseudonymise(study, told)
    accept_all(study, told)
    file_interview(study.interview(told))
    # Now the misheard form is known too, and so looked for in everybody's interviews.
    assert list(originals_in_corpus(study)) == [other]


def test_what_only_sounds_like_a_name_is_not_filed_unless_a_person_rejected_it(study):
    told = with_transcript(study, "P07", "Toen kwam zwaantie langs.")
    study_without_names(study, told)
    names.add_to_roster(study.vault, parse_roster("zus: Zwaantje", "P07"))
    with pytest.raises(LeakError):
        file_interview(study.interview(told))
    pseudonymise(study, told)
    decide(study, told, study.interview(told).text.undecided, Verdict.REJECTED)
    assert file_interview(study.interview(told))


def study_without_names(study, interview):
    """Names were looked for, and nothing was replaced: as if no detector had found any."""
    pseudonymise(study, interview)
    names.replace_proposals(study.vault, interview, ())


def test_a_study_names_the_other_detectors_it_asks(study, frog_program):
    frog_program("Vroefelstaart")
    interview = with_transcript(study, "P07", "En met Vroefelstaart dan.")
    study.settings = replace(study.settings, detectors=" frog, ")
    pseudonymise(study, interview)
    assert [each.proposal.mention.text for each in replacements(study.interview(interview))] == [
        "Vroefelstaart"
    ]


def test_nothing_is_changed_where_another_detector_fails(study, frog_program):
    frog_program()
    interview = with_transcript(study, "P07", "Met Zagreb erbij dies het.")
    study.settings = replace(study.settings, detectors="frog")
    with pytest.raises(KitError, match="frog does not work"):
        pseudonymise(study, interview)
    assert replacements(study.interview(interview)) == ()
    assert names.entities(study.vault) == ()


def test_the_doctor_lists_the_other_detectors(study_folder, frog_program):
    frog_program()
    found = {each.detail.split(",")[0]: each for each in examine(study_folder)}
    assert {"deduce", "frog", "presidio", "gliner"} <= set(found)
    assert (found["frog"].verdict, found["frog"].what) == ("ok", "detector")
    assert found["frog"].detail.endswith("GPL; installed")
