"""Are the documents of the Chinese office read in both their forms? All files here are synthetic: no real one is free.

Names of elements follow the office's data standards as three independent readers describe them; numbers carry right
check digits, names are fictional.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from pledgeapp.i18n import texts
from pledgeapp.intake.refused_export import refused_csv
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import Patent, RightType

Read = Callable[..., ImportPreview]
NEW = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE business:PatentDocumentAndRelated SYSTEM "/DTDS/ExternalStandards/ipphdb-entities.dtd"[]>
<business:PatentDocumentAndRelated xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"
  xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" lang="zh" country="CN" docNumber="104751825" kind="B"
  datePublication="20231003">
 <business:BibliographicData>
  <business:PublicationReference dataFormat="original" sourceDB="national office" sequence="1"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>104751825B</base:DocNumber><base:Kind>B</base:Kind>
   <base:Date>20231003</base:Date></base:DocumentID></business:PublicationReference>
  <business:PublicationReference dataFormat="standard" sequence="1"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>104751825</base:DocNumber><base:Kind>B</base:Kind>
   <base:Date>20231003</base:Date></base:DocumentID></business:PublicationReference>
  <business:ApplicationReference applType="10" dataFormat="standard"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>102014000264351</base:DocNumber>
   <base:Date>20140613</base:Date></base:DocumentID></business:ApplicationReference>
  <business:ApplicationReference applType="10" dataFormat="original"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>{application}</base:DocNumber>
   <base:Date>20140613</base:Date></base:DocumentID></business:ApplicationReference>
  <business:PriorityDetails><business:Priority><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>201310000000.0</base:DocNumber><base:Date>20130801</base:Date></business:Priority>
  </business:PriorityDetails>
  <business:ClassificationIPCRDetails>
   <business:ClassificationIPCR sequence="1"><base:Text>G09G 5/10 (2006.01)</base:Text></business:ClassificationIPCR>
   <business:ClassificationIPCR sequence="2"><base:Section>H</base:Section><base:MainClass>01</base:MainClass>
    <base:Subclass>M</base:Subclass><base:MainGroup>10</base:MainGroup><base:Subgroup>0562</base:Subgroup>
   </business:ClassificationIPCR>
  </business:ClassificationIPCRDetails>
  <business:InventionTitle lang="zh">一种固态电解质粉体&mdash;制备方法</business:InventionTitle>
  <business:InventionTitle lang="en">Solid electrolyte powder</business:InventionTitle>
  <business:PartiesDetails>
   <business:ApplicantDetails><business:Applicant><base:AddressBook lang="zh"><base:Name>示例材料有限公司</base:Name>
    </base:AddressBook><base:AddressBook lang="en"><base:Name>Example Materials Ltd.</base:Name></base:AddressBook>
   </business:Applicant></business:ApplicantDetails>
   <business:InventorDetails><business:Inventor><base:AddressBook><base:Name>张三</base:Name></base:AddressBook>
   </business:Inventor><business:Inventor><base:AddressBook><base:Name>李四</base:Name></base:AddressBook>
   </business:Inventor></business:InventorDetails>
   <business:AssigneeDetails><business:Assignee><base:AddressBook><base:Name>示例银行能源；储能公司</base:Name>
    </base:AddressBook></business:Assignee></business:AssigneeDetails>
  </business:PartiesDetails>
  <business:ReferencesCited><business:Citation><business:PublicationReference><base:DocumentID>
   <base:DocNumber>203232659</base:DocNumber><base:Kind>U</base:Kind></base:DocumentID>
  </business:PublicationReference></business:Citation></business:ReferencesCited>
 </business:BibliographicData>
 <business:Claims><business:Claim num="1"><business:ClaimText>一种</business:ClaimText></business:Claim>
  <business:Claim num="2"><business:ClaimText>如</business:ClaimText></business:Claim></business:Claims>
</business:PatentDocumentAndRelated>"""
OLD = """<?xml version="1.0" encoding="GB2312"?>
<!DOCTYPE cn-patent-document SYSTEM "cn-patent-document-06-10-27.dtd" [
<!ENTITY pic SYSTEM "a.tif" NDATA tif> ]>
<cn-patent-document lang="zh" country="CN"><cn-bibliographic-data>
 <cn-publication-reference><document-id><country>CN</country><doc-number>201234567</doc-number><kind>U</kind>
  <date>20090506</date></document-id></cn-publication-reference>
 <application-reference appl-type="20"><document-id><country>CN</country><doc-number>201320717143.0</doc-number>
  <date>20080801</date></document-id></application-reference>
 <classifications-ipcr><classification-ipcr><text>A23L 2/02 (2006.01)I</text></classification-ipcr>
 </classifications-ipcr>
 <invention-title>一种榨汁装置</invention-title>
 <cn-parties><cn-applicants><cn-applicant><name>示例电器厂</name></cn-applicant></cn-applicants>
  <cn-inventors><cn-inventor><name>王五</name></cn-inventor></cn-inventors></cn-parties>
</cn-bibliographic-data><application-body><claims><claim/><claim/><claim/></claims></application-body>
</cn-patent-document>"""
EVENTS = """<business:PRS xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"
 xmlns:base="http://www.sipo.gov.cn/XMLSchema/base">{records}</business:PRS>"""
RECORD = """<business:PRSRecord PRSID="1" status="C">
 <business:ApplicationReference applType="10" dataFormat="standard"><base:DocumentID>
  <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>102014000264351</base:DocNumber></base:DocumentID>
 </business:ApplicationReference>
 <business:ApplicationReference applType="10" dataFormat="original"><base:DocumentID>
  <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201410264351.3</base:DocNumber><base:Date>20140613</base:Date>
 </base:DocumentID></business:ApplicationReference>
 <business:PRSPublicationDate><base:Date>{day}</base:Date></business:PRSPublicationDate>
 <business:PRSCode>{code}</business:PRSCode><business:PRSValue>{value}</business:PRSValue>
 <business:PRSInformation>出质人：示例材料有限公司</business:PRSInformation></business:PRSRecord>"""


def _only(preview: ImportPreview) -> Patent:
    assert preview.refused == ()
    (patent,) = preview.patents
    return patent


def test_present_form(read_bytes: Read) -> None:
    patent = _only(read_bytes(NEW.format(application="201410264351.3").encode(), "document.xml"))
    assert patent.publication_number == "CN104751825B"
    assert patent.application_number == "201410264351.3"
    assert patent.right_type is RightType.INVENTION
    assert patent.title == "一种固态电解质粉体—制备方法"
    assert patent.title_en == "Solid electrolyte powder"
    # The holder is who it was granted to; a semicolon inside a name parts nothing.
    assert patent.patentees == ("示例银行能源；储能公司",)
    assert patent.inventors == ("张三", "李四")
    assert patent.grant_date == patent.publication_date == date(2023, 10, 3)
    assert (patent.filing_date, patent.priority_date) == (date(2014, 6, 13), date(2013, 8, 1))
    assert patent.ipc == ("G09G5/10", "H01M10/0562")
    assert patent.claims_count == 2
    assert patent.source.startswith("CNIPA, document.xml")


@pytest.mark.parametrize("prefix", ["x:", ""])
def test_any_prefix_will_do(read_bytes: Read, prefix: str) -> None:
    text = NEW.format(application="201410264351.3").replace("business:", prefix).replace("base:", "")
    text = text.replace("xmlns:business=", "xmlns:x=").replace("xmlns:base=", "xmlns=")
    patent = _only(read_bytes(text.encode()))
    assert patent.publication_number == "CN104751825B"
    assert patent.inventors == ("张三", "李四")


def test_a_check_digit_is_computed_where_it_is_missing_and_verified_where_it_stands(read_bytes: Read) -> None:
    assert _only(read_bytes(NEW.format(application="201410264351").encode())).application_number == "201410264351.3"
    (problem,) = read_bytes(NEW.format(application="201410264351.4").encode()).refused
    assert (problem.row, problem.column, problem.value) == (1, "申请号 / Application number", "201410264351.4")


def test_a_refused_document_comes_back_corrected_as_a_table(read_bytes: Read) -> None:
    preview = read_bytes(NEW.format(application="201410264351.4").encode(), "document.xml")
    (table,) = refused_csv(preview, texts("zh"))
    corrected = _only(read_bytes(table.replace(b"201410264351.4", b"201410264351.3"), "corrected.csv"))
    whole = _only(read_bytes(NEW.format(application="201410264351.3").encode(), "document.xml"))
    own = {"id", "source"}
    assert corrected.model_dump(exclude=own) == whole.model_dump(exclude=own)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_older_form_in_the_encoding_it_is_really_in(read_bytes: Read, encoding: str) -> None:
    text = OLD.replace("201320717143.0", "200820071714")
    patent = _only(read_bytes(text.encode(encoding)))
    assert patent.publication_number == "CN201234567U"
    assert (patent.application_number or "").startswith("200820071714.")
    assert patent.right_type is RightType.UTILITY_MODEL
    assert (patent.title, patent.patentees, patent.inventors) == ("一种榨汁装置", ("示例电器厂",), ("王五",))
    assert (patent.claims_count, patent.ipc) == (3, ("A23L2/02",))
    assert patent.grant_date == date(2009, 5, 6)


def test_a_document_that_contradicts_itself_is_refused(read_bytes: Read) -> None:
    text = OLD.replace("201320717143.0", "200810071714").encode("gb18030")
    (problem,) = read_bytes(text).refused
    assert problem.column.endswith("Kind of right") or "right type" in problem.message.template


def test_records_of_legal_events_become_the_time_line_of_one_patent(read_bytes: Read) -> None:
    days = (("20200110", "PE01", "专利权质押合同登记的生效"), ("20221208", "ZZ99", "未知事项"))
    records = "".join(RECORD.format(day=d, code=c, value=v) for d, c, v in days)
    preview = read_bytes(EVENTS.format(records=records).encode())
    assert (preview.rows, preview.merged, preview.conflicts) == (2, 1, ())
    patent = _only(preview)
    assert [(e.event_date, e.code) for e in patent.legal_events] == [
        (date(2020, 1, 10), "PE01"),
        (date(2022, 12, 8), "ZZ99"),
    ]
    assert patent.legal_events[0].text == "专利权质押合同登记的生效; 出质人：示例材料有限公司"
    assert patent.is_pledged is None


def test_a_title_takes_the_place_of_the_number(read_bytes: Read) -> None:
    records = RECORD.format(day="20200110", code="PE01", value="质押")
    events = _only(read_bytes(EVENTS.format(records=records).encode()))
    assert events.title == "CN201410264351.3"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("1.xml", EVENTS.format(records=records))
        archive.writestr("2.xml", NEW.format(application="201410264351.3"))
    preview = read_bytes(content.getvalue())
    patent = _only(preview)
    assert patent.title == "一种固态电解质粉体—制备方法"
    assert len(patent.legal_events) == 1
    assert preview.conflicts == ()


def test_an_event_of_endless_words_is_refused(read_bytes: Read) -> None:
    records = RECORD.format(day="20200110", code="PE01", value="质押" * 6_000)
    (problem,) = read_bytes(EVENTS.format(records=records).encode()).refused
    assert problem.message.params == {"limit": 10_000}


def test_an_event_without_a_day_is_refused_with_its_code(read_bytes: Read) -> None:
    records = RECORD.format(day="", code="PE01", value="质押")
    (problem,) = read_bytes(EVENTS.format(records=records).encode()).refused
    assert problem.message.params == {"code": "PE01"}
