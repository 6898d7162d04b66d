"""The papers of a deposit: one table of what is written beside the transcripts."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.deposit.codebook import codebook
from interview_kit.deposit.consent_form import consent_form
from interview_kit.deposit.datacite import datacite
from interview_kit.deposit.ddi import ddi
from interview_kit.deposit.deposit import Deposit, UsedGuide
from interview_kit.deposit.provenance import provenance
from interview_kit.deposit.readme import readme
from interview_kit.deposit.tables import data_list, replacement_log
from interview_kit.deposit.words import spoken
from interview_kit.guide.paper import guide_sheet

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
    """Every paper with its path; `transcripts` are paths of formats, to be listed."""
    sheets = [sheet for used in deposit.guides for sheet in _guide_papers(used, deposit.language)]
    files = [
        (_README, "readme"),
        *((path, what) for path, (what, _) in _PAPERS.items()),
        (_DDI, "ddi"),
        *((path, what) for path, what, _ in sheets),
        *((path, deposit.formats[path]) for path in transcripts),
    ]
    yield _README, readme(deposit, files)
    for path, (_, write) in _PAPERS.items():
        yield path, write(deposit)
    yield _DDI, ddi(deposit, files)
    yield from ((path, content) for path, _, content in sheets)


def _guide_papers(used: UsedGuide, language: str) -> Iterator[tuple[str, str, bytes]]:
    """The guide as it was written, the guide to read, and its blank consent form."""
    spoken_in, stem = spoken(used.guide, language), used.stem
    yield f"documents/guide-{stem}.toml", "guide", used.source.encode()
    yield f"documents/guide-{stem}.html", "sheet", guide_sheet(used.guide, spoken_in).encode()
    if used.guide.consent:
        form = consent_form(used.guide, spoken_in)
        yield f"documents/consent-{stem}.html", "consent", form
