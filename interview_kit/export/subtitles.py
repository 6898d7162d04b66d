"""WebVTT with voices (https://www.w3.org/TR/webvtt1/) and SubRip (SRT)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import one_line
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

# Two lines of subtitles, as broadcasters count them.
CUE_CHARACTERS = 84

Cue = tuple[int, int, str]  # start_ms, end_ms, text


def webvtt(records: Iterable[Record]) -> Iterator[bytes]:
    """A cue for every stretch of a turn, each with its voice."""
    yield b"WEBVTT\n"
    for record in records:
        for turn in record.turns:
            voice = label(record, turn.speaker)
            for start_ms, end_ms, text in cues(turn):
                # `&` and `<` would begin an escape or a tag, `-->` a cue.
                safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                yield f"\n{_at(start_ms)} --> {_at(end_ms)}\n<v {voice}>{safe}\n".encode()


def subrip(records: Iterable[Record]) -> Iterator[bytes]:
    """The same cues with the speaker before the text: SRT has no voices."""
    number = 0
    for record in records:
        for turn in record.turns:
            for start_ms, end_ms, text in cues(turn):
                number += 1
                times = f"{_at(start_ms)} --> {_at(end_ms)}".replace(".", ",")
                # SRT has no escapes; an arrow in the text would be read as a cue.
                line = f"{label(record, turn.speaker)}: {text.replace('-->', '→')}"
                yield f"{number}\n{times}\n{line}\n\n".encode()


def cues(turn: Turn) -> Iterator[Cue]:
    """A turn in pieces short enough to read on a screen, each with its time.

    Words carry the times. A text that is no longer made of its words, because it was corrected,
    is one cue.
    """
    text = one_line(turn.text)
    if one_line("".join(word.text for word in turn.words)) != text:
        if text:
            yield turn.start_ms, max(turn.end_ms, turn.start_ms + 1), text
        return
    waiting: list[Word] = []
    for word in turn.words:
        if waiting and len(_joined([*waiting, word])) > CUE_CHARACTERS:
            yield _cue(waiting)
            waiting = []
        waiting.append(word)
    if waiting:
        yield _cue(waiting)


def _cue(words: list[Word]) -> Cue:
    start_ms = words[0].start_ms
    return start_ms, max(words[-1].end_ms, start_ms + 1), _joined(words)


def _joined(words: list[Word]) -> str:
    return one_line("".join(word.text for word in words))


def _at(ms: int) -> str:
    return f"{timestamp(ms)}.{ms % 1000:03d}"
