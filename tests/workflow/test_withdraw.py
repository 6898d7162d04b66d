"""A participant who withdraws leaves a code and a moment, and takes nothing of others along."""

from __future__ import annotations

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.search import search
from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer, NoteTaken
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault import (
    audit_log,
    blocks,
    interviews,
    journal,
    names,
    transcripts,
    unfinished_forms,
    unfinished_notes,
    withdrawals,
)
from interview_kit.vault.destruction.interview_rows import hanging_tables
from interview_kit.vault.names import Verdict
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.noise_block import noise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript
from tests.support.vault_traces import decrypted_pages

OWN = ("Wilhelmina", "Zandstra", "Oosterwolde", "zeepaardje", "tamboerijn", "bromfiets")
SHARED = "Kwartel"
# Tables that hang on no interview: each is looked at by name when somebody withdraws, or holds
# nothing of a participant.
APART = {
    "participants", "roster", "entities", "withdrawals",
    "secrets", "seals", "interviewers", "audit", "merges", "recodings", "deletions",
    "_sqlite_migrations",
}  # fmt: skip


def roster(participant, *texts):
    return [RosterName(text, MentionType.PERSON, "zus", participant) for text in texts]


def file_all(study, *ids, why=""):
    pseudonymise(study, *ids)
    for id in ids:
        decide(
            study,
            id,
            study.interview(id).text.undecided,
            Verdict.ACCEPTED,
            DecisionScope.STUDY,
            why=why,
        )
        file_interview(study.interview(id))


@pytest.fixture
def two(study):
    """Somebody who will withdraw and somebody who stays; both know Kwartel."""
    gone = with_transcript(
        study, "P07",
        "Mijn zus Wilhelmina Zandstra woont in Oosterwolde.", "Mijn dokter Kwartel zei zeepaardje.",
        roster=roster("P07", "Wilhelmina Zandstra"),
    )  # fmt: skip
    stays = with_transcript(study, "P08", "Mijn dokter Kwartel zei schommelstoel.")
    blocks.append(study.vault, gone, noise(7))
    blocks.append(study.vault, stays, noise(8))
    journal.append(study.vault, gone, 0, [NoteTaken("tamboerijn")])
    journal.append(study.vault, stays, 0, [NoteTaken("hangmat")])
    correct_turn(study.interview(gone), 2, text="Mijn dokter Kwartel zei zeepaardje tamboerijn.")
    file_all(study, gone, why="bromfiets")
    file_all(study, stays)
    correct_turn(study.interview(gone), 2, text="Mijn dokter Kwartel zei tamboerijn.")
    file_all(study, gone)
    return gone, stays


def every_byte(study):
    return decrypted_pages(study.folder, PASSPHRASE) + b"".join(
        path.read_bytes() for path in study.folder.glob("corpus.db*")
    )


def test_no_byte_of_the_study_holds_the_person_any_more(study, two):
    form = NewInterview("P09", names="zus: Wilhelmina Zandstra", answers={"record": Answer.YES})
    unfinished_forms.put(study.vault, form)
    assert unfinished_forms.kept(study.vault, "") == form
    unfinished_notes.put(study.vault, two[0], NoteTaken("zeepaardje"))
    before = every_byte(study)
    assert all(word.encode() in before for word in OWN)
    assert noise(7).data[200:400] in before
    withdraw(study, "P07")
    after = every_byte(study)
    assert [word for word in OWN if word.encode() in after] == []
    assert noise(7).data[200:400] not in after
    assert noise(8).data[200:400] in after
    study.close()
    assert [word for word in OWN if word.encode() in every_byte(study)] == []


def test_what_others_share_stays_for_them(study, two):
    shared = filed.record(study.corpus, two[1])
    withdraw(study, "P07")
    known = {form for entity in names.entities(study.vault) for form in entity.forms}
    assert any(SHARED in form for form in known)
    assert filed.record(study.corpus, two[1]) == shared
    (turn,) = transcripts.turns(study.vault, two[1])
    assert turn.text == "Mijn dokter Kwartel zei schommelstoel."
    assert search(study.corpus, "schommelstoel")
    file_all(study, two[1])
    assert filed.version(study.corpus, two[1]) == 1


def test_pseudonyms_of_the_person_stay_taken(study, two):
    before = {entity.id: entity.pseudonym for entity in names.entities(study.vault)}
    withdraw(study, "P07")
    assert {entity.id: entity.pseudonym for entity in names.entities(study.vault)} == before


def test_a_tombstone_is_left_and_the_code_is_never_given_again(study, two):
    done = withdraw(study, "p07")
    assert (done.participant, done.interviews, done.releases) == ("P07", (two[0],), ())
    assert withdrawals.find(study.vault, "P07").finished_at
    (stone,) = study.corpus.db.query("SELECT participant FROM withdrawals")
    assert stone == {"participant": "P07"}
    with pytest.raises(KitError, match="withdrew"):
        prepare(study, "P07", language="nl")
    assert [each.participant for each in interviews.all_of(study.vault)] == ["P08"]


def test_withdrawing_twice_says_the_same(study, two):
    first = withdraw(study, "P07")
    assert withdraw(study, "P07").at == first.at
    assert [entry.act for entry in audit_log.entries(study.vault)].count("withdrawn") == 1


def test_nobody_unknown_is_withdrawn(study):
    with pytest.raises(KitError, match="no participant P99"):
        withdraw(study, "P99")
    assert withdrawals.all_of(study.vault) == ()


def test_the_releases_that_held_the_person_are_named(study, two):
    db = study.corpus.db
    with study.corpus.atomic():
        db.execute("INSERT INTO releases VALUES ('r1', '2026-11-25', 'archive', '{}', 'ab')")
        db.execute("INSERT INTO released VALUES ('r1', ?, 'P07', 2)", [two[0]])
        db.execute("INSERT INTO released VALUES ('r1', ?, 'P08', 1)", [two[1]])
    (held,) = withdraw(study, "P07").releases
    assert (held.release, held.purpose, held.interview) == ("r1", "archive", "P07-1")


def test_files_in_the_folder_that_name_the_person_are_named(study, two):
    folder = study.folder / "export" / "text"
    folder.mkdir(parents=True)
    (folder / "P07-1.txt").write_text("ja")
    (folder / "P08-1.txt").write_text("nee")
    (folder.parent / "turns.csv").write_text("interview\nP07-1\n")
    assert withdraw(study, "P07").files == ("export/text/P07-1.txt", "export/turns.csv")


def test_a_withdrawal_that_was_broken_off_is_carried_through_at_the_next_opening(study, two):
    from interview_kit.workflow.recovery import recover

    withdrawals.begin(study.vault, "P07")
    recover(study)
    assert withdrawals.find(study.vault, "P07").finished_at
    assert filed.ids(study.corpus) == (two[1],)


def test_every_table_of_the_vault_is_reached_or_looked_at_by_name(study):
    tables = {name for name in study.vault.db.table_names() if not name.startswith("sqlite_")}
    assert tables == set(hanging_tables(study.vault.db)) | APART


def test_a_table_made_later_is_reached_through_what_it_refers_to(study, two):
    db = study.vault.db
    db.execute("CREATE TABLE tracks (id INTEGER PRIMARY KEY, of TEXT REFERENCES interviews (id))")
    db.execute("CREATE TABLE pieces (track INTEGER REFERENCES tracks (id), data TEXT)")
    with study.vault.atomic():
        db.execute("INSERT INTO tracks VALUES (1, ?), (2, ?)", list(two))
        db.execute("INSERT INTO pieces VALUES (1, 'zandloper'), (2, 'hangmat')")
    withdraw(study, "P07")
    assert list(db.query("SELECT * FROM pieces")) == [{"track": 2, "data": "hangmat"}]
