"""The draft of a transcript as a file, names and all, to be corrected in another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.export.subtitles import webvtt
from interview_kit.export.timed_text import timed_text
from interview_kit.export.word_document import word_document
from interview_kit.language.phrase import phrase
from interview_kit.model.record import Record
from interview_kit.workflow.interviews.needed_parts import spoken_turns
from interview_kit.workflow.publication.record_description import record_of
from interview_kit.workflow.study.open_study import StudyInterview

FORMATS: Mapping[str, Callable[[Sequence[Record]], Iterator[bytes]]] = {
    ".vtt": webvtt,
    ".docx": word_document,
    ".txt": timed_text,
}
"""How a draft is written, by the suffix of its file."""


def write_draft(interview: StudyInterview, target: Path) -> Path:
    """Write the text of an interview as it stands to `target`, whole or not at all.

    Every name stands in it, and nothing is left out; `outside_correction` takes it back. Raises
    KitError for another format, where there is a file already, and while there is no text.
    """
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        raise KitError(
            "A draft is not written as {suffix}.",
            "Give the file a name that ends in .vtt, .docx or .txt.",
            suffix=target.suffix or phrase("a file without a suffix"),
        )
    if target.exists():
        raise KitError(
            "There is a file {name} already.", "Give the draft another name.", name=target.name
        )
    if not target.parent.is_dir():
        raise KitError("The folder for the draft is not there.", "Make it, or choose another.")
    write_private(target, write([record_of(interview, spoken_turns(interview), 0)]))
    return target
