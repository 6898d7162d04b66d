"""Each change of a transcript is kept at once, undone and done again, also after a restart."""

from __future__ import annotations

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.vault import correction_states, edits, names, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.text_states import text_status
from interview_kit.workflow.pseudonymisation.name_review import decide, replacements
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import (
    check_up_to,
    correction_progress,
    note_heard,
    note_seconds,
    own_checked_turns,
)
from interview_kit.workflow.transcription.second_reading import corrected_turns
from interview_kit.workflow.transcription.text_replacement import (
    TextPlaces,
    find_replacements,
    replace_text,
    undo_replacement,
)
from interview_kit.workflow.transcription.transcript_editor import SpeakerReach, TranscriptEditor
from tests.support.silent_transcript import with_transcript

TEXTS = ("ik was bij Marieke thuis", "en toen kreeg ik risperi don", "ja dat hielp")


@pytest.fixture
def interview(study: Study) -> str:
    return with_transcript(study, "P07", *TEXTS)


def editor_of(study: Study, interview: str) -> TranscriptEditor:
    return TranscriptEditor(study.interview(interview), "els")


def texts(study: Study, interview: str) -> dict[int, str]:
    return {turn.number: turn.text for turn in transcripts.turns(study.vault, interview)}


def test_every_operation_is_kept_and_all_are_undone_and_done_again(
    study: Study, interview: str
) -> None:
    editor = editor_of(study, interview)
    assert editor.write(2, "en toen kreeg ik risperidon").changed == (2,)
    assert editor.split(1, 7).added == (4,)
    assert editor.insert("hoe ging dat?", Speaker.INTERVIEWER, at_ms=130_000).added == (5,)
    assert editor.join(1).removed == (4,)
    assert editor.delete(3).removed == (3,)
    editor.change_speaker(2, Speaker.OTHER, SpeakerReach.ONWARD)
    editor.swap_speakers(Speaker.INTERVIEWER, Speaker.OTHER)
    editor.note(2, "of was het risperdal?")
    editor.mark(1, 7, "laughs")
    expected = {
        1: "ik was [laughs] bij Marieke thuis",
        2: "en toen kreeg ik risperidon",
        5: "hoe ging dat?",
    }
    assert texts(study, interview) == expected
    editor = editor_of(study, interview)
    assert (dict(editor.notes), [turn.number for turn in editor.removed_turns]) == (
        {2: "of was het risperdal?"}, [3],
    )  # fmt: skip
    done = 0
    while editor.undo():
        done += 1
    assert (done, texts(study, interview)) == (9, dict(enumerate(TEXTS, start=1)))
    editor = editor_of(study, interview)
    while editor.redo():
        pass
    assert texts(study, interview) == expected
    assert [turn.text for turn in editor.turns] == list(expected.values())


def test_who_changed_what_is_kept_also_once_it_is_undone(study: Study, interview: str) -> None:
    editor = editor_of(study, interview)
    editor.write(3, "ja dat hielp wel")
    editor.undo()
    kept_edits = edits.of_interview(study.vault, interview)
    assert [(edit.who, edit.operation.value) for edit in kept_edits] == [
        ("els", "write"), ("els", "undo"),
    ]  # fmt: skip
    assert study.interview(interview).text.corrections == ()
    assert text_status(study.interview(interview)).state == "draft"


def test_typing_on_is_one_step(study: Study, interview: str) -> None:
    editor = editor_of(study, interview)
    editor.write(3, "ja dat hielp echt")
    editor.write(3, "ja dat hielp echt wel", goes_on=True)
    editor.undo()
    assert editor.turn(3).text == TEXTS[2]
    assert not editor.can_undo


def test_a_number_is_never_given_twice(study: Study, interview: str) -> None:
    editor = editor_of(study, interview)
    editor.split(1, 7)
    editor.undo()
    assert editor_of(study, interview).split(2, 7).added == (5,)


@pytest.mark.parametrize("wrong", [
    lambda editor: editor.write(1, "  "),
    lambda editor: editor.write(9, "ja"),
    lambda editor: editor.split(1, 0),
    lambda editor: editor.join(3),
    lambda editor: editor.insert(" ", Speaker.OTHER),
    lambda editor: editor.insert("ja", Speaker.OTHER, after=9),
])  # fmt: skip
def test_what_is_wrong_is_a_sentence_and_changes_nothing(
    study: Study, interview: str, wrong: object
) -> None:
    with pytest.raises(KitError):
        wrong(editor_of(study, interview))  # type: ignore[operator]
    assert edits.of_interview(study.vault, interview) == ()


def test_names_are_to_be_looked_for_where_a_text_changes_and_what_stays_is_kept_meanwhile(
    study: Study, interview: str
) -> None:
    with_names = with_transcript(study, "P08", "Marieke was thuis", "Marieke was ziek")
    pseudonymise(study, with_names)
    editor = editor_of(study, with_names)
    editor.change_speaker(1, Speaker.OTHER)
    assert names.was_searched(study.vault, with_names)
    editor.write(1, "Marieke was thuis hoor")
    places = {
        (row.mention.turn, row.mention.text) for row in names.proposals(study.vault, with_names)
    }
    assert places == {(1, "Marieke"), (2, "Marieke")}
    editor.write(1, "zij was thuis hoor")
    turns = {row.mention.turn for row in names.proposals(study.vault, with_names)}
    assert turns == {2}
    assert not names.was_searched(study.vault, with_names)


def test_a_replacement_in_the_whole_study_is_shown_done_and_undone_as_one(
    study: Study, interview: str
) -> None:
    second = with_transcript(study, "P08", "Risperi don, RISPERI DON en risperi donut")
    everywhere = TextPlaces(all_of_them=True)
    preview = find_replacements(study, "risperi don", "risperidon", everywhere)
    assert (preview.count, preview.interviews) == (3, (interview, second))
    assert texts(study, interview)[2] == TEXTS[1]
    refused = replace_text(
        study, "risperi don", "risperidon", everywhere, confirm=lambda _preview: False
    )
    assert (refused.group, texts(study, interview)[2]) == ("", TEXTS[1])
    done = replace_text(study, "risperi don", "risperidon", everywhere)
    assert texts(study, second)[1] == "Risperidon, RISPERIDON en risperi donut"
    undone = undo_replacement(study)
    assert (undone.group, undone.left) == (done.group, ())
    assert texts(study, second)[1] == "Risperi don, RISPERI DON en risperi donut"
    assert texts(study, interview)[2] == TEXTS[1]
    with pytest.raises(KitError, match="Nothing was replaced"):
        undo_replacement(study)


def test_where_something_was_edited_since_a_replacement_stays(study: Study, interview: str) -> None:
    second = with_transcript(study, "P08", "risperi don")
    replace_text(study, "don", "doen", TextPlaces(all_of_them=True), whole_words=False)
    editor_of(study, second).write(1, "iets anders")
    assert undo_replacement(study).left == (second,)
    assert texts(study, interview)[2] == TEXTS[1]


def test_the_second_reader_sees_what_was_changed(study: Study, interview: str) -> None:
    editor = editor_of(study, interview)
    editor.write(2, "en toen kreeg ik risperidon")
    editor.delete(3)
    changed, removed = corrected_turns(study.interview(interview))
    assert [(row.kind.value, row.before, row.after) for row in changed.differences][-1] == (
        "changed", "risperi don", "risperidon",
    )  # fmt: skip
    assert (removed.number, removed.change.value, removed.speaker) == (3, "removed", None)
    assert (changed.people, removed.people) == (("els",), ("els",))


def test_a_split_and_a_join_are_no_words_lost_or_written(study: Study, interview: str) -> None:
    editor = editor_of(study, interview)
    editor.split(2, len("en toen"))
    editor.change_speaker(4, Speaker.INTERVIEWER)
    editor.join(4)
    TranscriptEditor(study.interview(interview), "jan").note(1, "even navragen")
    noted, joined = corrected_turns(study.interview(interview))
    assert (noted.number, noted.note, noted.people) == (1, "even navragen", ("jan",))
    assert (joined.number, joined.change.value, joined.origins) == (4, "split off", (2, 3))
    assert (joined.machine_speaker, joined.speaker) == (Speaker.PARTICIPANT, Speaker.INTERVIEWER)
    assert [part.kind.value for part in joined.differences] == ["same"]


def test_progress_says_who_how_long_and_how_far(study: Study, interview: str) -> None:
    editor_of(study, interview).write(3, "ja dat hielp wel")
    for _ in range(2):
        note_seconds(study.interview(interview), 30.5, "els")
    note_heard(study.interview(interview), 0, 500)
    note_heard(study.interview(interview), 400, 900)
    note_heard(study.interview(interview), 2_000, 2_000)
    assert correction_states.heard_spans(study.vault, interview) == ((0, 900),)
    check_up_to(study.interview(interview), 2, "els")
    progress = correction_progress(study.interview(interview))
    [els] = progress.correctors
    assert (els.who, els.changes, els.seconds) == ("els", 1, 61.0)
    assert (progress.checked_turn, progress.checked_by) == (2, "els")
    assert 0 < progress.checked_percent < 100
    with pytest.raises(KitError, match="no turn"):
        check_up_to(study.interview(interview), 7)


def test_who_reads_as_the_second_takes_no_mark_of_the_first_away(
    study: Study, interview: str
) -> None:
    unchecked = correction_progress(study.interview(interview))
    assert (unchecked.checkers, unchecked.checked_turn, unchecked.checked_by) == ((), 0, "")
    check_up_to(study.interview(interview), 3, "els")
    check_up_to(study.interview(interview), 2, "jan")
    check_up_to(study.interview(interview), 1, "jan")
    found = study.interview(interview)
    progress = correction_progress(found)
    assert [(row.who, row.checked_turn) for row in progress.checkers] == [("els", 3), ("jan", 1)]
    assert (progress.checked_turn, progress.checked_by) == (3, "els")
    counts = [len(own_checked_turns(found, found.turns, who)) for who in ("els", "jan", "kim")]
    assert counts == [3, 1, 3]


def test_added_turns_stand_at_their_place_in_review_corpus_and_exports(study: Study) -> None:
    id = with_transcript(study, "P08", "Bartholomeus was thuis en Wilhelmina niet", "ja zeker")
    editor = editor_of(study, id)
    editor.split(1, len("Bartholomeus was thuis"))
    editor.insert("En toen?", Speaker.INTERVIEWER, after=1)
    order = [turn.number for turn in editor.turns]
    assert order == [1, 4, 3, 2]
    pseudonymise(study, id)
    places = [row.proposal.mention.turn for row in replacements(study.interview(id))]
    assert places == sorted(places, key=order.index)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    assert [turn.number for turn in filed.record(study.corpus, id).turns] == order
    editor.refresh()
    editor.delete(4)
    editor.join(3)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    assert [turn.number for turn in filed.record(study.corpus, id).turns] == [1, 3]
    assert [turn.number for turn in filed.record(study.corpus, id, 1).turns] == order
