"""What a study releases for: the purposes that ship, and the study's own `release.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from interview_kit.deposit.purpose import Purpose, parse_purposes
from interview_kit.deposit.readme import untitled
from interview_kit.deposit.study_description import About, parse_about
from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.workflow.study.shipped_files import shipped_purposes
from interview_kit.workflow.study.study_settings import Settings

RELEASE = "release.toml"

_TEMPLATE = """\
# What archives ask, and for what purposes transcripts may leave. Lines that start with # explain.

[study]
# title = "Recovery stories from the community"
# creators = ["Family, Given", "Name of an Organisation"]
# publisher = "Name of the archive or the university"
# abstract = "What the study is about, in a few sentences."
# keywords = ["recovery", "severe mental illness"]
# rights = "Use under a data transfer agreement"
# identifier = "10.1234/abcd"
# contact = "data@example.org"
#
# Names that may stand in papers and guides though someone in the study is called so too. Creators,
# publisher and contact may anyhow.
# allowed_names = ["Iris Visser"]

# A purpose of your own, or one of the built-in ones changed. `consent`: take_part, record, quote,
# share, archive, contact. `held`: month, quarter, year, none. `places`: kept, size, removed.
# `dates`: kept, removed. `ages`: kept, tens, removed. `access`: open, restricted, closed.
# `below_k`: report, refuse. `interview-kit purposes` lists all with their values.
#
# [purpose.teaching]
# title = "Teaching within the university"
# consent = ["take_part", "quote"]
# checked = true
# formats = ["html"]
# access = "restricted"
# held = "year"
# places = "size"
# dates = "removed"
# ages = "tens"
# attributes = ["gender", "age-group"]
# k = 3
"""


def purposes(folder: Path) -> Mapping[str, Purpose]:
    """Every purpose by name: those that ship, changed and added to by the study's own.

    Raises KitError that names the key at fault.
    """
    shipped_purposes_ = parse_purposes(shipped_purposes(), "purposes.toml")
    return parse_purposes(_own_text(folder), RELEASE, shipped_purposes_)


def find_purpose(folder: Path, name: str) -> Purpose:
    """A purpose by name. Raises KitError that names those there are."""
    known_purposes = purposes(folder)
    if name not in known_purposes:
        raise KitError(
            "There is no purpose {name}.",
            "There are: {known}.",
            name=name,
            known=", ".join(known_purposes),
        )
    return known_purposes[name]


def about(folder: Path, settings: Settings) -> About:
    """What the study says of itself; its title is made of the study's name where it has none."""
    description = parse_about(_own_text(folder), RELEASE)
    title = description.title or untitled(settings.language, settings.name)
    return replace(description, title=title)


def write_template(folder: Path) -> Path:
    """Write a `release.toml` to fill in. Raises KitError where there is one."""
    path = folder / RELEASE
    if path.exists():
        raise KitError("There is a {release} already.", "Change that one.", release=RELEASE)
    write_private(path, _TEMPLATE.encode())
    return path


def _own_text(folder: Path) -> str:
    path = folder / RELEASE
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KitError("{release} is not UTF-8.", "Save it as UTF-8.", release=RELEASE) from error
