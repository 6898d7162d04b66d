"""Another site's study is taken in whole, and nobody is taken for somebody else."""

from __future__ import annotations

import json
import shutil

import pytest

from interview_kit.corpus import codings
from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus_merge import STAYS as CORPUS_STAYS
from interview_kit.corpus.corpus_merge import content_tables
from interview_kit.corpus.search import search
from interview_kit.errors import KitError
from interview_kit.model.renaming import Renaming
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import blocks, edits, journal, names, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.vault.vault_merge import STAYS
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.governance.study_merge import merge
from interview_kit.workflow.interviews.text_states import approve, text_status
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.noise_block import noise
from tests.support.passphrase import PASSPHRASE
from tests.support.releasable_study import filed_interview

OTHER_PASSPHRASE = "four other plain words"


@pytest.fixture(scope="session")
def other_blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("other") / "study"
    create_study(folder, Secret(OTHER_PASSPHRASE), Settings(name="other"))
    return folder


@pytest.fixture
def other(other_blank, tmp_path):
    folder = shutil.copytree(other_blank, tmp_path / "other")
    with open_study(folder, Secret(OTHER_PASSPHRASE)) as study:
        yield study


def rows(db, table):
    return list(db.query(f"SELECT * FROM {table}"))


@pytest.fixture
def both(study, other):
    """The same words and codes at two sites, so that all there is would clash."""
    names.add_to_roster(
        study.vault, [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "", "")]
    )
    names.add_to_roster(other.vault, [RosterName("Geertje Kuipers", MentionType.PERSON, "", "")])
    filed_interview(
        study, "P07", "Ik ken Wilhelmina Zandstra al jaren.", "Er stond een schommelstoel."
    )
    filed_interview(other, "P07", "Toen belde Geertje Kuipers mij op.", "Er stond een zeepaardje.")
    filed_interview(other, "P09", "Ook ik ken Geertje Kuipers.")
    blocks.append(other.vault, "P07-1", noise(3))
    return study, other


def test_everything_of_the_other_study_is_there_under_its_new_code(both):
    study, other = both
    correct_turn(other.interview("P09-1"), 1, text="Ook ik ken Geertje Kuipers goed.")
    done = merge(study, other, {"P07": "P107"})
    assert done.conflicts == ()
    assert done.interviews == ("P107-1", "P09-1")
    assert list(blocks.read(study.vault, "P107-1")) == list(blocks.read(other.vault, "P07-1"))
    for id, old in (("P107-1", "P07-1"), ("P09-1", "P09-1")):
        assert transcripts.turns(study.vault, id) == transcripts.turns(other.vault, old)
        assert [e.event for e in journal.read(study.vault, id)] == [
            e.event for e in journal.read(other.vault, old)
        ]
    # One correction comes along; a mark of what was filed and then changed stays out of date.
    assert text_status(study.interview("P107-1")).state == "filed"
    assert text_status(study.interview("P09-1")).state != "filed"
    assert [hit.interview for hit in search(study.corpus, "zeepaardje")] == ["P107-1"]
    assert [hit.interview for hit in search(study.corpus, "schommelstoel")] == ["P07-1"]
    assert not study_audit.verify(study).flaw
    for store in (study.vault.db, study.corpus.db):
        assert list(store.execute("PRAGMA foreign_key_check")) == []


def test_what_was_edited_comes_along_and_can_be_undone_on_either_side(both):
    study, other = both
    correct_turn(study.interview("P07-1"), 1, text="Iets anders.")
    editor = TranscriptEditor(other.interview("P09-1"), "els")
    before = editor.turns
    editor.split(1, len(before[0].text.split()[0]))
    editor.note(1, "zo?")
    after = editor.turns
    merge(study, other, {"P07": "P107"})
    editor = TranscriptEditor(study.interview("P09-1"))
    assert editor.turns == after
    editor.undo()
    editor.undo()
    assert (editor.turns, editor.can_undo) == (before, False)
    chain = [(edit.id, edit.step) for edit in edits.of_interview(study.vault, "P09-1")]
    assert len(chain) == 4


def test_no_two_people_share_a_pseudonym_and_text_and_key_say_the_same(both):
    study, other = both
    pseudonyms = [each.pseudonym for each in names.entities(other.vault)]
    assert set(pseudonyms) & {each.pseudonym for each in names.entities(study.vault)}
    before = names.entities(study.vault)
    merge(study, other, {"P07": "P107"})
    everyone = names.entities(study.vault)
    assert everyone[: len(before)] == before
    assert len({each.pseudonym for each in everyone}) == len(everyone)
    assert len({each.id for each in everyone}) == len(everyone)
    geertje = next(each for each in everyone if "Geertje Kuipers" in each.forms)
    for id in ("P107-1", "P09-1"):
        (proposal,) = names.proposals(study.vault, id)
        assert proposal.entity == geertje.id
        turn = filed.record(study.corpus, id).turns[0]
        assert geertje.pseudonym in turn.text
        assert any(geertje.pseudonym in word.text for word in turn.words)
    # What is filed is what the vault would file now: filing again makes no new version.
    assert file_interview(study.interview("P09-1")).version == 1


def test_codings_mark_the_same_words_after_a_pseudonym_grew(both):
    study, other = both
    text = filed.record(other.corpus, "P07-1").turns[0].text
    at = text.index("mij")
    with other.corpus.atomic() as db:
        db.execute("INSERT INTO codes (id, title) VALUES ('contact', 'Contact')")
        db.execute(
            "INSERT INTO codings (turn, version, code, first_char, end_char) SELECT id, 1, "
            "'contact', ?, ? FROM turns WHERE interview = 'P07-1' AND turn = 1",
            [at, at + 6],
        )
    with study.vault.atomic() as db:
        label = next(e.pseudonym for e in names.entities(study.vault) if e.pseudonym)
        db.execute(
            "UPDATE entities SET pseudonym = ? WHERE id = 'e1'", [label.replace(" 1]", " 1234]")]
        )
    merge(study, other, {"P07": "P107"})
    (coded,) = study.corpus.db.query(
        "SELECT text, first_char, end_char, interview FROM codings "
        "JOIN turns ON turns.id = codings.turn"
    )
    assert coded["interview"] == "P107-1"
    assert coded["text"][coded["first_char"] : coded["end_char"]] == "mij op"
    assert coded["first_char"] != at


def test_a_code_in_both_is_refused_by_name_and_nothing_is_changed(both):
    study, other = both
    before = [rows(study.vault.db, "interviews"), rows(study.corpus.db, "turns")]
    done = merge(study, other)
    assert not done.done
    assert [each for each in done.conflicts if "P07" in each]
    assert before == [rows(study.vault.db, "interviews"), rows(study.corpus.db, "turns")]


def test_a_new_code_has_to_be_free_in_both(both):
    study, other = both
    assert "P09 would be two" in " ".join(merge(study, other, {"P07": "P09"}).conflicts)
    with pytest.raises(KitError, match="no participant"):
        merge(study, other, {"P55": "P56"})


def test_somebody_who_withdrew_in_either_study_does_not_come_back(both):
    study, other = both
    withdraw(study, "P07")
    assert "withdrew here" in " ".join(merge(study, other).conflicts)
    withdraw(other, "P07")
    done = merge(study, other)
    assert done.interviews == ("P09-1",)
    assert filed.ids(study.corpus) == ("P09-1",)


def test_a_tombstone_comes_along(both):
    study, other = both
    withdraw(other, "P09")
    merge(study, other, {"P07": "P107"})
    assert [each["participant"] for each in rows(study.vault.db, "withdrawals")] == ["P09"]
    assert [each["participant"] for each in rows(study.corpus.db, "withdrawals")] == ["P09"]


def test_a_name_that_stands_in_for_another_and_is_taken_is_told(both):
    study, other = both
    for each in both:
        with each.vault.atomic() as db:
            db.execute("UPDATE entities SET pseudonym = 'Anna de Vries' WHERE id = 'e1'")
    assert "stands in for e1" in " ".join(merge(study, other, {"P07": "P107"}).conflicts)


def test_a_code_of_the_codebook_that_means_something_else_is_told(both):
    study, other = both
    for each, title in zip(both, ("Hope", "Housing"), strict=True):
        with each.corpus.atomic() as db:
            db.execute("INSERT INTO codes (id, title) VALUES ('h', ?)", [title])
    assert "Code h" in " ".join(merge(study, other, {"P07": "P107"}).conflicts)


def test_a_code_of_the_guide_in_another_language_is_none_that_means_something_else(both):
    study, other = both
    with other.corpus.atomic() as db:
        db.execute("UPDATE codes SET title = 'In English' WHERE id = 'medication-helped'")
    assert db.execute("SELECT changes()").fetchone() == (1,)
    assert not merge(study, other, {"P07": "P107"}).conflicts


def test_a_coding_without_a_place_comes_along_with_what_it_marked(both):
    study, other = both
    with other.corpus.atomic() as db:
        db.execute(
            "INSERT INTO earlier_turns SELECT id, interview, turn, speaker, start_ms, end_ms, "
            "question, text, 0, 0 FROM turns ORDER BY id LIMIT 1"
        )
        db.execute(
            "INSERT INTO lost_codings (interview, turn, version, code, first_char, end_char, "
            "reason) SELECT interview, id, 0, 'medication', 0, 4, 'gone' FROM earlier_turns"
        )
    (before,) = codings.lost(other.corpus)
    assert before.quotation
    merge(study, other, {"P07": "P107"})
    (after,) = codings.lost(study.corpus)
    assert (after.quotation, after.reason) == (before.quotation, before.reason)
    assert after.interview in filed.ids(study.corpus)


def test_a_dry_run_writes_nothing(both):
    study, other = both
    folders = study.folder, other.folder
    study.close(), other.close()
    files = [path for each in folders for path in sorted(each.rglob("*.db"))]
    before = [path.read_bytes() for path in files]
    with (
        open_study(folders[0], Secret(PASSPHRASE)) as here,
        open_study(folders[1], Secret(OTHER_PASSPHRASE)) as there,
    ):
        done = merge(here, there, {"P07": "P107"}, dry_run=True)
    assert (done.done, done.interviews) == (False, ("P107-1", "P09-1"))
    assert [path.read_bytes() for path in files] == before


def test_done_twice_it_changes_nothing(both):
    study, other = both
    merge(study, other, {"P07": "P107"})
    before = [rows(s.db, t) for s in (study.vault, study.corpus) for t in ("interviews", "turns")]
    assert merge(study, other).notices == ("It was taken in before.",)
    after = [rows(s.db, t) for s in (study.vault, study.corpus) for t in ("interviews", "turns")]
    assert after == before


def test_a_copy_of_the_study_is_not_taken_in(both):
    study, _ = both
    with pytest.raises(KitError, match="a copy of it"):
        merge(study, study)


def test_the_other_study_stays_as_it_is(both):
    study, other = both
    tables = [*other.vault.db.table_names()]
    before = {table: rows(other.vault.db, table) for table in tables}
    merge(study, other, {"P07": "P107"})
    assert {table: rows(other.vault.db, table) for table in tables} == before


def test_an_approval_goes_with_its_text_and_voices_and_asides_with_their_interview(both):
    study, other = both
    approve(other.interview("P07-1"), "Second Reader", is_same_account=True)
    with other.vault.atomic() as db:
        db.execute("INSERT INTO voices VALUES ('P07-1', 0, 900, 1, 0)")
        db.execute("INSERT INTO asides (interview, kind, at) VALUES ('P07-1', 'debrief', 'x')")
        db.execute("INSERT INTO aside_blocks VALUES (1, 0, 9, 16000, 1, x'00')")
    with study.vault.atomic() as db:
        db.execute("INSERT INTO asides (interview, kind, at) VALUES ('P07-1', 'debrief', 'y')")
    merge(study, other, {"P07": "P107"})
    assert text_status(study.interview("P107-1")).checked_by == "Second Reader"
    (moved,) = study.vault.db.query("SELECT * FROM asides WHERE interview = 'P107-1'")
    assert [each["aside"] for each in rows(study.vault.db, "aside_blocks")] == [moved["id"]]
    assert [each["interview"] for each in rows(study.vault.db, "voices")] == ["P107-1"]


def test_no_table_is_forgotten(both):
    """One row at least in each table of both stores of the other study would be copied."""
    study, other = both
    assert set(other.vault.db.table_names()) - STAYS - {"sqlite_sequence"} >= {"journal", "asides"}
    inside = {each for each in other.corpus.db.table_names() if not each.startswith("sqlite_")}
    index = {each for each in inside if each.startswith("turns_search")}
    assert set(content_tables(other.corpus.db)) == inside - index - CORPUS_STAYS
    before = {t: len(rows(study.vault.db, t)) for t in study.vault.db.table_names()}
    merge(study, other, {"P07": "P107"})
    for table in set(before) - STAYS - {"merges"}:
        more = len(rows(study.vault.db, table)) - before[table]
        assert more == len(rows(other.vault.db, table)), table


def test_labels_change_places_at_once_and_offsets_follow():
    renaming = Renaming({"P07": "P7"}, {"[a 1]": "[a 22]", "[a 22]": "[a 1]"})
    text = "x [a 1] y [a 22] z"
    assert renaming.text(text) == "x [a 22] y [a 1] z"
    assert [renaming.text(text)[renaming.place(text, text.index(c))] for c in "xyz"] == list("xyz")
    assert Renaming.loads(renaming.dumps()) == renaming
    assert renaming.interview("P07-2") == "P7-2"


def test_the_command_asks_for_the_other_passphrase_and_tells_in_json(both, kit):
    study, other = both
    study.close(), other.close()
    word = study.folder.parent / "word"
    word.write_text(OTHER_PASSPHRASE)
    base = ("merge", "other", "--other-passphrase-file", word)
    refused = kit(*base, "--json", expect=2)
    assert json.loads(refused.out)["conflicts"]
    done = json.loads(kit(*base, "--rename", "P07=P107", "--json").out)
    assert (done["done"], done["interviews"]) == (True, ["P107-1", "P09-1"])
