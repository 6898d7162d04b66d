"""Changing the settings of a study, each checked against what the study has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.errors import StudyError
from interview_kit.language.catalogues import languages
from interview_kit.language.phrase import Phrase
from interview_kit.workflow.study.open_study import (
    SETTINGS,
    Study,
    guide_files,
    locked,
    require_study,
)
from interview_kit.workflow.study.study_settings import SETTINGS as KEYS
from interview_kit.workflow.study.study_settings import change_settings, read_settings


@dataclass(frozen=True, slots=True)
class SettingValue:
    """A key of a study's settings as it stands; `choices` is empty where any line will do."""

    name: str
    value: str
    default: str
    explanation: Phrase
    choices: tuple[str, ...]


def setting_values(folder: Path) -> tuple[SettingValue, ...]:
    """Every setting of a study, in the order of its file. Raises StudyError where that is wrong."""
    settings = read_settings(folder / SETTINGS)
    return tuple(
        SettingValue(
            key.name,
            getattr(settings, key.name),
            key.default,
            key.explanation,
            key.choices or _known(folder, key.name),
        )
        for key in KEYS.values()
    )


def change_setting(folder: Path, name: str, value: str) -> SettingValue:
    """Give a setting another value; what else stands in the file stays, comments too.

    Raises StudyError for a key or value that is none, LockedError where another program works in
    the study.
    """
    value = value.strip()
    choices = _known(folder, name)
    if choices and value not in choices:
        raise StudyError(
            "{name}: {key} cannot be {value}.",
            "It is one of {choices}.",
            name=SETTINGS,
            key=name,
            value=value,
            choices=", ".join(choices),
        )
    with locked(folder):
        change_settings(folder / SETTINGS, {name: value})
    return next(setting for setting in setting_values(folder) if setting.name == name)


def settings_after(
    folder: Path, name: str = "", value: str | None = None
) -> tuple[SettingValue, ...]:
    """All settings, or the one with this name, after it was given a `value` where there is one.

    Raises what `change_setting` raises.
    """
    require_study(folder)
    if value is not None:
        return (change_setting(folder, name, value),)
    settings = setting_values(folder)
    if not name:
        return settings
    named_settings = tuple(setting for setting in settings if setting.name == name)
    if not named_settings:
        raise StudyError(
            "{name} has an unknown key {key}.",
            "It has: {known}.",
            name=SETTINGS,
            key=name,
            known=", ".join(KEYS),
        )
    return named_settings


def change_open_study(study: Study, name: str, value: str) -> SettingValue:
    """What `change_setting` does, in a study that is open: it goes by the new value at once."""
    setting = change_setting(study.folder, name, value)
    study.settings = read_settings(study.folder / SETTINGS)
    study.plain_files[SETTINGS] = (study.folder / SETTINGS).read_bytes()
    return setting


def _known(folder: Path, name: str) -> tuple[str, ...]:
    """What a key may be by what the study has; empty where any line will do."""
    if name == "guide":
        return tuple(path.stem for path in guide_files(folder))
    return languages() if name == "language" else ()
