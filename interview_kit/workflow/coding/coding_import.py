"""Taking in what was coded in other programs: every coding in its place, or listed with why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.coding.coded_rows import read_csv, read_jsonl
from interview_kit.coding.coded_text import CodedProject
from interview_kit.coding.packed_file import PackedFile
from interview_kit.coding.placing import Interviews, ListedCoding, WhyNot, place
from interview_kit.coding.qualcoder import DATABASE, read_qualcoder
from interview_kit.coding.refi_reading import read_project, read_refi_codebook
from interview_kit.corpus import codes, codings
from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.coding_history import CodingAct, recorded
from interview_kit.corpus.codings import LostCoding
from interview_kit.errors import KitError
from interview_kit.export.refi_codes import entry_code
from interview_kit.model.account import account_name
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding
from interview_kit.text_decoding import decoded_text
from interview_kit.workflow.coding.codebook_keeping import (
    coded_corpus,
    file_content,
    read_codebook,
    readable_corpus,
    take_codebook,
)

MOST_BYTES = 500 * 1024 * 1024
"""Of a file: projects of texts are a hundredth of it."""

_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class OtherTitle:
    """A code whose title in a file is not the one that it keeps here."""

    code: str
    here: str
    in_file: str


@dataclass(frozen=True, slots=True)
class CodingImport:
    """What a file brought.

    `new_codes` came into the codebook; `placed` passages stand where they stood, of which
    `new_passages` were not there before; `listed` are those without a place, or whose words have
    changed. `guide` counts what an export put on every question itself. `other_titles` are codes
    that are known here and are called otherwise in the file.
    """

    new_codes: int
    placed: int
    new_passages: int
    guide: int
    listed: tuple[ListedCoding, ...]
    interviews: tuple[str, ...]
    other_titles: tuple[OtherTitle, ...] = ()

    @property
    def has_unknown_interviews(self) -> bool:
        """Whether something is listed because no interview is called so."""
        return any(row.why is WhyNot.NO_INTERVIEW for row in self.listed)


def import_codes(
    folder: Path,
    name: str,
    *,
    language: str = "",
    coder: str = "",
    renamed: Mapping[str, str] | None = None,
    renamed_interviews: Mapping[str, str] | None = None,
) -> CodingImport:
    """Take in a codebook, or the codings of a file; done again it changes nothing.

    `coder` is who coded where the file does not say; `renamed` gives coders other names, and
    `renamed_interviews` the ids that interviews have by those that the file has. Raises KitError
    for a file that is neither, and an id that no interview has, with nothing taken in.
    """
    entries = read_codebook(folder, name, language)
    if entries is not None:
        return CodingImport(take_codebook(folder, entries), 0, 0, 0, (), ())
    project = read_coded_file(Path(name))
    with coded_corpus(folder) as corpus:
        filed_ids = filed.ids(corpus)
        _require_filed((renamed_interviews or {}).values(), filed_ids)
        interviews = Interviews(filed_ids, lambda id: filed.record(corpus, id), renamed_interviews)
        placement = place(project, interviews)
        used_codes = {coding.code for some in placement.codings.values() for coding in some}
        if not (project.texts or project.rows or project.unread):
            used_codes = set(project.codes)  # a codebook
        new_entries, ids = _resolved(project, used_codes, codes.entries(corpus.db))
        names = dict(renamed or {}) | ({"": coder} if coder else {})
        by_interview = {
            id: [_as_here(coding, ids, names) for coding in some]
            for id, some in placement.codings.items()
        }
        with recorded(corpus, CodingAct.IMPORTED, account_name()) as db:
            added = codes.add_missing(db, new_entries)
            new_passages = codings.add_to_many(db, by_interview)
        return CodingImport(
            added,
            sum(len({coding.mark for coding in some}) for some in by_interview.values()),
            new_passages,
            placement.guide,
            tuple(placement.listed),
            tuple(sorted(by_interview)),
            _other_titles(project, codes.entries(corpus.db)),
        )


def _require_filed(ids: Iterable[str], filed_ids: Collection[str]) -> None:
    for id in ids:
        if id not in filed_ids:
            raise KitError(
                "There is no filed interview {id}.",
                "`interview-kit list` says what interviews are called.",
                id=id,
            )


def read_coded_file(path: Path) -> CodedProject:
    """The codings of a file, by what it holds. Raises KitError for what is none."""
    path = path / DATABASE if path.is_dir() else path
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise KitError(
            "The file is larger than any project with texts.", "Export it without sound."
        )
    content = file_content(path)
    if path.suffix.lower() == ".qdc":
        return read_refi_codebook(content)
    if content.startswith(_SQLITE):
        return read_qualcoder(content)
    if content.startswith(_ZIP):
        archive = PackedFile(content)
        databases = [name for name in archive.names if name.rsplit("/", 1)[-1] == DATABASE]
        return read_qualcoder(archive.read(databases[0])) if databases else read_project(content)
    text = decoded_text(content)
    if path.suffix.lower() in (".jsonl", ".ndjson") or text.lstrip().startswith("{"):
        return read_jsonl(text)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return read_csv(text)
    raise KitError(
        "{name} holds no codings that are read.",
        "Read are .qdpx, QualCoder's .qda, .csv and .jsonl; codebooks as .qdc, .csv and .toml.",
        name=path.name,
    )


def lost_codings(folder: Path, drop: tuple[int, ...] = ()) -> tuple[LostCoding, ...]:
    """The codings that could not follow their text; those in `drop` are given up first."""
    if drop:
        with (
            coded_corpus(folder) as corpus,
            recorded(corpus, CodingAct.GIVEN_UP, account_name()),
        ):
            codings.drop_lost(corpus, drop)
    with readable_corpus(folder) as corpus:
        return codings.lost(corpus)


def _as_here(coding: Coding, ids: Mapping[str, str], names: Mapping[str, str]) -> Coding:
    return replace(
        coding,
        code=ids[coding.code],
        coder=names.get(coding.coder, coding.coder),
        coded_at=re.sub(r"(\d) (\d)", r"\1T\2", coding.coded_at),
    )


def _other_titles(
    project: CodedProject, entries: tuple[CodebookEntry, ...]
) -> tuple[OtherTitle, ...]:
    """The codes that went out from here and were given another title since, here or there."""
    in_file = {key: entry.title for key, entry in project.codes.items()}
    titles = {entry_code(entry.id): entry for entry in entries if not entry.merged_into}
    return tuple(
        OtherTitle(titles[key].id, titles[key].title, title)
        for key, title in in_file.items()
        if key in titles and titles[key].title.casefold() != title.casefold()
    )


def _resolved(
    project: CodedProject, used_codes: set[str], entries: tuple[CodebookEntry, ...]
) -> tuple[list[CodebookEntry], dict[str, str]]:
    """The codes that are new, and for each key of the file the id of its code here.

    A code is the same by the identifier that an export of ours gave it, else by its title under
    its theme, else by its title or id alone; one that was merged is what it was merged into. Of
    new ones with one title under one theme, as two coders make them, there is one.
    """
    here = {entry.id: entry for entry in entries}
    by_guid = {entry_code(entry.id): entry.id for entry in entries}
    titles = {entry.id: entry.title.casefold() for entry in entries}
    theirs = {entry.id: key for key, entry in project.codes.items()}
    new_entries: list[CodebookEntry] = []
    ids: dict[str, str] = {}
    new_ids: dict[tuple[str, str], str] = {}  # by title and theme

    def resolve(key: str) -> str:
        if key in ids:
            return ids[key]
        entry = project.codes[key]
        ids[key] = by_guid.get(key) or _alike(entry) or ""
        if not ids[key]:
            # A code that only holds others is no theme of its own where it stands at the top.
            parent = resolve(theirs[entry.parent]) if entry.parent in theirs else entry.parent
            ids[key] = new_ids.get((entry.title.casefold(), parent), "")
        if not ids[key]:
            id, number = entry.id, 2
            while id in here:
                id, number = f"{entry.id}-{number}", number + 1
            if parent and parent not in here:
                theme = CodebookEntry(parent, parent)
                here[parent] = theme
                new_entries.append(theme)
            here[id] = replace(entry, id=id, parent=parent)
            new_entries.append(here[id])
            ids[key] = new_ids[entry.title.casefold(), parent] = id
        while here[ids[key]].merged_into:
            ids[key] = here[ids[key]].merged_into
        return ids[key]

    def _alike(entry: CodebookEntry) -> str:
        above = project.codes[theirs[entry.parent]].title if entry.parent in theirs else ""
        same_ids = [id for id, title in titles.items() if title == entry.title.casefold()]
        under = [id for id in same_ids if titles.get(here[id].parent, "") == above.casefold()]
        by_id = [entry.id] if entry.id in titles else []
        return next(iter((*under, *same_ids, *by_id)), "")

    for key in (key for key in project.codes if key in used_codes):
        resolve(key)
    return new_entries, ids
