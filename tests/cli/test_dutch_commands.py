"""On a Dutch study the command line speaks Dutch, and on an English one English."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from interview_kit.cli.main import COMMANDS, cli
from interview_kit.cli.speaking import speak
from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.catalogues import translated
from interview_kit.language.table_columns import COLUMNS, VALUE_COLUMNS
from interview_kit.language.values import VALUE, VALUES
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import Phase
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.decisions import DecisionKind
from interview_kit.vault.names import Verdict
from interview_kit.workflow.destruction.retention import RETENTION_KINDS
from interview_kit.workflow.interviews.text_states import TextState
from tests.support.english_text import english_in, english_pieces
from tests.support.made_study import PASSPHRASE, make_study

# What is asked of a study that has interviews, and of one that has not, in order and by mistake.
ASKED = (
    "list", "states", "states P07-1", "show P06-1", "show P07-1 --runs", "show P99-1", "names list",
    "names suggestions", "names log", "names check", "names undo", "names merge A B",
    "names accept NOBODY", "names hear P07-1", "names hear --all", "names heard P07-1",
    "names confirm P07-1 NOBODY", "names wave-away P07-1 NOBODY --at-seconds 3", "vault holders",
    "vault holders remove nobody", "guide list",
    "guide check", "guide show recovery-stories", "guide show nowhere", "guide new Bad",
    "guide new fresh", "guide new fresh", "consent show P07-1", "consent answer P07-1 nothing yes",
    "consent decide P07-1 keep", "notes P07-1", "notes P06-1", "notes --all", "notes",
    "debrief show P07-1", "debrief write P07-1 --text Goed", "debrief play P07-1",
    "doubts P07-1", "doubts P07-1 --tick 9:9", "alike Verhoven --to Verhoeven --all",
    "vocabulary", "vocabulary psychose", "vocabulary Marijke",
    "speakers P07-1", "speakers P07-1 --swap other other --voices 2", "pseudonymize P06-1",
    "pseudonymize P07-1 --accept",
    "review P07-1", "file P07-1", "file --all", "answers", "answers nothing", "search nothing",
    "export out", "export out --format nothing", "release release-out --for coders --dry-run",
    "release release-out --for nobody", "release release-out --for public", "purposes", "releases",
    "approve P07-1 --who Iemand", "retention due", "retention apply --yes", "audit list",
    "audit verify", "backup copies", "transcribe P07-1", "transcribe P99-1",
    "transcribe P07-1 --dask-ca study.toml", "import nothing.flac --participant P09",
    "import nothing.flac --participant anna", "record --participant P09 --source nothing.flac",
    "record", "audio P07-1 --to out.mp3", "strike P07-1 --from-seconds 1 --to-seconds 2",
    "member-check P07-1 --to copy.pdf", "withdraw P99 --yes P99", "withdraw P99 --yes P98",
    "merge .", "doctor", "keys", "models list", "models verify nothing", "models remove nothing",
    "detect nothing.txt", "browse --port 99999", "lsit", "list --al", "show", "interview",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    for language in ("nl", "en"):
        make_study(folder / language, language)
    return folder


@pytest.fixture
def run(made, tmp_path, monkeypatch) -> Iterator:
    """Run a command in the study of a language, as a person would who set no language."""
    monkeypatch.delenv("INTERVIEW_KIT_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("INTERVIEW_KIT_KEYS", str(tmp_path / "keys.toml"))
    monkeypatch.setenv("LANGUAGE", "en")

    def command(language, *arguments):
        folder = tmp_path / language
        if not folder.exists():
            shutil.copytree(made / language, folder)
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(cli, arguments, standalone_mode=False)
        said = done.output
        if isinstance(done.exception, KitError):
            from interview_kit.cli.speaking import spoken_language
            from interview_kit.errors import sentence_of

            said += sentence_of(done.exception, spoken_language())
        elif isinstance(done.exception, click.ClickException):
            said += done.exception.format_message()
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return said

    yield command
    speak("en")


@pytest.mark.parametrize("asked", ASKED)
def test_on_a_dutch_study_no_command_says_a_sentence_in_english(run, asked):
    said = run("nl", *asked.split())
    assert not english_in(said), said


def test_the_same_commands_do_speak_english_on_an_english_study(run):
    said = "\n".join(run("en", *asked.split()) for asked in ASKED[:12])
    assert len(english_in(said)) > 5


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_the_language_of_the_study(run, name):
    def walk(path):
        said = run("nl", *path, "--help")
        assert "Toon deze uitleg en stop." in said
        assert not english_in(said), said
        return said

    said = walk([name])
    command = cli.get_command(click.Context(cli), name)
    for member in getattr(command, "commands", ()):
        assert member in said
        walk([name, member])


def test_a_word_in_the_command_line_or_the_environment_counts_before_the_study(run, monkeypatch):
    assert "Toon interviews" in run("nl", "--help")
    assert "List interviews" in run("nl", "--lang", "en", "--help")
    assert "List interviews" in run("nl", "--lang=en", "list", "--help")
    monkeypatch.setenv("INTERVIEW_KIT_LANGUAGE", "en")
    assert "List interviews" in run("nl", "--help")
    assert "Toon interviews" in run("nl", "--lang", "nl", "--help")


def test_without_a_study_the_machine_s_language_is_spoken(run, monkeypatch, tmp_path):
    run("nl", "list")
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert "Toon interviews" in run("nl", "--study", str(tmp_path / "none"), "--help")
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    assert "List interviews" in run("nl", "--study", str(tmp_path / "none"), "--help")


def test_a_language_that_is_none_is_refused_with_those_there_are(run):
    assert run("en", "--lang", "xx", "list") == "There is no language xx. Use: en, nl."


@pytest.mark.parametrize("asked", ["list", "states", "purposes", "keys", "doctor", "names log"])
def test_json_is_the_same_in_every_language(run, asked):
    def rows(language):
        return json.loads(run("nl", "--lang", language, *asked.split(), "--json"))

    dutch, english = rows("nl"), rows("en")
    if asked == "doctor":  # how much is free may change meanwhile
        dutch, english = (
            [row for row in said if row["what"] != "disk"] for said in (dutch, english)
        )
    assert dutch == english


def test_every_value_that_people_read_has_a_name_in_dutch():
    shown = {
        *AuditAct,
        *DecisionKind,
        *Verdict,
        *Speaker,
        *Phase,
        *TextState,
        *MentionType,
        *Answer,
        *RETENTION_KINDS,
    }
    assert {str(value) for value in shown} <= set(VALUES)
    assert translated(VALUE, "off_record", "nl") == "buiten opname"
    assert set(COLUMNS) >= VALUE_COLUMNS
    assert not {str(scope) for scope in ConsentScope} & set(COLUMNS) - {"consent"}


def test_the_search_for_english_knows_what_it_looks_for():
    assert len(english_pieces("nl")) > 800
    assert english_in("Er staat: They are one now. What was filed before is to be filed again.")
    assert not english_in("Ze zijn nu één. Wat eerder is opgeborgen, moet opnieuw.")
    assert os.environ["INTERVIEW_KIT_LANGUAGE"] == "en"
