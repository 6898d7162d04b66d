"""A transcript to read and print: HTML that needs nothing else, with line numbers.

Lines are broken here and not by the browser, so that line 34 is line 34 on every screen and on
paper. The numbers are drawn beside the text and are not copied with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import TextWrapper

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import by_question, is_right_to_left, one_line, xml
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record

LINE_CHARACTERS = 72
_lines = TextWrapper(LINE_CHARACTERS, expand_tabs=False, replace_whitespace=False).wrap

# The policy lets nothing be loaded or run, whatever the text holds.
_HEAD = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{interview}</title>
<style>
{style}</style>
<main>
<h1>{interview}</h1>
<p class="facts">{facts}</p>
"""

_STYLE = """\
@page { size: A4; margin: 20mm 18mm 22mm }
@page { @bottom-right { content: counter(page) } }
html { color: #1a1a1a; background: #fff; font: 11pt/1.5 Georgia, "Times New Roman", serif }
main { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.5rem }
h1 { font-size: 1.7rem; font-weight: normal; margin: 0 }
h2 { font-size: 1.05rem; margin: 2.2em 0 .7em 3.4rem; break-after: avoid; line-height: 1.35 }
.facts { color: #595959; margin: .2em 0 2em; font-size: .9rem }
.notice { border-left: 4px solid #8a130c; padding: .2em 0 .2em .9em; margin: 0 0 1em;
  font-weight: bold }
.turn { margin: 0 0 .8em; break-inside: auto; orphans: 2; widows: 2 }
.who { margin: 0 0 0 3.4rem; font: .8rem/1.4 system-ui, sans-serif; break-after: avoid }
.who b { font-weight: 600 }
.who time { color: #595959; margin-left: .6em; font-variant-numeric: tabular-nums }
.line { display: block; position: relative; padding-left: 3.4rem; overflow-wrap: anywhere }
.line::before { content: attr(data-n); position: absolute; left: 0; width: 2.2rem; color: #767676;
  text-align: right; font: .75rem/2 system-ui, sans-serif; font-variant-numeric: tabular-nums }
.line[dir="rtl"] { padding: 0 3.4rem 0 0 }
.line[dir="rtl"]::before { left: auto; right: 0; text-align: left }
.interviewer .line { color: #444; font-style: italic }
@media print { main { margin: 0; padding: 0; max-width: none } }
"""


def reading_copy(records: Iterable[Record], notices: Sequence[str] = ()) -> Iterator[bytes]:
    """One page for each record, a piece a turn.

    `notices` are ids of labels that stand above the text, in the place of the note that it is
    pseudonymised.
    """
    for record in records:
        yield from (piece.encode() for piece in _pieces(record, notices))


def _pieces(record: Record, notices: Sequence[str]) -> Iterator[str]:
    facts = (
        *(f"{label(record, id)} {value}" for id, value in record.known_facts.items()),
        f"{label(record, 'version')} {record.version}",
        *([] if notices else [label(record, "pseudonymised")]),
    )
    yield _HEAD.format(
        language=xml(record.language),
        interview=xml(record.interview),
        style=_STYLE,
        facts=xml(" · ".join(facts)),
    )
    for notice in notices:
        yield f'<p class="notice">{xml(label(record, notice))}</p>\n'
    wordings = record.wordings
    number = 0
    for question, turns in by_question(record.turns):
        heading = wordings.get(question) or question or label(record, "before")
        yield f"<h2{_direction(heading)}>{xml(heading)}</h2>\n"
        for turn in turns:
            time = f"<time>{timestamp(turn.start_ms)}</time>" if record.has_times else ""
            yield (
                f'<div class="turn {turn.speaker}"><p class="who">'
                f"<b>{xml(label(record, turn.speaker))}</b>{time}</p>\n"
            )
            for line in _lines(one_line(turn.text)) or [""]:
                number += 1
                attributes = f'data-n="{number}"{_direction(turn.text)}'
                yield f'<span class="line" {attributes}>{xml(line)}</span>\n'
            yield "</div>\n"
    yield "</main>\n</html>\n"


def _direction(text: str) -> str:
    """The attribute of an element whose text runs from right to left; nothing for any other."""
    return ' dir="rtl"' if is_right_to_left(text) else ""
