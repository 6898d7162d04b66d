"""The codebook of a study: what the guide brings, what ships, and what coders make of it.

It stands in the corpus, so that coders need no passphrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import process

from interview_kit.coding.codebook_files import (
    COLUMNS,
    checked,
    code_id,
    codebook_csv,
    guide_codebook,
    parse_codebook,
    read_codebook_csv,
    theme_and_side,
)
from interview_kit.corpus import codes
from interview_kit.corpus.coding_history import CodingAct, recorded
from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError, LockedError
from interview_kit.export.delimited import csv_line
from interview_kit.export.refi import ORIGIN
from interview_kit.export.refi_codes import code_book
from interview_kit.export.text_encoding import xml_document
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.account import account_name
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.table_text import table_columns
from interview_kit.text_decoding import decoded_text
from interview_kit.workflow.study.open_study import SETTINGS, guide_files, locked, open_corpus
from interview_kit.workflow.study.shipped_files import shipped_codebook, shipped_codebooks
from interview_kit.workflow.study.study_settings import read_settings


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code with what it is used for: `passages` in so many interviews and participants."""

    id: str
    title: str
    theme: str
    side: str
    passages: int
    interviews: int
    participants: int
    is_retired: bool
    merged_into: str
    description: str


@contextmanager
def coded_corpus(folder: Path) -> Iterator[Corpus]:
    """The corpus of a study for whoever codes, with the codes of its guides; no passphrase.

    Raises LockedError where another program works in the study.
    """
    with locked(folder), open_corpus(folder) as corpus:
        if not corpus.is_read_only:
            take_guide_codes(folder, corpus)
        yield corpus


@contextmanager
def readable_corpus(folder: Path) -> Iterator[Corpus]:
    """The corpus for whoever reads, also while another program works in the study.

    Where nobody else writes, the codes of its guides join it first.
    """
    with suppress(LockedError, OSError), coded_corpus(folder):
        pass
    with open_corpus(folder) as corpus:
        yield corpus


def take_guide_codes(folder: Path, corpus: Corpus) -> None:
    """Add the codes of the guides that filed interviews follow, and of the study's own."""
    settings = read_settings(folder / SETTINGS)
    used_guides = {row[0] for row in corpus.db.execute("SELECT DISTINCT guide FROM interviews")}
    used_guides.add(settings.guide)
    guide_entries: list[CodebookEntry] = []
    for path in guide_files(folder):
        if path.stem not in used_guides:
            continue
        try:
            guide = parse_guide(path.read_text(encoding="utf-8"), path.name)
        except (KitError, OSError, UnicodeDecodeError):
            continue  # `guide check` says what is wrong with it
        guide_entries += guide_codebook(guide, settings.language)
    known_ids = {entry.id for entry in codes.entries(corpus.db)}
    if any(entry.id not in known_ids for entry in guide_entries):
        with corpus.atomic() as db:
            codes.add_missing(db, guide_entries)


def listed_codes(folder: Path, *, all_of_them: bool = False) -> tuple[ListedCode, ...]:
    """The codebook with how much each code is used; retired ones only with `all_of_them`."""
    with readable_corpus(folder) as corpus:
        uses = codes.uses(corpus)
        return tuple(
            ListedCode(
                entry.id,
                entry.title,
                entry.theme,
                entry.side,
                use.passages,
                use.interviews,
                use.participants,
                entry.is_retired,
                entry.merged_into,
                entry.description,
            )
            for entry in codes.entries(corpus.db)
            for use in (uses.get(entry.id, codes.CodeUse(0, 0, 0)),)
            if all_of_them or not entry.is_retired
        )


def add_code(
    folder: Path, title: str, *, id: str = "", parent: str = "", side: str = "", about: str = ""
) -> CodebookEntry:
    """Add a code under an id, or one made of its title. Raises KitError where it is taken."""
    with coded_corpus(folder) as corpus:
        id = id or code_id(title)
        known = {entry.id: entry for entry in codes.entries(corpus.db)}
        if id in known:
            raise KitError(
                "There is a code {id}.", "Name another with --id, or rename that one.", id=id
            )
        if parent:
            _find(corpus, parent)
        theme, own_side = theme_and_side(id)
        side = side or (own_side if theme == parent else "")
        entry = CodebookEntry(id, title.strip() or id, about, parent, side)
        checked([entry])
        with recorded(corpus, CodingAct.ADDED, account_name(), id) as db:
            codes.add_missing(db, [entry])
        return entry


def rename_code(folder: Path, id: str, title: str) -> CodebookEntry:
    """Give a code another title; its id and codings stay. Raises KitError for no such code."""
    with coded_corpus(folder) as corpus:
        entry = replace(_find(corpus, id), title=title.strip() or id)
        with recorded(corpus, CodingAct.RENAMED, account_name(), id) as db:
            codes.change(db, entry)
        return entry


def retire_code(folder: Path, id: str, *, take_back: bool = False) -> CodebookEntry:
    """Use a code no more, or again; its codings stay. Raises KitError for no such code."""
    with coded_corpus(folder) as corpus:
        entry = _find(corpus, id)
        merged_into = "" if take_back else entry.merged_into
        entry = replace(entry, is_retired=not take_back, merged_into=merged_into)
        act = CodingAct.USED_AGAIN if take_back else CodingAct.RETIRED
        with recorded(corpus, act, account_name(), id) as db:
            codes.change(db, entry)
        return entry


def merge_codes(folder: Path, id: str, into: str) -> int:
    """Give all that is coded with one code to another and retire it; how many codings moved.

    A file that still says the old code is read as the new one. Raises KitError for no such code.
    """
    with coded_corpus(folder) as corpus:
        entry, target = _find(corpus, id), _find(corpus, into)
        if entry.id == target.id or target.merged_into:
            raise KitError("A code is merged into another that is in use.", "Name two codes.")
        others = codes.entries(corpus.db)
        with recorded(corpus, CodingAct.MERGED, account_name(), id) as db:
            moved_count = codes.move_codings(db, id, into)
            codes.change(db, replace(entry, is_retired=True, merged_into=into))
            for other in others:
                if other.merged_into == id:
                    codes.change(db, replace(other, merged_into=into))
                elif other.parent == id and other.id != into:
                    codes.change(db, replace(other, parent=into))
        return moved_count


def take_codebook(folder: Path, entries: Iterable[CodebookEntry]) -> int:
    """Add the codes that are not there; how many there were."""
    with (
        coded_corpus(folder) as corpus,
        recorded(corpus, CodingAct.IMPORTED, account_name()) as db,
    ):
        return codes.add_missing(db, entries)


def read_codebook(folder: Path, name: str, language: str = "") -> tuple[CodebookEntry, ...] | None:
    """The codes of one that ships, or of a file that names their ids; None where it is none.

    Raises KitError for a codebook that is not in order.
    """
    language = language or read_settings(folder / SETTINGS).language
    if name in shipped_codebooks():
        return parse_codebook(shipped_codebook(name), name, language)
    path = Path(name)
    kind = path.suffix.lower()
    if kind == ".toml":
        return parse_codebook(decoded_text(file_content(path)), path.name, language)
    if kind == ".csv":
        text = decoded_text(file_content(path))
        columns = set(table_columns(text, COLUMNS))
        if "title" in columns and "interview" not in columns:
            return read_codebook_csv(text)
    return None


def export_codebook(folder: Path, path: Path) -> int:
    """Write the codebook to a `.qdc` or `.csv`; how many codes. Raises KitError for other names."""
    with readable_corpus(folder) as corpus:
        entries = [entry for entry in codes.entries(corpus.db) if not entry.is_retired]
    match path.suffix.lower():
        case ".qdc":
            namespace = {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": ORIGIN}
            content = xml_document(code_book({}, entries, namespace))
        case ".csv":
            content = b"".join(map(csv_line, codebook_csv(entries)))
        case _:
            raise KitError(
                "A codebook is written as .qdc or .csv.", "Name such a file.", name=path.name
            )
    if path.exists():
        raise KitError("There is a file {name}.", "Name another.", name=path.name)
    write_private(path, content)
    return len(entries)


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises KitError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KitError(
            "{path} cannot be read.",
            "Name a file, or one of the codebooks that ship: {names}.",
            path=path,
            names=", ".join(shipped_codebooks()),
        ) from error


def _find(corpus: Corpus, id: str) -> CodebookEntry:
    entries = {entry.id: entry for entry in codes.entries(corpus.db)}
    if id not in entries:
        near = process.extractOne(id, list(entries))
        raise KitError(
            "There is no code {id}.",
            "Is it {near}? `interview-kit codes list` lists all." if near else "Add it first.",
            id=id,
            near=near[0] if near else "",
        )
    return entries[id]
