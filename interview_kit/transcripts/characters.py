"""Characters that have no place in a text: they hide names and move the cursor of a terminal."""

from __future__ import annotations

import re

# Escape sequences of terminals (ECMA-48): CSI with its parameters, OSC up to its end.
_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\\\)"
)
_BREAKS = re.compile("\r?\r\n|\r|\x0c|\u2029")
_BLANKS = re.compile("[\x0b\x1c-\x1f\x85\u2028]")
# C0, DEL, C1, soft hyphen, zero-width space and joiners of words, marks that change the direction
# of what follows, annotations, byte order marks, surrogates, and what is no character. The
# joiners U+200C and U+200D and the direction of single letters belong to scripts and emoji.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u2069\u206a-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def without_controls(text: str) -> tuple[str, int]:
    """`text` with lines that end in LF and without control characters, and how many these were.

    What separates words leaves a blank; what only hides, such as NUL, leaves nothing.
    """
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    text, escapes = _ESCAPES.subn("", text)
    text, blanks = _BLANKS.subn(" ", text)
    text, unseen = _UNSEEN.subn("", text)
    return text, escapes + blanks + unseen


def one_line(text: str) -> str:
    """`text` with one blank between words."""
    return " ".join(text.split())
