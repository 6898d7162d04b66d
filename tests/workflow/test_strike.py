"""Taking back a stretch: its sound and every word of it are gone, what lies around stays."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count

import numpy as np
import pytest
import soundfile

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.search import search
from interview_kit.errors import KitError
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session.interview_events import Struck
from interview_kit.session.timeline import gaps
from interview_kit.vault import edits, journal, names, transcripts
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.passphrase import PASSPHRASE
from tests.support.vault_traces import decrypted_pages, stored

RATE = 8000
SECONDS = 30
TEXTS = (
    "hoe gaat het nu",  # 0 to 2 s: a word takes half a second
    "mijn buurman Krijnsen dronk elke dag jenever toen",  # 4 to 8 s
    "dat weet Goosina nog goed",  # 10 to 12.5 s
)
STARTS_MS = (0, 4000, 10_000)


@pytest.fixture
def interview(study, tmp_path):
    """An imported interview with three turns, an earlier unfinished run, and two names found."""
    noise = np.random.default_rng(11).integers(-9000, 9000, (SECONDS * RATE, 1)).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, RATE, subtype="PCM_16")
    id = import_recording(study, tmp_path / "noise.wav", "P07", language="nl").id
    turns = [
        said(number, start_ms, text)
        for number, start_ms, text in zip(count(1), STARTS_MS, TEXTS, strict=False)
    ]
    for settings in ({"attempt": 1}, {"attempt": 2}):
        run = transcripts.open_run(study.vault, id, "base", settings)
        segments = tuple(Segment(turn.words) for turn in turns)
        transcripts.append_chunk(study.vault, run, Chunk(0, SECONDS * RATE, "nl", segments))
    transcripts.finish_run(study.vault, run, turns)
    found = [("Krijnsen", 2, "e1"), ("Goosina", 3, "e2")]
    names.put_entities(
        study.vault,
        [
            Entity(id, MentionType.PERSON, f"[persoon {id[1:]}]", (name,), participant="P07")
            for name, _, id in found
        ],
    )
    names.replace_proposals(
        study.vault, id, [mention(name, turn, entity) for name, turn, entity in found]
    )
    return id


def said(number, start_ms, text):
    words = tuple(
        Word(f" {part}", start_ms + 500 * at, start_ms + 500 * at + 400, 0.9)
        for at, part in enumerate(text.split())
    )
    end_ms = words[-1].end_ms
    return Turn(number, Speaker.PARTICIPANT, start_ms, end_ms, "story", text, words)


def mention(name, turn, entity):
    start = TEXTS[turn - 1].index(name)
    place = Mention(turn, start, start + len(name), MentionType.PERSON, name, "cue", 1.0)
    return Proposal(place, entity, Verdict.ACCEPTED)


def texts(study, interview):
    return {turn.number: turn.text for turn in transcripts.turns(study.vault, interview)}


def test_a_turn_keeps_its_words_outside_and_loses_those_inside(study, interview):
    strike(study.interview(interview), 5.0, 6.9)
    assert texts(study, interview) == {1: TEXTS[0], 2: "mijn toen", 3: TEXTS[2]}
    turn = transcripts.machine_turns(study.vault, interview)[1]
    assert (turn.start_ms, turn.end_ms) == (4000, 7900)
    assert [word.text for word in turn.words] == [" mijn", " toen"]


def test_a_turn_that_lies_inside_goes_whole(study, interview):
    strike(study.interview(interview), 3.0, 9.0)
    assert set(texts(study, interview)) == {1, 3}


def test_every_run_loses_the_words_also_an_unfinished_one(study, interview):
    strike(study.interview(interview), 3.0, 9.0)
    for run in transcripts.runs(study.vault, interview):
        heard = [s.text for each in transcripts.chunks(study.vault, run) for s in each.segments]
        assert heard == [TEXTS[0], TEXTS[2]]


def test_words_that_come_in_after_the_strike_are_not_stored(study, interview):
    strike(study.interview(interview), 3.0, 9.0)
    run = transcripts.open_run(study.vault, interview, "base", {"attempt": 3})
    late = Chunk(0, 9 * RATE, "nl", (Segment(said(1, 4000, TEXTS[1]).words),))
    assert transcripts.append_chunk(study.vault, run, late).segments == ()
    assert [each.segments for each in transcripts.chunks(study.vault, run)] == [()]
    transcripts.finish_run(study.vault, run, [said(1, 0, TEXTS[0]), said(2, 4000, TEXTS[1])])
    assert texts(study, interview) == {1: TEXTS[0]}


def test_a_corrected_turn_keeps_its_remaining_words_and_its_speaker(study, interview):
    editor = TranscriptEditor(study.interview(interview))
    editor.write(2, "Mijn buurman die dronk elke dag jenever toen")
    editor.write(3, "dat weet Goosina zeker")
    editor.split(3, 8)
    for number in (2, 3, 4):
        editor.change_speaker(number, Speaker.OTHER)
    editor.note(2, "Krijnsen bedoelt hij")
    editor.note(3, "echt?")
    strike(study.interview(interview), 5.0, 6.9)
    left = {1: TEXTS[0], 2: "Mijn toen", 3: "dat weet", 4: "Goosina zeker"}
    assert texts(study, interview) == left
    turns = transcripts.turns(study.vault, interview)
    assert [turn.speaker for turn in turns] == [Speaker.PARTICIPANT, *[Speaker.OTHER] * 3]
    editor = TranscriptEditor(study.interview(interview))
    assert (editor.undo(), dict(editor.notes)) == (None, {3: "echt?"})
    assert [edit.operation for edit in edits.of_interview(study.vault, interview)] == ["keep"]
    editor.write(4, "Goosina misschien")
    editor.undo()
    assert texts(study, interview) == left


def test_what_was_typed_in_one_go_goes_where_any_of_it_is_struck(study, interview):
    correct_turn(study.interview(interview), 2, text="mijn oude vrind uit Goes dronk veel toen")
    strike(study.interview(interview), 5.0, 5.4)
    assert texts(study, interview)[2] == "mijn toen"


def test_a_name_that_nothing_says_any_more_is_forgotten(study, interview):
    strike(study.interview(interview), 5.0, 6.9)
    assert [each.mention.text for each in names.proposals(study.vault, interview)] == ["Goosina"]
    forms = {entity.id: entity.forms for entity in names.entities(study.vault)}
    assert forms == {"e1": (), "e2": ("Goosina",)}
    assert not names.was_searched(study.vault, interview)


def test_a_name_that_is_still_said_outside_the_stretch_is_kept(study, interview):
    strike(study.interview(interview), 6.2, 6.9)
    assert "Krijnsen" in texts(study, interview)[2]
    assert names.entities(study.vault)[0].forms == ("Krijnsen",)


def test_what_was_filed_of_the_stretch_goes_too(study, interview):
    file_interview(study.interview(interview))
    assert search(study.corpus, "jenever")
    strike(study.interview(interview), 5.0, 6.9)
    assert [turn.number for turn in filed.record(study.corpus, interview).turns] == [1, 3]
    assert not search(study.corpus, "jenever")
    assert b"jenever" not in (study.folder / "corpus.db").read_bytes()


def test_no_word_is_left_in_any_page_of_the_vault(study, interview, study_folder):
    correct_turn(study.interview(interview), 2, text="Krijnsen dronk jenever")
    assert b"jenever" in decrypted_pages(study_folder, PASSPHRASE)
    strike(study.interview(interview), 5.0, 6.9)
    pages = decrypted_pages(study_folder, PASSPHRASE)
    assert b"Goosina" in pages
    for word in (b"jenever", b"Krijnsen", b"buurman"):
        at = pages.find(word)
        assert at < 0, (at, pages[max(0, at - 300) : at + 200].strip(b"\0"))


def test_a_later_strike_destroys_the_sound_and_stays_in_the_journal(study, interview):
    before = stored(study, interview)
    assert strike(study.interview(interview), 5.0, 6.9) == Struck(5 * RATE, 55200)
    after = stored(study, interview)
    assert np.array_equal(after, np.concatenate([before[: 5 * RATE], before[55200:]]))
    [gap] = gaps(journal.read(study.vault, interview))
    assert (gap.kind, gap.frame, gap.kept_frames) == ("struck", 5 * RATE, 15200)


def test_a_stretch_past_the_end_is_refused_and_touches_nothing(study, interview):
    with pytest.raises(KitError, match="holds no sound"):
        strike(study.interview(interview), SECONDS, SECONDS + 5)
    assert len(texts(study, interview)) == 3


def test_the_command_asks_unless_told_not_to(study, interview, study_folder, monkeypatch):
    study.close()
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    kit = [sys.executable, "-m", "interview_kit", "--study", str(study_folder)]
    asked = [*kit, "strike", interview, "--from-seconds", "5", "--to-seconds", "6.9"]
    done = subprocess.run(asked, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Nobody is there to be asked.")
    done = subprocess.run([*asked, "--yes"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"Struck {interview} from 00:00:05 to 00:00:06.")
    shown = subprocess.run([*kit, "show", interview, "--json"], capture_output=True, check=True)
    assert [turn["text"] for turn in json.loads(shown.stdout)] == [TEXTS[0], "mijn toen", TEXTS[2]]
