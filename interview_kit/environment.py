"""The one table of environment variables that the program reads; a test holds it to the sources.

`scripts/reference` lists it for the documentation, in whose language it is.
"""

from __future__ import annotations

from collections.abc import Mapping

VARIABLES: Mapping[str, str] = {
    "INTERVIEW_KIT_STUDY": "The folder of the study, where --study names none.",
    "INTERVIEW_KIT_PASSPHRASE": (
        "The passphrase of the study. It is taken out of the environment at once, so that nothing "
        "that is started inherits it."
    ),
    "INTERVIEW_KIT_OTHER_PASSPHRASE": "The passphrase of the study that is merged in.",
    "INTERVIEW_KIT_LANGUAGE": (
        "The language of screens and commands, nl or en, where --lang names none."
    ),
    "INTERVIEW_KIT_KEYS": "The file that changes keys, in the place of the usual one.",
    "INTERVIEW_KIT_MODELS": "The folder of the speech models, likewise.",
}
"""Each by its name, with what it says."""
