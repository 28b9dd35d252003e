"""Do real documents of the EPO and the USPTO say in our records what stands in them, and nothing else?

Every value was looked up in the file by hand.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pledgeapp.intake.preview import preview_file
from pledgeapp.records.importing import ImportPreview
from pledgeapp.records.patent import LegalState, Patent, RightType

FOLDER = Path(__file__).parent / "data" / "patent_documents"
TODAY = date(2026, 11, 24)


def _read(name: str) -> ImportPreview:
    preview = preview_file(FOLDER / name, source_day=TODAY)
    assert preview.layout == "patent_documents"
    assert preview.refused == ()
    assert preview.accepted + preview.merged == preview.rows
    return preview


def _only(name: str) -> Patent:
    (patent,) = _read(name).patents
    return patent


def test_bibliography_of_an_american_application() -> None:
    patent = _only("ops_biblio_us.xml")
    # The EPO writes 2006142694; the office itself counts 2006/0142694.
    assert patent.publication_number == "US20060142694A1"
    assert patent.application_number == "11023667"
    assert patent.title == patent.title_en == "Bi-directional steerable catheter control handle"
    assert patent.patentees == ("ST. JUDE MEDICAL, ATRIAL FIBRILLATION DIVISION, INC",)
    assert patent.inventors[0] == "BEDNAREK MICHAEL C"
    assert (patent.filing_date, patent.priority_date) == (date(2004, 12, 28), date(2004, 12, 28))
    assert patent.publication_date == date(2006, 6, 29)
    assert patent.ipc == ("A61M31/00",)
    assert patent.family_key == "DOCDB 35840242"
    assert patent.source == "EPO OPS, ops_biblio_us.xml, 2026-11-24"


def test_what_a_bibliography_does_not_say_stays_unknown() -> None:
    patent = _only("ops_biblio_jp.xml")
    assert patent.title == patent.publication_number == "JP2005533465A"
    assert (patent.patentees, patent.inventors) == ((), ())
    assert patent.grant_date is None
    assert patent.claims_count is None
    assert patent.right_type is RightType.UNKNOWN
    assert patent.legal_state is LegalState.UNKNOWN
    assert patent.is_pledged is None
    assert patent.legal_events == ()
    assert patent.priority_date == date(2002, 7, 15)
    assert len(patent.ipc) == 8


def test_names_stand_once_however_often_they_are_written() -> None:
    patent = _only("ops_biblio_au.xml")
    assert patent.patentees == ("PRIMUS GREEN ENERGY INC", "BLUESCAPE CLEAN FUELS, LLC")
    assert patent.inventors == ("FANG, HOWARD L", "QIN, MEIFANG", "BEN-REUVEN, MOSHE")


def test_a_family_is_one_key_and_application_and_grant_are_one_right() -> None:
    preview = _read("ops_family.xml")
    assert (preview.rows, preview.merged) == (6, 1)
    assert {p.family_key for p in preview.patents} == {"DOCDB 19768124"}
    assert [p.publication_number for p in preview.patents] == [
        "EP1000000B1",
        "AT232441T",
        "DE69905327D1",
        "NL1010536C2",
        "US6093011A",
    ]
    european = preview.patents[0]
    assert european.grant_date == european.publication_date == date(2003, 2, 12)
    assert {c.field for c in preview.conflicts} == {"Publication number", "Publication date"}


def test_legal_events_are_dated_and_their_codes_kept_as_they_came() -> None:
    patent = _only("ops_legal_ep.xml")
    assert len(patent.legal_events) == 50
    first = patent.legal_events[0]
    assert (first.event_date, first.code) == (date(2002, 6, 5), "17Q")
    assert first.text == "FIRST EXAMINATION REPORT DESPATCHED; Effective DATE: 20020423"
    assert first.source == patent.source
    lapsed = [e for e in patent.legal_events if e.code == "PG25" and "Country Code: CH" in e.text]
    assert [e.event_date for e in lapsed] == [date(2003, 2, 12)]
    assert sum(e.code == "PG25" for e in patent.legal_events) == 19
    # Lapsed in some states is not lapsed.
    assert patent.legal_state is LegalState.UNKNOWN


def test_a_priority_that_is_not_active_is_not_the_priority() -> None:
    patent = _only("ops_legal_us.xml")
    assert patent.publication_number == "US10465445B2"
    assert patent.grant_date == patent.publication_date == date(2019, 11, 5)
    assert patent.priority_date == date(2013, 2, 5)
    assert [e.code for e in patent.legal_events].count("AS") == 3
    assert "OWNER: NCS OILFIELD SERVICES CANADA, INC., CANADA" in patent.legal_events[0].text


def test_of_several_priorities_the_earliest_active_one_counts(tmp_path: Path) -> None:
    """Synthetic: a parent that is not active was filed before the priority."""
    claims = "".join(
        f"<priority-claim><document-id document-id-type='docdb'><country>US</country><doc-number>{day}</doc-number>"
        f"<date>{day}</date></document-id><priority-active-indicator>{active}</priority-active-indicator>"
        "</priority-claim>"
        for day, active in (("20130205", "YES"), ("20110101", "NO"), ("20140630", "YES"))
    )
    publication = "<country>US</country><doc-number>10465445</doc-number><kind>B2</kind>"
    path = tmp_path / "family.xml"
    path.write_text(
        "<patent-family><family-member><publication-reference><document-id document-id-type='docdb'>"
        f"{publication}</document-id></publication-reference>{claims}</family-member></patent-family>"
    )
    (patent,) = preview_file(path, source_day=TODAY).patents
    assert patent.priority_date == date(2013, 2, 5)


def test_a_reference_for_each_writing_of_a_number(tmp_path: Path) -> None:
    """Synthetic, in the form of the EPO's bulk data: names under a prefix, the writing named at the reference."""
    number = "<document-id><country>CN</country><doc-number>{}</doc-number><kind>{}</kind><date>{}</date></document-id>"
    text = (
        '<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange"><exch:exchange-document country="CN" '
        'doc-number="109417194" kind="B" family-id="60993211"><exch:bibliographic-data>'
        '<exch:publication-reference data-format="epodoc"><document-id><doc-number>CN109417194</doc-number>'
        '</document-id></exch:publication-reference><exch:publication-reference data-format="docdb">'
        + number.format("109417194", "B", "20220426")
        + '</exch:publication-reference><exch:application-reference data-format="docdb">'
        + number.format("201410264351", "A", "20140613")
        + '</exch:application-reference><exch:application-reference data-format="original"><document-id>'
        "<doc-number>201410264351.3</doc-number></document-id></exch:application-reference><exch:parties>"
        '<exch:applicants><exch:applicant data-format="docdb"><exch:applicant-name><name>SHILI CO LTD</name>'
        '</exch:applicant-name></exch:applicant><exch:applicant data-format="original"><exch:applicant-name>'
        "<name>示例公司</name></exch:applicant-name></exch:applicant></exch:applicants></exch:parties>"
        '<exch:invention-title lang="zh" data-format="docdba">一种电池</exch:invention-title>'
        '<exch:invention-title lang="en" data-format="docdba">A battery</exch:invention-title>'
        "</exch:bibliographic-data></exch:exchange-document></exch:exchange-documents>"
    )
    path = tmp_path / "docdb.xml"
    path.write_text(text, encoding="utf-8")
    (patent,) = preview_file(path, source_day=TODAY).patents
    assert (patent.publication_number, patent.application_number) == ("CN109417194B", "201410264351.3")
    assert (patent.title, patent.title_en, patent.patentees) == ("一种电池", "A battery", ("示例公司",))
    assert (patent.grant_date, patent.filing_date) == (date(2022, 4, 26), date(2014, 6, 13))


def test_claims_in_one_element_are_counted_by_their_numbers() -> None:
    assert _only("ops_claims.xml").claims_count == 11


def test_european_application_and_specification() -> None:
    application = _only("ep-fulltext_v1-5-A1.xml")
    assert application.publication_number == "EP3782854A1"
    assert application.application_number == "18877305.5"
    assert application.title_en == "VEHICLE-MOUNTED DISPLAY ASSEMBLY AND VEHICLE"
    assert application.patentees[0] == "BOE TECHNOLOGY GROUP CO., LTD."
    assert application.inventors == ("FENG, Yuhsiung", "GAO, Wenbao", "ZENG, Jia")
    assert application.priority_date == date(2018, 4, 20)
    assert application.filing_date == date(2018, 10, 29)
    assert application.grant_date is None
    specification = _only("ep-fulltext_v1-5-B1.xml")
    assert specification.publication_number == "EP3404678B1"
    assert specification.patentees == ("General Electric Technology GmbH",)
    assert specification.grant_date == date(2021, 6, 30)
    assert specification.priority_date is None
    # Three languages, twelve claims.
    assert specification.claims_count == 12
    assert specification.ipc == ("H01F27/14", "H01F27/40")
    assert specification.right_type is RightType.INVENTION


def test_american_grants_of_three_ages() -> None:
    late, middle, early = (_only(n) for n in ("US08930553.xml", "US07272630B2.xml", "USD435854S1.xml"))
    assert late.publication_number == "US8930553B2"
    assert late.application_number == "13648029"
    assert late.patentees == ("International Business Machines Corporation",)
    assert late.inventors == ("Nitzan Nissim", "Brian Pulito", "Asaf Zinger")
    assert (late.claims_count, late.ipc) == (8, ("G06F15/16",))
    assert (late.filing_date, late.grant_date) == (date(2012, 10, 9), date(2015, 1, 6))
    assert middle.publication_number == "US7272630B2"
    assert middle.patentees == ("Microsoft Corporation",)
    assert middle.inventors == ("John R. Douceur", "Marvin M. Theimer", "Atul Adya", "William J. Bolosky")
    assert (middle.claims_count, middle.filing_date) == (17, date(2004, 11, 18))
    assert early.publication_number == "USD435854S"
    assert early.right_type is RightType.DESIGN
    assert early.title == "Disc cartridge"
    assert early.patentees[1] == "Sanyo Electric Co.,Ltd."
    assert len(early.inventors) == 8
    assert (early.claims_count, early.grant_date, early.ipc) == (1, date(2001, 1, 2), ())


def test_the_files_of_an_archive_are_one_preview_and_each_row_names_its_file() -> None:
    preview = _read("sample_XML4IP.ZIP")
    assert (preview.rows, preview.accepted) == (13, 5)
    by_number = {p.application_number: p for p in preview.patents}
    assert by_number["12993548"].claims_count == 17
    assert by_number["14522151"].claims_count == 25
    assert by_number["13694401"].claims_count is None
    assert "12993548.2013-05-30.HHC6R88MPXXIFW3.CLM.xml" in by_number["12993548"].source


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda p: p.name)
def test_no_reader_invents_a_state_or_an_entry_of_the_register(path: Path) -> None:
    for patent in preview_file(path, source_day=TODAY).patents:
        assert patent.legal_state is LegalState.UNKNOWN
        assert patent.legal_state_date is None
        assert patent.annual_fee_state.value == "unknown"
        flags = ("is_pledged", "has_preservation", "has_invalidation_request", "has_exclusive_licence")
        assert all(getattr(patent, flag) is None for flag in flags)
        assert patent.claims_count != 0
