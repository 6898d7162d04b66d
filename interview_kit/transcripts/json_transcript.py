"""JSON of speech programs: whisperX, aTrain, Vibe, whisper.cpp, OpenAI, Hugging Face and others.

What differs is where the list stands, what its keys are called, and what a number of time counts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from interview_kit.transcripts.timestamps import from_seconds, milliseconds
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

_LISTS = (
    "segments",
    "utterances",
    "transcription",
    "chunks",
    "monologues",
    "paragraphs",
    "turns",
    "audio_segments",
    "recognizedPhrases",
    "transcript",
    "results",
    "result",
    "entries",
    "data",
    "items",
    "words",
)
_TEXTS = ("text", "transcript", "content", "sentence", "utterance", "value", "word", "display")
_STARTS = (
    "start",
    "start_ms",
    "startMs",
    "start_time",
    "startTime",
    "begin",
    "from",
    "offset",
    "ts",
)
_ENDS = ("end", "end_ms", "endMs", "end_time", "endTime", "stop", "to", "end_ts")
_SPEAKERS = (
    "speaker",
    "speaker_label",
    "speaker_id",
    "speakerId",
    "speakerName",
    "speaker_name",
    "spk",
)
_NAMES = ("name", "label", "display_name", "displayName", "id", "spkid")
_SECONDS_A_LETTER = 0.07
"""How long a letter of speech takes: 14 letters a second, about 160 words a minute."""
_DEEPEST = 6


def json_utterances(content: Any, report: Report) -> list[Utterance]:
    """The utterances in the value of a JSON file; none where it holds no list of them."""
    names = _names_of(content)
    items = _items(content)
    if items is None:
        whole = _text(content) if isinstance(content, Mapping) else ""
        return [Utterance("", whole, line=1)] if whole else []
    scale = _scale(items)
    utterances: list[Utterance] = []
    for number, item in enumerate(items, 1):
        utterance = _utterance(item, number, scale, names, report)
        if item is None:
            continue
        if parted := _parted(item, scale):
            utterances.extend(replace(run, line=number) for run in parted)
            continue
        if utterance is None:
            report.add_unread(number, _excerpt(item))
        else:
            utterances.append(utterance)
    return utterances


def load(text: str, report: Report) -> Any:
    """The value of a JSON text, or the list of values of JSON Lines.

    A line that is empty or is reported stands there as None. Raises ValueError for what is none
    of both, also where it is nested deeper than Python goes.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            # JSON lets a key stand twice, and only the last counts.
            for key, twice in pairs:
                if isinstance(twice, str) and value[key] != twice:
                    report.add_unread(1, twice)
        return value

    try:
        return json.loads(text, object_pairs_hook=unique)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    except ValueError:
        rows = text.split("\n")
        if len(rows) < 2 or not text.lstrip().startswith("{"):
            raise
    values: list[Any] = []
    for line, row in enumerate(rows, 1):
        try:
            values.append(json.loads(row, object_pairs_hook=unique) if row.strip() else None)
        except (ValueError, RecursionError):
            report.add_unread(line, row.strip())
            values.append(None)
    if sum(value is not None for value in values) < max(len(report.unread), 1):
        raise ValueError("no JSON lines")
    return values


def _items(content: Any, depth: int = 0) -> Sequence[Any] | None:
    """The list of what was said, wherever it stands; the first of the usual keys counts."""
    if isinstance(content, list):
        if any(isinstance(value, Mapping) and _is_said(value) for value in content):
            return content
        nested = (
            [value for value in content if isinstance(value, Mapping)] if depth < _DEEPEST else []
        )
        return [item for value in nested for item in _items(value, depth + 1) or ()] or None
    if not isinstance(content, Mapping) or depth >= _DEEPEST:
        return None
    for key in (*_LISTS, *content):
        if isinstance(content.get(key), list | Mapping):
            items = _items(content[key], depth + 1)
            if items is not None:
                return items
    return None


def _is_said(item: Mapping[str, Any]) -> bool:
    return bool(_text(item)) and bool(
        any(key in item for key in (*_STARTS, *_SPEAKERS, "timestamp", "timestamps", "offsets"))
        or ("text" in item and "segments" not in item)
        or "words" in item
    )


def _utterance(
    item: Any, number: int, scale: float, names: Mapping[str, str], report: Report
) -> Utterance | None:
    if not isinstance(item, Mapping):
        return None
    text = _text(item)
    if not text:
        # A segment without words is silence, and understood.
        return Utterance("", "", line=number) if _is_silent(item) else None
    start, end = _times(item, scale)
    if start is None and any(
        key in item for key in ("start", "timestamp", "timestamps", "offsets")
    ):
        report.add(NoticeKind.UNKNOWN_TIMES, number)
    label = _speaker(item)
    return Utterance(names.get(label, label), text, start, end, number)


def _parted(item: Any, scale: float) -> list[Utterance]:
    """The runs of words of an item that several speak in; none where one does."""
    words = item.get("words") if isinstance(item, Mapping) else None
    if not isinstance(words, list) or not all(isinstance(word, Mapping) for word in words):
        return []
    runs = [(label, list(run)) for label, run in groupby(words, key=_speaker)]
    if len({label for label, _ in runs if label}) < 2:
        return []
    return [
        Utterance(label, _text({"words": run}), *_times({"words": run}, scale))
        for label, run in runs
    ]


def _is_silent(item: Mapping[str, Any]) -> bool:
    return any(
        key in item and item[key] in ("", None, []) for key in (*_TEXTS, "words", "elements")
    )


def _text(item: Mapping[str, Any]) -> str:
    for key in _TEXTS:
        if isinstance(item.get(key), str) and item[key].strip():
            return str(item[key])
    for key in ("words", "elements", "tokens"):
        words = item.get(key)
        if isinstance(words, list):
            pieces = [
                str(next((word[k] for k in ("punctuated_word", *_TEXTS) if word.get(k)), ""))
                for word in words
                if isinstance(word, Mapping)
            ]
            glue = "" if key == "elements" or any(p.startswith(" ") for p in pieces) else " "
            if joined := glue.join(pieces).strip():
                return joined
    best = item.get("nBest") or item.get("alternatives")
    if isinstance(best, list) and best and isinstance(best[0], Mapping) and best[0] is not item:
        return next((str(best[0][k]) for k in _TEXTS if isinstance(best[0].get(k), str)), "")
    return ""


def _times(item: Mapping[str, Any], scale: float) -> tuple[int | None, int | None]:
    pair = item.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return _ms(pair[0], 1000.0), _ms(pair[1], 1000.0)
    for key, factor in (("offsets", 1.0), ("timestamps", 1000.0)):
        inner = item.get(key)
        if isinstance(inner, Mapping) and "from" in inner:
            return _ms(inner["from"], factor), _ms(inner.get("to"), factor)
    start, end = _first(item, _STARTS), _first(item, _ENDS)
    words = item.get("words") or item.get("elements")
    if start is None and isinstance(words, list):
        timed = [w for w in words if isinstance(w, Mapping) and _first(w, _STARTS)]
        if timed:
            start, end = _first(timed[0], _STARTS), _first(timed[-1], _ENDS)
    return tuple(  # type: ignore[return-value]
        None if moment is None else _ms(moment[1], 1.0 if _counts_ms(moment[0]) else scale)
        for moment in (start, end)
    )


def _counts_ms(key: str) -> bool:
    return key.endswith(("_ms", "Ms"))


def _first(item: Mapping[str, Any], keys: Sequence[str]) -> tuple[str, Any] | None:
    return next(((key, item[key]) for key in keys if item.get(key) is not None), None)


def _ms(value: Any, scale: float) -> int | None:
    if isinstance(value, str) and ":" in value:
        return milliseconds(value)
    return from_seconds(value, scale)


def _scale(items: Sequence[Any]) -> float:
    """Milliseconds in one unit of the file's times: a second, a hundredth or a thousandth.

    Programs do not say which. Whole numbers are taken for the unit in which letters are spoken
    about as fast as people speak; numbers with a point are seconds.
    """
    letters, units = 0, 0.0
    for item in items[:2000]:
        start, end = (
            (_first(item, _STARTS), _first(item, _ENDS))
            if isinstance(item, Mapping)
            else (None, None)
        )
        if not start or not end or _counts_ms(start[0]):
            continue
        if not all(type(moment) is int and moment < 1 << 40 for moment in (start[1], end[1])):
            return 1000.0
        letters += len(_text(item))
        units += max(end[1] - start[1], 0)
    if not letters or not units:
        return 1000.0
    rate = units / letters

    def strangeness(scale: float) -> float:
        return abs(math.log(rate * scale / 1000 / _SECONDS_A_LETTER))

    return min((1000.0, 10.0, 1.0), key=strangeness)


def _speaker(item: Mapping[str, Any]) -> str:
    for key in _SPEAKERS:
        if key in item:
            return _label(item[key])
    words = item.get("words")
    if isinstance(words, list) and words and isinstance(words[0], Mapping):
        return next((_label(words[0][key]) for key in _SPEAKERS if key in words[0]), "")
    return ""


def _label(value: Any) -> str:
    """A speaker as text: 0 is a speaker, and nothing is none."""
    if isinstance(value, Mapping):
        return next((_label(value[key]) for key in _NAMES if value.get(key) is not None), "")
    if value is None or isinstance(value, bool | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _names_of(content: Any) -> dict[str, str]:
    """The names that a file gives its speakers apart from what they say."""
    speakers = content.get("speakers") if isinstance(content, Mapping) else None
    if not isinstance(speakers, list):
        return {}
    return {
        _label(speaker.get("spkid", speaker.get("id"))): _label(speaker["name"])
        for speaker in speakers
        if isinstance(speaker, Mapping)
        and isinstance(speaker.get("name"), str)
        and speaker["name"].strip()
    }


def _excerpt(item: Any) -> str:
    if isinstance(item, str):
        return item
    try:
        return json.dumps(item, ensure_ascii=False)[:200]
    except (ValueError, RecursionError):
        return "…"
