"""An interview may be held in any language that models write; its names are those typed."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError
from interview_kit.export.exporters import artefacts, find_exporter
from interview_kit.model.record import Record
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.speech.chunker import WINDOW, ChunkSound
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.speech_engine import WhisperEngine
from interview_kit.speech.speech_protocol import from_chunk, to_chunk
from interview_kit.speech.voice_activity import SileroVoice
from interview_kit.vault import transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.conversation_language import (
    note_interpreter,
    roster_only_languages,
    spoken_languages,
)
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.name_review import decide, propose_replacements
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.transcript_reading import read_transcript
from tests.speech.scripted_decoder import Request, ScriptedDecoder, draft
from tests.support.silent_transcript import said

TURKISH = (
    "Ayşe'nin evinde kaldım, sonra Mehmetle İzmir'e gittik.",
    "Ayşenin annesi psychiater ile afspraak yaptı. Telefonu 06 12345678.",
)
ARABIC = ("ذهبت مع أحمد إلى دمشق، ولأحمد أخ هناك.",)
ROSTER = {
    "tr": "kız kardeş: Ayşe Yılmaz\nMehmet Demir\nplace: İzmir",
    "ar": "أحمد\nplace: دمشق",
}
NAMES = ("ayşe", "mehmet", "i̇zmir", "izmir", "yılmaz", "06 12345678", "أحمد", "دمشق")


def filed_record(study, language: str, texts: tuple[str, ...]) -> Record:
    roster = parse_roster(ROSTER[language], "P07")
    id = prepare(study, "P07", language=language, roster=roster).id
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = [said(number, Speaker.PARTICIPANT, text) for number, text in enumerate(texts, 1)]
    transcripts.finish_run(study.vault, run, turns)
    (row,) = propose_replacements(study, [id]).done
    assert row.roster_only == language
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    return filed.record(study.corpus, id)


def exported(record: Record, name: str) -> bytes:
    (artefact,) = artefacts(find_exporter(name), [record])
    return b"".join(artefact.chunks)


def document_xml(content: bytes, folder: Path) -> str:
    path = folder / "interview.docx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(("language", "texts"), [("tr", TURKISH), ("ar", ARABIC)])
def test_no_typed_name_leaves_an_interview_in_another_language(
    study, tmp_path, language, texts
) -> None:
    record = filed_record(study, language, texts)
    files = [exported(record, name) for name in ("text", "html", "csv", "jsonl")]
    files.append(document_xml(exported(record, "docx"), tmp_path).encode())
    for content in files:
        text = content.decode().casefold()
        assert not [name for name in NAMES if name.casefold() in text]
    assert record.language == language
    assert "[" in record.turns[0].text


def test_words_of_two_languages_in_one_sentence_stay(study) -> None:
    record = filed_record(study, "tr", TURKISH)
    for word in ("psychiater", "afspraak", "yaptı"):
        assert word in record.turns[1].text


def test_what_runs_from_right_to_left_says_so_in_documents_and_nothing_else_does(
    study, tmp_path
) -> None:
    record = filed_record(study, "ar", (*ARABIC, "Ja, dat klopt.", "\u202eturned نعم"))
    page = exported(record, "html").decode()
    lines = [line for line in page.splitlines() if 'class="line"' in line]
    assert ['dir="rtl"' in line for line in lines] == [True, False, False]
    xml = document_xml(exported(record, "docx"), tmp_path)
    assert xml.count("<w:bidi/>") == 1
    assert xml.count("<w:rtl/>") >= 1
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(page + xml)


def test_the_wordings_of_the_guide_are_those_of_its_first_language(study) -> None:
    record = filed_record(study, "tr", TURKISH)
    guide = study.interview("P07-1").guide
    assert [question.text for question in record.questions] == [
        question.text.in_(guide.languages[0]) for question in guide.questions
    ]


def test_a_code_that_is_no_language_is_refused_and_nothing_is_kept(study) -> None:
    with pytest.raises(KitError, match="no language that can be transcribed") as refused:
        prepare(study, "P07", language="turkish")
    assert "tr" in refused.value.hint
    assert list(study.interviews()) == []
    assert prepare(study, "P07", language="TR").language == "tr"


def test_an_interpreter_adds_a_language_and_can_be_taken_back(study) -> None:
    interview = study.interview(prepare(study, "P07", language="nl").id)
    assert (spoken_languages(interview), roster_only_languages(interview)) == ("nl", "")
    note_interpreter(interview, "tr")
    note_interpreter(interview.reread(), "tr")
    assert len(interview.reread().entries) == 1
    assert spoken_languages(interview.reread()) == "nl,tr"
    assert roster_only_languages(interview.reread()) == "tr"
    assert read_transcript(interview.reread()).roster_only == "tr"
    note_interpreter(interview.reread(), "none")
    assert spoken_languages(interview.reread()) == "nl"
    with pytest.raises(KitError, match="held in nl already"):
        note_interpreter(interview, "nl")


@pytest.mark.model
def test_each_piece_is_written_in_the_likeliest_of_the_languages_that_are_spoken() -> None:
    class Bilingual(ScriptedDecoder):
        """Hears Turkish in what is louder than the tenth level, and Dutch in the rest."""

        def language(self, piece, among=()):
            likely = "tr" if float(np.abs(piece.states).max()) > 1_000 / 32_768 else "nl"
            return likely if likely in among else "en"

        def write(self, pieces, language, **ways):
            self.asked = [*getattr(self, "asked", []), language]
            return super().write(pieces, language, **ways)

    def cut(levels: range) -> ChunkSound:
        sound = np.repeat(np.array(levels, np.int16) * 100, SPEECH_RATE // 2)
        floats = (sound / 32_768).astype(np.float32)
        voiced = np.ones(len(floats) // WINDOW, np.bool_)
        return ChunkSound(0, SPEECH_RATE, sound[:, None], floats, voiced)

    decoder = Bilingual(lambda request: draft(_switching(request)))
    engine = WhisperEngine(decoder, SileroVoice())
    chunks = engine.transcribe([cut(range(1, 5)), cut(range(11, 15))], "nl,tr")
    assert [chunk.language for chunk in chunks] == ["nl", "tr"]
    assert set(decoder.asked) == {"nl", "tr"}
    assert "afspraak" in chunks[1].segments[0].text
    assert [to_chunk(json.loads(json.dumps(from_chunk(chunk)))) for chunk in chunks] == chunks
    assert engine.transcribe([cut(range(1, 5))], "de")[0].language == "de"


def _switching(request: Request) -> str:
    return " ".join([*request.words, "afspraak"]) if "11" in request.words else "ja goed"


@pytest.mark.model
def test_a_turkish_interview_goes_from_sound_to_export(kit, tmp_path) -> None:
    sound = tmp_path / "talk.wav"
    text = "Merhaba. Bugün hava çok güzel. Annemle birlikte çarşıya gittik ve ekmek aldık."
    subprocess.run(["espeak-ng", "-v", "tr", "-s", "130", "-w", sound, text], check=True)
    spoken, rate = soundfile.read(sound)
    soundfile.write(sound, np.concatenate([np.zeros(rate), spoken, np.zeros(rate)]), rate)
    (tmp_path / "names.txt").write_text("anne: Fatma Kaya\n", encoding="utf-8")
    kit("init", tmp_path / "study")
    kit("import", sound, "--participant", "P07", "--language", "tr", "--consent", "recording",
        "--roster", tmp_path / "names.txt")  # fmt: skip
    kit("transcribe", "P07-1")
    shown = kit("show", "P07-1")
    assert "in Turkish only" in shown.err
    (row,) = json.loads(kit("pseudonymize", "P07-1", "--accept", "--json").out)
    assert row["roster_only"] == "tr"
    kit("file", "P07-1")
    kit("export", tmp_path / "out", "--format", "html")
    page = next((tmp_path / "out").rglob("*.html")).read_text(encoding="utf-8")
    assert '<html lang="tr">' in page
    assert len(page.split('class="line"')) > 1
