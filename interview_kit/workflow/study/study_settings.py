"""What a study has chosen: `study.toml`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast

import tomlkit
from rapidfuzz import process

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError, StudyError
from interview_kit.language.phrase import Phrase, phrase
from interview_kit.model.participant import USUAL_CODE
from interview_kit.model.reading import MOST_READINGS
from interview_kit.pseudonym.propose import Style
from interview_kit.toml_text import parse_toml

CHECK_NAMES = ("own", "all", "none")
"""Whose names a participant's copy may hold."""


def _setting(default: str, explanation: Phrase, *choices: str) -> Any:
    """A key of `study.toml`: its default, what it is for, and all it may be where that is few."""
    return field(default=default, metadata={"explanation": explanation, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a study; each has a default that works."""

    name: str = _setting(
        "study",
        phrase("The name of the study, as it appears in exports. No names of people."),
    )
    language: str = _setting(
        "nl", phrase("The language interviews are held in unless said otherwise: nl or en.")
    )
    guide: str = _setting(
        "recovery-stories",
        phrase("The guide in guides/ that an interview follows unless said otherwise."),
    )
    model: str = _setting(
        "base",
        phrase(
            "The speech model that transcribes; `interview-kit models list` shows those there are."
        ),
    )
    diarizer: str = _setting(
        "dialogue",
        phrase(
            'What tells voices apart where one channel was recorded: "dialogue", "voiceprints" '
            "(smaller, and deaf to two who speak at once), or another that a package brings; "
            "`interview-kit doctor` lists them."
        ),
    )
    detectors: str = _setting(
        "",
        phrase(
            "Detectors of others that look for names too, with commas between them: "
            '"deduce", "frog", "presidio=SPACY_MODEL" or "gliner=FOLDER"; `interview-kit doctor` '
            "lists them. Empty for none."
        ),
    )
    pseudonyms: str = _setting(
        "roles",
        phrase(
            'What stands in for a person: "roles" ([zus van P07]), "numbered" ([persoon 3]) or '
            '"surrogates" (another name of the same gender and origin).'
        ),
        *map(str, Style),
    )
    details: str = _setting(
        "numbered",
        phrase(
            'What stands in for places, ages and dates: "numbered" ([plaats 2]), or "coarse" '
            "([grote stad], [40-49 jaar], and full dates moved by a number of days that is each "
            "participant's own)."
        ),
        "numbered",
        "coarse",
    )
    dates: str = _setting(
        "month",
        phrase('How exactly the corpus says when an interview was held: "day", "month" or "year".'),
        "day",
        "month",
        "year",
    )
    second_reader: str = _setting(
        "no",
        phrase(
            'Whether a second person has to read a transcript before it is filed: "no" or "yes".'
        ),
        "no",
        "yes",
    )
    code: str = _setting(
        USUAL_CODE,
        phrase(
            "What the codes of participants look like, as a regular expression: at most four "
            "capital letters, then at most six digits. Initials with a day of birth are no code."
        ),
    )
    keep_audio: str = _setting(
        "always",
        phrase(
            "How long the sound is kept in the vault once an interview is filed: "
            '"always", or as in "30 days after filing" or "365 days after interview".'
        ),
    )
    keep_transcripts: str = _setting(
        "always",
        phrase(
            "How long the transcripts with the names still in them are kept, in the same words."
        ),
    )
    unclear: str = _setting(
        "0.2",
        phrase(
            "Words that the model was less sure of than this are marked in the text, "
            '[unclear: word], and nothing is left out: "never", "0.1", "0.2" or "0.3".'
        ),
        "never",
        "0.1",
        "0.2",
        "0.3",
    )
    live: str = _setting(
        "on",
        phrase(
            'Whether words are heard while an interview is held ("on" or "off"): the last ones '
            "stand on the screen, topics that the participant raises are suggested, and the text "
            "is there after the end."
        ),
        "on",
        "off",
    )
    readings: str = _setting(
        "1",
        phrase(
            'How often sound is read to be written down: "1", "2" or "3". Each further one takes '
            "as long as the first and leaves fewer words wrong; several languages are read once."
        ),
        *map(str, range(1, MOST_READINGS + 1)),
    )
    verbatim: Literal["full", "clean"] = _setting(
        "full",
        phrase(
            'Which layer of the text is shown, filed and exported: "full" (as it was said) or '
            '"clean" (without eh, repetitions and words broken off, in Dutch and English). The '
            "vault keeps both."
        ),
        "full",
        "clean",
    )
    marks: str = _setting(
        "",
        phrase(
            "Marks that transcripts of the study get beside [laughs], [unclear] and [pause], with "
            'commas between them: "sighs, cries".'
        ),
    )
    notes: str = _setting(
        "never",
        phrase(
            "Whether the notes that the interviewer takes meanwhile are filed for the coders of "
            'the study: "never", or "coders" (pseudonymised, as a format of their own). An '
            "archive never gets them."
        ),
        "never",
        "coders",
    )
    check_names: str = _setting(
        "own",
        phrase(
            'Which names stand in the copy that a participant gets to read: "own" (those of the '
            'participant; everybody else\'s are replaced), "all" (as it was said) or "none" (all '
            "are replaced)."
        ),
        *CHECK_NAMES,
    )
    sound_step: str = _setting(
        "3",
        phrase("How many seconds the keys for back and forth go, where a transcript is corrected."),
        *map(str, range(1, 11)),
    )
    sound_back: str = _setting(
        "1",
        phrase("How many seconds sound that was stopped goes back when it goes on."),
        *("0", "0.5", "1", "1.5", "2", "3"),
    )
    vocabulary: str = _setting(
        "",
        phrase(
            "Words that a speech model would not guess, beside those of the guides, with commas "
            "between them: medication, institutions, terms. No names of people: this file is not "
            "encrypted."
        ),
    )
    dictionaries: str = _setting(
        "",
        phrase(
            "The folder with hunspell dictionaries (nl.dic and nl.aff) by which spelling is "
            "checked; empty for those of the system."
        ),
    )
    target: str = _setting(
        "",
        phrase("How many interviews the study means to hold, for its report: a number, or empty."),
    )

    def coarse(self, at: str) -> str:
        """A date or moment in ISO 8601, as exactly as it may be told: `2026-11`."""
        return at[: {"day": 10, "month": 7, "year": 4}[self.dates]]

    @property
    def optional_detectors(self) -> tuple[str, ...]:
        """What `detectors` names, each `NAME` or `NAME=MODEL`."""
        return tuple(part.strip() for part in self.detectors.split(",") if part.strip())

    @property
    def vocabulary_terms(self) -> tuple[str, ...]:
        """What `vocabulary` lists."""
        return tuple(part.strip() for part in self.vocabulary.split(",") if part.strip())

    @property
    def target_count(self) -> int:
        """How many interviews the study means to hold; 0 where it does not say."""
        return int(self.target) if self.target else 0

    @property
    def readings_count(self) -> int:
        """How often sound is read, the settled text included."""
        return int(self.readings)

    @property
    def unclear_below(self) -> float:
        """The probability under which a word is marked; 0 for none."""
        return 0.0 if self.unclear == "never" else float(self.unclear)


@dataclass(frozen=True, slots=True)
class Term:
    """A time to be kept: `days` after `filing` or after the `interview`."""

    days: int
    after: str


_HEADING = phrase(
    "A study of interview_kit. Lines that start with # explain; change what stands right of =."
)

# Line breaks, and signs that steer a terminal or turn the direction of writing around.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TERM = re.compile(r"(\d{1,5}) days? after (filing|interview)")
_TERMS = ("keep_audio", "keep_transcripts")


def term(text: str) -> Term | None:
    """The term that a setting says; None for `always`. Raises StudyError for any other words."""
    if text == "always":
        return None
    match = _TERM.fullmatch(text)
    if match is None:
        raise StudyError(
            "{text} is no time to keep something.",
            "Write always, or as in 30 days after filing.",
            text=text,
        )
    return Term(int(match[1]), match[2])


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of `study.toml`: its default, and all it may be; `choices` is empty for any line."""

    name: str
    default: str
    explanation: Phrase
    choices: tuple[str, ...]


SETTINGS: Mapping[str, Setting] = {
    entry.name: Setting(entry.name, cast(str, entry.default), **entry.metadata)
    for entry in fields(Settings)
}
"""Every key of `study.toml`, in the order of the file."""


def write_settings(path: Path, settings: Settings) -> None:
    """Write `study.toml` with an explanation of each line.

    Raises StudyError for a value that is not one line of signs that can be printed.
    """
    document = tomlkit.document()
    document.add(tomlkit.comment(str(_HEADING)))
    for name in SETTINGS:
        value = getattr(settings, name)
        check_setting(name, value, path.name)
        _explain(document, name)
        document.add(name, tomlkit.string(value))
    write_private(path, tomlkit.dumps(document).encode())


def change_settings(path: Path, changes: Mapping[str, str]) -> Settings:
    """Give keys of `study.toml` other values; every other line, and comments, stay as they are.

    The file is replaced whole or not at all. Raises StudyError that names the key at fault, also
    where the file was not in order before.
    """
    read_settings(path)
    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise StudyError(
            "{name} cannot be read: {error}.", "Mend that line.", name=path.name, error=error
        ) from error
    for name, value in changes.items():
        check_setting(name, value, path.name)
        if name not in document:
            _explain(document, name)
        document[name] = value
    write_private(path, tomlkit.dumps(document).encode())
    return read_settings(path)


def read_settings(path: Path) -> Settings:
    """The settings in `study.toml`. Raises StudyError that names the line or key at fault."""
    try:
        values = parse_toml(path.read_text(encoding="utf-8-sig"), path.name)
    except KitError as error:
        raise StudyError(error.message, error.hint) from error
    except UnicodeDecodeError as error:
        raise StudyError(
            "{name} cannot be read: {error}.", "Mend that line.", name=path.name, error=error
        ) from error
    for name, value in values.items():
        check_setting(name, value, path.name)
    return Settings(**values)


def check_setting(name: str, value: object, place: str) -> None:
    """Raise StudyError where a key of the file `place` is none, or cannot have this value."""
    setting = SETTINGS.get(name)
    if setting is None:
        near = process.extractOne(name, SETTINGS.keys())
        raise StudyError(
            "{name} has an unknown key {key}.", "Is it {near}?", name=place, key=name, near=near[0]
        )
    if not isinstance(value, str):
        raise StudyError("{name}: {key} is not text.", 'Write {key} = "...".', name=place, key=name)
    if setting.choices and value not in setting.choices:
        raise StudyError(
            "{name}: {key} cannot be {value}.",
            "It is one of {choices}.",
            name=place,
            key=name,
            value=value,
            choices=", ".join(setting.choices),
        )
    if _STEERING.search(value):
        raise StudyError(
            "{name}: {key} is not one line of signs that can be printed.",
            "Write it on one line.",
            name=place,
            key=name,
        )
    if name in _TERMS:
        term(value)
    if name == "target" and value and not re.fullmatch("[0-9]{1,5}", value):
        raise StudyError(
            "{name}: target is no number of interviews.", "Write one, or nothing.", name=place
        )
    if name == "code":
        _check_code(value, place)


def _explain(document: tomlkit.TOMLDocument, name: str) -> None:
    """Write what a key is for, after an empty line."""
    document.add(tomlkit.nl())
    for line in textwrap.wrap(str(SETTINGS[name].explanation), 98, break_on_hyphens=False):
        document.add(tomlkit.comment(line))


def _check_code(pattern: str, place: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise StudyError(
            "{place}: code is no regular expression.",
            'Write code = "{usual}", for one letter and up to four digits.',
            place=place,
            usual=USUAL_CODE,
        ) from error
