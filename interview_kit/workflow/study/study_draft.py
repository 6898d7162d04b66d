"""The draft of a new study: a folder beside the wanted one, that takes its place once it is whole.

It says which program fills it. Where that one was ended meanwhile, the next study that is made in
the same place clears its draft away: no recording can be in it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from interview_kit.disk.private_files import make_draft_folder, write_private
from interview_kit.workflow.study.study_lock import occupant_of, this_program

MAKER = "maker.json"
"""The file that says which program makes a study of the draft."""


def make_study_draft(folder: Path) -> Path:
    """Make an empty draft of the study that `folder` is to be; abandoned ones are cleared away.

    Raises OSError where the folder that both stand in cannot be written.
    """
    for path in list(folder.parent.iterdir()):
        if path.name.startswith(f".{folder.name}.") and _is_abandoned(path):
            shutil.rmtree(path, ignore_errors=True)
    draft = make_draft_folder(folder)
    write_private(draft / MAKER, json.dumps(asdict(this_program())).encode())
    return draft


def close_study_draft(draft: Path) -> None:
    """Take away what says that a study is being made of a draft: all is in it."""
    (draft / MAKER).unlink()


def _is_abandoned(path: Path) -> bool:
    """Whether a program of this machine filled it that runs no more."""
    maker = occupant_of(path / MAKER)
    return maker is not None and maker.is_here and not maker.lives
