"""What earlier versions kept as corrections counts as edits, and edits have no hole in them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.vault import approvals, edits, interviews, transcripts
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import new_key
from interview_kit.vault.vault_schema import migrations, take_over_corrections
from interview_kit.vault.word_json import dump_words

WORDS = tuple(Word(f" w{at}", at * 100, at * 100 + 90, 0.5) for at in range(4))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault as the version before edits left it, with three corrections of two interviews."""
    path = tmp_path / "vault.db"
    path.touch()
    vault = Vault(path, new_key())
    migrations.apply(vault.db, stop_before="v010_edits")
    for id in ("P07-1", "P08-1"):
        vault.db.execute("INSERT INTO participants (id) VALUES (?)", [id[:3]])
        interviews.add(vault, Interview(id, id[:3], "g", "f", "s", "nl", "", "2026"))
        vault.db.execute(
            "INSERT INTO runs VALUES (NULL, ?, 'base', '{}', 0, '2026', '2026', 1)", [id]
        )
        vault.db.execute(
            "INSERT INTO turns VALUES (?, 1, 'participant', 0, 390, '', 'w0 w1 w2 w3', ?, 2.0)",
            [id, dump_words(WORDS)],
        )
    for id, speaker, text in (
        ("P07-1", "participant", "w0 w1 x w3"),
        ("P08-1", "other", "w0 w1 w2 w3"),
        ("P07-1", "other", 'W0, w1 "x" w3'),
    ):
        vault.db.execute(
            "INSERT INTO corrections (interview, turn, at, speaker, text) VALUES (?, 1, 'm', ?, ?)",
            [id, speaker, text],
        )
    vault.db.conn.commit()
    return vault


def test_corrections_count_as_steps_that_are_undone_one_by_one(vault: Vault) -> None:
    migrations.apply(vault.db)
    [turn] = transcripts.turns(vault, "P07-1")
    assert (turn.speaker, turn.text) == (Speaker.OTHER, 'W0, w1 "x" w3')
    assert [(word.start_ms, word.end_ms) for word in turn.words] == [
        (word.start_ms, word.end_ms) for word in WORDS
    ]
    [other] = transcripts.turns(vault, "P08-1")
    assert other == Turn(1, Speaker.OTHER, 0, 390, "", "w0 w1 w2 w3", WORDS)
    first, second = edits.of_interview(vault, "P07-1")
    assert (first.step, second.step) == (first.id, second.id)
    assert transcripts.expected_errors(vault, "P07-1") == {1: 0}
    assert transcripts.expected_errors(vault, "P08-1") == {1: 2.0}
    assert list(vault.db.query("SELECT * FROM corrections")) == []


def test_what_was_approved_before_stays_so(vault: Vault) -> None:
    run = next(vault.db.query("SELECT id FROM runs WHERE interview = 'P07-1'"))["id"]
    query = "SELECT turn, speaker, text FROM corrections WHERE interview = 'P07-1' ORDER BY id"
    rows = [list(row) for row in vault.db.execute(query)]
    before = hashlib.sha256(json.dumps([[[run]], rows, []]).encode()).hexdigest()
    migrations.apply(vault.db)
    assert approvals.fingerprint(vault, "P07-1") == before


def test_what_is_salvaged_of_an_earlier_version_becomes_edits(vault: Vault) -> None:
    rows = [tuple(row.values()) for row in vault.db.query("SELECT * FROM corrections")]
    migrations.apply(vault.db)
    for row in rows:
        vault.db.execute("INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?)", row)
    take_over_corrections(vault.db)
    chain = list(vault.db.query("SELECT id, before FROM edits WHERE interview = 'P07-1'"))
    assert [row["id"] for row in chain] == [1, 3, 4, 6]
    assert len(transcripts.turns(vault, "P07-1")) == 1
