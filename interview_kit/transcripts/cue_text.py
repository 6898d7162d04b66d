"""The text of cues as utterances: voices, labels, marks of layout, captions that roll."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from html import unescape

from interview_kit.model.speaker import Speaker
from interview_kit.transcripts.cue_rows import Cue, read_cues
from interview_kit.transcripts.label import ENOUGH, Candidate, clean, labels_among, shape_points
from interview_kit.transcripts.label_row import colon_label
from interview_kit.transcripts.role import role_of
from interview_kit.transcripts.timestamps import CLOCK
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

# Tags of WebVTT and SRT; any other `<` is speech. Each pattern ends at the next `<`.
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|em|strong|font|lang|ruby|rt)(?:[.\s][^<>]{0,200})?>"
    rf"|<(?:{CLOCK})>|\{{\\[a-zA-Z][^{{}}]{{0,80}}\}}|\{{/?[biu]\}}",
    re.IGNORECASE,
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?(?:\s([^<>\n]{0,300}))?>|</v>")
_KARAOKE = re.compile(rf"<{CLOCK}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_STAMP = re.compile(r"\[\d{2,4}:\d{2}:\d{2}(?:[.,]\d{1,6})?\]")
_PAUSE = re.compile(r"\([.\s]{1,40}\)")
_BOXED = re.compile(r"\s*\[([^\[\]\n]{1,60})\]\s+(?=\S)")
_DASH = re.compile(r"\s*(?:[-–—]\s*(?![-–—>])|>>\s*)")
TOUCHES_MS = 150
"""Captions that roll follow each other at once; what is said again comes after a while."""


def cue_utterances(text: str, report: Report, forced: Collection[str]) -> list[Utterance]:
    """The utterances of a subtitle file, in the order of time."""
    says_voices = _says_voices(text)
    cues = _without_repeats(_sorted(read_cues(text, report), report), report)
    pieces = [(cue, tuple(_voiced(cue.rows))) for cue in cues]
    candidates, rows = [], 0
    for cue, parts in pieces:
        for voice, text in parts:
            rows += not voice
            if not voice and (label_match := _labelled(_undashed(text))):
                candidates.append(Candidate(label_match[0], cue.line, label_match[2]))
    first = candidates[0].line if candidates else None
    starts = next((cue.line for cue in cues if cue.rows), None)
    labels = labels_among(candidates, rows, first=first if first == starts else None, forced=forced)
    for candidate in candidates:
        if candidate.text not in labels:
            report.add_doubtful(clean(candidate.text))
    return list(_spoken(pieces, labels, report, says_voices=says_voices))


def _says_voices(text: str) -> bool:
    """Whether a voice's name stands in what it says as well, as noScribe writes, and notes."""
    head, _, _ = text.partition("-->")
    return "\nNOTE" in head


def _sorted(cues: list[Cue], report: Report) -> list[Cue]:
    """The cues by their start; one without a time stays behind the one before it."""
    starts: list[int] = []
    for cue in cues:
        starts.append(cue.start_ms if cue.start_ms is not None else (starts or [0])[-1])
    order = sorted(range(len(cues)), key=lambda at: starts[at])
    for place, at in enumerate(order):
        if place and at < order[place - 1]:
            report.add(NoticeKind.SORTED, cues[at].line)
    return [cues[at] for at in order]


def _without_repeats(cues: list[Cue], report: Report) -> list[Cue]:
    """Captions that roll up, each phrase once: the rows that the cue before had as well go.

    They are known by how many cues begin with the rows that the one before ended with.
    """
    plain = [tuple(row for row in map(_plain, cue.rows) if row) for cue in cues]
    repeats = [0] * len(cues)
    for at in range(1, len(cues)):
        if _touch(cues[at - 1], cues[at]):
            repeats[at] = _shared(plain[at - 1], plain[at])
    rolling = sum(1 for at, shared in enumerate(repeats) if shared and _is_phrase(plain[at]))
    if not rolling or not (_are_karaoke(cues) or _roll(plain, repeats, rolling)):
        return cues
    phrases: list[Cue] = []
    for cue, rows, shared in zip(cues, plain, repeats, strict=True):
        if shared:
            report.add(NoticeKind.REPEATED_CAPTIONS, cue.line)
        new_rows = _remainder(rows, shared)
        if new_rows:
            phrases.append(replace(cue, rows=new_rows))
        elif phrases and cue.end_ms is not None:
            phrases[-1] = replace(phrases[-1], end_ms=max(cue.end_ms, phrases[-1].end_ms or 0))
    return phrases


def _are_karaoke(cues: Sequence[Cue]) -> bool:
    """Whether words carry times of their own, as in automatic captions."""
    return any(_KARAOKE.search(row) for cue in cues for row in cue.rows)


def _roll(plain: Sequence[Sequence[str]], repeats: Sequence[int], rolling: int) -> bool:
    """Whether cues without such times roll: most repeat, some add to it, and none has a speaker.

    Somebody who says the same thing in every cue adds nothing.
    """
    labelled = any(_VOICE.search(row) or colon_label(row) for rows in plain for row in rows[:1])
    adding = sum(
        1 for rows, shared in zip(plain, repeats, strict=True) if 0 < shared < len("\n".join(rows))
    )
    return not labelled and adding > 1 and rolling > 2 and rolling * 2 >= len(plain) - 1


def _touch(before: Cue, after: Cue) -> bool:
    if before.end_ms is None or after.start_ms is None:
        return False
    return abs(after.start_ms - before.end_ms) <= TOUCHES_MS or after.start_ms < before.end_ms


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many letters of `after`, rows joined by LF, were in `before` already."""
    for count in range(min(len(before), len(after), 4), 0, -1):
        if tuple(before[-count:]) == tuple(after[:count]):
            return len("\n".join(after[:count]))
    last, text = (before or [""])[-1], "\n".join(after)
    return len(last) if len(last) > 3 and text.startswith(f"{last} ") else 0


def _remainder(rows: Sequence[str], shared: int) -> tuple[str, ...]:
    return tuple(row for row in map(str.strip, "\n".join(rows)[shared:].split("\n")) if row)


def _is_phrase(rows: Sequence[str]) -> bool:
    return len(" ".join(rows).split()) > 1


def _plain(row: str) -> str:
    return " ".join(_TAG.sub("", row).split())


def _voiced(rows: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is said in a cue, a piece for each voice, or for each row where none is named."""
    voice, named = "", False
    for row in (_TAG.sub("", row) for row in rows):
        place = 0
        for tag in _VOICE.finditer(row):
            if text := row[place : tag.start()].strip():
                yield voice, text
            named = named or bool(tag[1])
            voice = clean(_unescaped(tag[1])) if tag[1] else (voice if tag[0] == "</v>" else "")
            place = tag.end()
        if text := row[place:].strip():
            yield voice, text


def _spoken(
    pieces: Sequence[tuple[Cue, Sequence[tuple[str, str]]]],
    labels: Collection[str],
    report: Report,
    *,
    says_voices: bool,
) -> Iterator[Utterance]:
    """Utterances, a cue that several speak in parted; after a label the rows go on with it.

    Rows with a dash are of two voices; where no label says whose, each stands by itself.
    """
    speaker = ""
    for cue, parts in pieces:
        if _has_dashes(parts, labels):
            report.add(NoticeKind.DASHES, cue.line)
            texts = [_unescaped(_plain(_undashed(raw))) for _, raw in parts]
            yield from (
                replace(utterance, joinable=False)
                for utterance in _timed(cue, [("", t) for t in texts])
            )
            continue
        runs: list[tuple[str, list[str]]] = []
        for voice, raw in parts:
            text = _undashed(raw) if _dashed(raw, labels) else raw
            label_match = None if voice else _labelled(text)
            if voice:
                owner, text = voice, _without(text, voice if says_voices else "")
            elif label_match and label_match[0] in labels:
                owner, text = clean(label_match[0]), label_match[1]
                speaker = owner
            else:
                owner = runs[-1][0] if runs else speaker
            text = _unescaped(" ".join(_without(text, "").split()))
            if runs and runs[-1][0] == owner:
                runs[-1][1].append(text)
            else:
                runs.append((owner, [text]))
        yield from _timed(cue, [(owner, " ".join(texts)) for owner, texts in runs])


def _has_dashes(parts: Sequence[tuple[str, str]], labels: Collection[str]) -> bool:
    return len(parts) > 1 and all(
        not voice and _DASH.match(raw) and not _dashed(raw, labels) for voice, raw in parts
    )


def _dashed(raw: str, labels: Collection[str]) -> bool:
    label_match = _labelled(_undashed(raw))
    return bool(label_match and label_match[0] in labels)


def _labelled(text: str) -> tuple[str, str, int] | None:
    """A label with a colon, or one in brackets without that is a number or a role."""
    label_match = colon_label(text)
    in_brackets = None if label_match else _BOXED.match(text)
    if (
        in_brackets
        and shape_points(in_brackets[1]) > ENOUGH
        and role_of(in_brackets[1]) is not Speaker.OTHER
    ):
        return f"[{in_brackets[1]}]", text[in_brackets.end() :], 0
    return label_match


def _undashed(text: str) -> str:
    dash = _DASH.match(text)
    return text[dash.end() :] if dash else text


def _timed(cue: Cue, runs: Sequence[tuple[str, str]]) -> Iterator[Utterance]:
    """The pieces of a cue, each with its share of the time by its letters."""
    letters = sum(len(text) for _, text in runs) or 1
    start, end = cue.start_ms, cue.end_ms
    done = 0
    for owner, text in runs:
        first = last = None
        if start is not None:
            length = max((end or start) - start, 0)
            first = start + length * done // letters
            last = None if end is None else start + length * (done + len(text)) // letters
        done += len(text)
        yield Utterance(owner, text, first, last, cue.line)


def _without(text: str, speaker: str) -> str:
    """A text without its speaker, times, and marks for pauses and overlap."""
    speech = " ".join(_PAUSE.sub("", _STAMP.sub("", text)).split())
    speech = speech.strip("/ ") if "//" in speech else speech
    return speech.removeprefix(f"{speaker}:").strip() if speaker else speech


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)
