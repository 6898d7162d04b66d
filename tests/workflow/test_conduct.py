"""Holding an interview: the journal, the sound and the guide keep together."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
import soundfile

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder_events import SourceEnded, SourceLost
from interview_kit.audio.sound_source import Fault
from interview_kit.audio.stored_sound import join
from interview_kit.errors import AudioError, RefusedError
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import Phase
from interview_kit.session.new_interview import NewInterview
from interview_kit.session.timeline import gaps
from interview_kit.vault import blocks, journal, names, unfinished_forms, unfinished_notes
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.demo_study import Cue, CuedSource
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.recovery import recover

RATE = 8000
SECONDS = 6


@pytest.fixture
def noise(tmp_path):
    """Six seconds in which every sample can be told from the others."""
    samples = np.random.default_rng(7).integers(-9000, 9000, (SECONDS * RATE, 1)).astype(np.int16)
    path = tmp_path / "noise.wav"
    soundfile.write(path, samples, RATE, subtype="PCM_16")
    return path, samples


def hold(study, path, *cues, end=True):
    """Hold an interview to the end of the sound, giving commands at exact moments."""
    done = Event()
    interview = prepare(study, "P07", language="nl").id
    conductor = Conductor(
        study.interview(interview),
        lambda event: done.set() if isinstance(event, SourceEnded) else None,
    )
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    conductor.record(CuedSource(FileSource(path, pace="fast"), list(cues), conductor.do))
    assert done.wait(20)
    if end:
        conductor.do(ask.End())
    conductor.close()
    return interview


def stored(study, interview):
    sound = blocks.sound(study.vault, interview)
    pieces = join(blocks.read(study.vault, interview), 0, sound.end_frame)
    return np.concatenate(list(pieces))


def frames_of(study, interview, kind):
    return [e.frame for e in journal.read(study.vault, interview) if isinstance(e.event, kind)]


def test_sound_is_stored_bit_by_bit_and_events_stand_at_their_frame(study, noise):
    path, samples = noise
    interview = hold(study, path, Cue(2500, ask.Next()), Cue(4000, ask.SetFlag()))
    assert (stored(study, interview) == samples).all()
    assert frames_of(study, interview, did.QuestionShown) == [0, 2500 * RATE // 1000]
    assert frames_of(study, interview, did.Flagged) == [4 * RATE]
    assert frames_of(study, interview, did.Ended) == [SECONDS * RATE]


@pytest.mark.parametrize(
    ("away", "back", "kind"),
    [(ask.Pause(), ask.Resume(), "pause"), (ask.GoOffRecord(), ask.GoOnRecord(), "off_record")],
)
def test_nothing_of_a_pause_is_stored_and_the_gap_is_marked(study, noise, away, back, kind):
    path, samples = noise
    interview = hold(study, path, Cue(2000, away), Cue(3000, back))
    kept = stored(study, interview)
    assert (kept[: 2 * RATE] == samples[: 2 * RATE]).all()
    away_samples = samples[2 * RATE : 3 * RATE, 0]
    for start in range(0, len(away_samples) - 100, 100):
        needle = away_samples[start : start + 100].tobytes()
        assert needle not in kept.tobytes()
    (gap,) = gaps(journal.read(study.vault, interview))
    assert (gap.kind, gap.frame) == (kind, 2 * RATE)


def test_a_microphone_that_is_lost_as_it_opens_is_lost_after_the_start(study):
    class Loose:
        name, rate, channels, live = "loose", RATE, 1, True

        def start(self, deliver, report):
            report(Fault.LOST, "pulled out")

        def stop(self):
            pass

    lost = Event()
    conductor = Conductor(
        study.interview(prepare(study, "P07", language="nl").id),
        lambda event: lost.set() if isinstance(event, SourceLost) else None,
    )
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    conductor.record(Loose())
    assert lost.wait(20)
    kinds = [type(entry.event) for entry in conductor.entries]
    assert kinds.index(did.RecordingStarted) < kinds.index(did.DeviceLost)
    assert conductor.state.device_lost
    conductor.close()


def test_a_struck_stretch_is_silence_and_keeps_its_place(study, noise):
    path, samples = noise
    interview = hold(study, path, Cue(4500, ask.Strike(3 * RATE + 17)))
    kept = stored(study, interview)
    first, end = 3 * RATE + 17, 4500 * RATE // 1000
    assert (kept[:first] == samples[:first]).all()
    assert not kept[first:end].any()
    assert (kept[end:] == samples[end:]).all()
    (gap,) = gaps(journal.read(study.vault, interview))
    assert (gap.kind, gap.frame, gap.kept_frames) == ("struck", first, end - first)


def test_without_consent_nothing_is_opened_or_stored(study, noise):
    path, _ = noise
    interview = prepare(study, "P07", language="nl").id
    conductor = Conductor(study.interview(interview))
    with pytest.raises(RefusedError, match="no consent to record"):
        conductor.record(FileSource(path, pace="fast"))
    assert journal.read(study.vault, interview) == ()
    assert blocks.sound(study.vault, interview).blocks == 0


def test_leaving_without_ending_keeps_an_interview_that_can_go_on(study, noise):
    path, samples = noise
    interview = hold(study, path, Cue(1000, ask.Next()), end=False)
    conductor = Conductor(study.interview(interview))
    assert conductor.state.phase is Phase.INTERRUPTED
    asked = conductor.state.question
    done = Event()
    again = Conductor(
        study.interview(interview), lambda e: done.set() if isinstance(e, SourceEnded) else None
    )
    again.record(FileSource(path, pace="fast"))
    assert again.state.question == asked
    assert done.wait(20)
    again.do(ask.End())
    again.close()
    assert (stored(study, interview) == np.concatenate([samples, samples])).all()
    (gap,) = gaps(journal.read(study.vault, interview))
    assert (gap.kind, gap.frame) == ("interrupted", len(samples))


def test_an_interview_goes_on_only_with_a_source_of_the_same_clock(study, noise, tmp_path):
    path, samples = noise
    interview = hold(study, path, end=False)
    soundfile.write(tmp_path / "other.wav", samples, 2 * RATE, subtype="PCM_16")
    conductor = Conductor(study.interview(interview))
    with pytest.raises(AudioError, match="begun with 1 channels at 8000"):
        conductor.record(FileSource(tmp_path / "other.wav", pace="fast"))
    assert conductor.state.phase is Phase.INTERRUPTED


def test_what_a_crash_left_is_marked_at_the_next_start(study, noise):
    path, samples = noise
    interview = hold(study, path)
    with study.vault.atomic() as db:
        db.execute("DELETE FROM journal WHERE event = 'Ended'")
    assert recover(study) == (interview,)
    assert [row.stage for row in overview(study)] == ["interrupted"]
    assert frames_of(study, interview, did.Interrupted) == [len(samples)]
    assert recover(study) == ()


def test_a_note_that_was_being_typed_at_a_crash_is_a_note(study, noise):
    path, samples = noise
    interview = hold(study, path)
    with study.vault.atomic() as db:
        db.execute("DELETE FROM journal WHERE event = 'Ended'")
    typed = did.NoteTaken("she hesitates", at_frame=100)
    Conductor(study.interview(interview)).keep_unfinished(did.NoteTaken("she", at_frame=100))
    Conductor(study.interview(interview)).keep_unfinished(typed)
    unfinished_notes.put(study.vault, "P99-1", typed)
    recover(study)
    *_, note, interrupted = journal.read(study.vault, interview)
    assert (note.event, note.frame) == (typed, len(samples))
    assert interrupted.event == did.Interrupted()
    assert unfinished_notes.listed(study.vault) == ()
    unfinished_notes.put(study.vault, interview, typed)
    recover(study)
    assert [entry.event for entry in journal.read(study.vault, interview)].count(typed) == 1


def test_a_form_of_an_interview_that_is_begun_or_gone_is_kept_no_longer(study, noise):
    path, _ = noise
    begun_id, new_id = hold(study, path), prepare(study, "P08").id
    for id in ("", begun_id, new_id, "P99-1"):
        unfinished_forms.put(study.vault, NewInterview("P08", interview=id))
    recover(study)
    assert set(unfinished_forms.interviews_of(study.vault)) == {"", new_id}
    names.destroy_originals(study.vault)
    assert unfinished_forms.interviews_of(study.vault) == ()


def test_an_import_that_was_cut_off_leaves_no_interview(study, noise):
    path, _ = noise
    interview = hold(study, path)
    with study.vault.atomic() as db:
        db.execute("DELETE FROM journal")
    recover(study)
    assert overview(study) == ()
    assert blocks.sound(study.vault, interview).blocks == 0
