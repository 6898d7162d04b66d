"""The app in a real terminal that is closed in the middle of an interview."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from interview_kit.session.interview_state import Phase
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
from tests.support.interview_stages import prepared
from tests.support.passphrase import PASSPHRASE

PROGRAM = """
import sys
from pathlib import Path
from interview_kit.audio.file_source import FileSource
from interview_kit.cli.main import leave_output
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
folder, sound, passphrase, id = sys.argv[1:]
with open_study(Path(folder), Secret(passphrase=passphrase)) as study:
    InterviewKit(Launch(
        folder=Path(folder), unlock=None, open_source=lambda: FileSource(Path(sound)),
        transcriber=None, study=study, screen="interview", interview=id,
    )).run()
leave_output()
"""


def opened(study_folder: Path, sound: Path) -> tuple[int, int, str]:
    """The app in a terminal, recording: its process, our end of the terminal, the interview."""
    import pty

    with open_study(study_folder, Secret(passphrase=PASSPHRASE)) as study:
        id = prepared(study)
    child, terminal = pty.fork()
    if not child:
        os.environ["TERM"] = "xterm-256color"
        os.environ.pop("PYTHONUNBUFFERED", None)  # nothing is left to be written then
        args = [str(study_folder), str(sound), PASSPHRASE, id]
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, *args])
    painted = b""
    while "● REC".encode() not in painted:
        painted += os.read(terminal, 65536)
    return child, terminal, id


def fill(terminal: int) -> None:
    """Have so much painted that a terminal which is not read from takes no more."""
    for _ in range(60):  # other colours paint the whole screen anew
        os.write(terminal, b"\x1bOQ")
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this kind")
@pytest.mark.parametrize("way", ["closed", "not read, closed", "not read, hung up", "asked"])
def test_a_terminal_closed_in_an_interview_ends_the_program_and_keeps_the_recording(
    study_folder: Path, sound: Path, way: str
) -> None:
    child, terminal, id = opened(study_folder, sound)
    if way.startswith("not read"):
        fill(terminal)
    if way.endswith("closed"):
        os.close(terminal)
    else:
        os.kill(child, signal.SIGHUP if way.endswith("hung up") else signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    if not way.endswith("closed"):
        os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    with open_study(study_folder, Secret(passphrase=PASSPHRASE)) as study:
        interview = study.interview(id)
        assert interview.state.phase is Phase.INTERRUPTED
        assert interview.sound.end_frame > 0
