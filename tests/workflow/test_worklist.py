"""The worklist of an interview: ticked off, put right alike, and what the study learns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import checked_words, transcripts
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.interviews.interview_quality import interview_quality
from interview_kit.workflow.interviews.text_quality import expected_error_percent
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.alike import (
    alike_places,
    put_right_alike,
    replace_alike,
)
from interview_kit.workflow.transcription.correction_progress import (
    check_up_to,
    correction_progress,
)
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.speaker_shares import shares
from interview_kit.workflow.transcription.text_replacement import TextPlaces, undo_replacement
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.vocabulary_offer import (
    add_terms,
    offered_terms,
    report_vocabulary,
)
from interview_kit.workflow.transcription.worklist import (
    Reason,
    misspelt,
    spelling_suggestions,
    tick,
    untick,
    worklist,
)
from interview_kit.workflow.transcription.worklist_report import report_worklist
from tests.support.silent_transcript import said

ROSTER = [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "zus", "P07")]


def heard(study: Study, *texts: str, participant: str = "P07") -> str:
    """An interview in which words written `word/0.2` were heard that unsurely."""
    turns = []
    for number, text in enumerate(texts, 1):
        parts = [part.partition("/") for part in text.split()]
        turn = said(number, Speaker.PARTICIPANT, " ".join(part for part, _, _ in parts))
        words = tuple(
            replace(word, probability=float(probability or 0.99))
            for word, (_, _, probability) in zip(turn.words, parts, strict=True)
        )
        turns.append(replace(turn, words=words))
    id = prepare(study, participant, language="nl", roster=ROSTER).id
    transcripts.finish_run(study.vault, transcripts.open_run(study.vault, id, "base", {}), turns)
    return id


@pytest.fixture
def interview(study: Study) -> str:
    return heard(
        study,
        "ik ging naar de bakker/0.1 in de grote stad en daarna weer naar mijn huis toe",
        "en toen kwam mijn zus met haar kinderen/0.1 langs en wij hebben samen koffie gedronken",
        "dat was het zo ongeveer wel denk ik en meer weet ik er niet van te vertellen",
    )


def errors_left(study: Study, id: str) -> float:
    errors = worklist(study.interview(id)).errors_left
    assert errors is not None
    return errors


def test_places_are_gone_through_in_order(study: Study, interview: str):
    found = worklist(study.interview(interview))
    assert [place.text for place in found.places] == ["bakker", "kinderen"]
    first, second = found.places
    assert found.after(0) == first
    assert found.after(first.turn, first.start) == second
    assert found.after(second.turn, second.start) is None
    assert found.before(second.turn, second.start) == first
    assert found.before(first.turn, first.start) is None
    assert found.at(first.turn, first.start + 1) == first
    assert found.at(3, 0) is None


def test_a_place_that_was_heard_is_ticked_off_until_its_words_change(study: Study, interview: str):
    before = worklist(study.interview(interview))
    errors_before = errors_left(study, interview)
    assert errors_before == pytest.approx(before.errors_before)
    tick(study.interview(interview), before.places[:1])
    ticked = worklist(study.interview(interview))
    assert (ticked.left, ticked.done) == (1, 1)
    errors_ticked = errors_left(study, interview)
    assert errors_ticked < errors_before
    text = study.interview(interview).turns[0].text
    correct_turn(study.interview(interview), 1, text=text.replace("bakker", "slager"))
    changed = worklist(study.interview(interview))
    assert (changed.left, changed.done) == (1, 0)
    assert errors_left(study, interview) == pytest.approx(errors_ticked)
    TranscriptEditor(study.interview(interview)).undo()
    assert worklist(study.interview(interview)).done == 1
    untick(study.interview(interview), ticked.ticked)
    assert worklist(study.interview(interview)) == before


def test_what_was_found_right_is_expected_no_more(study: Study, interview: str):
    run = transcripts.current_run(study.vault, interview)
    assert run is not None
    errors = {1: 1.0, 2: 1.0, 3: 0.25}
    transcripts.finish_run(study.vault, run, study.interview(interview).turns, errors)
    places = worklist(study.interview(interview)).places
    tick(study.interview(interview), places[:1])
    left = transcripts.expected_errors(study.vault, interview)
    assert left == pytest.approx({1: 1 - places[0].errors, 2: 1, 3: 0.25})
    assert expected_error_percent(study.vault, interview) == round(100 * sum(left.values()) / 48, 1)


def test_of_what_is_checked_no_errors_are_expected(study: Study, interview: str):
    before = worklist(study.interview(interview))
    check_up_to(study.interview(interview), 1)
    after = worklist(study.interview(interview))
    assert after.places == before.places  # they can still be listened to
    assert after.errors_before == before.errors_before
    assert 0 < errors_left(study, interview) < (before.errors_left or 0)
    check_up_to(study.interview(interview), 3)
    assert errors_left(study, interview) == 0


def test_what_is_checked_stays_so_where_its_last_turn_is_joined_or_taken_out(
    study: Study, interview: str
):
    check_up_to(study.interview(interview), 2)
    editor = TranscriptEditor(study.interview(interview))
    checked = correction_progress(study.interview(interview))
    editor.join(1)
    joined = correction_progress(study.interview(interview))
    assert (joined.checked_turn, joined.checked_ms) == (1, checked.checked_ms)
    editor.undo()
    assert correction_progress(study.interview(interview)) == checked
    editor.split(2, editor.turn(2).text.index(" ") + 1)
    assert correction_progress(study.interview(interview)).checked_ms == checked.checked_ms
    editor.undo()
    editor.delete(2)
    assert correction_progress(study.interview(interview)).checked_turn == 1


def test_what_is_not_there_any_more_is_not_ticked(study: Study, interview: str):
    places = worklist(study.interview(interview)).places
    correct_turn(study.interview(interview), 1, text="heel iets anders")
    with pytest.raises(KitError, match="changed meanwhile"):
        tick(study.interview(interview), places)
    assert not checked_words.of_interview(study.vault, interview)


def test_a_new_text_takes_what_was_checked(study: Study, interview: str):
    tick(study.interview(interview), worklist(study.interview(interview)).places)
    assert len(checked_words.of_interview(study.vault, interview)) == 2
    run = transcripts.current_run(study.vault, interview)
    assert run is not None
    transcripts.finish_run(study.vault, run, study.interview(interview).turns)
    assert not checked_words.of_interview(study.vault, interview)


def test_the_report_ticks_by_label(study: Study, interview: str):
    listed = report_worklist(study.interview(interview))
    label = listed.places[0].label
    assert (label, listed.left, listed.done) == ("1:16", 2, 0)
    ticked = report_worklist(study.interview(interview), ticked_labels=[label], with_ticked=True)
    assert [place.ticked for place in ticked.places] == [True, False]
    assert report_worklist(study.interview(interview), reasons={Reason.CREDIT}).places == ()
    again = report_worklist(study.interview(interview), unticked_labels=[label])
    assert again == listed
    with pytest.raises(KitError, match="no place of a text"):
        report_worklist(study.interview(interview), ticked_labels=["here"])
    with pytest.raises(KitError, match="Nothing doubtful begins"):
        report_worklist(study.interview(interview), ticked_labels=[label, "9:9"])
    assert report_worklist(study.interview(interview)) == listed


def test_what_is_ticked_off_is_marked_as_unclear_no_more(study: Study, interview: str):
    text = study.interview(interview).turns[0].text
    marked = text.replace("bakker", "[unclear: bakker]")
    correct_turn(study.interview(interview), 1, text=marked)
    listed = report_worklist(study.interview(interview)).places
    label = next(place.label for place in listed if place.text == "[unclear: bakker]")
    report_worklist(study.interview(interview), ticked_labels=[label])
    assert study.interview(interview).turns[0].text == text
    assert worklist(study.interview(interview)).done == 1


def test_a_mark_of_unclear_words_is_no_word_wherever_words_are_counted(
    study: Study, interview: str
):
    def counted():
        current = study.interview(interview)
        return (
            report_worklist(current).words,
            [share.words for share in shares(current)],
            interview_quality(current).interviewer_share,
        )

    text, before = study.interview(interview).turns[0].text, counted()
    correct_turn(study.interview(interview), 1, text=text.replace("bakker", "[unclear: bakker]"))
    assert counted() == before


def test_without_a_transcript_there_is_no_worklist(study: Study):
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError, match="has no transcript"):
        report_worklist(study.interview(id))


def test_a_rostered_name_and_a_term_of_the_study_are_looked_for(study: Study):
    study.settings = replace(study.settings, vocabulary="risperidon, FACT-team")
    id = heard(study, "toen kwam Zantstra langs en zij gaf mij risperi don voor de nacht")
    places = {place.text: place for place in worklist(study.interview(id)).places}
    assert places["Zantstra"].suggestions[0] == "Zandstra"
    assert places["risperi don"].suggestions[0] == "risperidon"


def test_spelling_is_suggested_and_marked(study: Study):
    id = heard(study, "toen kwam de psygiater langs denk ik")
    interview = study.interview(id)
    (place,) = worklist(interview).places
    assert Reason.SPELLING in place.reasons
    assert "psychiater" in spelling_suggestions(interview, place)
    assert misspelt(interview, "ik psygiater Zandstra") == ((3, 12),)


def test_all_like_this_is_put_right_at_once(study: Study):
    first = heard(study, "Risperi don kreeg ik", "en resperidon hielp niet", "geen risperidon meer")
    second = heard(study, "ook risperi don gekregen", participant="P08")
    here, wide = TextPlaces(first), TextPlaces(all_of_them=True)
    words = ("risperi don", "risperidon")
    places = alike_places(study, *words, here)
    assert [(place.turn, place.text) for place in places] == [(1, "Risperi don"), (2, "resperidon")]
    wide_places = alike_places(study, *words, wide)
    assert [place.interview for place in wide_places] == [first, first, second]
    listed = put_right_alike(study, *words, wide)
    assert (len(listed.places), listed.group) == (3, "")
    left = [wide_places[1].label]
    done = put_right_alike(study, *words, wide, left_labels=left, is_agreed=True)
    assert len(done.places) == 2
    texts = [turn.text for turn in study.interview(first).turns]
    assert texts[:2] == ["Risperidon kreeg ik", "en resperidon hielp niet"]
    assert study.interview(second).turns[0].text == "ook risperidon gekregen"
    with pytest.raises(KitError, match="changed meanwhile"):
        replace_alike(study, wide_places, "risperidon")
    undo_replacement(study, done.group)
    assert alike_places(study, *words, wide) == wide_places


def test_alike_wants_words_and_places(study: Study):
    here = TextPlaces(heard(study, "ja"))
    with pytest.raises(KitError, match="no words"):
        alike_places(study, "...", "risperidon", here)
    with pytest.raises(KitError, match="Nothing alike"):
        put_right_alike(study, "risperi don", "risperidon", here, left_labels=["P07-1/9:9"])
    assert not put_right_alike(study, "risperi don", "risperidon", here, is_agreed=True).group


def test_two_places_of_one_turn_are_put_right(study: Study):
    id = heard(study, "risperi don of resperidon, dat is risperi don")
    put_right_alike(study, "risperi don", "risperidon", TextPlaces(id), is_agreed=True)
    assert study.interview(id).turns[0].text == "risperidon of risperidon, dat is risperidon"


def test_what_was_put_right_three_times_is_offered(study: Study):
    id = heard(study, "ik kreeg brin tellix", "die brintelix ook", "weer brin tellix")
    for number, text in enumerate(
        ("ik kreeg brintellix", "die brintellix ook", "weer brintellix"), 1
    ):
        assert not offered_terms(study)
        correct_turn(study.interview(id), number, text=text)
    (offer,) = offered_terms(study)
    assert (offer.term, offer.count) == ("brintellix", 3)
    assert offer.misheard == ("brin tellix", "brintelix")
    report = report_vocabulary(study, ["brintellix"])
    assert (report.terms, report.offered) == (("brintellix",), ())
    assert add_terms(study, ["Brintellix"]) == ("brintellix",)


@pytest.mark.parametrize("term", ["", "a, b", "Wilhelmina Zandstra"])
def test_no_name_goes_into_the_vocabulary(study: Study, term: str):
    heard(study, "ja")
    with pytest.raises(KitError):
        add_terms(study, ["risperidon", term])
    assert not study.settings.vocabulary
