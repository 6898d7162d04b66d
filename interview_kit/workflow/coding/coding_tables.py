"""The tables of a coded study, by name: printed from the corpus, or written to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

from interview_kit.coding.agreement import Agreement, alpha, kappa
from interview_kit.corpus.coded_tables import (
    QUERIES,
    Table,
    judgements,
    read_view,
    theme_table,
)
from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.private_files import make_private_folder, write_private
from interview_kit.errors import KitError, LeakError
from interview_kit.export.delimited import csv_line
from interview_kit.export.workbook import workbook
from interview_kit.language.catalogues import translated
from interview_kit.language.phrase import in_language, phrase
from interview_kit.language.table_columns import COLUMN, VALUE_COLUMNS
from interview_kit.language.values import VALUE
from interview_kit.workflow.coding.guide_titles import GuideTitles, titles_of_folder
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.publication.file_scan import scan, template_of
from interview_kit.workflow.publication.known_coders import refuse_known_coders
from interview_kit.workflow.publication.known_memos import refuse_known_memos
from interview_kit.workflow.study.filed_content import refuse_forged
from interview_kit.workflow.study.open_study import Study, open_corpus

TABLES = ("themes", "quotations", "co-occurrence", "topics", "agreement", "saturation", "codes")
"""The names of the tables; the first is the paper's."""

ENDINGS = (".csv", ".xlsx", ".html")
"""Of the files that a table is written to."""


def table(corpus: Corpus, name: str, titles: GuideTitles | None = None) -> Table:
    """A table as it is now, with what the guides call its topics.

    Raises KitError for a name that is none.
    """
    if name == "topics":
        return _titled(read_view(corpus.db, name), (titles or GuideTitles()).topics)
    if name == "themes":
        return theme_table(corpus.db)
    if name == "agreement":
        return agreement_table(corpus)
    if name in QUERIES:
        return read_view(corpus.db, name)
    raise KitError("There is no table {name}.", "There are: {names}.", name=name,
                   names=", ".join(TABLES))  # fmt: skip


def _titled(content: Table, titles: Mapping[str, str]) -> Table:
    """A table whose ids, in its first column, have their titles beside them."""
    head, *columns = content.columns
    return Table(
        (head, "title", *columns),
        tuple((id, titles.get(id, id), *cells) for id, *cells in content.rows),
    )


def agreement_table(corpus: Corpus) -> Table:
    """For each code, and over all of them: kappa of each two coders, and alpha of everybody.

    The rows over all codes have '' as their code.
    """
    coders, units = judgements(corpus.db)
    titles = dict(corpus.db.execute("SELECT id, title FROM codes").fetchall())
    rows: list[tuple[object, ...]] = []
    together = [row for some in units.values() for row in some]
    for code, some in (*units.items(), ("", together)):
        head = (code, titles.get(code, code) if code else phrase("all codes together"))
        for at, first in enumerate(coders):
            for other, second in enumerate(coders[at + 1 :], at + 1):
                pairs = [(row[at], row[other]) for row in some if -1 not in (row[at], row[other])]
                if pairs:
                    value = kappa([a for a, _ in pairs], [b for _, b in pairs])
                    rows.append((*head, "kappa", f"{first}, {second}", len(pairs), *_told(value)))
        seen = [row for row in some if sum(value >= 0 for value in row) > 1]
        if seen and len(coders) > 1:
            rows.append((*head, "alpha", ", ".join(coders), len(seen), *_told(alpha(seen))))
    columns = ("code", "title", "coefficient", "coders", "units", "value", "low", "high")
    return Table(columns, tuple(rows))


def table_of_folder(folder: Path, name: str, language: str) -> Table:
    """A table of a study's corpus, without its vault; titles of the guides in `language`."""
    with open_corpus(folder) as corpus:
        return table(corpus, name, titles_of_folder(folder, language))


def write_table(study: Study, name: str, path: Path, language: str = "") -> int:
    """Write a table to a file, once no known name is in it; how many rows.

    Titles of the guides are in `language` or the study's, and so is a page. Raises KitError for
    a name or an ending that is none, LeakError with nothing written.
    """
    language = language or study.settings.language
    titles = titles_of_folder(study.folder, language)
    content = table(study.corpus, name, titles)
    ending = path.suffix.lower()
    data = table_file(content, name, ending, language)
    own_words = tuple((title,) for title in titles.every_title)
    blank = table_file(Table(content.columns, ()), name, ending, language)
    allowed = table_file(Table(("title",), own_words), name, ending, language)
    write_searched(study, path.parent, {path.name: data}, {path.name: blank, "titles": allowed})
    return len(content.rows)


def table_file(content: Table, name: str, ending: str, language: str) -> bytes:
    """A table as the bytes of a file: a page is in `language`, other files are for programs.

    Raises KitError for an ending that is none.
    """
    if ending == ".csv":
        data = b"".join(map(csv_line, _cells(content)))
    elif ending == ".xlsx":
        data = workbook(name, content.columns, content.rows)
    elif ending == ".html":
        data = _page(content, name, language).encode()
    else:
        raise KitError(
            "A table is written as {endings}.", "Name such a file.", endings=", ".join(ENDINGS)
        )
    return data


def write_searched(
    study: Study, folder: Path, files: Mapping[str, bytes], blank: Mapping[str, bytes]
) -> None:
    """Write files, all of them once none holds a name that the study knows.

    `blank` are the same files with nothing counted: what they say is no leak of a name.
    Raises LeakError that names the places, KitError where a file is there; nothing is written.
    """
    for name in files:
        if (folder / name).exists():
            raise KitError("There is a file {name}.", "Name another.", name=name)
    forms = original_forms(study)
    template = cache(lambda: template_of((name, [content]) for name, content in blank.items()))
    places = [
        place for name, content in files.items() for place in scan(name, [content], forms, template)
    ]
    if places:
        refuse_known_coders(study, forms, tuple(places))
        refuse_known_memos(study, forms, tuple(places))
        raise LeakError(
            "A known name would be written: {leaks}.",
            "`interview-kit names check` says which interview still says it.",
            tuple(places),
            leaks=tuple(places[:10]),
        )
    refuse_forged(study)
    make_private_folder(folder)
    for name, content in files.items():
        write_private(folder / name, content)


def _told(value: Agreement) -> tuple[float | str, ...]:
    return tuple(
        "" if number is None else round(number, 3)
        for number in (value.value, value.low, value.high)
    )


def _cells(content: Table) -> Iterator[Iterable[str | int]]:
    yield content.columns
    for row in content.rows:
        yield [cell if isinstance(cell, int) else "" if cell is None else str(cell) for cell in row]


def _page(content: Table, name: str, language: str) -> str:
    title = escape(translated(VALUE, name, language))
    columns = [translated(COLUMN, column.replace("_", " "), language) for column in content.columns]
    heads = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    rows = "\n".join(
        "<tr>"
        + "".join(
            f"<td>{escape(_read_cell(cell, column in VALUE_COLUMNS, language))}</td>"
            for column, cell in zip(content.columns, row, strict=True)
        )
        + "</tr>"
        for row in content.rows
    )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset=utf-8>'
        f"<title>{title}</title>"
        "<style>body{font:15px/1.4 system-ui,sans-serif;margin:2em;color-scheme:light dark}"
        "table{border-collapse:collapse}td,th{border-bottom:1px solid #8886;padding:.25em .7em;"
        "text-align:left;vertical-align:top}</style></head>\n"
        f"<body><h1>{title}</h1>\n<table><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def _read_cell(cell: object, is_word: bool, language: str) -> str:
    """A cell as people read it in `language`."""
    if cell is None:
        return ""
    return translated(VALUE, str(cell), language) if is_word else in_language(cell, language)
