"""What a study has chosen: `study.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path

from rapidfuzz import process

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError, StudyError
from interview_kit.model.participant import USUAL_CODE
from interview_kit.pseudonym.propose import Style
from interview_kit.toml_text import parse_toml

_TEMPLATE = """\
# A study of interview_kit. Lines that start with # explain; change what stands right of =.

# The name of the study, as it appears in exports. No names of people.
name = {name}

# The language interviews are held in unless said otherwise: nl or en.
language = {language}

# The guide in guides/ that an interview follows unless said otherwise.
guide = {guide}

# The speech model that transcribes; `interview-kit models list` shows those there are.
model = {model}

# What tells voices apart where one channel was recorded: "voiceprints", or another that a package
# brings; `interview-kit doctor` lists them.
diarizer = {diarizer}

# Detectors of others that look for names too, with commas between them: "deduce", "frog",
# "presidio=SPACY_MODEL" or "gliner=FOLDER"; `interview-kit doctor` lists them. Empty for none.
detectors = {detectors}

# What stands in for a person: "roles" ([zus van P07]), "numbered" ([persoon 3]) or "surrogates"
# (another name of the same gender and origin).
pseudonyms = {pseudonyms}

# What stands in for places, ages and dates: "numbered" ([plaats 2]), or "coarse" ([grote stad],
# [40-49 jaar], and full dates moved by a number of days that is each participant's own).
details = {details}

# How exactly the corpus says when an interview was held: "day", "month" or "year".
dates = {dates}

# Whether a second person has to read a transcript before it is filed: "no" or "yes".
second_reader = {second_reader}

# What the codes of participants look like, as a regular expression: at most four capital letters,
# then at most six digits. Initials with a day of birth are no code.
code = {code}

# How long the sound, and the transcripts with the names still in them, are kept in the vault once
# an interview is filed: "always", or as in "30 days after filing" or "365 days after interview".
keep_audio = {keep_audio}
keep_transcripts = {keep_transcripts}

# Words that the model was less sure of than this are marked in the text, [unclear: word], and
# nothing is left out: "never", "0.1", "0.2" or "0.3".
unclear = {unclear}

# Whether words are heard while an interview is held ("on" or "off"): the last ones stand on the
# screen, topics that the participant raises are suggested, and the text is there after the end.
live = {live}

# Which names stand in the copy that a participant gets to read: "own" (those of the participant;
# everybody else's are replaced), "all" (as it was said) or "none" (all are replaced).
check_names = {check_names}

# How many interviews the study means to hold, for its report: a number, or empty.
target = {target}
"""


CHECK_NAMES = ("own", "all", "none")
_CHOICES = {
    "pseudonyms": tuple(map(str, Style)),
    "details": ("numbered", "coarse"),
    "dates": ("day", "month", "year"),
    "second_reader": ("no", "yes"),
    "unclear": ("never", "0.1", "0.2", "0.3"),
    "live": ("on", "off"),
    "check_names": CHECK_NAMES,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a study; each has a default that works."""

    name: str = "study"
    language: str = "nl"
    guide: str = "recovery-stories"
    model: str = "base"
    diarizer: str = "voiceprints"
    detectors: str = ""
    pseudonyms: str = "roles"
    details: str = "numbered"
    dates: str = "month"
    second_reader: str = "no"
    keep_audio: str = "always"
    keep_transcripts: str = "always"
    unclear: str = "0.2"
    live: str = "on"
    check_names: str = "own"
    code: str = USUAL_CODE
    target: str = ""

    def coarse(self, at: str) -> str:
        """A date or moment in ISO 8601, as exactly as it may be told: `2026-11`."""
        return at[: {"day": 10, "month": 7, "year": 4}[self.dates]]

    @property
    def optional_detectors(self) -> tuple[str, ...]:
        """What `detectors` names, each `NAME` or `NAME=MODEL`."""
        return tuple(part.strip() for part in self.detectors.split(",") if part.strip())

    @property
    def target_count(self) -> int:
        """How many interviews the study means to hold; 0 where it does not say."""
        return int(self.target) if self.target else 0

    @property
    def unclear_below(self) -> float:
        """The probability under which a word is marked; 0 for none."""
        return 0.0 if self.unclear == "never" else float(self.unclear)


@dataclass(frozen=True, slots=True)
class Term:
    """A time to be kept: `days` after `filing` or after the `interview`."""

    days: int
    after: str


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


def write_settings(path: Path, settings: Settings) -> None:
    """Write `study.toml` with an explanation of each line.

    Raises StudyError for a value that is not one line of signs that can be printed.
    """
    for field in fields(Settings):
        if _STEERING.search(getattr(settings, field.name)):
            raise StudyError(
                "The {field} of a study is one line of signs that can be printed.",
                "Leave out line breaks and signs that steer a terminal.",
                field=field.name,
            )
    values = {field.name: _quoted(getattr(settings, field.name)) for field in fields(Settings)}
    write_private(path, _TEMPLATE.format(**values).encode())


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
    setting_names = [field.name for field in fields(Settings)]
    for key, value in values.items():
        if key not in setting_names:
            near = process.extractOne(key, setting_names)
            raise StudyError(
                "{name} has an unknown key {key}.",
                "Is it {near}?",
                name=path.name,
                key=key,
                near=near[0],
            )
        if not isinstance(value, str):
            raise StudyError(
                "{name}: {key} is not text.", 'Write {key} = "...".', name=path.name, key=key
            )
        if value not in _CHOICES.get(key, (value,)):
            choices = ", ".join(_CHOICES[key])
            raise StudyError(
                "{name}: {key} cannot be {value}.",
                "It is one of {choices}.",
                name=path.name,
                key=key,
                value=value,
                choices=choices,
            )
        if _STEERING.search(value):
            raise StudyError(
                "{name}: {key} is not one line of signs that can be printed.",
                "Write it on one line.",
                name=path.name,
                key=key,
            )
        if key in _TERMS:
            term(value)
        if key == "target" and value and not re.fullmatch("[0-9]{1,5}", value):
            raise StudyError(
                "{name}: target is no number of interviews.", "Write one, or nothing.",
                name=path.name,
            )  # fmt: skip
        if key == "code":
            _check_code(value, path.name)
    return Settings(**values)


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


def _quoted(text: str) -> str:
    escaped_text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped_text}"'
