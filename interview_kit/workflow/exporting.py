"""Exporting: filed interviews become files, and no byte of them may hold an original name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from interview_kit.disk.files import make_private_folder
from interview_kit.errors import KitError, LeakError
from interview_kit.export.exporters import artefacts, find_exporter
from interview_kit.pseudonym.leak import Forms, find_leaks
from interview_kit.workflow.originals import original_forms
from interview_kit.workflow.study import Study

SCAN_BYTES = 1 << 20
# Longer than any name, so that none can hide across two pieces of a scan.
OVERLAP_BYTES = 1 << 10


def export(study: Study, folder: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write every filed interview to `folder` in each of `formats`.

    Everything is scanned before anything is written. Raises KitError for an unknown format or an
    empty corpus, LeakError, with nothing written, where a known original is found.
    """
    exporters = [find_exporter(name) for name in formats]
    if not study.corpus.ids():
        raise KitError("No interview is filed yet.", "interview-kit file --all")
    forms = original_forms(study)
    leaks = [
        place
        for exporter in exporters
        for artefact in artefacts(exporter, study.corpus.records())
        for place in _scan(artefact.name, artefact.chunks, forms)
    ]
    if leaks:
        raise LeakError(
            f"A known name would be exported: {'; '.join(leaks[:10])}.",
            "Look the name up with `interview-kit review`, file again, then export.",
        )
    return tuple(
        _write(folder / artefact.name, artefact.chunks)
        for exporter in exporters
        for artefact in artefacts(exporter, study.corpus.records())
    )


def _scan(name: str, chunks: Iterable[bytes], forms: Forms) -> list[str]:
    """The places of `name`, and of what it holds, where an original stands."""
    places = [str(leak) for leak in find_leaks(name, forms, "a file name")]
    tail, start = b"", 0
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= SCAN_BYTES:
            piece = tail + b"".join(waiting)
            places += _places(name, piece, start, forms)
            tail = piece[-OVERLAP_BYTES:]
            start += len(piece) - len(tail)
            waiting, size = [], 0
    return places + _places(name, tail + b"".join(waiting), start, forms)


def _places(name: str, piece: bytes, start: int, forms: Forms) -> list[str]:
    return [f"{name} at byte {start + leak.offset}" for leak in find_leaks(piece, forms, name)]


def _write(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write one file, whole or not at all."""
    make_private_folder(path.parent)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return path
