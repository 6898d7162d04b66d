"""Words that were hardly heard, and the mark around them in a text: `[unclear: word word]`."""

from __future__ import annotations

import re

# A corrector also writes `[unclear]`. What closes a mark is missing where brackets stand inside.
_WHOLE_MARK = re.compile(r"\[unclear:\s?([^\[\]]*)\]")
_MARK = re.compile(r"\[unclear\]|\[unclear:\s?(?=[^\[\]]*(\])?)")


def marked(text: str) -> str:
    """`text` with the mark around it."""
    return f"[unclear: {text}]"


def marks(text: str) -> list[tuple[int, int]]:
    """Where marks begin and end in `text`: what opens one and what closes it, each by itself."""
    spans = [(match.span(), match.span(1)) for match in _MARK.finditer(text)]
    return [span for pair in spans for span in pair if span != (-1, -1)]


def without_marks(text: str) -> str:
    """`text` with blanks in the place of each mark, so that only what was said is left."""
    for start, end in marks(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def spoken_words(text: str) -> list[str]:
    """The words of `text`, as they are counted: a mark is none."""
    return without_marks(text).split()


def whole_marks(text: str) -> list[tuple[int, int]]:
    """Where each `[unclear: …]` begins and ends in `text`, the words in it included."""
    return [match.span() for match in _WHOLE_MARK.finditer(text)]


def unmarked(text: str) -> str:
    """`text` with the words of each `[unclear: …]` by themselves; `[unclear]` stays."""
    return _WHOLE_MARK.sub(lambda match: match[1].strip(), text)
