"""Guides that mean harm: sound ones full of hostile text, and ones that are broken on purpose."""

from __future__ import annotations

import json
import random
import re

from hypothesis import strategies as st

MARKUP = (
    *("[bold red]no[/]", "[/]", "[", "]]", "[link=x]y[/link]", "[@click=app.quit]z[/]", "\\[b]"),
    *("[on red]", "[$accent]", "[#ff0000]", "[not bold]", "[/bold]", "[1/0]", "[[a]]", "[!]"),
    *("{0}", "{topic}", "{", "}}", "%s", "%(x)s", "$(id)", "`id`", ":warning:", "**b**", "_i_"),
    *("</p><script>alert(1)</script>", "&amp;", '"><img src=x onerror=y>', "<!--", "]]>", "';--"),
    *("../../etc/passwd", "C:\\", "file:///", "~", "-rf", "\\x1b[2J", "\\u202e", "NULL", "nan"),
)
SCRIPTS = (
    *("مرحبا كيف حالك", "שלום עולם", "\u200fabc\u200e", "नमस्ते", "ไทย", "日本語の質問", "한국어"),
    *(
        "e\u0301" * 9,
        "z" + "\u0335\u0489" * 40,
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "ﷺ",
        "Ａ",
        "soft\u00adhyphen",
        "a\u200cb",
    ),
    *("no\u00a0break", "wide\u3000space", "a\tb", "x" * 300, "é" * 80, "\u0300", "ǆ", "ß", "İ"),
)
REFUSED = (
    "\x1b[31m",
    "\x00",
    "\x07",
    "\r",
    "\x9b2J",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
)
"""What no text of a guide may hold."""

LONG = 100_000

HARMLESS = (*MARKUP, *SCRIPTS)
PIECES = st.sampled_from(HARMLESS) | st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1, max_size=20
)
LINE = (
    st.lists(PIECES, min_size=1, max_size=5)
    .map(" ".join)
    .filter(lambda text: text.strip() != "" and "\n" not in text)
)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)


@st.composite
def sound_guides(
    draw: st.DrawFn, languages: tuple[str, ...] = ("en",), *, long: bool = False
) -> str:
    """A guide that is in order and asks the worst; with `long` often of 100,000 characters."""

    def texts(key: str, kind: st.SearchStrategy[str]) -> list[str]:
        return [f"{key}.{each} = {_toml(draw(kind))}" for each in languages]

    ids = iter(draw(st.lists(IDS, min_size=16, max_size=16, unique=True)))
    topic = next(ids)
    lines = [
        f'id = "{next(ids)}"',
        "version = 1",
        f"languages = {json.dumps(languages)}",
        *texts("title", LINE),
        "minutes = 45",
        "minutes_range = [30, 60]",
        *texts("distress", TEXT),
        *(f"vocabulary.{each} = [{_toml(draw(LINE))}]" for each in languages),
        *("[[consent]]", 'id = "record"', 'scope = "record"', "required = true"),
        *texts("text", TEXT),
        *("[[topic]]", f'id = "{topic}"'),
        *texts("title", LINE),
        *(f"cues.{each} = [{_toml(draw(LINE))}]" for each in languages),
        *("[[attribute]]", f'id = "{topic}"'),
        *texts("title", LINE),
        *("[[code]]", f'id = "{topic}"'),
        *texts("title", LINE),
    ]
    long = long and draw(st.booleans())
    for _ in range(draw(st.integers(1, 2))):
        lines += ["[[section]]", f'id = "{next(ids)}"', "minutes = 5", *texts("title", LINE)]
        lines += texts("note", TEXT)
        for _ in range(draw(st.integers(1, 3))):
            lines += ["[[section.question]]", f'id = "{next(ids)}"', *texts("note", TEXT)]
            lines += [f'topic = "{topic}"', f'ask_if = "{draw(st.sampled_from(ASKED))}"']
            lines += texts("text", TEXT.map(_stretched) if long else TEXT)
            long = False
            if draw(st.booleans()):
                lines += ["[[section.question.probe]]", f'id = "{next(ids)}"', *texts("text", TEXT)]
    return "\n".join(lines) + "\n"


ASKED = ("always", "not_raised")

_KEYS = (
    *("id", "version", "languages", "title", "minutes", "section", "question", "text", "nl", "en"),
    *("probe", "x", "é", "", "a b", "\x1b", "'"),
)
_WRONG = (
    *(
        "1",
        "true",
        "nan",
        "-0x1",
        "1e999",
        "1979-05-27",
        "07:32:00",
        "[]",
        "{}",
        "[[]]",
        "9" * 4000,
    ),
    *("{ nl = {} }", '"""\n', "'''", "\\", "=", "[[section]]", "[section]", "#\x00", "\udcff"),
)
_HOSTILE = (*_WRONG, *REFUSED, *MARKUP, *SCRIPTS, *_KEYS)
_TEXT_LINE = re.compile(r"^((?:title|text|note|distress)\.\w+ = )\".*\"$", re.MULTILINE)


def broken(text: str, chance: random.Random) -> str:
    """`text` with pieces torn out and put in; most are no guide any more."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_HOSTILE) + text[at + chance.randrange(30) :]
    return text


def asked_otherwise(text: str, chance: random.Random) -> str:
    """A sound guide with other hostile texts in the place of its own."""
    return _TEXT_LINE.sub(
        lambda line: f"{line[1]}{_toml(' '.join(chance.sample(HARMLESS, chance.randint(1, 5))))}",
        text,
    )


def _stretched(text: str) -> str:
    """`text` over and over, to 100,000 characters."""
    return (f"{text} " * (LONG // (len(text) + 1) + 1))[:LONG].rstrip() + "?"


def _toml(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
