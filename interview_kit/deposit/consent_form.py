"""The consent form of a guide, blank, as a sheet of paper: HTML that fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.deposit.deposit_words import words_in
from interview_kit.export.text_encoding import xml
from interview_kit.guide.guide import Guide

_STYLE = """\
@page { size: A4; margin: 22mm 20mm }
body { font: 11.5pt/1.5 Georgia, "Liberation Serif", serif; color: #111; max-width: 168mm;
       margin: 0 auto }
@media screen { body { padding: 14mm 6mm } }
h1 { font-size: 20pt; font-weight: normal; margin: 0 }
.about, .boxes, .fields { font: 9.5pt/1.4 "Liberation Sans", Arial, sans-serif; color: #444 }
.about { margin: 0 0 9mm }
li { display: grid; grid-template-columns: 1fr auto; gap: 8mm; padding: 4mm 0;
     border-top: .5pt solid #999; break-inside: avoid }
ol { list-style: none; padding: 0; margin: 0; border-bottom: .5pt solid #999 }
p { margin: 0 }
.boxes { white-space: nowrap }
.fields { display: flex; gap: 8mm; margin-top: 22mm }
.fields span { flex: 1; border-top: .5pt solid #444; padding-top: 1.5mm }
"""


def consent_form(guide: Guide, language: str) -> bytes:
    """A whole page. Raises GuideError where the guide is not written in `language`."""
    guide.require_language(language)
    return ("\n".join(_lines(guide, language)) + "\n").encode()


def _lines(guide: Guide, language: str) -> Iterator[str]:
    words = words_in(language)
    title = f"{words['consent_title']}: {guide.title.in_(language)}"
    yield f'<!doctype html>\n<html lang="{xml(language)}">\n<meta charset="utf-8">'
    yield f"<title>{xml(title)}</title>\n<style>\n{_STYLE}</style>\n<h1>{xml(title)}</h1>"
    yield f'<p class="about">{xml(guide.id)} · {guide.version}</p>\n<ol>'
    for item in guide.consent:
        boxes = f"□ {words['yes']} &nbsp; □ {words['no']}"
        yield f"<li><p>{xml(item.text.in_(language))}</p>"
        yield f'<span class="boxes">{boxes}</span></li>'
    fields = "".join(f"<span>{words[entry]}</span>" for entry in ("code", "date", "signature"))
    yield f'</ol>\n<div class="fields">{fields}</div>\n</html>'
