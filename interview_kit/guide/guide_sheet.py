"""A guide as a sheet of paper: HTML that prints cleanly, with room for notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from interview_kit.guide.guide import AskIf, Guide, Localised, Question, Section
from interview_kit.language.word_table import WordTable

_ROOM_LINES = 3
"""Lines to write on under each question; drawn as borders, which every browser prints."""

_STYLE = """
@page { size: A4; margin: 18mm 18mm 20mm 18mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.45 Georgia, "Liberation Serif", serif; color: #111; margin: 0 auto;
       max-width: 174mm; }
header { border-bottom: 1.5pt solid #111; padding-bottom: 4mm; margin-bottom: 6mm; }
h1 { font-size: 20pt; line-height: 1.15; margin: 0 0 2mm 0; }
h2 { font-size: 13pt; margin: 9mm 0 2mm 0; padding-bottom: 1mm; border-bottom: .5pt solid #888;
     break-after: avoid; display: flex; justify-content: space-between; }
h2 small, header p { font: 9pt/1.4 "Liberation Sans", Arial, sans-serif; color: #444; margin: 0; }
.fields { display: flex; gap: 8mm; margin-top: 5mm; }
.fields span { flex: 1; border-bottom: .5pt solid #888;
               font: 9pt "Liberation Sans", Arial, sans-serif; color: #444; padding-bottom: 1mm; }
.consent { display: grid; grid-template-columns: 1fr auto; gap: 2mm 6mm; }
.consent p { margin: 0; }
.boxes { font: 9pt "Liberation Sans", Arial, sans-serif; white-space: nowrap; }
.about { display: grid; grid-template-columns: 48mm 1fr; gap: 2mm 6mm; break-inside: avoid; }
.about p { margin: 0; }
.about span { border-bottom: .5pt solid #888; font: 9pt "Liberation Sans", Arial, sans-serif; }
p small { font: 9pt "Liberation Sans", Arial, sans-serif; color: #444; }
article { break-inside: avoid; margin: 4mm 0 0 0; display: grid;
          grid-template-columns: 7mm 1fr; }
article > b { font: 9pt/1.7 "Liberation Sans", Arial, sans-serif; color: #444; }
.ask { font-size: 12.5pt; font-weight: bold; margin: 0; white-space: pre-line; }
.note { font-style: italic; color: #444; margin: 1mm 0 0 0; white-space: pre-line; }
section > .note { break-after: avoid; }
.only { font: 9pt "Liberation Sans", Arial, sans-serif; color: #444; margin: 1mm 0 0 0; }
ul { margin: 1.5mm 0 0 0; padding: 0; list-style: none; }
li::before { content: "\\25A1"; margin-right: 2.5mm; }
.room { margin-top: 1mm; }
.room i { display: block; height: 8mm; border-bottom: .5pt solid #bbb; }
.distress { border: 1.5pt solid #111; padding: 3mm 5mm; margin-top: 10mm; break-inside: avoid;
            white-space: pre-line; }
.distress h2 { border: 0; margin: 0; }
@media screen { body { padding: 12mm 0; } }
"""

WORDS = WordTable(
    "guide sheet",
    {
        "participant": "Participant (code)",
        "date": "Date",
        "interviewer": "Interviewer",
        "consent": "Consent",
        "required": "required",
        "about": "About the participant",
        "yes": "yes",
        "no": "no",
        "minutes": "min",
        "version": "version",
        "only": "Ask only if the participant did not raise it unasked: {topic}",
        "distress": "When it becomes too much",
    },
)


def guide_sheet(guide: Guide, language: str) -> str:
    """A whole HTML document in `language`; nothing in it is fetched from anywhere.

    Every text of the guide is escaped. Raises GuideError where the guide is not in this language.
    """
    guide.require_language(language)
    return "\n".join(_document(guide, language)) + "\n"


def _document(guide: Guide, language: str) -> Iterator[str]:
    words = WORDS.words(language)
    title = _text(guide.title, language)
    yield f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{title}</h1>"
    low, high = guide.minutes_range
    about = f"{guide.minutes} {words['minutes']} ({low}–{high})"
    yield f"<p>{escape(guide.id)} · {words['version']} {guide.version} · {about}</p>"
    fields = "".join(f"<span>{words[entry]}</span>" for entry in ("participant", "date"))
    yield f'<div class="fields">{fields}<span>{words["interviewer"]}</span></div>\n</header>'
    if guide.consent:
        yield f'<h2>{words["consent"]}</h2>\n<div class="consent">'
        for item in guide.consent:
            required_mark = f" <small>({words['required']})</small>" if item.required else ""
            yield f"<p>{_text(item.text, language)}{required_mark}</p>"
            yield f'<span class="boxes">□ {words["yes"]} &nbsp; □ {words["no"]}</span>'
        yield "</div>"
    if guide.attributes:
        yield f'<h2>{words["about"]}</h2>\n<div class="about">'
        for attribute in guide.attributes:
            values = " &nbsp; ".join(
                f"□ {_text(value.title, language)}" for value in attribute.values
            )
            yield f"<p>{_text(attribute.title, language)}</p><span>{values}</span>"
        yield "</div>"
    number = 1
    for section in guide.sections:
        yield from _section(guide, section, number, language, words)
        number += len(section.questions)
    if guide.distress:
        yield f'<div class="distress"><h2>{words["distress"]}</h2>'
        yield f"{_text(guide.distress, language)}</div>"
    yield "</body>\n</html>"


def _section(
    guide: Guide, section: Section, first: int, language: str, words: Mapping[str, str]
) -> Iterator[str]:
    minutes = f"<small>{section.minutes} {words['minutes']}</small>" if section.minutes else ""
    yield f"<section>\n<h2>{_text(section.title, language)}{minutes}</h2>"
    if section.note:
        yield f'<p class="note">{_text(section.note, language)}</p>'
    for number, question in enumerate(section.questions, start=first):
        yield from _question(guide, question, number, language, words)
    yield "</section>"


def _question(
    guide: Guide, question: Question, number: int, language: str, words: Mapping[str, str]
) -> Iterator[str]:
    yield f"<article>\n<b>{number}</b>\n<div>"
    yield f'<p class="ask">{_text(question.text, language)}</p>'
    if question.ask_if is AskIf.NOT_RAISED:
        topic = _text(guide.topic(question.topic).title, language)
        yield f'<p class="only">{words["only"].format(topic=topic)}</p>'
    if question.note:
        yield f'<p class="note">{_text(question.note, language)}</p>'
    if question.probes:
        probes = "".join(f"<li>{_text(probe.text, language)}</li>" for probe in question.probes)
        yield f"<ul>{probes}</ul>"
    yield f'<div class="room">{_ROOM_LINES * "<i></i>"}</div>\n</div>\n</article>'


def _text(text: Localised, language: str) -> str:
    return escape(text.in_(language).strip())
