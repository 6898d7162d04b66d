"""What the program keeps to itself: its memory, its passphrase, what its screen shows."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.passphrase import PASSPHRASE

pytestmark = pytest.mark.store
PROGRAM = (sys.executable, "-m", "interview_kit")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="of Linux")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        env=os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        timeout=120,
    )


@LINUX
def test_there_is_no_core_file_and_nobody_reads_the_memory() -> None:
    script = (
        "import ctypes, resource; from interview_kit import isolation; isolation.seal_memory();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["(0,", "0)", "0"]


@LINUX
@pytest.mark.parametrize(
    "module", ["speech.speech_worker", "audio.capture_process", "pseudonym.others.detector_worker"]
)
def test_every_process_that_is_started_seals_its_memory(module: str) -> None:
    source = Path(sys.modules["interview_kit"].__path__[0], *module.split(".")).with_suffix(".py")
    assert "seal_memory()" in source.read_text("utf-8")


def test_what_is_started_inherits_no_passphrase() -> None:
    script = (
        "import os, subprocess, sys; from interview_kit.cli import study_access as access;"
        "access.take_passphrases();"
        "print(access.Access(access.Path()).known_passphrase(), flush=True);"
        "subprocess.run([sys.executable, '-c', 'import os; print(sorted(os.environ))'])"
    )
    names = {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE, "INTERVIEW_KIT_OTHER_PASSPHRASE": "x"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | names, capture_output=True, text=True
    )
    first, inherited = done.stdout.strip().split("\n")
    assert first == PASSPHRASE
    assert "PASSPHRASE" not in inherited


@LINUX
@pytest.mark.parametrize(
    "name", ["vault.db", "corpus.db", "vault.key", "study.toml", "guides/x.toml"]
)
@pytest.mark.parametrize("kind", ["pipe", "folder", "endless"])
def test_what_is_no_file_is_said_and_nothing_waits(study_folder, name: str, kind: str) -> None:
    place = study_folder / name
    place.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/zero")
    done = run("--study", study_folder, "guide", "list")
    done_too = run("--study", study_folder, "file", "--all")
    for each in (done, done_too):
        assert each.returncode in (0, 2), each.stderr
        assert "Traceback" not in each.stderr
        assert "went wrong" not in each.stderr


@LINUX
def test_a_pipe_that_a_shell_made_is_read(study_folder, tmp_path) -> None:
    command = f"{sys.executable} -m interview_kit --study {study_folder} --passphrase-file <(echo"
    done = subprocess.run(
        ["bash", "-c", f"{command} {PASSPHRASE}) list"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0
    os.mkfifo(tmp_path / "pipe")
    refused = run("--study", study_folder, "--passphrase-file", tmp_path / "pipe", "list")
    assert refused.returncode == 2
    assert "would never end" in refused.stderr


@LINUX
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_fault(study_folder, closed: str) -> None:
    command = f"{sys.executable} -m interview_kit --study {study_folder} list {closed}"
    environment = os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}
    assert subprocess.run(["bash", "-c", command], env=environment, timeout=120).returncode == 0


def read(terminal: int) -> bytes:
    """What was shown; nothing where the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@LINUX
def test_a_redirected_stderr_does_not_hold_what_the_screen_shows(study_folder, tmp_path) -> None:
    master, slave = pty.openpty()
    with (tmp_path / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [*PROGRAM, "--study", study_folder],
            stdin=slave, stdout=slave, stderr=errors,
            env=os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE, "TERM": "xterm-256color"},
        )  # fmt: skip
        os.close(slave)
        shown, until = b"", time.monotonic() + 60
        while b"\x1b[" not in shown or len(shown) < 2000:
            assert time.monotonic() < until, shown
            if select.select([master], [], [], 1)[0]:
                shown += read(master)
        process.terminate()
        while process.poll() is None:
            if select.select([master], [], [], 0.1)[0]:
                read(master)
        process.wait(60)
    os.close(master)
    assert b"\x1b" not in (tmp_path / "errors").read_bytes()
