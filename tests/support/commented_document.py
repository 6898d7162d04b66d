"""Word documents of a talk with comments beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import docx

COMMENT = "Zilverberk vraagt of dit klopt"
"""In no other file: where it is found, the comment was kept."""
AUTHOR = "Nora Zeewolde"


def write_commented(path: Path, lines: Iterable[str]) -> Path:
    """A document with these paragraphs, and a comment on the last word of the first of them."""
    document = docx.Document()
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        first, _, last = line.rpartition(" ")
        paragraph.add_run(f"{first} ")
        run = paragraph.add_run(last)
        if not number:
            document.add_comment(run, text=COMMENT, author=AUTHOR)
    document.save(str(path))
    return path
