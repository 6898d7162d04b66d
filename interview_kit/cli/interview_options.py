"""What is said of an interview on the command line: options, and what their words mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.guide.guide import ConsentScope

participant_option = click.option(
    "--participant", required=True, metavar="CODE", help="The participant's code, such as P07."
)
guide_option = click.option("--guide", default="", help="The guide; the study's if left out.")
language_option = click.option(
    "--language",
    default="",
    metavar="CODE",
    help="What is spoken: nl, en, tr, ar… The study's language if left out.",
)
roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Names to be replaced: a line each, `sister: Full Name`, `place: Town`.",
)
attribute_option = click.option(
    "--attribute", "attributes", multiple=True, metavar="ID=VALUE", help="As the guide names them."
)
consent_option = click.option(
    "--consent",
    multiple=True,
    metavar="SCOPE",
    help="What was agreed to: recording (and so taking part), quote, share, archive, contact.",
)
held_option = click.option(
    "--held", "held_on", default="", metavar="DATE", help="The day it was held, such as 2026-05-01."
)
"""The day of an interview that was held before."""
interviewer_option = click.option(
    "--interviewer", default="", metavar="NAME", help="Who held it; leaves the study as a code."
)
"""Who held it."""
new_participant_option = click.option(
    "--new-participant",
    "is_new_person",
    is_flag=True,
    help="Also where the code is like another's but for zeros: it is somebody else.",
)
"""That a code which looks known is somebody else's."""
device_option = click.option("--device", default="", help="The microphone, by name or number.")
source_option = click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A sound file in place of the microphone.",
)
pace_option = click.option(
    "--pace",
    type=click.Choice(["real", "fast"]),
    default="real",
    show_default=True,
    help="Whether a sound file runs in real time or as fast as it will go.",
)


def parse_scopes(words: Sequence[str]) -> tuple[ConsentScope, ...]:
    """The consent scopes that were named. Raises KitError that names those there are."""
    if not words:
        return ()
    from interview_kit.guide.guide import ConsentScope

    scopes_by_word: dict[str, tuple[ConsentScope, ...]] = {
        scope.value: (scope,) for scope in ConsentScope
    }
    # Whoever agrees to be recorded for a study takes part in it.
    scopes_by_word["recording"] = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
    for word in words:
        if word not in scopes_by_word:
            raise KitError(
                "There is no consent scope {word}.",
                "Use: {scopes}.",
                word=word,
                scopes=", ".join(scopes_by_word),
            )
    return tuple(scope for word in words for scope in scopes_by_word[word])


def parse_attributes(pairs: Sequence[str]) -> dict[str, str]:
    """`id=value` pairs as a mapping. Raises KitError for one without a value."""
    values: dict[str, str] = {}
    for pair in pairs:
        id, equals, value = pair.partition("=")
        if not equals or not id.strip() or not value.strip():
            raise KitError(
                "{pair} is no attribute.", "Write ID=VALUE, such as gender=woman.", pair=pair
            )
        values[id.strip()] = value.strip()
    return values
