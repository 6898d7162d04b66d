"""The one table of environment variables that the program reads; a test holds it to the sources."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.phrase import Phrase, phrase

VARIABLES: Mapping[str, Phrase] = {
    "INTERVIEW_KIT_STUDY": phrase("The folder of the study, where --study names none."),
    "INTERVIEW_KIT_PASSPHRASE": phrase(
        "The passphrase of the study. It is taken out of the environment at once, so that nothing "
        "that is started inherits it."
    ),
    "INTERVIEW_KIT_OTHER_PASSPHRASE": phrase("The passphrase of the study that is merged in."),
    "INTERVIEW_KIT_LANGUAGE": phrase(
        "The language of screens and commands, nl or en, where --lang names none."
    ),
    "INTERVIEW_KIT_KEYS": phrase("The file that changes keys, in the place of the usual one."),
    "INTERVIEW_KIT_MODELS": phrase("The folder of the speech models, likewise."),
}
"""Each by its name, with what it says."""
