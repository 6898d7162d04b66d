"""A look at the machine: is everything here that an interview needs?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.audio.devices import list_devices
from interview_kit.disk.disk_space import INTERVIEW_HOURS, free_bytes, hours_of_sound
from interview_kit.errors import KitError
from interview_kit.pseudonym.others.detector_table import OPTIONAL_DETECTORS
from interview_kit.speech import model_store
from interview_kit.speech.diarizers import diarizers, find_diarizer
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.keeping.integrity import refuse_damaged
from interview_kit.workflow.study.open_study import (
    CORPUS,
    KEY,
    SETTINGS,
    VAULT,
    open_corpus,
    open_study,
)


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
        _disk,
        _study,
    )
    return tuple(finding for check in checks for finding in check(folder))


def examine_stores(folder: Path, secret: Secret | None) -> tuple[MachineFinding, ...]:
    """Whether the stores of a study are what was written; without a secret the corpus alone."""
    findings = []
    if secret is not None:
        try:
            with open_study(folder, secret, writing=False) as study:
                refuse_damaged(study)
            findings.append(
                MachineFinding("ok", VAULT, "whole: every page and every second of sound")
            )
        except KitError as error:
            findings.append(MachineFinding("missing", VAULT, f"{error.message} {error.hint}"))
    else:
        findings.append(
            MachineFinding("note", VAULT, "whether it is whole: interview-kit vault check")
        )
    try:
        open_corpus(folder).close()
        findings.append(MachineFinding("ok", CORPUS, "opens"))
    except KitError as error:
        findings.append(MachineFinding("missing", CORPUS, f"{error.message} {error.hint}"))
    return tuple(findings)


def _microphone(_folder: Path) -> Iterator[MachineFinding]:
    try:
        devices = list_devices()
    except KitError as error:
        yield MachineFinding("missing", "sound", f"{error.message} {error.hint}")
        return
    if devices:
        name = next((device.name for device in devices if device.is_default), devices[0].name)
        yield MachineFinding("ok", "microphone", f"{len(devices)}, {name} unless another is chosen")
    else:
        yield MachineFinding("note", "microphone", "none is plugged in; recordings can be imported")


def _model(_folder: Path) -> Iterator[MachineFinding]:
    models = model_store.installed_models()
    if not models:
        yield MachineFinding("missing", "speech model", "interview-kit models fetch base")
    for model in models:
        try:
            model_store.verify(model.name)
            yield MachineFinding(
                "ok", "speech model", f"{model.name}, {model.size // 1_000_000} MB, whole"
            )
        except KitError as error:
            yield MachineFinding("missing", "speech model", f"{error.message} {error.hint}")


def _diarizer(_folder: Path) -> Iterator[MachineFinding]:
    for name in diarizers():
        try:
            yield MachineFinding("ok", "diarizer", f"{name}, {find_diarizer(name).title}")
        except KitError as error:
            yield MachineFinding("missing", "diarizer", f"{error.message} {error.hint}")


def _detectors(_folder: Path) -> Iterator[MachineFinding]:
    for detector in OPTIONAL_DETECTORS:
        state = "installed" if detector.is_installed else f"optional: {detector.install}"
        verdict = "ok" if detector.is_installed else "note"
        yield MachineFinding(verdict, "detector", f"{detector.name}, {detector.title}; {state}")


def _disk(folder: Path) -> Iterator[MachineFinding]:
    free = free_bytes(folder)
    hours = hours_of_sound(free)
    verdict = "ok" if hours >= INTERVIEW_HOURS else "note"
    yield MachineFinding(
        verdict, "disk", f"{free / 1e9:.0f} GB free, {hours:.0f} hours of recording"
    )


def _study(folder: Path) -> Iterator[MachineFinding]:
    if not (folder / SETTINGS).is_file():
        yield MachineFinding(
            "note", "study", "this folder is none; interview-kit init FOLDER makes one"
        )
        return
    for name in (VAULT, KEY):
        path = folder / name
        if not path.is_file():
            yield MachineFinding("missing", name, "put it back from a backup")
        elif os.name == "posix" and path.stat().st_mode & 0o077:
            yield MachineFinding("note", name, f"others may read it: chmod 600 {path}")
        else:
            yield MachineFinding("ok", name, "readable by its owner alone")
