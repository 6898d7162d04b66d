"""Where the pages lead outside: to https alone, and to no package registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
OUTER = re.compile(r"\b(?:https?|ftp)://[^\s)>\"'`\]]+", re.IGNORECASE)
# No page, nor this file, writes out the name of a registry.
REGISTRIES = "|".join(("py" + "pi", "python" + "hosted", "np" + "mjs", "crates", "conda"))
REGISTRY = re.compile(rf"//([\w-]+\.)*({REGISTRIES})\.\w+", re.IGNORECASE)


def refused(text: str) -> list[str]:
    """The outer links of `text` that may not stand in a page."""
    return [
        link
        for link in OUTER.findall(text)
        if REGISTRY.search(link)
        or not (link.startswith("https://") or re.match(r"http://(127\.0\.0\.1|localhost)\b", link))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_leads_to_nothing_but_https_and_no_registry(page: Path) -> None:
    assert refused(page.read_text("utf-8")) == []


def test_what_is_refused_is_told_from_what_is_not() -> None:
    links = ("http://a.example", "https://" + "py" + "pi.org/x", "ftp://a.example")
    assert [refused(f"[x]({link})") for link in links] == [[link] for link in links]
    assert refused("[x](https://a.example) http://127.0.0.1:8001") == []
