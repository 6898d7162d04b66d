"""The papers of a deposit: one table of what is written beside the transcripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.deposit.codebook import codebook
from interview_kit.deposit.consent_form import consent_form
from interview_kit.deposit.datacite import datacite
from interview_kit.deposit.ddi import ddi
from interview_kit.deposit.deposit import Deposit, UsedGuide
from interview_kit.deposit.deposit_tables import data_list, replacement_log
from interview_kit.deposit.deposit_words import spoken
from interview_kit.deposit.provenance import provenance
from interview_kit.deposit.readme import readme
from interview_kit.guide.guide_sheet import guide_sheet

_PAPERS = {
    "data_list.csv": ("data_list", data_list),
    "codebook.md": ("codebook", codebook),
    "documents/pseudonymisation.csv": ("log", replacement_log),
    "metadata/datacite.xml": ("datacite", datacite),
    "metadata/provenance.json": ("provenance", provenance),
}
# These two list all the others.
_README, _DDI = "README.md", "metadata/ddi.xml"


def papers(deposit: Deposit, transcripts: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Every paper with its path; `transcripts` are those of the formats, with `{}` where each
    interview has a file of its own."""
    codes = [row.interview for row in deposit.rows]
    sheets = [
        sheet
        for used_guide in deposit.guides
        for sheet in _guide_papers(used_guide, deposit.language)
    ]
    own_papers = [
        (_README, "readme"),
        *((path, description) for path, (description, _) in _PAPERS.items()),
        (_DDI, "ddi"),
        *((path, description) for path, description, _ in sheets),
    ]
    format_rows = [(path, deposit.formats[path]) for path in transcripts]
    each = [
        (path.format(code), description)
        for path, description in format_rows
        for code in _those(path, codes)
    ]
    yield (
        _README,
        readme(
            deposit,
            [*own_papers, *((path.format("*"), description) for path, description in format_rows)],
        ),
    )
    for path, (_, write) in _PAPERS.items():
        yield path, write(deposit)
    yield _DDI, ddi(deposit, [*own_papers, *each])
    yield from ((path, content) for path, _, content in sheets)


def _those(path: str, codes: Sequence[str]) -> Sequence[str]:
    """Whose files a path stands for: everyone's, or one file for all."""
    return codes if "{}" in path else codes[:1]


def _guide_papers(used_guide: UsedGuide, language: str) -> Iterator[tuple[str, str, bytes]]:
    """The guide as it was written, the guide to read, and its blank consent form."""
    spoken_in, stem = spoken(used_guide.guide, language), used_guide.stem
    yield f"documents/guide-{stem}.toml", "guide", used_guide.source.encode()
    yield f"documents/guide-{stem}.html", "sheet", guide_sheet(used_guide.guide, spoken_in).encode()
    if used_guide.guide.consent:
        form = consent_form(used_guide.guide, spoken_in)
        yield f"documents/consent-{stem}.html", "consent", form
