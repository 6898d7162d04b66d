"""Files and folders that only their owner can read."""

from __future__ import annotations

import errno
import os
import stat
import tempfile

import pytest

from interview_kit.disk.disk_errors import as_sentence
from interview_kit.disk.private_files import (
    make_draft_folder,
    make_private_folder,
    write_private,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_that_is_made_and_those_above_it_are_for_their_owner_alone(tmp_path):
    make_private_folder(tmp_path / "a" / "b")
    assert rights(tmp_path / "a") == rights(tmp_path / "a" / "b") == 0o700


def test_a_folder_that_was_there_keeps_its_rights(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o775)
    make_private_folder(tmp_path / "shared" / "text")
    make_private_folder(tmp_path / "shared")
    assert rights(tmp_path / "shared") == 0o775
    assert rights(tmp_path) == 0o755
    assert rights(tmp_path / "shared" / "text") == 0o700


@pytest.mark.parametrize(
    ("write", "function", "named"),
    [
        (lambda folder: make_draft_folder(folder / "study"), "mkdtemp", "."),
        (lambda folder: write_private(folder / "text.txt", b"text"), "mkstemp", "text.txt"),
    ],
)
def test_a_folder_that_takes_nothing_is_told_by_what_somebody_asked_for(
    tmp_path, monkeypatch, write, function, named
):
    def refuse(dir, prefix):
        raise OSError(errno.EROFS, "Read-only file system", str(dir / f"{prefix}x1y2"))

    monkeypatch.setattr(tempfile, function, refuse)
    with pytest.raises(OSError, match="Read-only") as raised:
        write(tmp_path)
    assert as_sentence(raised.value).message == f"{tmp_path / named} may not be read or written."
