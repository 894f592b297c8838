"""Fixtures of care and schools: CQC's locations, Scotland's care services, England's schools; the odd rows named."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from extract.sample.more_lists import Made
from extract.sample.opendocument import spreadsheet
from extract.sample.workbook import Cell, Page
from extract.sources import cqc_providers as cqc

# Headings run on, as in the files. CQC's stand in the order of the edition of September 2026, 122 of them.
# fmt: off
CQC_HEADINGS = (
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name", "Location ODS Code",
    "Location Telephone Number", "Registered manager", "Location Web Address", "Care homes beds", "Location Type/Sector",
    "Location Inspection Directorate", "Location Primary Inspection Category", "Location Latest Overall Rating",
    "Publication Date", "Inherited Rating (Y/N)", "Location Region", "Location NHS Region", "Location Local Authority",
    "Location ONSPD CCG Code", "Location ONSPD CCG", "Location Commissioning CCG Code", "Location Commissioning CCG",
    "Location Street Address", "Location Address Line 2", "Location City", "Location County", "Location Postal Code",
    "Location PAF ID", "Location UPRN ID", "Location Latitude", "Location Longitude", "Location Parliamentary Constituency",
    "Brand ID", "Brand Name", "Provider Companies House Number", "Provider Charity Number", "Provider ID", "Provider Name",
    "Provider HSCA start date", "Provider Type/Sector", "Provider Inspection Directorate",
    "Provider Primary Inspection Category", "Provider Ownership Type", "Provider Telephone Number", "Provider Web Address",
    "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County", "Provider Postal Code",
    "Provider PAF ID", "Provider UPRN ID", "Provider Local Authority", "Provider Region", "Provider NHS Region",
    "Provider Latitude", "Provider Longitude", "Provider Parliamentary Constituency", "Provider Nominated Individual Name",
    "Provider Main Partner Name", *cqc.FLAGS, "Location Dual Registered", "Primary ID (Dual registration locations)",
)
CARE_2020 = (
    "CSNumber", "Combined_Service_", "CaseNumber_Combined", "CareService", "Subtype", "Service Type", "ServiceName",
    "Address_line_1", "Address_line_2", "Address_line_3", "Address_line_4", "Service_town", "Service_Postcode", "ManagerName",
    "Service_Phone_Number", "Eforms_email_address", "SP_number", "ServiceProvider", "Provided_by_Local_Authority",
    "ServiceStatus", "DateReg", "Date_Reg", "TotalBeds", "SingleBedrooms", "Council_Area_Name", "Health_Board_Name",
    "NumberStaff", "Registered_Places", "Client_group", "MinGrade", "Complnt_upheld_or_partially_1920", "first_date_1920",
)
CARE_2026 = (
    "CSNumber", "ServiceName", "ServiceType", "CareService", "Subtype", "SP_number", "ServiceProvider", "Address_line_1",
    "Address_line_2", "Address_line_3", "Address_line_4", "Service_town", "Service_Postcode", "Council_Area_Name",
    "Health_Board_Name", "DateReg", "TotalBeds", "Registered_Places",
)
# What sources name between these, in their order; the publisher has some 135 columns.
GIAS_HEADINGS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "ReasonEstablishmentOpened (code)",
    "ReasonEstablishmentOpened (name)", "OpenDate", "ReasonEstablishmentClosed (code)", "ReasonEstablishmentClosed (name)",
    "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge",
    "Boarders (code)", "Boarders (name)", "NurseryProvision (name)", "OfficialSixthForm (code)", "OfficialSixthForm (name)",
    "Gender (code)", "Gender (name)", "ReligiousCharacter (code)", "ReligiousCharacter (name)", "ReligiousEthos (name)",
    "Diocese (code)", "Diocese (name)", "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity",
    "SpecialClasses (code)", "SpecialClasses (name)", "CensusDate", "NumberOfPupils", "NumberOfBoys", "NumberOfGirls",
    "PercentageFSM", "TrustSchoolFlag (code)", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)",
    "SchoolSponsorFlag (name)", "SchoolSponsors (name)", "FederationFlag (name)", "Federations (code)", "Federations (name)",
    "UKPRN", "FEHEIdentifier", "FurtherEducationType (name)", "LastChangedDate", "Street", "Locality", "Address3", "Town",
    "County (name)", "Postcode", "SchoolWebsite", "TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName",
    "HeadPreferredJobTitle", "GOR (code)", "GOR (name)", "DistrictAdministrative (code)", "DistrictAdministrative (name)",
    "AdministrativeWard (code)", "AdministrativeWard (name)", "ParliamentaryConstituency (code)",
    "ParliamentaryConstituency (name)", "UrbanRural (code)", "UrbanRural (name)", "GSSLACode (name)", "Easting", "Northing",
    "MSOA (name)", "LSOA (name)", "Country (name)", "UPRN", "SiteName", "QABName (code)", "QABName (name)", "CHNumber",
    "MSOA (code)", "LSOA (code)", "FSM", "AccreditationExpiryDate",
)
# fmt: on
Odd = Sequence[tuple[Mapping[str, Cell], str]]


def fixtures() -> list[Made]:
    """Give the fixtures of these registers."""
    return [*_locations(), *_services(), *_schools()]


def _table(headings: Sequence[str], rows: Sequence[Mapping[str, Cell]]) -> list[list[Cell]]:
    """Give header and rows; a row that names a heading that is not there is a slip of ours."""
    for row in rows:
        if row.keys() - set(headings):
            raise ValueError(f"no such headings: {sorted(row.keys() - set(headings))}")
    return [list(headings), *([row.get(heading, "") for heading in headings] for row in rows)]


def _text(table: Sequence[Sequence[Cell]], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue().encode(encoding)


def _numbered(odd: Odd, first: int) -> dict[int, str]:
    return {line: why for line, (_, why) in enumerate(odd, start=first) if why}


def _locations() -> list[Made]:
    plain: dict[str, Cell] = {
        "Location HSCA start date": date(2011, 4, 1), "Care home?": "Y", "Location Name": "Larkmoor House",
        "Location Telephone Number": "01632 960000", "Registered manager": "Person, Invented A", "Care homes beds": 24,
        "Location Type/Sector": "Social Care Org", "Location Inspection Directorate": "Adult social care",
        "Location Primary Inspection Category": "Residential social care", "Location Region": "North West",
        "Location Local Authority": "Manchester", "Location Postal Code": "M81 1AA", "Brand ID": "-", "Brand Name": "-",
        "Provider Companies House Number": "98000001", "Provider ID": "1-900000001", "Provider Name": "Larkmoor Care Limited",
        "Provider HSCA start date": date(2010, 10, 1), "Provider Type/Sector": "Social Care Org",
        "Provider Inspection Directorate": "Adult social care",
        "Provider Primary Inspection Category": "Residential social care", "Provider Ownership Type": "Organisation",
        "Provider Street Address": "1 Mill Lane", "Provider City": "Manchester", "Provider Postal Code": "M81 1AB",
        "Provider Local Authority": "Manchester", "Provider Region": "North West",
        "Provider Nominated Individual Name": "Person, Invented B", "Service type - Care home service without nursing": "Y",
    }  # fmt: skip
    company, charity = "Provider Companies House Number", "Provider Charity Number"
    odd: Odd = [
        ({}, ""),
        ({company: "IP29840R"}, "society number as Companies House writes it: IP29840R"),
        ({company: "28937r "}, "society number typed by hand"),
        ({company: "RS007337"}, "number of Companies House's mirror of a society"),
        ({company: 1629011.0}, "company number as a number: its zero is lost"),
        ({company: "n/a"}, "words for a company number"),
        ({charity: "1990001-2"}, "charity number with that of a linked charity"),
        ({charity: "SC091234"}, "Scottish charity number"),
        ({charity: 1990002.0}, "charity number as a number"),
        ({"Brand ID": "BD900", "Brand Name": "BRAND Larkmoor Group"}, "location of a brand"),
        ({"Provider Ownership Type": "Individual", "Provider Name": "Mrs Invented Person", "Location Name": "Mrs Person's Home",
          company: ""}, "individual: names and address are withheld"),
        ({"Provider Ownership Type": "Partnership", "Provider Name": "Dr Person and Partners", company: "",
          "Provider Main Partner Name": "Person, Invented C"}, "partnership: names and address are withheld"),
        ({"Provider Ownership Type": "NHS Body", "Provider ID": "RZZ", "Provider Name": "Larkmoor NHS Foundation Trust",
          company: ""}, "NHS body: its provider id is an ODS code"),
        ({"Provider Ownership Type": ""}, "ownership type missing: names are withheld"),
        ({"Location HSCA start date": 40634}, "date as a serial number"),
        ({"Location HSCA start date": "01/04/2011", "Dormant (Y/N)": "Y"}, "date as text; dormant"),
        ({"Location Postal Code": "M81"}, "postcode cut to its outward half"),
        ({"Location ID": "1-800000000", "Location Name": "Larkmoor House Again"}, "repeated location id, other name"),
        ({"Location ID": ""}, "row without a location id"),
        ({"Provider ID": ""}, "row without a provider id"),
    ]  # fmt: skip
    rows = [{"Location ID": f"1-8{n:08}", **plain, **one} for n, (one, _) in enumerate(odd)]
    read_me = Page("README", [["HSCA active locations"], ["Published monthly"]])
    dual = Page("Dual_Registration_Locations", [["Location ID", "Primary ID"], ["1-800000001", "1-800000002"]])
    newest = Page("HSCA_Active_Locations", [[*line, "", ""] for line in _table(CQC_HEADINGS, rows)])
    older = Page("HSCA_Active_Locations", [["CQC"], [], ["1 June 2021"], [], [], [], *_table(CQC_HEADINGS, rows)])
    as_text = [[cell.isoformat() if isinstance(cell, date) else cell for cell in line] for line in newest.rows]
    return [
        Made("cqc_providers", "01_September_2026_HSCA_Active_Locations.ods",
             "122 columns in row 1, two padding columns, three sheets",
             spreadsheet([read_me, newest, dual]), len(rows), _numbered(odd, 2)),
        Made("cqc_providers", "01_June_2021_HSCA_Active_Locations.ods", "122 columns in row 7, as in older editions",
             spreadsheet([read_me, older]), len(rows), _numbered(odd, 8)),
        Made("cqc_providers", "01_September_2026_HSCA_Active_Locations.csv", "the sheet of September 2026 saved as csv",
             _text(as_text, "utf-8"), len(rows), _numbered(odd, 2)),
    ]  # fmt: skip


def _services() -> list[Made]:
    plain: dict[str, Cell] = {
        "CareService": "Care Home Service", "Subtype": "Older People", "ServiceName": "Fernhythe House",
        "Address_line_1": "1 Mill Lane", "Service_town": "Fernhythe", "Service_Postcode": "EH81 1AA",
        "SP_number": "SP2003900001", "ServiceProvider": "Fernhythe Housing Association Limited", "Council_Area_Name": "Fife",
        "Health_Board_Name": "Fife", "DateReg": "01/04/2002", "TotalBeds": "32", "Registered_Places": "32",
    }  # fmt: skip
    odd: Odd = [
        ({}, ""),
        ({"ServiceName": "Château Fernhythe"}, "letter beyond ASCII: the file is not UTF-8"),
        ({"DateReg": "01-Apr-02"}, "day-Mon-yy, two digits of a year"),
        ({"DateReg": "31/02/2002"}, "impossible date"),
        ({"CareService": "Child Minding", "Subtype": "Child Minding", "kind": "Private", "ServiceName": "Person, Invented",
          "ServiceProvider": "Person, Invented"}, "childminder: names and postcode are withheld"),
        ({"kind": "Private", "ServiceProvider": "Fernhythe Care Limited"}, "private company"),
        ({"kind": "Private", "ServiceProvider": "Invented Person trading as Little Ferns"}, "sole trader: names are withheld"),
        ({"kind": "Local Authority", "ServiceProvider": "Fife Council"}, "local authority"),
        ({"SP_number": "unknown"}, "provider number in words"),
        ({"TotalBeds": "-3"}, "beds below nought"),
        ({"Service_Postcode": "EH81"}, "postcode cut to its outward half"),
        ({"CSNumber": "CS2003900000", "ServiceName": "Fernhythe Again"}, "repeated service number, other name"),
        ({"CSNumber": "2003900999"}, "number without its prefix"),
    ]  # fmt: skip

    def rows(kind: str) -> list[dict[str, Cell]]:
        usual = {"kind": "Voluntary or Not for Profit", **plain}
        made = [{"CSNumber": f"CS20039{n:05}", **usual, **one} for n, (one, _) in enumerate(odd)]
        return [{kind if heading == "kind" else heading: cell for heading, cell in row.items()} for row in made]

    persons = {"ManagerName": "Person, Invented D", "Service_Phone_Number": "01632 960000"}
    persons |= {"Eforms_email_address": "d@care.example"}
    dated = {"ServiceStatus": "Active", "first_date_1920": "02/07/2019"}
    old = [{**row, **persons, **dated} for row in rows("Service Type")]
    renamed = ["CaseNumber" if heading == "CSNumber" else heading for heading in CARE_2026]
    newest = _table(CARE_2026, rows("ServiceType"))
    return [
        Made("care_inspectorate_scotland", "260531datastoreexternal.csv", "UTF-8 with BOM; the key columns alone",
             b"\xef\xbb\xbf" + _text(newest, "utf-8"), len(odd), _numbered(odd, 2)),
        Made("care_inspectorate_scotland", "200430_DatastoreExternal.csv",
             "'Service Type' in two words, columns that carry a year, cp1252",
             _text(_table(CARE_2020, old), "cp1252"), len(odd), _numbered(odd, 2)),
        Made("care_inspectorate_scotland", "180331_DatastoreExternal.csv", "'CaseNumber' for 'CSNumber', cp1252",
             _text([renamed, *newest[1:]], "cp1252"), len(odd), _numbered(odd, 2)),
    ]  # fmt: skip


def _schools() -> list[Made]:
    plain: dict[str, Cell] = {
        "LA (code)": "352", "LA (name)": "Manchester", "EstablishmentName": "Larkmoor Primary School",
        "TypeOfEstablishment (name)": "Foundation school", "EstablishmentTypeGroup (name)": "Local authority maintained schools",
        "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-2009", "PhaseOfEducation (name)": "Primary",
        "NumberOfPupils": "210", "TrustSchoolFlag (name)": "Supported by a trust", "Trusts (code)": "9901",
        "Trusts (name)": "Larkmoor Co-operative Learning Trust", "SchoolSponsorFlag (name)": "Not applicable",
        "FederationFlag (name)": "Not under a federation", "UKPRN": "10990001", "Street": "Mill Lane", "Town": "Manchester",
        "Postcode": "M81 1AA", "TelephoneNum": "01632960000", "HeadTitle (name)": "Ms", "HeadFirstName": "Invented",
        "HeadLastName": "Person", "DistrictAdministrative (code)": "E08000003", "Country (name)": "",
    }  # fmt: skip
    alone: dict[str, Cell] = {"TrustSchoolFlag (name)": "Not supported by a trust", "Trusts (code)": "", "Trusts (name)": ""}
    odd: Odd = [
        ({}, ""),
        ({"Trusts (name)": "Kestrelwold Trust~Larkmoor Cooperative Trust", "Trusts (code)": "9902~9903"}, "two trusts joined by ~"),
        ({"Trusts (name)": "Kestrelwold Learning Trust"}, "trust that does not carry the word"),
        ({**alone, "SchoolSponsors (name)": "The Co-operative Academies Trust", "CHNumber": "98000007"}, "co-operative sponsor"),
        ({**alone, "SchoolSponsors (name)": "Sir Invented Person"}, "sponsor who is a person: the name is withheld"),
        ({**alone, "Federations (name)": "Ashbeck Cooperative Federation", "Federations (code)": "99"}, "co-operative federation"),
        ({"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2019"}, "closed: its trust counts no more"),
        ({"EstablishmentStatus (name)": "Open, but proposed to close", "CloseDate": "31-08-2027"}, "open, but proposed to close"),
        ({"EstablishmentStatus (name)": "Proposed to open", "OpenDate": ""}, "proposed to open"),
        ({"EstablishmentStatus (name)": "Mothballed"}, "status value nobody has documented"),
        ({"EstablishmentName": "École Larkmoor"}, "letter beyond ASCII: the file is cp1252"),
        ({"OpenDate": "31-02-2009"}, "impossible date"),
        ({"UKPRN": "1099"}, "provider number cut off"),
        ({"URN": "990000", "EstablishmentName": "Larkmoor Again"}, "repeated reference number, other name"),
        ({"URN": ""}, "row without a reference number"),
        ({"EstablishmentName": ""}, "school without a name"),
    ]  # fmt: skip
    rows = [{"URN": str(990_000 + n), **plain, **one} for n, (one, _) in enumerate(odd)]
    return [
        Made("gias_schools", "edubasealldata20260401.csv", "93 of some 135 columns, cp1252, dd-mm-yyyy",
             _text(_table(GIAS_HEADINGS, rows), "cp1252"), len(rows), _numbered(odd, 2)),
    ]  # fmt: skip
