"""What the command line says, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.cli.main import COMMANDS
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
from interview_kit.workflow.study.shipped_files import demo_file
from tests.support.passphrase import PASSPHRASE

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"


@pytest.fixture
def kit(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "INTERVIEW_KIT_MODELS": str(home / "models"),
        "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE,
    }

    def run(*arguments, expect=0, passphrase=PASSPHRASE):
        done = subprocess.run(
            [sys.executable, "-m", "interview_kit", *map(str, arguments)],
            env=os.environ | environment | {"INTERVIEW_KIT_PASSPHRASE": passphrase},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    return run


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_help_is_quick_because_it_loads_none_of_the_heavy_libraries():
    code = (
        "import sys; from interview_kit.cli.main import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'textual', 'numpy', 'faster_whisper', 'av', 'sounddevice', 'rich'}\n"
        "heavy.add('sqlite_utils')\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_documented(kit, name):
    assert "Usage: interview-kit" in kit(name, "--help").stdout
    assert f"`{name} " in DOCS.read_text() or f"`{name}`" in DOCS.read_text()


def test_a_study_is_made_private_and_whole(kit, tmp_path):
    kit("init", "study")
    folder = tmp_path / "study"
    assert {path.name for path in folder.iterdir()} >= {
        "study.toml", "guides", "vault.db", "vault.key", "corpus.db",
    }  # fmt: skip
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in contents(folder):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert kit("--study", "study", "guide", "check").stdout == "recovery-stories.toml: in order.\n"
    assert json.loads(kit("--study", "study", "list", "--json").stdout) == []


def test_a_study_already_there_is_left_alone(kit, tmp_path):
    kit("init", "study")
    before = contents(tmp_path / "study")
    done = kit("init", "study", expect=2)
    assert done.stderr.startswith("There is a study in that folder already.\n")
    assert contents(tmp_path / "study") == before


def test_a_folder_with_other_things_in_it_is_left_alone(kit, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    assert "not empty" in kit("init", "mine", expect=2).stderr
    assert list(contents(tmp_path / "mine")) == [tmp_path / "mine" / "letter.txt"]


def test_the_current_folder_can_become_a_study(kit, tmp_path):
    (tmp_path / "empty").mkdir()
    kit("init", "empty")
    assert (tmp_path / "empty" / "study.toml").is_file()


def test_a_wrong_passphrase_gets_a_sentence_and_touches_nothing(kit, tmp_path, study_folder):
    before = contents(tmp_path / "study")
    done = kit("--study", "study", "list", expect=2, passphrase="wrong")
    assert done.stderr.splitlines()[0] == "That does not open the vault."
    assert contents(tmp_path / "study") == before


def test_no_passphrase_and_no_one_to_ask_gets_a_sentence(kit, study_folder):
    done = kit("--study", "study", "list", expect=2, passphrase="")
    assert "There is no passphrase." in done.stderr


def test_a_folder_that_is_no_study_gets_a_sentence(kit):
    done = kit("list", expect=2)
    assert done.stderr.startswith("That folder is no study.\n")


def test_a_newer_schema_is_not_touched(kit, tmp_path, study_folder):
    with open_study(tmp_path / "study", Secret(PASSPHRASE)) as study, study.vault.atomic() as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "vault", "name": "v999", "applied_at": "2040"}
        )
    before = contents(tmp_path / "study")
    assert "newer interview_kit" in kit("--study", "study", "list", expect=2).stderr
    assert contents(tmp_path / "study") == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "nowhere.wav", "--participant", "P07"], "nowhere.wav"),
        (["import", "text.wav", "--participant", "P07"], "text.wav"),
        (["import", demo_file("interview.ogg"), "--participant", "Marieke"], "no participant code"),
        (["transcribe", "P07-9"], "no interview P07-9"),
        (["transcribe", "--all"], "No interview was named"),
        (["export", "out", "--format", "docx9"], "no export format docx9"),
        (["export", "out"], "No interview is filed"),
        (["show", "P07-1", "--filed"], "P07-1 is not filed"),
        (["record", "--participant", "P07", "--source", "text.wav"], "text.wav"),
        (["record"], "No participant"),
        (["names", "add", "empty.txt"], "Line 1"),
        (["guide", "show", "no-such"], "no guide no-such"),
        (["models", "verify", "nothing"], "not installed"),
        ([], "needs a terminal"),
        (["interview", "--participant", "P07"], "needs a terminal"),
        (["no-such-command"], "No such command"),
        (["search"], "Missing argument"),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_2(kit, tmp_path, arguments, says, study_folder):
    (tmp_path / "text.wav").write_text("this is no sound")
    (tmp_path / "empty.txt").write_text(":\n")
    done = kit("--study", "study", *arguments, expect=2)
    assert says in done.stderr
    assert json.loads(kit("--study", "study", "list", "--json").stdout) == []
    assert not (tmp_path / "out").exists()


def test_recording_without_consent_stores_nothing(kit, tmp_path, tone, study_folder):
    done = kit("--study", "study", "record", "--participant", "P07", "--source", tone, expect=2)
    assert "There is no consent to record" in done.stderr
    assert [row["length_ms"] for row in _interviews(kit)] == [0]


def test_recording_reports_when_it_stores_and_what_it_kept(kit, tone, study_folder):
    done = kit(
        "--study", "study", "record", "--participant", "P07", "--consent", "recording",
        "--source", tone, "--pace", "fast", "--json",
    )  # fmt: skip
    begun, ended = map(json.loads, done.stdout.splitlines())
    assert begun == {"event": "recording", "interview": "P07-1", "rate": 16000}
    assert (ended["frames"], ended["gaps"]) == (3 * 16000, [])
    assert _interviews(kit)[0]["stage"] == "recorded"


def test_sound_comes_out_as_it_went_in(kit, tmp_path, tone, study_folder):
    import soundfile

    kit("--study", "study", "import", tone, "--participant", "P07")
    kit("--study", "study", "audio", "P07-1", "--to", "out.wav")
    assert (soundfile.read(tmp_path / "out.wav")[0] == soundfile.read(tone)[0]).all()
    kit("--study", "study", "audio", "P07-1", "--to", "part.flac", "--from-seconds", "1",
        "--to-seconds", "2")  # fmt: skip
    assert soundfile.info(tmp_path / "part.flac").frames == 16000
    before = (tmp_path / "out.wav").read_bytes()
    there = kit("--study", "study", "audio", "P07-1", "--to", "out.wav", expect=2)
    assert "There is a file out.wav already." in there.stderr
    assert (tmp_path / "out.wav").read_bytes() == before
    bare = kit("--study", "study", "audio", "P07-1", "--to", "b.wav", "--suspected", "all",
               expect=2)  # fmt: skip
    assert "--names" in bare.stderr
    assert not (tmp_path / "b.wav").exists()


def test_holders_come_and_go_and_the_last_passphrase_stays(kit, tmp_path, study_folder):
    (tmp_path / "second.txt").write_text("another phrase\n")
    kit("--study", "study", "vault", "holders", "add", "second",
        "--new-passphrase-file", "second.txt")  # fmt: skip
    kit("--study", "study", "list", passphrase="another phrase")
    listed = json.loads(kit("--study", "study", "vault", "holders", "--json").stdout)
    assert [holder["name"] for holder in listed] == ["owner", "second"]
    kit("--study", "study", "vault", "holders", "remove", "owner")
    kit("--study", "study", "list", expect=2)
    done = kit("--study", "study", "vault", "holders", "remove", "second", expect=2,
               passphrase="another phrase")  # fmt: skip
    assert "last passphrase" in done.stderr


def test_a_recovery_holder_opens_the_vault_with_an_age_identity(kit, tmp_path):
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"# created today\n{identity}\n")
    kit("init", "study", "--recipient", str(identity.to_public()))
    kit("--study", "study", "--identity", "identity.txt", "list", passphrase="")


def test_a_second_program_that_writes_is_refused_and_one_that_reads_is_not(
    kit, tmp_path, study_folder
):
    with open_study(study_folder, Secret(PASSPHRASE)):
        done = kit("--study", "study", "pseudonymize", "--all", expect=2)
        assert done.stderr.startswith("Another program is working in this study.")
        kit("--study", "study", "list")


def test_detect_finds_names_in_plain_text(kit, tmp_path):
    (tmp_path / "text.txt").write_text("Toen kwam Fatima bij ons in Almere wonen.")
    found = json.loads(kit("detect", "text.txt", "--language", "nl", "--json").stdout)
    assert [(each["text"], each["type"]) for each in found] == [
        ("Fatima", "person"),
        ("Almere", "place"),
    ]
    assert set(found[0]) == {"start", "end", "type", "text", "detector", "score"}


def test_a_text_or_roster_from_another_program_is_read_or_refused(kit, tmp_path):
    (tmp_path / "text.txt").write_text("Toen kwam Vroefel langs.")
    (tmp_path / "roster.txt").write_bytes("\ufeffzus: Vroefel".encode())
    found = json.loads(kit("detect", "text.txt", "--roster", "roster.txt", "--json").stdout)
    assert [(each["text"], each["detector"]) for each in found] == [("Vroefel", "roster")]
    (tmp_path / "roster.txt").write_bytes("zus: Zoë".encode("latin-1"))
    for arguments in (("text.txt", "--roster", "roster.txt"), ("roster.txt",)):
        refused = kit("detect", *arguments, expect=2)
        assert refused.stderr.startswith("roster.txt is not text in UTF-8.")


def test_detect_asks_another_detector_by_name(kit, tmp_path, frog_program):
    frog_program("koffie")
    (tmp_path / "text.txt").write_text("Tja, met koffie dus.")
    found = json.loads(kit("detect", "text.txt", "--with", "frog", "--json").stdout)
    assert [(each["text"], each["detector"]) for each in found] == [("koffie", "frog")]
    refused = kit("detect", "text.txt", "--with", "frogg", expect=2)
    assert "There is no optional detector frogg." in refused.stderr
    assert "Is it frog?" in refused.stderr


def _interviews(kit):
    return json.loads(kit("--study", "study", "list", "--json").stdout)


@pytest.fixture
def tone(tmp_path):
    """Three seconds of a quiet tone, 16 kHz, one channel."""
    import numpy
    import soundfile

    time = numpy.arange(3 * 16000) / 16000
    path = tmp_path / "tone.wav"
    soundfile.write(path, 0.2 * numpy.sin(440 * 2 * numpy.pi * time), 16000, subtype="PCM_16")
    return path


def test_a_transcript_becomes_an_interview_and_what_is_lost_is_told(kit, tmp_path, study_folder):
    path = tmp_path / "talk.csv"
    rows = ["speaker,text", "Bregje Vos,Hoe was het?", "Omar Haddad,Goed.", "zoek"]
    path.write_text("\n".join(rows))
    listed = json.loads(kit("import-transcript", "--labels", path, "--json").stdout)
    assert [row["label"] for row in listed] == ["Bregje Vos", "Omar Haddad"]
    base = ("--study", study_folder, "import-transcript")
    made = kit(*base, "--participant", "P07", path, "--json")
    result = json.loads(made.stdout)
    assert (result["interview"], result["turns"], result["unread"]) == ("P07-1", 2, [4])
    told = kit(*base, "P07-1", path, "--discard-corrections", "--speaker", "omar haddad=other")
    assert "P07-1: 2 turns (interviewer 1, other 1)." in told.stdout
    assert "Line 4 was not understood." in told.stderr
    # What a line holds may be a name: it is shown on a terminal alone.
    assert "zoek" not in told.stdout + told.stderr
    path.write_text("\n".join([*rows, "a", "b", "c"]))
    refused = kit(*base, "P07-1", path, "--discard-corrections", expect=2)
    assert "4 lines of the file are not understood." in refused.stderr
    kit(*base, "P07-1", path, "--discard-corrections", "--partly")
    assert "Hoe was het?" in kit("--study", study_folder, "show", "P07-1").stdout


def test_a_mark_at_the_begin_of_toml_is_passed_over(kit, study_folder):
    for path in (study_folder / "study.toml", study_folder / "guides" / "recovery-stories.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "in order" in kit("--study", study_folder, "guide", "check").stdout
    kit("--study", study_folder, "list")


def test_settings_are_seen_and_changed_without_a_passphrase(kit, tmp_path):
    kit("init", "study")
    rows = json.loads(kit("--study", "study", "settings", "--json", passphrase="").stdout)
    assert {row["name"] for row in rows} >= {"language", "dates", "keep_audio"}
    assert all(row["explanation"] for row in rows)
    kit("--study", "study", "settings", "dates", "year", passphrase="")
    assert 'dates = "year"' in (tmp_path / "study" / "study.toml").read_text()
    assert "cannot be" in kit("--study", "study", "settings", "dates", "x", expect=2).stderr
    assert "unknown key" in kit("--study", "study", "settings", "x", expect=2).stderr


def test_an_interview_is_prepared_listed_and_looked_back_on(kit):
    kit("init", "study", "--language", "en")
    at = ("--study", "study")
    told = kit(*at, "prepare", "--participant", "P07", "--attribute", "gender=woman", "--json")
    assert json.loads(told.stdout) == {"interview": "P07-1"}
    assert "P07-1" in kit(*at, "list").stdout
    quality = json.loads(kit(*at, "quality", "P07-1", "--json").stdout)
    assert (quality["turns"], quality["asked"]) == (0, [])
    assert kit(*at, "quality", "P09-1", expect=2).stderr


def test_practice_needs_no_study_and_leaves_no_file(kit, tmp_path):
    def files():  # the sound server keeps its own under .config
        return {p for p in tmp_path.rglob("*") if ".config" not in p.parts and p.is_file()}

    before = files()
    told = kit("interview", "--practice", "--plain").stdout  # the input is at its end at once
    assert told.startswith("PRACTICE.")
    assert "Nothing of it was stored." in told
    assert files() == before
