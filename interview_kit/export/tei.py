"""TEI (P5): header, who speaks, utterances with their times, a division a question.

What the UK Data Archive asks of a marked-up interview: a header, the speakers, and who says what.
Source: https://tei-c.org/release/doc/tei-p5-doc/en/html/TS.html (transcriptions of speech).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import by_question, xml
from interview_kit.model.record import Record

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}">
<teiHeader>
<fileDesc>
<titleStmt><title>{interview}</title></titleStmt>
<editionStmt><edition n="{version}">{version}</edition></editionStmt>
<publicationStmt><p>{status}</p></publicationStmt>
<sourceDesc><recordingStmt><recording type="audio" dur-iso="PT{seconds}S">\
{date}</recording></recordingStmt></sourceDesc>
</fileDesc>
<encodingDesc><projectDesc><p>{guide}</p></projectDesc></encodingDesc>
<profileDesc>
<langUsage><language ident="{language}">{language}</language></langUsage>
<particDesc><listPerson>
"""
_PERSON = '<person xml:id="{role}" role="{role}"><persName type="role">{label}</persName>{facts}\
</person>\n'
_TIMES = """\
</listPerson></particDesc>
</profileDesc>
</teiHeader>
<text>
<timeline unit="ms" origin="#t0">
<when xml:id="t0"/>
"""


def tei(records: Iterable[Record]) -> Iterator[bytes]:
    """One document for each record, a piece an element."""
    for record in records:
        yield from (line.encode() for line in _lines(record))


def _date(record: Record) -> str:
    """When it was held; a quarter is no date that TEI can write, but its first day is."""
    if not record.held:
        return "<date/>"
    date_attribute = "notBefore" if "Q" in record.held else "when"
    iso = record.held_from if "Q" in record.held else record.held
    return f'<date {date_attribute}="{xml(iso)}">{xml(record.held)}</date>'


def _lines(record: Record) -> Iterator[str]:
    yield _HEAD.format(
        interview=xml(record.interview),
        language=xml(record.language),
        version=record.version,
        status=xml(label(record, "pseudonymised")),
        seconds=f"{record.length_ms / 1000:.3f}",
        date=_date(record),
        guide=xml(f"{label(record, 'guide')}: {record.guide}"),
    )
    facts = f"<idno>{xml(record.participant)}</idno>" + "".join(
        f'<note type="{xml(name)}">{xml(value)}</note>'
        for name, value in sorted(record.attributes.items())
    )
    for role in dict.fromkeys(turn.speaker for turn in record.turns):
        participant_facts = facts if role == "participant" else ""
        yield _PERSON.format(role=role, label=xml(label(record, role)), facts=participant_facts)
    yield _TIMES
    for ms in sorted({ms for turn in record.turns for ms in (turn.start_ms, turn.end_ms)} - {0}):
        yield f'<when xml:id="t{ms}" interval="{ms}" since="#t0"/>\n'
    yield "</timeline>\n<body>\n"
    wordings = record.wordings
    for question, turns in by_question(record.turns):
        yield f'<div type="question" n="{xml(question)}">\n' if question else "<div>\n"
        if wordings.get(question):
            yield f"<head>{xml(wordings[question])}</head>\n"
        for turn in turns:
            when = f' start="#t{turn.start_ms}" end="#t{turn.end_ms}"' if record.has_times else ""
            yield f'<u n="{turn.number}" who="#{turn.speaker}"{when}>{xml(turn.text)}</u>\n'
        yield "</div>\n"
    yield "</body>\n</text>\n</TEI>\n"
