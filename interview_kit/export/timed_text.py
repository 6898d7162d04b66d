"""Time-stamped text to read: `[00:01:05] Participant: text`, questions as headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record

_SPEAKERS = {
    "nl": {"interviewer": "Interviewer", "participant": "Deelnemer", "other": "Ander"},
    "en": {"interviewer": "Interviewer", "participant": "Participant", "other": "Other"},
}


def timed_text(records: Iterable[Record]) -> Iterator[bytes]:
    """A heading, then a line a turn, with the guide's wording where a question begins."""
    for record in records:
        names = _SPEAKERS.get(record.language, _SPEAKERS["en"])
        yield f"{record.interview} · {record.month} · {timestamp(record.length_ms)}\n".encode()
        question = ""
        for turn in record.turns:
            if turn.question != question:
                question = turn.question
                wording = record.questions.get(question, "")
                yield f"\n# {question}{': ' if wording else ''}{wording}\n\n".encode()
            text = " ".join(turn.text.split())
            yield f"[{timestamp(turn.start_ms)}] {names[turn.speaker]}: {text}\n".encode()
