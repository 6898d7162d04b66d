"""What may be noted of a participant: the attributes of a guide, and the values these have."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.errors import KitError
from interview_kit.guide.guide import Attribute, Guide

LONGEST = 300
"""How many signs the free text of an attribute may have."""


def checked(guide: Guide, attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes as the guide has them: its ids, and of a choice one of its values.

    Raises KitError for any other id or value, and for text that is too long or holds signs that
    cannot be printed.
    """
    known = {attribute.id: attribute for attribute in guide.attributes}
    for id, value in attributes.items():
        if id not in known:
            raise KitError(
                "The guide {guide} has no attribute of that name.",
                "It has: {known}.",
                guide=guide.id,
                known=", ".join(known) or "none",
            )
        _check_value(known[id], value)
    return attributes


def _check_value(attribute: Attribute, value: str) -> None:
    if attribute.values and value not in {entry.id for entry in attribute.values}:
        raise KitError(
            "The attribute {id} has no such value.",
            "It is one of: {values}.",
            id=attribute.id,
            values=", ".join(entry.id for entry in attribute.values),
        )
    if len(value) > LONGEST or not value.isprintable():
        raise KitError(
            "The text of the attribute {id} cannot be kept.",
            "Write at most {longest} signs, on one line.",
            id=attribute.id,
            longest=LONGEST,
        )
