"""A transcript made elsewhere becomes the turns of an interview."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.errors import KitError, UnreadError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.block import Block
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.word import Word
from interview_kit.session.interview_events import ConsentAnswered, Ended, TranscriptImported
from interview_kit.vault import blocks, interviews, journal, transcripts
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.pseudonymisation.name_review import replacements
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.transcription.chosen_transcriptions import import_text
from interview_kit.workflow.transcription.transcribe import (
    is_transcribed,
    refuse_to_lose_corrections,
)
from interview_kit.workflow.transcription.transcript_import import (
    import_interview,
    import_transcript,
    wants_times,
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("Piet: Ik woonde in Zwolle.\nAnna: Hoe was dat?\nPiet: Goed.\n")
    return path


def test_lines_become_turns_and_labels_become_roles(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), file, {"Anna": Speaker.INTERVIEWER})
    kept = transcripts.turns(study.vault, id)
    assert [turn.speaker for turn in kept] == ["participant", "interviewer", "participant"]
    assert kept[0].text == "Ik woonde in Zwolle."
    assert not any("Piet" in turn.text or "Anna" in turn.text for turn in kept)
    assert is_transcribed(study.interview(id))


def test_a_label_that_is_not_in_the_file_is_refused_without_saying_it(study, file):
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError) as refused:
        import_transcript(study.interview(id), file, {"Johanna": Speaker.INTERVIEWER})
    assert "Johanna" not in refused.value.message + refused.value.hint
    assert transcripts.turns(study.vault, id) == ()


def test_an_imported_text_is_not_replaced_by_accident(study, file):
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), file)
    with pytest.raises(KitError, match="imported"):
        refuse_to_lose_corrections(study.interview(id))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_windows_or_others_wrote_it(study, tmp_path, encoding):
    path = tmp_path / "old.txt"
    path.write_bytes("Zoë: Één café – of twee?\r\nPiet: €5.\r\n".encode(encoding))
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    texts = [turn.text for turn in transcripts.turns(study.vault, id)]
    assert texts == ["Één café – of twee?", "€5."]


def test_a_title_before_the_first_speaker_makes_nobody_the_interviewer(study, tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("Interview 7\nAnna: Hoe was dat?\nPiet: Goed.\n")
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    speakers = [turn.speaker for turn in transcripts.turns(study.vault, id)]
    assert speakers == ["other", "interviewer", "participant"]


def test_without_any_speaker_all_is_the_participants(study, tmp_path):
    path = tmp_path / "old.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nGoed.\n")
    id = prepare(study, "P07", language="nl").id
    import_transcript(study.interview(id), path)
    assert [turn.speaker for turn in transcripts.turns(study.vault, id)] == ["participant"]


def test_what_is_no_text_is_refused_with_nothing_changed(study, tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes(bytes(range(256)))
    id = prepare(study, "P07", language="nl").id
    with pytest.raises(KitError, match="cannot be read"):
        import_transcript(study.interview(id), path)
    assert transcripts.turns(study.vault, id) == ()


def test_a_few_lines_that_are_not_understood_are_told_and_more_are_refused(study, tmp_path):
    path = tmp_path / "old.csv"
    rows = ["speaker,text", "I,Hoe gaat het?", "P,Goed.", "x", "y", "z"]
    path.write_text("\n".join(rows))
    id = prepare(study, "P07", language="nl").id
    result = import_transcript(study.interview(id), path)
    assert [each.line for each in result.unread] == [4, 5, 6]
    path.write_text("\n".join([*rows, "zo"]))
    with pytest.raises(UnreadError) as refused:
        import_transcript(study.interview(id), path, discard_corrections=True)
    assert refused.value.lines[-1] == (7, "zo")
    assert "zo" not in refused.value.message + refused.value.hint
    result = import_transcript(study.interview(id), path, partly=True, discard_corrections=True)
    assert (len(result.turns), len(result.unread)) == (2, 4)


def test_every_label_can_be_given_a_role_however_it_is_written(study, tmp_path):
    path = tmp_path / "old.txt"
    path.write_text(
        "Drs. J. de Wit | RUG: Hoe gaat het?\nomar haddad (hij): Goed.\nToen: stilte.\n"
    )
    id = prepare(study, "P07", language="nl").id
    roles = {
        "drs. j. de wit | rug": Speaker.PARTICIPANT,
        "omar haddad (hij)": Speaker.INTERVIEWER,
        "toen": Speaker.OTHER,
    }
    result = import_transcript(study.interview(id), path, roles)
    assert [(turn.speaker, turn.text) for turn in result.turns] == [
        (Speaker.PARTICIPANT, "Hoe gaat het?"),
        (Speaker.INTERVIEWER, "Goed."),
        (Speaker.OTHER, "stilte."),
    ]


def test_a_transcript_without_sound_is_an_interview(study, tmp_path):
    path = tmp_path / "old.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hoe?\n\n00:03.000 --> 01:00.000\n<v B>Goed.\n"
    )
    result = import_interview(study, "P09", path, language="nl", consent=[ConsentScope.RECORD])
    events = [entry.event for entry in journal.read(study.vault, "P09-1")]
    assert TranscriptImported(1000, "vtt") in events
    assert isinstance(events[-1], Ended)
    assert sum(isinstance(event, ConsentAnswered) for event in events) == 1
    (row,) = overview(study)
    assert (row.stage, row.turns, row.length_ms) == ("transcribed", 2, 60_000)
    assert result.interview == "P09-1"


def test_without_consent_that_was_named_none_is_noted(study, file):
    import_interview(study, "P09", file, language="nl")
    events = [entry.event for entry in journal.read(study.vault, "P09-1")]
    assert not any(isinstance(event, ConsentAnswered) for event in events)


def test_a_file_that_is_refused_leaves_no_interview(study, tmp_path):
    path = tmp_path / "old.json"
    path.write_text("{")
    with pytest.raises(KitError):
        import_interview(study, "P09", path, language="nl")
    assert interviews.all_of(study.vault) == ()


def test_a_stretch_of_an_interview_without_sound_can_be_struck(study, tmp_path):
    path = tmp_path / "old.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nDit niet.\n\n"
        "2\n00:00:20,000 --> 00:00:21,000\nDit wel.\n"
    )
    import_interview(study, "P09", path, language="nl")
    strike(study.interview("P09-1"), 0, 5)
    assert [turn.text for turn in transcripts.turns(study.vault, "P09-1")] == ["Dit wel."]


def heard(study, id, said, rate=1000):
    """A sound in which each word of `said` was heard, one a second."""
    words = [Word(f" {word}", n * 1000, n * 1000 + 600, 0.9) for n, word in enumerate(said.split())]
    length = len(words) * rate
    blocks.append(study.vault, id, Block(0, length, rate, 1, b"no sound"))
    run = transcripts.open_run(study.vault, id, "base", {})
    stretch = Chunk(0, length, "nl", (Segment(tuple(words)),))
    transcripts.append_chunk(study.vault, run, stretch)
    transcripts.finish_run(study.vault, run, [])


def test_a_text_without_times_is_laid_on_the_sound(study, tmp_path):
    path = tmp_path / "typed.txt"
    path.write_text("I: Hoe gaat het met u?\nR: Nou ja, best goed hoor. Al jaren.\nI: Fijn.\n")
    id = prepare(study, "P07", language="nl").id
    heard(study, id, "hoe gaat het met you nou ja best goed al jaren fijn")
    result = import_transcript(study.interview(id), path)
    assert [(turn.start_ms, turn.end_ms) for turn in result.turns] == [
        (0, 5000),
        (5000, 10_600),
        (11_000, 11_600),
    ]
    assert [word.text for word in result.turns[2].words] == [" Fijn."]
    (notice,) = result.notices
    assert (notice.kind, notice.detail) == ("laid_on_sound", "85")


def test_a_text_of_another_talk_is_laid_on_no_sound(study, tmp_path):
    path = tmp_path / "typed.txt"
    path.write_text("I: Waar woonde u vroeger?\nR: In een dorp, bij mijn ouders thuis.\n")
    id = prepare(study, "P07", language="nl").id
    heard(study, id, "hoe gaat het met you nou ja best goed al jaren fijn")
    result = import_transcript(study.interview(id), path)
    assert {turn.end_ms for turn in result.turns} == {0}
    assert [notice.kind for notice in result.notices] == ["no_times"]


def test_only_a_text_without_times_beside_unheard_sound_wants_hearing(study, file):
    from interview_kit.workflow.transcription.transcript_import import read_file

    id = prepare(study, "P07", language="nl").id
    assert not wants_times(study.interview(id), read_file(file))
    blocks.append(study.vault, id, Block(0, 1000, 1000, 1, b"no sound"))
    assert wants_times(study.interview(id), read_file(file))
    heard_id = prepare(study, "P08", language="nl").id
    heard(study, heard_id, "Goed")
    assert not wants_times(study.interview(heard_id), read_file(file))


def test_lines_of_one_speaker_are_one_turn_where_no_pause_parts_them(study, tmp_path):
    path = tmp_path / "old.srt"
    times = ((1, 2), (3, 4), (9, 10))
    path.write_text(
        "\n".join(f"{n}\n00:00:{a:02d},0 --> 00:00:{b:02d},0\nR: Zin {n}.\n"
                  for n, (a, b) in enumerate(times, 1))
    )  # fmt: skip
    id = prepare(study, "P07", language="nl").id
    turns = import_transcript(study.interview(id), path).turns
    assert [(turn.text, turn.start_ms, turn.end_ms) for turn in turns] == [
        ("Zin 1. Zin 2.", 1000, 4000),
        ("Zin 3.", 9000, 10_000),
    ]


def test_where_the_sound_cannot_be_heard_the_text_comes_in_and_it_is_told(study, file):
    study.settings = replace(study.settings, model="not-installed")
    id = prepare(study, "P07", language="nl").id
    blocks.append(study.vault, id, Block(0, 1000, 1000, 1, b"no sound"))
    result = import_text(study.interview(id), file, {})
    assert result.hearing_error is not None
    assert [notice.kind for notice in result.notices] == ["no_times"]
    assert len(transcripts.turns(study.vault, id)) == len(result.turns) > 0
    assert (
        import_text(
            study.interview(id), file, {}, discard_corrections=True, lay_on_sound=False
        ).hearing_error
        is None
    )


def test_a_turn_without_times_goes_by_its_number(study, tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text("Interviewer: Hoe was het bij Jansen?\nDeelnemer: Goed.\n", encoding="utf-8")
    id = import_interview(study, "P08", file).interview
    pseudonymise(study, id)
    interview = study.interview(id)
    assert [turn.clock for turn in interview.turns] == ["1", "2"]
    assert {place.clock for place in replacements(interview)} == {"1"}
    assert replace(interview.turns[0], start_ms=61_000, end_ms=62_000).clock == "00:01:01"
