"""What can go wrong, said so that the person in front of the screen can act on it.

KitError               the user can mend it: one sentence, one hint, exit 2
├── StudyError         the folder is no study, is one already, or is newer than this program
│   └── DamagedError   a part of the study is not what was written
├── LockedError        another program holds the study
├── PassphraseError    the key does not open the vault
├── AlikeCodeError     a new code looks like one that somebody has
├── SameAccountError   who decided and who approves use one account
├── GuideError         a guide file is not in order
├── RefusedError       the interview is not in a state that allows the command
├── AudioError         a device or a sound file does not give sound
├── SpeechError        a model is missing, damaged, or its process ended
├── UnreadError        a transcript holds lines that are not understood
└── LeakError          an original name would leave the vault
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from interview_kit.language.catalogues import SOURCE
from interview_kit.language.phrase import ERROR, Phrase, as_json, from_json


class KitError(Exception):
    """Something the user can mend.

    `message` is one sentence that says what happened; `hint` says what to do next. Neither may
    hold transcript text or names of people: both end up on screens and in logs.

    Both are English. What differs from case to case is given by name, so that the sentence itself
    is found in the catalogues of other languages: `KitError("No file {name}.", name=name)`. What
    another room has said already is a `Phrase`, and passed on as it is.
    """

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        self.values = values
        self.sources = message, hint
        self.message, self.hint = (
            text if isinstance(text, Phrase) else Phrase(text, ERROR, values)
            for text in self.sources
        )
        super().__init__(self.message)


def what_and_hint(error: KitError, language: str) -> tuple[str, str]:
    """What happened and what to do about it, in `language`."""
    return error.message.in_(language), error.hint.in_(language)


def sentence_of(error: KitError, language: str = SOURCE) -> str:
    """What happened and what to do about it, in one line."""
    return " ".join(filter(None, what_and_hint(error, language)))


_E = TypeVar("_E", bound="KitError")


def error_as_json(error: KitError) -> dict[str, object]:
    """An error for another process: in English, and with what it takes to say it otherwise."""
    parts = [as_json(error.message), as_json(error.hint)]
    return {"message": str(error.message), "hint": str(error.hint), "parts": parts}


def error_from_json(content: Mapping[str, Any], kind: type[_E]) -> _E:
    """The error of `kind` that `error_as_json` wrote in another process."""
    message, hint = content.get("parts", (content["message"], content["hint"]))
    return kind(from_json(message), from_json(hint))


class StudyError(KitError):
    """The folder is no study, is one already, or was made by a newer program."""


class LockedError(KitError):
    """Another program is working in the study."""


class PassphraseError(KitError):
    """The passphrase or identity does not open the vault."""


class DamagedError(StudyError):
    """A part of the study's files is not what was written, or is gone."""


class AlikeCodeError(KitError):
    """A new code differs from one that somebody has by its zeros alone."""

    @property
    def code(self) -> str:
        """The new one."""
        return str(self.values["code"])

    @property
    def alike(self) -> str:
        """The one that somebody has."""
        return str(self.values["alike"])


class SameAccountError(KitError):
    """Who decided on names and who approves the text use one account of a machine."""


class GuideError(KitError):
    """A guide file is not in order."""


class RefusedError(KitError):
    """The interview is not in a state that allows the command."""


class AudioError(KitError):
    """A device or a sound file does not give sound."""


class SpeechError(KitError):
    """A speech model is missing or damaged, or its process ended."""


class UnreadError(KitError):
    """A transcript holds lines that are not understood; `lines` are their numbers and texts.

    The texts may hold names: they are for the terminal of who opened the vault.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        lines: tuple[tuple[int, str], ...] = (),
        **values: object,
    ) -> None:
        super().__init__(message, hint, **values)
        self.lines = lines


class LeakError(KitError):
    """An original name would leave the vault; `places` says where, without the name."""

    def __init__(
        self, message: str, hint: str = "", places: tuple[str, ...] = (), **values: object
    ) -> None:
        super().__init__(message, hint, **values)
        self.places = places
