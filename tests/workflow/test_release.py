"""Releasing: who goes, what goes along, and that the package is whole or not there."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from interview_kit.corpus import filed_states, releases
from interview_kit.errors import KitError
from interview_kit.export.exporters import find_exporter
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.phrase import in_language
from interview_kit.session.interview_events import Answer
from interview_kit.vault import names
from interview_kit.workflow.publication import release as releasing
from interview_kit.workflow.publication.release import release
from interview_kit.workflow.publication.release_settings import (
    find_purpose,
    purposes,
    write_template,
)
from tests.support.releasable_study import (
    ALL,
    consented,
    filed_interview,
    write_release_toml,
)
from tests.support.silent_transcript import with_transcript

TEAM = [ConsentScope.TAKE_PART]
WOMAN = {"gender": "woman", "age-group": "age-35-49"}


@pytest.fixture(autouse=True)
def _quick_formats(study):
    """Word documents take longest to make, and other tests make them."""
    write_release_toml(study, '[purpose.coders]\nformats = ["csv", "text"]\n')


def reasons(made):
    return {each.interview: each.reason for each in made.left_out}


def test_only_interviews_whose_consent_covers_the_purpose_go(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    filed_interview(study, "P08", "Het ging ook goed.", scopes=TEAM)
    coders = release(study, tmp_path / "coders", "coders", dry_run=True)
    archive = release(study, tmp_path / "archive", "archive", dry_run=True)
    assert coders.interviews == ("P07-1", "P08-1")
    assert archive.interviews == ("P07-1",)
    assert reasons(archive) == {"P08-1": "consent"}
    assert "share with researchers, archive" in archive.left_out[0].why


def test_what_was_not_asked_was_not_agreed_to(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.", scopes=())
    with pytest.raises(KitError, match="No interview may be released") as caught:
        release(study, tmp_path / "out", "coders")
    assert "1 interview: no consent to take part" in caught.value.hint
    assert "geen toestemming voor deelnemen" in in_language(caught.value.hint, "nl")


def test_a_no_at_a_later_interview_counts_for_the_earlier_one(study, tmp_path):
    first = filed_interview(study, "P07", "Het ging goed.")
    second = filed_interview(study, "P07", "Het ging minder.", scopes=TEAM)
    study.vault.db.execute("UPDATE interviews SET created_at = '2026-01-01' WHERE id = ?", [first])
    consented(study, second, [ConsentScope.SHARE], Answer.NO)
    filed_interview(study, "P08", "Het ging ook goed.")
    made = release(study, tmp_path / "out", "share", dry_run=True)
    assert made.interviews == ("P08-1",)
    assert [each.why for each in made.left_out] == [
        "consent to share with researchers was taken back later",
        "no consent to share with researchers",
    ]
    assert [in_language(each.why, "nl") for each in made.left_out] == [
        "toestemming voor delen met onderzoekers is later ingetrokken",
        "geen toestemming voor delen met onderzoekers",
    ]


def test_a_no_that_is_noted_with_an_earlier_interview_counts_for_all(study, tmp_path):
    first = filed_interview(study, "P07", "Het ging goed.")
    filed_interview(study, "P07", "Het ging minder.")
    filed_interview(study, "P08", "Het ging ook goed.")
    consented(study, first, [ConsentScope.SHARE], Answer.NO)
    study.vault.db.execute("UPDATE journal SET at = '2999' WHERE payload LIKE '%\"no\"%'")
    assert release(study, tmp_path / "out", "share", dry_run=True).interviews == ("P08-1",)


def test_what_is_not_filed_or_not_checked_stays_behind(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    consented(study, with_transcript(study, "P08", "Nog niet klaar."), ALL)
    assert reasons(release(study, tmp_path / "out", "coders", dry_run=True)) == {
        "P08-1": "not_filed"
    }
    with pytest.raises(KitError) as caught:
        release(study, tmp_path / "out", "public", dry_run=True)
    assert "not checked by a second person" in caught.value.hint


def test_a_package_is_a_bag_that_validates_and_lists_every_file(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.", attributes=WOMAN)
    made = release(study, tmp_path / "out", "archive")
    bag = bagit.Bag(str(tmp_path / "out"))
    bag.validate()
    assert set(bag.payload_entries()) == {f"data/{name}" for name in made.files}
    assert (tmp_path / "out" / "manifest-sha256.txt").is_file()
    readme = (tmp_path / "out" / "data" / "README.md").read_text()
    for name in made.files:
        listed = name.replace("P07-1", "*")
        assert f"`{listed}`" in readme, name
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "out").rglob("*")} == {0}


def test_a_package_holds_all_that_an_archive_asks_for(study, tmp_path):
    filed_interview(study, "P07", "Ik woon in Lutjebroek, bij Joke.", attributes=WOMAN)
    made = release(study, tmp_path / "out", "archive")
    data = tmp_path / "out" / "data"
    (row,) = csv.DictReader((data / "data_list.csv").read_text("utf-8").splitlines())
    assert row["interview"] == "P07-1"
    assert (row["gender"], row["age-group"]) == ("woman", "age-35-49")
    assert "-Q" in row["held"]
    log = (data / "documents" / "pseudonymisation.csv").read_text()
    assert log.startswith("interview,type,replaced,left")
    facts = json.loads((data / "metadata" / "provenance.json").read_text())
    assert facts["release"] == made.id
    assert facts["interviews"] == {"P07-1": {"version": 1}}
    kinds = {name.split("-")[0] for name in made.files if name.startswith("documents/")}
    assert kinds == {"documents/guide", "documents/consent", "documents/pseudonymisation.csv"}
    assert "age-35-49" in (data / "codebook.md").read_text()
    assert set(made.missing) == {"creators", "publisher", "abstract", "rights", "contact"}


def test_the_profile_makes_places_ages_and_dates_coarser(study, tmp_path):
    filed_interview(study, "P07", "Toen ik 47 was woonde ik in Amsterdam.")
    filed = next(iter(names.entities(study.vault)), None)
    assert filed is not None
    release(study, tmp_path / "out", "archive")
    text = "".join(path.read_text() for path in (tmp_path / "out/data/transcripts").rglob("*.xml"))
    assert "[grote stad]" in text
    assert "[plaats 1]" not in text


def test_the_same_release_again_has_the_same_bytes(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    first = release(study, tmp_path / "one", "archive")
    second = release(study, tmp_path / "two", "archive")
    assert first.id == second.id
    assert [each.id for each in releases.all_of(study.corpus)] == [first.id]
    manifests = [(tmp_path / each / "manifest-sha256.txt").read_bytes() for each in ("one", "two")]
    assert manifests[0] == manifests[1]


def test_a_release_is_on_record_with_what_was_in_it(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    made = release(study, tmp_path / "out", "coders")
    (noted,) = releases.all_of(study.corpus)
    assert (noted.id, noted.purpose) == (made.id, "coders")
    assert releases.interviews_in(study.corpus, made.id) == ("P07-1",)
    assert "released" in filed_states.dated(study.corpus, "P07-1")


def test_a_dry_run_writes_and_notes_nothing(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    made = release(study, tmp_path / "out", "archive", dry_run=True)
    assert made.folder == ""
    assert made.files
    assert not (tmp_path / "out").exists()
    assert releases.all_of(study.corpus) == ()


def test_a_folder_that_holds_something_is_left_alone(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(KitError, match="not empty"):
        release(study, tmp_path / "out", "coders")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


class Stopped(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("files", [1, 5, 9])
def test_a_release_that_breaks_off_leaves_nothing_and_can_be_repeated(study, tmp_path, files):
    filed_interview(study, "P07", "Het ging goed.")
    total = len(release(study, tmp_path / "out", "coders", dry_run=True).files)

    def stop(done, _total):
        if done == total + files:
            raise Stopped

    with pytest.raises(Stopped):
        release(study, tmp_path / "out", "coders", advance=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["study"]
    assert releases.all_of(study.corpus) == ()
    release(study, tmp_path / "out", "coders")
    bagit.Bag(str(tmp_path / "out")).validate()


def test_a_crash_before_it_is_moved_in_leaves_a_record_and_the_same_release_again(
    study, tmp_path, monkeypatch
):
    filed_interview(study, "P07", "Het ging goed.")
    with monkeypatch.context() as patch:
        patch.setattr(releasing.bag_aside.__wrapped__.__globals__["Bag"], "move_in", _stop)
        # As after kill -9, the draft is still there.
        patch.setattr(releasing.bag_aside.__wrapped__.__globals__["shutil"], "rmtree", _nothing)
        with pytest.raises(Stopped):
            release(study, tmp_path / "out", "coders")
    assert not (tmp_path / "out").exists()
    made = release(study, tmp_path / "out", "coders")
    assert [each.id for each in releases.all_of(study.corpus)] == [made.id]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "study"]


def _stop(_self):
    raise Stopped


def _nothing(*_arguments, **_options):
    pass


def test_who_stands_out_is_named_and_coarsening_mends_it(study, tmp_path):
    write_release_toml(study, '[purpose.share]\nconsent = ["share"]\nk = 2\nbelow_k = "refuse"\n')
    for code, gender in (("P07", "woman"), ("P08", "woman"), ("P09", "man")):
        filed_interview(study, code, "Het ging goed.", attributes={"gender": gender})
    with pytest.raises(KitError, match="P09-1") as caught:
        release(study, tmp_path / "out", "share")
    assert "leave out gender" in caught.value.hint
    made = release(study, tmp_path / "out", "share", coarsen=True)
    assert made.anonymity.smallest == 3
    assert [str(step) for step in made.coarsened] == ["leave out gender"]
    header = (tmp_path / "out/data/data_list.csv").read_text().splitlines()[0]
    assert "gender" not in header


def test_a_study_adds_and_changes_purposes(study):
    write_release_toml(study, '[purpose.teaching]\nconsent = ["quote"]\nformats = ["html"]\n')
    assert {"coders", "share", "archive", "public", "teaching"} == set(purposes(study.folder))
    assert find_purpose(study.folder, "teaching").consent == ("quote",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[purpose.x]\nconsentt = []", "there is no consentt"),
        ('[purpose.x]\nconsent = ["sharing"]', "consent cannot be sharing"),
        ('[purpose.x]\nheld = "week"', "held cannot be week"),
        ("[purpose.x]\nk = 0", "k is too small"),
        ('[purpose.x]\nk = "3"', "k has no such value"),
        ("[purposes.x]\nk = 3", "there is no table purposes"),
        ('[study]\ncreators = "Me"', "creators has no such value"),
        ("[study", "cannot be read"),
    ],
)
def test_a_mistake_in_release_toml_is_named(study, tmp_path, text, says):
    filed_interview(study, "P07", "Het ging goed.")
    write_release_toml(study, text)
    name = "x" if "purpose.x" in text else "coders"
    with pytest.raises(KitError, match=says) as caught:
        release(study, tmp_path / "out", name)
    assert caught.value.hint


def test_the_template_of_release_toml_can_be_read(study):
    (study.folder / "release.toml").unlink()
    write_template(study.folder)
    assert set(purposes(study.folder)) == {"coders", "share", "archive", "public"}
    text = Path(study.folder / "release.toml").read_text()
    write_release_toml(study, "\n".join(_uncommented(text)))
    assert find_purpose(study.folder, "teaching").below_k == "report"
    with pytest.raises(KitError, match="already"):
        write_template(study.folder)


def _uncommented(text):
    for line in text.splitlines():
        bare = line.removeprefix("# ")
        yield bare if "=" in bare[:16] or bare.startswith("[") else line


def test_a_format_that_changes_its_bytes_is_not_released(study, tmp_path, monkeypatch):
    filed_interview(study, "P07", "Het ging goed.")
    numbers = iter(range(100))
    honest = releasing.find_exporter("jsonl")
    fickle = replace(honest, write=lambda _records: [str(next(numbers)).encode()])
    monkeypatch.setattr(releasing, "find_exporter", lambda _name: fickle)
    with pytest.raises(KitError, match="not what was searched"):
        release(study, tmp_path / "out", "coders")
    assert not (tmp_path / "out").exists()
    assert releases.all_of(study.corpus) == ()


def test_the_papers_of_a_dutch_study_say_in_dutch_what_a_format_is(study, tmp_path):
    filed_interview(study, "P07", "Het ging goed.")
    release(study, tmp_path / "out", "coders")
    readme = (tmp_path / "out/data/README.md").read_text(encoding="utf-8")
    title = find_exporter("csv").title
    assert in_language(title, "nl") != str(title)
    assert f"| {in_language(title, 'nl')} |" in readme
    assert str(title) not in readme
