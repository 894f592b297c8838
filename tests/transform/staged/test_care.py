"""CQC's locations, Scotland's care services, England's schools: read and staged out of their fixtures, persons left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.catalogue import CATALOGUE, MODULES
from extract.read import check_content
from extract.sample import more_care
from extract.sample.more_lists import Made
from extract.sample.opendocument import spreadsheet
from extract.sample.workbook import Page
from extract.source import Refused, SourceChanged
from transform.stage import STAGED
from transform.table import Staged

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ALL = more_care.fixtures()
LOCATIONS = [made.file for made in ALL if made.key == "cqc_providers"]
SERVICES = [made.file for made in ALL if made.key == "care_inspectorate_scotland"]


def staged(key: str, file: str) -> Staged:
    result: Staged = STAGED[key].stage(MODULES[key].read(FIXTURES / key / file))
    assert result.read == result.rows.height + result.rejected_rows + result.out_of_scope
    assert dict(result.rows.schema) == STAGED[key].TABLE.polars_schema()
    for column in STAGED[key].TABLE.columns:
        assert not column.required or result.rows[column.name].null_count() == 0, column.name
        if column.values:
            assert set(result.rows[column.name].drop_nulls()) <= set(column.values)
        if column.pattern:
            assert result.rows[column.name].drop_nulls().str.contains(f"^(?:{column.pattern})$").all()
    return result


def row(result: Staged, **key: object) -> dict[str, Any]:
    (found,) = result.rows.filter(**key).rows(named=True)
    return found


@pytest.mark.parametrize("made", ALL, ids=lambda made: f"{made.key}/{made.file}")
def test_every_fixture_is_committed_landed_and_counted(made: Made) -> None:
    path = FIXTURES / made.key / made.file
    assert path.read_bytes() == made.data
    check_content(CATALOGUE[made.key], path)
    raw = MODULES[made.key].read(path)
    assert raw.records == made.records
    assert raw.unknown_headings == ()
    assert not [heading.name for heading in CATALOGUE[made.key].headings if heading.ignored and heading.name in raw.frame.columns]


@pytest.mark.parametrize("made", ALL, ids=lambda made: f"{made.key}/{made.file}")
def test_no_person_telephone_number_or_mail_is_staged_or_rejected_by_name(made: Made) -> None:
    result = staged(made.key, made.file)
    said = str(result.rows.rows()) + str(result.rejects.rows())
    for word in ("Person", "01632", "@", "Invented"):
        assert word not in said


def test_the_122_columns_of_cqc_are_declared_every_one() -> None:
    assert len(more_care.CQC_HEADINGS) == 122
    assert {heading.name for heading in CATALOGUE["cqc_providers"].headings} == set(more_care.CQC_HEADINGS)


def test_what_sources_name_of_the_other_two_is_declared() -> None:
    schools = {heading.name for heading in CATALOGUE["gias_schools"].headings}
    assert set(more_care.GIAS_HEADINGS) <= schools
    services = {spelling for h in CATALOGUE["care_inspectorate_scotland"].headings for spelling in (h.name, *h.aliases)}
    assert set(more_care.CARE_2026) <= services
    assert {heading for heading in more_care.CARE_2020 if not heading.endswith("_1920")} <= services


@pytest.mark.parametrize("file", LOCATIONS)
def test_locations_and_their_providers(file: str) -> None:
    result = staged("cqc_providers", file)
    first = row(result, location_id="1-800000000")
    assert first | {
        "location_name": "Larkmoor House", "location_started_on": date(2011, 4, 1), "is_dormant": False, "is_care_home": True,
        "care_home_beds": 24, "brand_id": None, "provider_name": "Larkmoor Care Limited", "declared_value": "98000001",
        "provider_address": "1 Mill Lane, Manchester", "provider_postcode": "M81 1AB", "provider_ods_code": None,
    } == first  # fmt: skip
    assert first["source_line"] == (8 if "2021" in file else 2)


@pytest.mark.parametrize(
    ("place", "scheme", "value"),
    [
        (1, "GB-MPR", "29840R"), (2, "GB-MPR", "28937R"), (3, "GB-COH", "RS007337"), (4, "GB-COH", "01629011"), (5, None, None),
        (10, None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("file", LOCATIONS)
def test_company_numbers_of_providers(file: str, place: int, scheme: str, value: str) -> None:
    found = row(staged("cqc_providers", file), location_id=f"1-8{place:08}")
    assert (found["declared_scheme"], found["declared_value"]) == (scheme, value)


@pytest.mark.parametrize(
    ("place", "scheme", "value"), [(6, "GB-CHC", "1990001"), (7, "GB-SC", "SC091234"), (8, "GB-CHC", "1990002")]
)
def test_charity_numbers_of_providers(place: int, scheme: str, value: str) -> None:
    found = row(staged("cqc_providers", LOCATIONS[0]), location_id=f"1-8{place:08}")
    assert (found["charity_scheme"], found["charity_number"]) == (scheme, value)


@pytest.mark.parametrize("place", [10, 11, 13])
def test_names_and_addresses_are_kept_of_organisations_only(place: int) -> None:
    found = row(staged("cqc_providers", LOCATIONS[0]), location_id=f"1-8{place:08}")
    held = ("location_name", "provider_name", "provider_name_folded", "provider_address", "provider_postcode")
    assert [found[column] for column in held] == [None] * 5
    assert found["location_postcode"] == "M81 1AA"


def test_an_nhs_body_has_an_ods_code_for_its_provider_id() -> None:
    found = row(staged("cqc_providers", LOCATIONS[0]), location_id="1-800000012")
    assert (found["provider_ods_code"], found["provider_name"]) == ("RZZ", "Larkmoor NHS Foundation Trust")


@pytest.mark.parametrize("place", [14, 15])
def test_dates_as_serial_numbers_and_as_text(place: int) -> None:
    assert row(staged("cqc_providers", LOCATIONS[0]), location_id=f"1-8{place:08}")["location_started_on"] == date(2011, 4, 1)


@pytest.mark.parametrize("file", LOCATIONS)
def test_rejects_of_locations(file: str) -> None:
    rejects = staged("cqc_providers", file).rejects
    assert rejects.select("column_name", "value", "whole_row").rows() == [
        ("Provider Companies House Number", "n/a", False), ("Location Postal Code", "M81", False),
        ("(row)", "1-800000000", True), ("Location ID", None, True), ("Provider ID", None, True),
    ]  # fmt: skip


def test_a_workbook_without_the_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    path.write_bytes(spreadsheet([Page("README", [["nothing"], ["here"]])]))
    with pytest.raises(SourceChanged):
        check_content(CATALOGUE["cqc_providers"], path)
    renamed = [name.replace("Provider ID", "Provider Identifier") for name in more_care.CQC_HEADINGS]
    path.write_bytes(spreadsheet([Page("HSCA_Active_Locations", [renamed, ["1-8"] * 122])]))
    with pytest.raises(SourceChanged, match="Provider ID"):
        check_content(CATALOGUE["cqc_providers"], path)
    path.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(Refused):
        check_content(CATALOGUE["cqc_providers"], path)


@pytest.mark.parametrize("file", SERVICES)
def test_care_services(file: str) -> None:
    result = staged("care_inspectorate_scotland", file)
    first = row(result, service_number="CS2003900000")
    assert first | {
        "service_name": "Fernhythe House", "provider_number": "SP2003900001", "is_name_withheld": False, "status": "live",
        "provider_name": "Fernhythe Housing Association Limited", "registered_on": date(2002, 4, 1), "postcode": "EH81 1AA",
        "council_area_name": "Fife", "beds": 32, "registered_places": 32, "service_type": "Voluntary or Not for Profit",
    } == first  # fmt: skip
    assert first["status_as_written"] == ("Active" if file.startswith("2004") else None)
    assert row(result, service_number="CS2003900001")["service_name"] == "Château Fernhythe"
    assert row(result, service_number="CS2003900002")["registered_on"] == date(2002, 4, 1)
    assert result.rejects.select("column_name", "value").rows() == [
        ("DateReg", "31/02/2002"), ("SP_number", "unknown"), ("TotalBeds", "-3"), ("Service_Postcode", "EH81"),
        ("(row)", "CS2003900000"), ("CSNumber", "2003900999"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "provider", "postcode"),
    [(4, None, None), (5, "Fernhythe Care Limited", "EH81 1AA"), (6, None, "EH81 1AA"), (7, "Fife Council", "EH81 1AA")],
)
def test_names_that_persons_may_bear_are_withheld(place: int, provider: str | None, postcode: str | None) -> None:
    found = row(staged("care_inspectorate_scotland", SERVICES[0]), service_number=f"CS20039{place:05}")
    assert (found["provider_name"], found["postcode"], found["is_name_withheld"]) == (provider, postcode, provider is None)


@pytest.mark.parametrize(
    ("urn", "is_cooperative", "status"),
    [
        ("990000", True, "live"), ("990001", True, "live"), ("990002", False, "live"), ("990003", True, "live"),
        ("990004", False, "live"), ("990005", True, "live"), ("990006", False, "ended"), ("990007", True, "live"),
        ("990008", False, "unknown"), ("990009", False, "unknown"),
    ],
)  # fmt: skip
def test_cooperative_trust_schools_are_open_and_say_so(urn: str, is_cooperative: bool, status: str) -> None:
    found = row(staged("gias_schools", "edubasealldata20260401.csv"), urn=urn)
    assert (found["is_cooperative_by_name"], found["status"]) == (is_cooperative, status)


def test_schools() -> None:
    result = staged("gias_schools", "edubasealldata20260401.csv")
    first = row(result, urn="990000")
    assert first | {
        "ukprn": "10990001", "opened_on": date(2009, 9, 1), "trust_names": "Larkmoor Co-operative Learning Trust", "pupils": 210,
        "address": "Mill Lane, Manchester", "postcode": "M81 1AA", "district_code_stated": "E08000003",
    } == first  # fmt: skip
    assert row(result, urn="990003")["declared_value"] == "98000007"
    assert row(result, urn="990010")["name"] == "École Larkmoor"
    assert result.rejects.select("column_name", "value").rows() == [
        ("EstablishmentStatus (name)", "Mothballed"), ("OpenDate", "31-02-2009"), ("UKPRN", "1099"), ("(row)", "990000"),
        ("URN", None), ("EstablishmentName", None),
    ]  # fmt: skip
