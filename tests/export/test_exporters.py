"""What exporters write, byte for byte."""

from __future__ import annotations

import csv
import io
import json

import pytest

from interview_kit.errors import KitError
from interview_kit.export.exporters import EXPORTERS, artefacts, find_exporter
from interview_kit.model.record import Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn

RECORD = Record(
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    month="2026-11",
    length_ms=65_000,
    version=1,
    attributes={"gender": "woman"},
    questions={"today": "Hoe is het vandaag met u?"},
    turns=(
        Turn(1, Speaker.INTERVIEWER, 0, 900, "today", "Hoe gaat het?"),
        Turn(2, Speaker.PARTICIPANT, 61_500, 65_000, "today", '=1+1; "goed",\nzei [zus van P07]'),
    ),
)


def written(name: str) -> dict[str, bytes]:
    made = artefacts(find_exporter(name), [RECORD])
    return {artefact.name: b"".join(artefact.chunks) for artefact in made}


def test_a_json_line_is_a_turn():
    lines = written("jsonl")["turns.jsonl"].decode().splitlines()
    assert json.loads(lines[0]) == {
        "interview": "P07-1",
        "participant": "P07",
        "turn": 1,
        "speaker": "interviewer",
        "start_ms": 0,
        "end_ms": 900,
        "question": "today",
        "text": "Hoe gaat het?",
        "attributes": {"gender": "woman"},
    }
    assert len(lines) == 2


def test_a_csv_cell_is_never_a_formula_and_keeps_its_quotes_and_lines():
    rows = list(csv.reader(io.StringIO(written("csv")["turns.csv"].decode(), newline="")))
    assert rows[0][:3] == ["interview", "participant", "turn"]
    assert rows[2][-1] == "'" + RECORD.turns[1].text


def test_timed_text_reads_like_a_transcript():
    assert written("text")["text/P07-1.txt"].decode() == (
        "P07-1 · 2026-11 · 00:01:05\n"
        "\n# today: Hoe is het vandaag met u?\n\n"
        "[00:00:00] Interviewer: Hoe gaat het?\n"
        '[00:01:01] Deelnemer: =1+1; "goed", zei [zus van P07]\n'
    )


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_records_give_the_same_bytes(name):
    assert written(name) == written(name)


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(KitError) as caught:
        find_exporter("docx2")
    assert "jsonl" in caught.value.hint
