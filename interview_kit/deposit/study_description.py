"""What only the study can say of itself: the table [study] of its release.toml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from rapidfuzz import process

from interview_kit.errors import KitError
from interview_kit.toml_text import parse_toml

# DataCite's own words for what is not known yet
# (https://datacite-metadata-schema.readthedocs.io, appendix on unknown information).
TO_BE_ANNOUNCED, UNKNOWN = ":tba", ":unkn"


@dataclass(frozen=True, slots=True)
class About:
    """Who made the data, what they are about, and who may have them.

    `creators` are written `Family, Given`, or as the name of an organisation. `identifier` is the
    DOI where there is one already. `rights` is a licence or a sentence, `contact` whom to ask.
    `allowed_names` may stand in what leaves, though a participant or a relative has the same name:
    the author of a guide, a word of its wording.
    """

    title: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    identifier: str = ""
    contact: str = ""
    allowed_names: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What an archive will ask for and the study has not said."""
        required_fields = ("creators", "publisher", "abstract", "rights", "contact")
        return tuple(name for name in required_fields if not getattr(self, name))


def parse_about(text: str, place: str) -> About:
    """The table [study] of a TOML file named `place` in messages.

    Raises KitError that names the key at fault.
    """
    table = parse_toml(text, place)
    for key in table.keys() - {"study", "purpose"}:
        raise KitError(
            "{place}: there is no table {key}.",
            "There are [study] and [purpose.NAME].",
            place=place,
            key=key,
        )
    values = table.get("study", {})
    if not isinstance(values, dict):
        raise KitError("{place}: study is no table.", "Begin it with [study].", place=place)
    field_types = {field.name: type(field.default) for field in fields(About)}
    for key, value in values.items():
        if key not in field_types:
            near = process.extractOne(key, list(field_types))
            raise KitError(
                "{place}, study: there is no {key}.",
                "Is it {near}?",
                place=place,
                key=key,
                near=near[0],
            )
        several = field_types[key] is tuple
        parts = value if several and isinstance(value, list) else [value]
        if several != isinstance(value, list) or not all(isinstance(part, str) for part in parts):
            example = f'{key} = ["…", "…"]' if several else f'{key} = "…"'
            raise KitError(
                "{place}, study: {key} has no such value.",
                "Write {example}.",
                place=place,
                key=key,
                example=example,
            )
    parsed_values: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in values.items()
    }
    return About(**parsed_values)
