"""What can go wrong, said so that the person in front of the screen can act on it.

KitError               the user can mend it: one sentence, one hint, exit 2
├── StudyError         the folder is no study, is one already, or is newer than this program
│   └── DamagedError   a part of the study is not what was written
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

    Both are English. What differs from case to case is given by name, so that the sentence itself
    is found in the catalogues of other languages: `KitError("No file {name}.", name=name)`.
    """

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        self.sources = message, hint
        self.values = values
        self.message, self.hint = self.filled(message), self.filled(hint)
        super().__init__(self.message)

    def filled(self, text: str) -> str:
        """`text` with the values in the place of their names."""
        return text.format(**self.values) if self.values else text


class StudyError(KitError):
    """The folder is no study, is one already, or was made by a newer program."""


class LockedError(KitError):
    """Another program is working in the study."""


class PassphraseError(KitError):
    """The passphrase or identity does not open the vault."""


class DamagedError(StudyError):
    """A part of the study's files is not what was written, or is gone."""


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

    def __init__(
        self, message: str, hint: str = "", places: tuple[str, ...] = (), **values: object
    ) -> None:
        super().__init__(message, hint, **values)
        self.places = places
