"""Time-stamped text, a line a turn, in the layouts that people and programs read.

A layout is data: a profile. Its templates may use `interview`, `held`, `facts` (when it was held
and how long it is, each behind a dot), `question`, `wording`, `speaker`, `text`, and `clock` and
`tenths` for when a turn starts. A text without times is written without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import by_question, one_line
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record


@dataclass(frozen=True, slots=True)
class TextLayout:
    """A layout: what stands at the top, where a question begins, and for each turn."""

    title: str
    question: str
    turn: str


# [hh:mm:ss] is what QualCoder turns into time stamps, and what people read most easily.
READING = TextLayout(
    "{interview}{facts}\n",
    "\n# {question}{wording}\n\n",
    "[{clock}] {speaker}: {text}\n",
)
ATLAS_TI = TextLayout(
    "{interview}{facts}\n",
    "\n{question}{wording}\n\n",
    "#{tenths}# {speaker}: {text}\n",
)
# Whatever stands before the first colon of a paragraph becomes a speaker's code: no other line
# may hold one. Its time stamps are those of f4, at the end of a turn.
MAXQDA = TextLayout("{interview}, {held}\n\n", "", "{speaker}: {text} #{f4}#\n")
_UNTIMED = "{speaker}: {text}\n"


def timed_text(records: Iterable[Record], profile: TextLayout = READING) -> Iterator[bytes]:
    """Interviews laid out as `profile` says, a piece a line. UTF-8, LF."""
    for record in records:
        wordings = record.wordings
        # A title with a clock is known for one when the text comes back with its times.
        has_length = record.has_times or record.length_ms
        facts = (record.held, timestamp(record.length_ms) if has_length else "")
        head = {
            "interview": record.interview,
            "held": record.held,
            "facts": "".join(f" · {fact}" for fact in facts if fact),
        }
        turn_template = profile.turn if record.has_times else _UNTIMED
        yield profile.title.format(**head).encode()
        for question, turns in by_question(record.turns):
            wording = one_line(wordings.get(question, ""))
            if profile.question:
                heading_values = {
                    "question": question,
                    "wording": f": {wording}" if wording else "",
                }
                yield (profile.question.format(**heading_values) if question else "\n").encode()
            for turn in turns:
                yield turn_template.format(
                    clock=timestamp(turn.start_ms),
                    tenths=tenths(turn.start_ms),
                    f4=tenths(turn.start_ms).replace(".", "-"),
                    speaker=label(record, turn.speaker),
                    text=one_line(turn.text),
                ).encode()


def tenths(ms: int) -> str:
    """`ms` with tenths of a second, rounded down: `00:01:05.4`."""
    return f"{timestamp(ms)}.{ms % 1000 // 100}"
