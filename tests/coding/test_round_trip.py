"""What is coded goes out and comes back: to the character, whatever a program does to the file."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from interview_kit.coding.coded_rows import read_jsonl
from interview_kit.coding.placing import Interviews, WhyNot, place
from interview_kit.coding.refi_reading import read_project
from interview_kit.export.json_lines import jsonl_turns
from interview_kit.export.refi import refi_project
from tests.support.coded_demo import coded_demo

RECORDS = coded_demo()
BY_ID = {record.interview: record for record in RECORDS}


def interviews(records=RECORDS):
    by_id = {record.interview: record for record in records}
    return Interviews(tuple(by_id), by_id.__getitem__)


def places(codings, title=lambda code: code):
    return {(title(c.code), c.turn, c.first_char, c.end_char, c.coder, c.memo) for c in codings}


def exported():
    return b"".join(refi_project(RECORDS))


def repacked(content, change):
    """A project whose members went through `change(name, bytes)`, which may rename them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return out.getvalue()


def assert_all_back(content, **changes):
    project = read_project(content)
    placement = place(project, interviews())
    assert placement.listed == []
    titles = {key: entry.title for key, entry in project.codes.items()}
    for record in RECORDS:
        own = {entry.id: entry.title for entry in record.codebook}
        expected = places(record.codings, own.__getitem__)
        assert places(placement.codings[record.interview], titles.__getitem__) == expected
    assert placement.exact == sum(len({(c.mark, c.code) for c in r.codings}) for r in RECORDS)
    assert placement.guide > 0


def test_every_coding_comes_back_from_a_project():
    assert_all_back(exported())


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing():
    def windows(name, content):
        if name.endswith(".txt"):
            return name, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
        return name, content

    assert_all_back(repacked(exported(), windows))


@pytest.mark.parametrize(
    ("wide", "line_end"), [(2, 1), (1, 2), (2, 2)], ids=["utf16", "crlf", "utf16 and crlf"]
)
def test_other_ways_of_counting_are_read_off_the_passages(wide, line_end):
    def recount(name, content):
        if not name.endswith(".qde"):
            return name, content
        return name, recounted(content, exported(), wide, line_end)

    assert_all_back(repacked(exported(), recount))


def recounted(qde, project, wide, line_end):
    from lxml import etree

    root = etree.fromstring(qde)
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        for source in root.iter("{*}TextSource"):
            path = source.get("plainTextPath").removeprefix("internal://")
            text = archive.read(f"sources/{path}").decode()
            for selection in source.iter("{*}PlainTextSelection"):
                for name in ("startPosition", "endPosition"):
                    before = text[: int(selection.get(name))]
                    count = sum(
                        line_end if c == "\n" else wide if c > "\uffff" else 1 for c in before
                    )
                    selection.set(name, str(count))
    return etree.tostring(root)


def test_renamed_sources_and_new_identifiers_change_nothing():
    def foreign(name, content):
        if name.endswith(".qde"):
            text = content.decode()
            for number, record in enumerate(RECORDS):
                text = text.replace(f'name="{record.interview}"', f'name="Document {number}"')
            for digit in "0123456789":
                text = (
                    text.replace(f'guid="{digit}', f'guid="f{digit}')
                    .replace(f'GUID="{digit}', f'GUID="f{digit}')
                    .replace(f'creatingUser="{digit}', f'creatingUser="f{digit}')
                )
            return name, text.encode()
        return name, content

    assert_all_back(repacked(exported(), foreign))


def test_json_lines_come_back():
    project = read_jsonl(b"".join(jsonl_turns(RECORDS)).decode())
    placement = place(project, interviews())
    assert placement.listed == []
    for record in RECORDS:
        assert places(placement.codings[record.interview]) == places(record.codings)


def test_a_text_that_was_corrected_since_is_followed_and_said():
    record = RECORDS[0]
    coding = record.codings[0]
    turns = list(record.turns)
    at = coding.turn - 1
    text = turns[at].text
    inside = coding.first_char + 3
    turns[at] = replace(turns[at], text=f"Eh, {text[:inside]}X{text[inside:]}")
    changed = replace(record, turns=tuple(turns))
    placement = place(read_project(exported()), interviews((changed, *RECORDS[1:])))
    assert {row.why for row in placement.listed} == {WhyNot.CHANGED}
    moved = [c for c in placement.codings["P01-1"] if c.turn == coding.turn]
    assert any(c.has_changed for c in moved)
    for other in placement.codings["P01-1"]:
        if not other.has_changed:
            marked = changed.turns[other.turn - 1].text[other.first_char : other.end_char]
            assert marked.strip() == marked
            assert marked


def test_passages_that_are_gone_are_listed():
    record = RECORDS[0]
    emptied = tuple(
        replace(turn, text="Iets heel anders.") if turn.number == record.codings[0].turn else turn
        for turn in record.turns
    )
    placement = place(
        read_project(exported()), interviews((replace(record, turns=emptied), *RECORDS[1:]))
    )
    count = sum(len({(c.mark, c.code, c.coder) for c in r.codings}) for r in RECORDS)
    placed = sum(len({c.mark for c in some}) for some in placement.codings.values())
    lost = [row for row in placement.listed if row.why is WhyNot.GONE]
    assert lost
    assert placed + len([r for r in placement.listed if r.why is not WhyNot.CHANGED]) == count


def test_sqlite_holds_every_coding():
    from interview_kit.export.sqlite_copy import sqlite_copy

    with closing(sqlite3.connect(":memory:")) as db, db:
        db.deserialize(b"".join(sqlite_copy(RECORDS)))
        rows = db.execute("SELECT code, turn, first_char, end_char, coder, memo, interview "
                          "FROM quotations").fetchall()  # fmt: skip
    for record in RECORDS:
        assert {row[:-1] for row in rows if row[-1] == record.interview} == places(record.codings)


def test_identifiers_in_capitals_and_braces_name_the_same_coders():
    pattern = re.compile(rb'(guid|creatingUser|targetGUID)="([0-9a-f-]{36})"')
    assert_all_back(
        repacked(
            exported(),
            lambda name, content: (
                name,
                pattern.sub(
                    lambda match: (
                        b'%s="%s"'
                        % (
                            match[1],
                            match[2].upper() if match[1] == b"guid" else b"{%s}" % match[2],
                        )
                    ),
                    content,
                ),
            ),
        )
    )


def test_a_source_whose_text_is_gone_lists_what_coders_marked_with_who_did():
    content = repacked(
        exported(), lambda name, content: (name.replace("sources/", "elsewhere/x"), content)
    )
    placement = place(read_project(content), interviews())
    coders = {row.coder for row in placement.listed}
    assert coders == {coding.coder for record in RECORDS for coding in record.codings}
    assert {row.why for row in placement.listed} == {WhyNot.NO_TEXT}
    whole = place(read_project(exported()), interviews())
    assert len(placement.listed) == whole.exact
    assert placement.guide == whole.guide > 0
