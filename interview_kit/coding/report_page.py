"""A report as one page: charts as inline SVG, each with its table; no script and no network.

Colours follow the reader's choice of light or dark, and print in black on white. Charts are read
out by their title and have their table beside them, which opens with the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from interview_kit.language.catalogues import SOURCE
from interview_kit.language.phrase import decimal_number

Cell = str | int | float
"""A value of a figure's table."""


class ChartKind(StrEnum):
    """How a figure is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINE = "line"
    HEAT = "heat"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a report: a chart of a table.

    The first column names what a row is about. `drawn` are the columns that are drawn, by their
    places. A timeline's columns are row, from, to and what.
    """

    id: str
    title: str
    note: str
    kind: ChartKind
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: tuple[int, ...] = (1,)
    target: int = 0


MOST_ROWS = 60
"""That a chart shows: more cannot be told apart. Its table has all."""

WIDTH = 720
"""Of a chart, in its own units: it is drawn as wide as the page."""
_LABEL, _ROW, _GAP = 240, 18, 4
_HEAD, _HEAD_LETTER = 32, 6
"""Letters of a column's head, which stands upright, and how high each is."""
_COLOURS = ("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11")

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--faint:#595959;--line:#8884;
--c0:#2f6f9f;--c1:#c8702a;--c2:#4c8c4a;--c3:#8a5a9e;--c4:#a33c3c;--c5:#6b7a2c;--c6:#2c7a7a;--c7:#777;
--c8:#b5508a;--c9:#1f4e8c;--c10:#9a8420;--c11:#7a5230}
@media (prefers-color-scheme:dark){:root{--ink:#e9e9e9;--paper:#16181b;--faint:#b8b8b8;--line:#9996;
--c0:#6fb1e0;--c1:#eb9c5c;--c2:#86c284;--c3:#c099d6;--c4:#e38080;--c5:#b5c66a;--c6:#6cc4c4;--c7:#aaa;
--c8:#e79ac6;--c9:#8fa8f0;--c10:#e0cf6a;--c11:#c9a27e}}
@media print{:root{--ink:#000;--paper:#fff;--faint:#444;--line:#999}section{break-inside:avoid}
nav,summary{display:none}details>*{display:block}}
body{margin:0 auto;max-width:52rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2.2rem 0 .2rem}p{margin:.2rem 0 .6rem}
nav ul{columns:2;padding-left:1.2rem}a{color:var(--c0)}a:focus-visible,summary:focus-visible{
outline:3px solid var(--c1);outline-offset:2px}
svg{width:100%;height:auto;font:12px system-ui,sans-serif;fill:var(--ink)}
.axis{stroke:var(--line)}.none{fill:none;stroke:var(--line)}
.aim{stroke:var(--c4);stroke-dasharray:5 4}.ln{fill:none;stroke:var(--c0);
stroke-width:2}.small{fill:var(--faint);font-size:11px}
.c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}.c4{fill:var(--c4)}
.c5{fill:var(--c5)}.c6{fill:var(--c6)}.c7{fill:var(--c7)}
.c8{fill:var(--c8)}.c9{fill:var(--c9)}.c10{fill:var(--c10)}.c11{fill:var(--c11)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}
td,th{border-bottom:1px solid var(--line);padding:.15rem .6rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}
"""


def report_page(
    title: str, language: str, words: Mapping[str, str], figures: Sequence[Figure]
) -> bytes:
    """The whole page, in `language`; each figure's CSV is named after it and lies beside it."""
    items = "".join(
        f'<li><a href="#{figure.id}">{escape(figure.title)}</a></li>' for figure in figures
    )
    sections = "\n".join(_section(figure, language, words) for figure in figures)
    heading = f"{escape(words['title'])}: {escape(title)}"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}</style></head>\n<body>\n<h1>{heading}</h1>\n"
        f"<p>{escape(words['pseudonymised'])}</p>\n"
        f'<nav aria-label="{escape(words["contents"])}"><ul>{items}</ul></nav>\n'
        f"<main>\n{sections}\n</main>\n</body></html>\n"
    ).encode()


def _section(figure: Figure, language: str, words: Mapping[str, str]) -> str:
    chart = _CHARTS[figure.kind](figure, language) if figure.rows else ""
    note = escape(figure.note if figure.rows else words["nothing"])
    count = len(_rows_of(figure))
    cut = ""
    if figure.rows and count > MOST_ROWS:
        cut = f"<p>{escape(words['shown'].format(shown=MOST_ROWS, all=count))}</p>"
    table = _table(figure, language, words) if figure.rows else ""
    return (
        f'<section id="{figure.id}" aria-labelledby="{figure.id}-h">\n'
        f'<h2 id="{figure.id}-h">{escape(figure.title)}</h2>\n<p>{note}</p>{cut}\n{chart}\n{table}'
        "</section>"
    )


def _table(figure: Figure, language: str, words: Mapping[str, str]) -> str:
    heads = "".join(f"<th scope=col>{escape(column)}</th>" for column in figure.columns)
    rows = "\n".join(
        f"<tr>{''.join(_cell(value, language) for value in row)}</tr>" for row in figure.rows
    )
    return (
        f"<details><summary>{escape(words['table'])}</summary><div class=scroll tabindex=0>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div></details>\n"
        f'<p><a href="{figure.id}.csv">{escape(words["csv"])}</a></p>\n'
    )


def _cell(value: Cell, language: str) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f"<td class=n>{number(value, language)}</td>"


def number(value: float, language: str = SOURCE) -> str:
    """A number as the page shows it in `language`; without one, as its CSV does."""
    return decimal_number(value, 3, is_padded=False).in_(language)


def _rows_of(figure: Figure) -> list[str]:
    """What the rows of a chart are about, each once."""
    return list(dict.fromkeys(str(row[0]) for row in figure.rows))


def _svg(figure: Figure, height: float, content: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(figure.title)}">'
        f"{''.join(content)}</svg>"
    )


def _label(text: str, y: float) -> str:
    short = _shortened(text, 33)
    return f'<text x="{_LABEL - 8}" y="{y + 13:g}" text-anchor="end">{escape(short)}</text>'


def _shortened(text: str, letters: int) -> str:
    """A text of so many letters: what is left out is in its middle, so that a side stays."""
    end = (letters - 1) // 3
    return text if len(text) <= letters else f"{text[: letters - 1 - end]}…{text[-end:]}"


def _bars(figure: Figure, language: str) -> str:
    rows = figure.rows[:MOST_ROWS]
    column = figure.drawn[0]
    values = [float(row[column]) for row in rows]
    scale = (WIDTH - _LABEL - 60) / (max(values) or 1)

    def content() -> Iterator[str]:
        for at, (row, value) in enumerate(zip(rows, values, strict=True)):
            y = at * (_ROW + _GAP)
            yield _label(str(row[0]), y)
            yield _rect(_LABEL, y, value * scale, "c0", f"{row[0]}: {number(value, language)}")
            x = _LABEL + value * scale + 5
            yield f'<text x="{x:.1f}" y="{y + 13}">{number(value, language)}</text>'

    return _svg(figure, len(rows) * (_ROW + _GAP), content())


def _stacked(figure: Figure, language: str) -> str:
    rows = figure.rows[:MOST_ROWS]

    def content() -> Iterator[str]:
        yield from _legend([figure.columns[column] for column in figure.drawn])
        for at, row in enumerate(rows):
            y = 24 + at * (_ROW + _GAP)
            yield _label(str(row[0]), y)
            total = sum(float(row[column]) for column in figure.drawn) or 1
            x = float(_LABEL)
            for index, column in enumerate(figure.drawn):
                width = float(row[column]) / total * (WIDTH - _LABEL)
                about = (
                    f"{row[0]}, {figure.columns[column]}: {number(float(row[column]), language)}"
                )
                yield _rect(x, y, width, _COLOURS[index % len(_COLOURS)], about)
                x += width

    return _svg(figure, 24 + len(rows) * (_ROW + _GAP), content())


def _line(figure: Figure, language: str) -> str:
    height, column = 220, figure.drawn[0]
    values = [float(row[column]) for row in figure.rows]
    top = max(*values, figure.target, 1)
    step = (WIDTH - 80) / max(1, len(values) - 1)
    points = [(40 + at * step, height - 30 - value / top * (height - 50))
              for at, value in enumerate(values)]  # fmt: skip

    def content() -> Iterator[str]:
        base = height - 30
        yield f'<line class="axis" x1="40" x2="{WIDTH - 40}" y1="{base}" y2="{base}"/>'
        yield f'<text x="34" y="24" text-anchor="end">{number(top, language)}</text>'
        yield f'<text x="34" y="{height - 30}" text-anchor="end">0</text>'
        if figure.target:
            y = height - 30 - figure.target / top * (height - 50)
            yield f'<line class="aim" x1="40" x2="{WIDTH - 40}" y1="{y:.1f}" y2="{y:.1f}"/>'
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline class="ln" points="{path}"/>'
        every = max(1, len(points) // 10)
        for at, (x, y) in enumerate(points):
            about = f"{figure.rows[at][0]}: {number(values[at], language)}"
            yield (f'<circle class="c0" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(about)}'
                   "</title></circle>")  # fmt: skip
            if at % every == 0:
                yield (f'<text class="small" x="{x:.1f}" y="{height - 12}" text-anchor="middle">'
                       f"{escape(str(figure.rows[at][0]))}</text>")  # fmt: skip

    return _svg(figure, height, content())


def _heat(figure: Figure, language: str) -> str:
    rows = figure.rows[:MOST_ROWS]
    most = max((float(row[column]) for row in rows for column in figure.drawn), default=0) or 1
    width = (WIDTH - _LABEL) / max(1, len(figure.drawn))
    heads = [_shortened(figure.columns[column], _HEAD) for column in figure.drawn]
    top = 12 + _HEAD_LETTER * max(map(len, heads), default=0)

    def content() -> Iterator[str]:
        for index, head in enumerate(heads):
            x = _LABEL + (index + 0.5) * width
            yield (f'<text class="small" transform="translate({x + 4:.1f} {top - 6:.0f}) '
                   f'rotate(-90)">{escape(head)}</text>')  # fmt: skip
        for at, row in enumerate(rows):
            y = top + at * _ROW
            yield _label(str(row[0]), y)
            for index, column in enumerate(figure.drawn):
                value = float(row[column])
                x = _LABEL + index * width
                about = f"{row[0]}, {figure.columns[column]}: {number(value, language)}"
                shade = 0.08 + 0.92 * value / most
                look = "c0" if value else "none"
                yield (f'<rect class="{look}" x="{x:.1f}" y="{y}" '
                       f'width="{max(1.0, width - 1):.1f}" height="{_ROW - 1}" '
                       f'fill-opacity="{shade:.2f}"><title>{escape(about)}</title>'
                       "</rect>")  # fmt: skip

    return _svg(figure, top + len(rows) * _ROW, content())


def _timeline(figure: Figure, language: str) -> str:
    names = _rows_of(figure)[:MOST_ROWS]
    what = list(dict.fromkeys(str(row[3]) for row in figure.rows))
    colours = {entry: _COLOURS[at % len(_COLOURS)] for at, entry in enumerate(what)}
    end = max(float(row[2]) for row in figure.rows) or 1
    scale = (WIDTH - _LABEL) / end
    legend = list(_legend(what))
    below = 24 * (1 + (len(what) - 1) // _LEGEND_ROW)

    def content() -> Iterator[str]:
        yield from legend
        places = {name: below + at * (_ROW + _GAP) for at, name in enumerate(names)}
        for name, y in places.items():
            yield _label(name, y)
        for row in figure.rows:
            if str(row[0]) in places:
                start, stop = float(row[1]), float(row[2])
                about = f"{row[0]}, {number(start, language)}-{number(stop, language)} s: {row[3]}"
                yield _rect(
                    _LABEL + start * scale, places[str(row[0])], (stop - start) * scale,
                    colours[str(row[3])], about,
                )  # fmt: skip

    return _svg(figure, below + len(names) * (_ROW + _GAP), content())


_LEGEND_ROW = 4


def _legend(names: Sequence[str]) -> Iterator[str]:
    width = WIDTH / _LEGEND_ROW
    for at, name in enumerate(names):
        x, y = at % _LEGEND_ROW * width, at // _LEGEND_ROW * 24
        short = _shortened(name, 22)
        yield _rect(x, y, 12, _COLOURS[at % len(_COLOURS)], name, height=12)
        yield f'<text x="{x + 17:.0f}" y="{y + 11}">{escape(short)}</text>'


def _rect(
    x: float, y: float, width: float, colour: str, about: str, *, height: float = _ROW
) -> str:
    return (
        f'<rect class="{colour}" x="{x:.1f}" y="{y:g}" width="{max(0.0, width):.1f}" '
        f'height="{height:g}"><title>{escape(about)}</title></rect>'
    )


_CHARTS: Mapping[ChartKind, Callable[[Figure, str], str]] = {
    ChartKind.BARS: _bars,
    ChartKind.STACKED: _stacked,
    ChartKind.LINE: _line,
    ChartKind.HEAT: _heat,
    ChartKind.TIMELINE: _timeline,
}
