"""A purpose: for whom transcripts leave, and on what conditions. Purposes are data, in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from rapidfuzz import process

from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.toml_text import parse_toml

MONTHS = ("month", "quarter", "year", "none")  # each coarser than the one before
_SCOPES = tuple(map(str, ConsentScope))
_STATES = ("filed", "released")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "access": ("open", "restricted", "closed"),
    "held": MONTHS,
    "places": ("kept", "size", "removed"),
    "dates": ("kept", "removed"),
    "ages": ("kept", "tens", "removed"),
    "below_k": ("report", "refuse"),
}
_LISTS: Mapping[str, tuple[str, ...]] = {
    "consent": _SCOPES,
    "states": _STATES,
    "formats": (),
    "attributes": (),
    "without": (),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """For whom, and on what conditions.

    `consent` are the scopes that must all have been agreed to, `states` those of a filed text that
    may go. `checked` asks that a second person has checked it. `formats` are names of exporters.
    `held` says how exactly it is told when an interview was held; `places`, `dates` and `ages` how
    much is left of these in the text, where they were replaced. `attributes` are those of the
    participant that go along (`*` for all) `without` some. Combinations of attributes that fewer
    than `k` participants share are reported, or refused. With `notes` the interviewer's notes go
    along, where the study gives them to its coders; never but where `access` is closed.
    """

    name: str
    title: str = ""
    title_nl: str = ""
    consent: tuple[str, ...] = ("take_part",)
    states: tuple[str, ...] = _STATES
    checked: bool = False
    formats: tuple[str, ...] = ("docx", "csv")
    access: str = "closed"
    held: str = "month"
    places: str = "kept"
    dates: str = "kept"
    ages: str = "kept"
    attributes: tuple[str, ...] = ("*",)
    without: tuple[str, ...] = ()
    k: int = 3
    below_k: str = "report"
    notes: bool = False

    def title_in(self, language: str) -> str:
        """What to call it; its name where it has no title."""
        return (self.title_nl if language == "nl" else "") or self.title or self.name

    @property
    def gives_notes(self) -> bool:
        """Whether the interviewer's notes may go along."""
        return self.notes and self.access == "closed"

    def lets_through(self, attribute: str) -> bool:
        """Whether an attribute of the participant goes along."""
        is_listed = "*" in self.attributes or attribute in self.attributes
        return is_listed and attribute not in self.without


def parse_purposes(
    text: str, place: str, base_purposes: Mapping[str, Purpose] | None = None
) -> dict[str, Purpose]:
    """The purposes in the tables `[purpose.NAME]` of a TOML file named `place` in messages.

    A table changes those values of a `known` purpose that it has. Raises KitError that names the
    key at fault.
    """
    tables = parse_toml(text, place).get("purpose", {})
    if not isinstance(tables, dict) or not all(
        isinstance(table, dict) for table in tables.values()
    ):
        raise KitError(
            "{place}: a purpose is no table.", "Begin it with [purpose.NAME].", place=place
        )
    purposes = dict(base_purposes or {})
    for name, values in tables.items():
        base = purposes.get(name, Purpose(name))
        purposes[name] = replace(base, **_values(name, values, place))
    return purposes


def _values(name: str, values: Mapping[str, Any], place: str) -> dict[str, Any]:
    field_types = {
        field.name: type(field.default) for field in fields(Purpose) if field.name != "name"
    }
    checked_values: dict[str, Any] = {}
    for key, value in values.items():
        where = f"{place}, purpose {name}"
        if key not in field_types:
            near = process.extractOne(key, list(field_types))
            raise KitError(
                "{where}: there is no {key}.", "Is it {near}?", where=where, key=key, near=near[0]
            )
        expected_type = list if field_types[key] is tuple else field_types[key]
        if type(value) is not expected_type:
            raise KitError(
                "{where}: {key} has no such value.",
                _example(key, expected_type),
                where=where,
                key=key,
            )
        checked_values[key] = _checked(key, value, where)
    return checked_values


def _checked(key: str, value: Any, where: str) -> Any:
    """`value`, as it is kept. Raises KitError where it is none of those there are."""
    allowed_values = _LISTS.get(key) or _CHOICES.get(key, ())
    several = tuple(value) if isinstance(value, list) else (value,)
    for part in several:
        if allowed_values and part not in allowed_values:
            choices = ", ".join(allowed_values)
            raise KitError(
                "{where}: {key} cannot be {each}.",
                "It is one of {choices}.",
                where=where,
                key=key,
                each=part,
                choices=choices,
            )
    if key == "k" and value < 1:
        raise KitError("{where}: k is too small.", "It counts people: 1 or more.", where=where)
    return several if isinstance(value, list) else value


def _example(key: str, expected_type: type) -> str:
    examples = {list: f'{key} = ["…"]', bool: f"{key} = true", int: f"{key} = 3"}
    example = examples.get(expected_type, f'{key} = "…"')
    return f"Write {example}."
