"""Names heard where the text has other words: suspected, decided on, covered, destroyed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from interview_kit.audio.block_codec import encode_block
from interview_kit.errors import KitError
from interview_kit.model.heard_name import HeardName
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Ended, RecordingStarted
from interview_kit.speech.speech_client import DecodingProgress
from interview_kit.vault import blocks, heard_names, journal, names
from interview_kit.vault.heard_names import HearingVerdict, NameSuspicion
from interview_kit.vault.names import Verdict
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.heard_name_review import decide_heard, hearable_names
from interview_kit.workflow.pseudonymisation.name_mask import MARGIN_MS
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.name_hearing import hear_names, names_to_hear
from tests.support.silent_transcript import MS_PER_WORD, with_transcript

RATE = 1000
JAN = RosterName("Jan", MentionType.PERSON, "broer", "P07")
BULENT = RosterName("Bülent Demir", MentionType.PERSON, "zwager", "P07")
FIRST = "Toen kwam mijn broer Jan met buiten aan."
SECOND = "Daarna ging buiten weer naar huis."


class Ear:
    """A speech process that hears `found`, and keeps what it was asked."""

    def __init__(self, *found: HeardName) -> None:
        self._found = found

    def hear_names(self, chunks, **asked):
        self.asked = asked
        for chunk in chunks:
            yield DecodingProgress(len(chunk) // 2)
        yield from self._found


def buiten(turn: int, word: int) -> HeardName:
    start = turn * 60_000 + word * MS_PER_WORD
    return HeardName("Bülent Demir", "Bülent", "buiten", start, start + MS_PER_WORD, 0.9)


@pytest.fixture
def interview(study):
    """Three minutes of a constant level; Bülent is heard as `buiten` in both turns."""
    id = with_transcript(study, "P07", FIRST, SECOND, roster=[JAN, BULENT])
    for second in range(180):
        pcm = np.full((RATE, 1), 1000, np.int16).tobytes()
        blocks.append(study.vault, id, encode_block(pcm, second * RATE, RATE, 1))
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    listen(study, id, buiten(1, 6), buiten(2, 2))
    return id


def listen(study, id, *found):
    ear = Ear(*found)
    hear_names(study.interview(id), ear)
    return ear


def silent_ms(study, id, path, **options):
    """The stretches that are covered in what is written."""
    cover = write_interview_sound(study.interview(id), path, names="silence", **options)
    samples, _ = soundfile.read(path, dtype="int16")
    edges = np.flatnonzero(np.diff(np.pad(samples == 0, 1).astype(int)))
    return cover, [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def test_of_a_part_what_is_covered_in_it_is_counted(study, interview, tmp_path):
    whole, _spans = silent_ms(study, interview, tmp_path / "whole.wav")
    first, _spans = silent_ms(study, interview, tmp_path / "a.wav", from_seconds=0, to_seconds=100)
    last, _spans = silent_ms(study, interview, tmp_path / "b.wav", from_seconds=100)
    none, spans = silent_ms(study, interview, tmp_path / "c.wav", from_seconds=100, to_seconds=110)
    assert (whole.replacements, whole.suspected) == (1, 2)
    assert (first.replacements, first.suspected) == (1, 1)
    assert (last.replacements, last.suspected) == (0, 1)
    assert (none.replacements, none.suspected, spans) == (0, 0, [])


def texts(study, id):
    return [turn.text for turn in study.interview(id).turns]


def test_what_is_listened_for_are_the_names_of_the_roster_and_the_words_that_are_no_names(
    study, interview
):
    ear = listen(study, interview)
    assert {name.text for name in ear.asked["names"]} == {"Jan", "Bülent Demir"}
    (first, _second) = ear.asked["turns"]
    assert [word.text for word in first if word.is_name] == [" Jan"]
    assert ear.asked["language"] == "nl"


def test_persons_that_the_text_names_twice_are_listened_for_too(study):
    texts = ("Toen belde Marieke Zandstra mij op.", "En later zag ik Marieke Zandstra met Wim.")
    id = with_transcript(study, "P07", *texts)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    sought = dict(names_to_hear(study.interview(id)))
    assert [(name.text, kind) for name, kind in sought.items()] == [
        ("Marieke Zandstra", MentionType.PERSON)
    ]


def test_suspected_names_are_covered_unless_only_confirmed_ones_are_wanted(
    study, interview, tmp_path
):
    cover, spans = silent_ms(study, interview, tmp_path / "a.wav")
    at = buiten(2, 2)
    assert (at.start_ms - MARGIN_MS, at.end_ms + MARGIN_MS) in spans
    assert (cover.replacements, cover.confirmed, cover.suspected, cover.was_listened) == (
        1,
        0,
        2,
        True,
    )
    cover, spans = silent_ms(study, interview, tmp_path / "b.wav", suspected="none")
    assert len(spans) == 1
    assert (cover.suspected, cover.faint) == (0, 2)


def test_a_faint_suspicion_is_shown_and_covered_where_all_are_wanted(study, interview, tmp_path):
    listen(study, interview, replace(buiten(1, 6), score=0.3), buiten(2, 2))
    cover, spans = silent_ms(study, interview, tmp_path / "a.wav")
    assert (cover.suspected, cover.faint, len(spans)) == (1, 1, 2)
    cover, more_spans = silent_ms(study, interview, tmp_path / "b.wav", suspected="all")
    assert (cover.suspected, cover.faint) == (2, 0)
    assert sum(end - start for start, end in more_spans) > sum(end - start for start, end in spans)
    assert len(hearable_names(study.interview(interview))) == 2


def test_one_confirmation_corrects_the_text_everywhere_and_undo_takes_it_back(study, interview):
    assert decide_heard(study.interview(interview), "Bülent Demir", "confirmed") == 2
    assert texts(study, interview) == [
        FIRST.replace("buiten", "Bülent"),
        SECOND.replace("buiten", "Bülent"),
    ]
    text = study.interview(interview).text
    assert [(p.mention.turn, p.mention.text, p.verdict) for p in text.proposals] == [
        (1, "Jan", Verdict.ACCEPTED),
        (1, "Bülent", Verdict.ACCEPTED),
        (2, "Bülent", Verdict.ACCEPTED),
    ]
    assert text.searched_at
    behind = {entity.id: entity for entity in names.entities(study.vault)}
    assert behind[text.proposals[1].entity].role == "zwager"
    assert hearable_names(study.interview(interview)) == ()
    undo(study)
    assert texts(study, interview) == [FIRST, SECOND]
    assert len(hearable_names(study.interview(interview))) == 2
    assert [p.mention.text for p in study.interview(interview).text.proposals] == ["Jan"]


def test_what_stands_behind_a_corrected_name_keeps_its_decision(study):
    id = with_transcript(study, "P07", "Eerst kwam buiten met Jan binnen.", roster=[JAN, BULENT])
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.REJECTED)
    suspicion = NameSuspicion(buiten(1, 2), 1, MentionType.PERSON)
    heard_names.replace_suspected(study.vault, id, [suspicion])
    decide_heard(study.interview(id), "bulent", "confirmed")
    interview = study.interview(id)
    for proposal in interview.text.proposals:
        mention = proposal.mention
        assert interview.turns[0].text[mention.start : mention.end] == mention.text
    assert {p.mention.text: p.verdict for p in interview.text.proposals} == {
        "Bülent": Verdict.ACCEPTED,
        "Jan": Verdict.REJECTED,
    }


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("En toen ging [unclear: je lent] weg.", "En toen ging [unclear: Bülent] weg."),
        ("En toen [unclear: ging je] lent weg.", "En toen [unclear: ging] Bülent weg."),
        ("En toen ging je [unclear: lent weg].", "En toen ging Bülent [unclear: weg]."),
        ("En toen ging [unclear: je] lent weg.", "En toen ging Bülent weg."),
        ("En toen ging je [unclear: lent] weg.", "En toen ging Bülent weg."),
    ],
)
def test_a_name_is_written_over_words_that_were_hardly_heard(study, interview, text, corrected):
    correct_turn(study.interview(interview), 2, text=text)
    pseudonymise(study, interview)
    listen(study, interview, replace(buiten(2, 3), words="je lent"))
    decide_heard(study.interview(interview), "Bülent Demir", "confirmed")
    turn = study.interview(interview).turns[1]
    assert turn.text == corrected
    (mention,) = (
        p.mention for p in study.interview(interview).text.proposals if p.mention.turn == 2
    )
    assert turn.text[mention.start : mention.end] == "Bülent"


def test_what_is_waved_away_is_heard_and_not_suspected_again(study, interview, tmp_path):
    at_ms = buiten(1, 6).start_ms
    decide_heard(study.interview(interview), "Bülent Demir", "waved away", at_ms=at_ms)
    listen(study, interview, buiten(1, 6), buiten(2, 2))
    (other_name,) = hearable_names(study.interview(interview))
    assert other_name.suspicion.turn == 2
    _cover, spans = silent_ms(study, interview, tmp_path / "a.wav")
    assert len(spans) == 2
    assert texts(study, interview) == [FIRST, SECOND]
    undo(study)
    assert len(hearable_names(study.interview(interview))) == 2


def test_a_confirmed_name_is_covered_where_its_words_were_corrected_away(
    study, interview, tmp_path
):
    correct_turn(study.interview(interview), 2, text="Daarna ging iemand weer naar huis.")
    decide_heard(study.interview(interview), "Bülent Demir", "confirmed")
    assert texts(study, interview)[1] == "Daarna ging iemand weer naar huis."
    verdicts = {entry.verdict for entry in heard_names.of_interview(study.vault, interview)}
    assert verdicts == {HearingVerdict.CONFIRMED}


def test_a_strike_takes_what_was_suspected_in_it(study, interview):
    journal.append(study.vault, interview, 0, [RecordingStarted(RATE, 1, "default")])
    journal.append(study.vault, interview, 180 * RATE, [Ended()])
    strike(study.interview(interview), 59, 66)
    assert [entry.suspicion.turn for entry in hearable_names(study.interview(interview))] == [2]


def test_a_new_name_is_to_be_listened_for(study, interview, tmp_path):
    new = RosterName("Wietske", MentionType.PERSON, "", "P07")
    names.add_to_roster(study.vault, [RosterName("Bo", MentionType.PERSON, "", "P09")])
    assert heard_names.listened_at(study.vault, interview)
    names.add_to_roster(study.vault, [new])
    assert not heard_names.listened_at(study.vault, interview)


def test_deciding_on_what_nobody_suspects_is_refused(study, interview):
    with pytest.raises(KitError, match="No such name is suspected"):
        decide_heard(study.interview(interview), "Jan", "confirmed")
