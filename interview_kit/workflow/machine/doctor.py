"""A look at the machine: is everything here that an interview needs?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_kit.audio.devices import list_devices
from interview_kit.disk.disk_space import INTERVIEW_HOURS, free_bytes, hours_of_sound
from interview_kit.errors import KitError
from interview_kit.export.exporters import EXPORTERS
from interview_kit.language.phrase import phrase
from interview_kit.plugins import PluginTable
from interview_kit.pseudonym.detectors import DETECTORS
from interview_kit.pseudonym.others.detector_table import OPTIONAL_DETECTORS
from interview_kit.speech import model_store
from interview_kit.speech.diarizers import DIARIZERS, diarizers, find_diarizer
from interview_kit.speech.engines import ENGINES
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import (
    CORPUS,
    KEY,
    SETTINGS,
    VAULT,
    open_corpus,
    open_study,
)
from interview_kit.workflow.study.vault_integrity import refuse_damaged


@dataclass(frozen=True, slots=True)
class MachineFinding:
    """`verdict` is ok, note (works without) or missing; `detail` says what was found, or helps."""

    verdict: str
    what: str
    detail: str


def examine(folder: Path) -> tuple[MachineFinding, ...]:
    """What was found, from the machine to the study in `folder`."""
    checks: tuple[Callable[[Path], Iterator[MachineFinding]], ...] = (
        _microphone,
        _model,
        _diarizer,
        _detectors,
        _plugins,
        _disk,
        _study,
    )
    return tuple(finding for check in checks for finding in check(folder))


def examine_all(
    folder: Path, find_secret: Callable[[], Secret | None]
) -> tuple[MachineFinding, ...]:
    """What `examine` finds, and in a study whether its stores are whole.

    `find_secret` is asked in a study alone; without a secret only the corpus is looked at.
    """
    findings = examine(folder)
    if not (folder / SETTINGS).is_file():
        return findings
    return findings + examine_stores(folder, find_secret())


def examine_stores(folder: Path, secret: Secret | None) -> tuple[MachineFinding, ...]:
    """Whether the stores of a study are what was written; without a secret the corpus alone."""
    findings = []
    if secret is not None:
        try:
            with open_study(folder, secret, writing=False) as study:
                refuse_damaged(study)
            findings.append(
                MachineFinding("ok", VAULT, phrase("whole: every page and every second of sound"))
            )
        except KitError as error:
            findings.append(_refused(VAULT, error))
    else:
        findings.append(
            MachineFinding("note", VAULT, phrase("whether it is whole: interview-kit vault check"))
        )
    try:
        open_corpus(folder).close()
        findings.append(MachineFinding("ok", CORPUS, phrase("opens")))
    except KitError as error:
        findings.append(_refused(CORPUS, error))
    return tuple(findings)


def _refused(store: str, error: KitError) -> MachineFinding:
    detail = phrase("{what} {hint}", what=error.message, hint=error.hint)
    return MachineFinding("missing", store, detail)


def _microphone(_folder: Path) -> Iterator[MachineFinding]:
    try:
        devices = list_devices()
    except KitError as error:
        yield MachineFinding(
            "missing", "sound", phrase("{what} {hint}", what=error.message, hint=error.hint)
        )
        return
    if devices:
        name = next((device.name for device in devices if device.is_default), devices[0].name)
        yield MachineFinding(
            "ok",
            "microphone",
            phrase("{count}, {name} unless another is chosen", count=len(devices), name=name),
        )
    else:
        yield MachineFinding(
            "note", "microphone", phrase("none is plugged in; recordings can be imported")
        )


def _model(_folder: Path) -> Iterator[MachineFinding]:
    models = model_store.installed_models()
    if not models:
        yield MachineFinding("missing", "speech model", "interview-kit models fetch base")
    for model in models:
        try:
            model_store.verify(model.name)
            yield MachineFinding(
                "ok",
                "speech model",
                phrase(
                    "{name}, {megabytes} MB, whole",
                    name=model.name,
                    megabytes=model.size // 1_000_000,
                ),
            )
        except KitError as error:
            yield MachineFinding(
                "missing",
                "speech model",
                phrase("{what} {hint}", what=error.message, hint=error.hint),
            )


def _diarizer(_folder: Path) -> Iterator[MachineFinding]:
    for name in diarizers():
        try:
            yield MachineFinding(
                "ok",
                "diarizer",
                phrase("{name}, {title}", name=name, title=find_diarizer(name).title),
            )
        except KitError as error:
            yield MachineFinding(
                "missing", "diarizer", phrase("{what} {hint}", what=error.message, hint=error.hint)
            )


def _detectors(_folder: Path) -> Iterator[MachineFinding]:
    for detector in OPTIONAL_DETECTORS:
        if detector.is_installed:
            detail = phrase("{name}, {title}; installed", name=detector.name, title=detector.title)
            yield MachineFinding("ok", "detector", detail)
        else:
            detail = phrase(
                "{name}, {title}; optional: {command}",
                name=detector.name,
                title=detector.title,
                command=detector.install,
            )
            yield MachineFinding("note", "detector", detail)


def _plugins(_folder: Path) -> Iterator[MachineFinding]:
    """What others have installed beside the program, which may see what it is handed."""
    tables: tuple[PluginTable[Any], ...] = (EXPORTERS, DETECTORS, DIARIZERS, ENGINES)
    for table in tables:
        for point in table.brought:
            try:
                table.find(point.name)
            except KitError as error:
                detail = phrase("{what} {hint}", what=error.message, hint=error.hint)
                yield MachineFinding("missing", "plug-in", detail)
                continue
            detail = phrase(
                "{kind} {name}, of the package {package}",
                kind=table.kind.__name__.lower(),
                name=point.name,
                package=point.dist.name if point.dist else point.module,
            )
            yield MachineFinding("ok", "plug-in", detail)


def _disk(folder: Path) -> Iterator[MachineFinding]:
    free = free_bytes(folder)
    hours = hours_of_sound(free)
    verdict = "ok" if hours >= INTERVIEW_HOURS else "note"
    yield MachineFinding(
        verdict,
        "disk",
        phrase(
            "{gigabytes} GB free, {hours} hours of recording",
            gigabytes=f"{free / 1e9:.0f}",
            hours=f"{hours:.0f}",
        ),
    )


def _study(folder: Path) -> Iterator[MachineFinding]:
    if not (folder / SETTINGS).is_file():
        yield MachineFinding(
            "note", "study", phrase("this folder is no study; interview-kit init FOLDER makes one")
        )
        return
    for name in (VAULT, KEY):
        path = folder / name
        if not path.is_file():
            yield MachineFinding("missing", name, phrase("put it back from a backup"))
        elif os.name == "posix" and path.stat().st_mode & 0o077:
            yield MachineFinding(
                "note", name, phrase("others may read it: chmod 600 {path}", path=path)
            )
        else:
            yield MachineFinding("ok", name, phrase("readable by its owner alone"))
