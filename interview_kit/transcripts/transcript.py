"""What is read out of a transcript file, and what there is to say about the reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice said.

    `label` is what the file calls the voice, empty where it does not say: it may be a name, so it
    goes no further than to be matched with a role. Times are ms from the start of the sound, None
    where the file has none. `joinable` is false where the file itself parts turns.
    """

    label: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    line: int = 0
    joinable: bool = True


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line or block that was not understood; `line` counts from 1, or items where there are none.

    `text` may hold names: it is for the terminal of who opened the vault.
    """

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class FileComment:
    """What somebody wrote beside the text of a file: a comment, or a note at its foot or its end.

    `author` is empty where the file does not name one, `commented` are the words it is about, empty
    where none are. It is nobody's speech, and may hold names: it goes no further than to whoever
    opened the vault.
    """

    author: str
    commented: str
    text: str


class NoticeKind(StrEnum):
    """What the reader of a file should know of how it was read."""

    GUESSED_ENCODING = "guessed_encoding"
    STRAY_BYTES = "stray_bytes"
    CONTROL_CHARACTERS = "control_characters"
    OTHER_FORMAT = "other_format"
    SORTED = "sorted"
    UNKNOWN_TIMES = "unknown_times"
    REPEATED_CAPTIONS = "repeated_captions"
    HEADINGS = "headings"
    NOT_TEXT = "not_text"
    SPEECH_WITH_COLON = "speech_with_colon"
    ONE_VOICE = "one_voice"
    DASHES = "dashes"
    UNLABELLED = "unlabelled"
    OTHER_COLUMNS = "other_columns"
    OTHER_INTERVIEWS = "other_interviews"
    BEYOND_SOUND = "beyond_sound"
    LAID_ON_SOUND = "laid_on_sound"
    NO_TIMES = "no_times"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something done to a file that its owner did not ask for: how often, and in which lines.

    `detail` is a word such as the name of an encoding; it never holds text of the file.
    """

    kind: NoticeKind
    count: int
    lines: tuple[int, ...] = ()
    detail: str = ""


SUBTITLES = ("vtt", "srt")
"""The formats in which what one says is parted as there is room for it on a screen."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript as it was read.

    `labels` count the utterances of each voice, in the order of speaking. `doubtful` are what
    stands before a colon, looks like a label, and was read as speech. `comments` stand beside the
    text, in its order.
    """

    format: str
    utterances: tuple[Utterance, ...]
    unread: tuple[UnreadLine, ...]
    notices: tuple[Notice, ...]
    doubtful: tuple[str, ...] = ()
    comments: tuple[FileComment, ...] = ()

    @property
    def labels(self) -> dict[str, int]:
        """How many utterances each label has; without those that have none."""
        return dict(Counter(utterance.label for utterance in self.utterances if utterance.label))

    @property
    def timed(self) -> bool:
        """Whether the file says of anything when it was said."""
        return any(utterance.start_ms is not None for utterance in self.utterances)


MOST_LINES = 20
"""So many lines are named in a notice; the count is of all."""


@dataclass(slots=True)
class Report:
    """What parsers find on their way."""

    unread: list[UnreadLine] = field(default_factory=list)
    doubtful: dict[str, int] = field(default_factory=dict)
    comments: list[FileComment] = field(default_factory=list)
    _lines: dict[NoticeKind, list[int]] = field(default_factory=dict)
    _details: dict[NoticeKind, str] = field(default_factory=dict)

    def add_unread(self, line: int, text: str) -> None:
        """Count a line that was not understood."""
        self.unread.append(UnreadLine(line, text))

    def add_doubtful(self, label: str) -> None:
        """Count a label-like begin of a line that was read as speech."""
        self.doubtful[label] = self.doubtful.get(label, 0) + 1

    def add_comment(self, author: str, commented: str, text: str) -> None:
        """Count a comment, and keep it; `commented` are the words it is about."""
        self.add(NoticeKind.NOT_TEXT)
        if text.strip():
            self.comments.append(FileComment(author, commented, text))

    def add(self, kind: NoticeKind, line: int = 0, detail: str = "") -> None:
        """Count something that was done, at `line` if that is known."""
        self._lines.setdefault(kind, []).append(line)
        if detail:
            self._details[kind] = detail

    def notices(self) -> tuple[Notice, ...]:
        """Everything that was counted, a notice a kind."""
        return tuple(
            Notice(
                kind,
                len(lines),
                tuple(sorted({line for line in lines if line}))[:MOST_LINES],
                self._details.get(kind, ""),
            )
            for kind, lines in self._lines.items()
        )
