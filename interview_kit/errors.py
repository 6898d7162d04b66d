"""What can go wrong, said so that the person in front of the screen can act on it.

KitError               the user can mend it: one sentence, one hint, exit 2
├── StudyError         the folder is no study, is one already, or is newer than this program
├── LockedError        another program holds the study
├── PassphraseError    the key does not open the vault
├── GuideError         a guide file is not in order
├── RefusedError       the interview is not in a state that allows the command
├── AudioError         a device or a sound file does not give sound
├── SpeechError        a model is missing, damaged, or its process ended
└── LeakError          an original name would leave the vault
"""

from __future__ import annotations


class KitError(Exception):
    """Something the user can mend.

    `message` is one sentence that says what happened; `hint` says what to do next. Neither may
    hold transcript text or names of people: both end up on screens and in logs.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StudyError(KitError):
    """The folder is no study, is one already, or was made by a newer program."""


class LockedError(KitError):
    """Another program is working in the study."""


class PassphraseError(KitError):
    """The passphrase or identity does not open the vault."""


class GuideError(KitError):
    """A guide file is not in order."""


class RefusedError(KitError):
    """The interview is not in a state that allows the command."""


class AudioError(KitError):
    """A device or a sound file does not give sound."""


class SpeechError(KitError):
    """A speech model is missing or damaged, or its process ended."""


class LeakError(KitError):
    """An original name would leave the vault; `places` says where, without the name."""

    def __init__(self, message: str, hint: str = "", places: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.places = places
