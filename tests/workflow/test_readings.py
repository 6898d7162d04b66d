"""Sound that is read several times: each reading has a run, and one text is made of all."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.reading import Reading
from interview_kit.model.turn import Turn
from interview_kit.speech import model_store
from interview_kit.speech.expected_errors import Comparison
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import transcripts
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.interviews.conversation_language import note_interpreter
from interview_kit.workflow.pseudonymisation.name_review import propose_replacements
from interview_kit.workflow.study.open_study import Study, open_with_key
from interview_kit.workflow.transcription.chosen_transcriptions import (
    HearingPlace,
    transcribe_chosen,
)
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.interview_readings import comparison_of
from interview_kit.workflow.transcription.transcribe import (
    TranscriptionProgress,
    transcribe,
    use_run,
)
from interview_kit.workflow.transcription.transcription_queue import untranscribed_interviews

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
RATE = 16_000
CONSENT = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
ALL = [Reading.SETTLED, Reading.SECOND, Reading.THIRD]


@pytest.fixture(scope="module")
def tiny_en(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(folder))
        model_store.fetch("tiny.en")
        yield


@pytest.fixture(autouse=True)
def _small_model(study_folder: Path, tiny_en: None) -> None:
    settings = study_folder / "study.toml"
    settings.write_text(settings.read_text().replace('"base"', '"tiny.en"'))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sentences with short pauses between them, longer than a window of the model."""
    parts = []
    for clip in 2 * sorted(CLIPS.glob("*.wav")):
        with wave.open(str(clip)) as sound:
            parts += [np.frombuffer(sound.readframes(sound.getnframes()), "<i2")]
        parts += [np.zeros(RATE // 2, np.int16)]
    samples = np.concatenate(parts)[: 40 * RATE]
    assert len(samples) > 31 * RATE
    path = tmp_path_factory.mktemp("sound") / "talk.wav"
    soundfile.write(path, samples, RATE, subtype="PCM_16")
    return path


@pytest.fixture
def interview(study: Study, talk: Path) -> str:
    return import_recording(study, talk, "P07", language="en", consent=CONSENT).id


def read(study: Study, interview: str, readings: int | None = None) -> tuple[Turn, ...]:
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        return transcribe(study.interview(interview), transcriber, readings=readings)


def readings_of(study: Study, interview: str) -> list[Reading]:
    return [run.reading for run in transcripts.runs(study.vault, interview)]


def test_each_reading_is_whole_and_the_text_is_that_of_the_settled_one(
    study: Study, interview: str
) -> None:
    turns = read(study, interview, 3)
    assert readings_of(study, interview) == ALL
    first, *others = transcripts.runs(study.vault, interview)
    assert (first.current, first.finished) == (True, True)
    end_frame = study.interview(interview).sound.end_frame
    assert [run.finished for run in others] == [True, True]
    for run in (first, *others):
        assert transcripts.reached_frame(study.vault, run) == end_frame
        text = " ".join(
            segment.text
            for chunk in transcripts.chunks(study.vault, run)
            for segment in chunk.segments
        )
        assert len(text.split()) > 40
    assert comparison_of(study.interview(interview), first) is Comparison.READINGS
    assert sum(len(turn.words) for turn in turns) > 40
    with pytest.raises(KitError, match="a further reading"):
        use_run(study.interview(interview), others[0].id)
    assert transcripts.turns(study.vault, interview) == turns


def test_the_settled_run_does_not_depend_on_how_often_sound_is_read(
    study: Study, interview: str, talk: Path
) -> None:
    read(study, interview, 2)
    alone = import_recording(study, talk, "P08", language="en", consent=CONSENT).id
    read(study, alone, 1)
    chunks = [
        transcripts.chunks(study.vault, transcripts.runs(study.vault, id)[0])
        for id in (interview, alone)
    ]
    assert chunks[0] == chunks[1]
    assert readings_of(study, alone) == [Reading.SETTLED]


def test_readings_that_were_broken_off_are_gone_on_with(
    study: Study, interview: str, talk: Path
) -> None:
    whole = import_recording(study, talk, "P08", language="en", consent=CONSENT).id
    expected = [turn.text for turn in read(study, whole, 3)]
    total_ms = 0

    def break_off(progress: TranscriptionProgress) -> None:
        nonlocal total_ms
        total_ms = progress.total_ms
        if progress.done_ms > 0.5 * progress.total_ms:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Transcriber(model_store.find("tiny.en")) as transcriber:
        transcribe(study.interview(interview), transcriber, break_off, readings=3)
    assert readings_of(study, interview) == ALL
    assert transcripts.turns(study.vault, interview) == ()
    done = []
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        turns = transcribe(study.interview(interview), transcriber, done.append, readings=3)
    assert [turn.text for turn in turns] == expected
    assert readings_of(study, interview) == ALL
    steps = [step.done_ms for step in done if not step.voices]
    assert steps == sorted(steps)
    assert steps[-1] == total_ms


def test_a_text_is_compared_afterwards_without_being_settled_anew(
    study: Study, interview: str
) -> None:
    read(study, interview)
    assert readings_of(study, interview) == [Reading.SETTLED]
    done = transcribe_chosen(study, [interview], HearingPlace(), readings=2)
    assert [size.interview for size in done.outcome.done] == [interview]
    assert readings_of(study, interview) == [Reading.SETTLED, Reading.SECOND]
    again = transcribe_chosen(study, [interview], HearingPlace(), readings=2)
    assert again.waiting == 0


def test_a_corrected_text_is_not_replaced_unasked(study: Study, interview: str) -> None:
    read(study, interview)
    turn = transcripts.turns(study.vault, interview)[0]
    correct_turn(study.interview(interview), turn.number, text="Something else.")
    with pytest.raises(KitError, match="would lose 1 correction"):
        transcribe_chosen(study, [interview], HearingPlace(), readings=2)
    assert readings_of(study, interview) == [Reading.SETTLED]


def test_a_text_in_which_names_were_looked_for_is_read_again_only_on_demand(
    study: Study, interview: str
) -> None:
    read(study, interview)
    propose_replacements(study, [interview])
    with pytest.raises(KitError, match="worked on") as refused:
        transcribe_chosen(study, [interview], HearingPlace(), readings=2)
    assert "--again" in refused.value.hint
    assert untranscribed_interviews(study, [interview], 2) == ()
    transcribe_chosen(study, [interview], HearingPlace(), readings=2, again=True)
    assert readings_of(study, interview) == [Reading.SETTLED, Reading.SECOND]


def test_what_the_study_asks_for_waits_until_somebody_corrects(
    study: Study, study_folder: Path, vault_key: bytes, interview: str
) -> None:
    read(study, interview)
    study.close()
    settings = study_folder / "study.toml"
    settings.write_text(settings.read_text().replace('readings = "1"', 'readings = "2"'))
    with open_with_key(study_folder, vault_key) as reopened:
        assert untranscribed_interviews(reopened, [interview]) == (interview,)
        turn = transcripts.turns(reopened.vault, interview)[0]
        correct_turn(reopened.interview(interview), turn.number, text="Something else.")
        assert untranscribed_interviews(reopened, [interview]) == ()


def test_talk_in_several_languages_cannot_be_read_again(study: Study, interview: str) -> None:
    note_interpreter(study.interview(interview), "nl")
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        # As if the model wrote both languages.
        transcriber.model = replace(transcriber.model, name="bilingual")
        with pytest.raises(KitError, match="more than once"):
            transcribe(study.interview(interview), transcriber, readings=2)
    assert readings_of(study, interview) == []


def test_a_draft_is_read_once(study_folder: Path) -> None:
    options = ["--study", str(study_folder), "transcribe", "X", "--draft", "--readings", "2"]
    with pytest.raises(KitError, match="A draft is read once"):
        CliRunner().invoke(cli, options, standalone_mode=False, catch_exceptions=False)
