"""Fixtures of the three charity registers: invented charities in the regulators' layouts, the odd ones named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.sample.layouts import Edition, Layout, Row

# Headings run on, as in the files.
# fmt: off
CCEW_CHARITY = Layout(
    (
        "date_of_extract", "organisation_number", "registered_charity_number", "linked_charity_number", "charity_name",
        "charity_type", "charity_registration_status", "date_of_registration", "date_of_removal", "charity_reporting_status",
        "latest_acc_fin_period_start_date", "latest_acc_fin_period_end_date", "latest_income", "latest_expenditure",
        "charity_contact_address1", "charity_contact_address2", "charity_contact_address3", "charity_contact_address4",
        "charity_contact_address5", "charity_contact_postcode", "charity_contact_phone", "charity_contact_email",
        "charity_contact_web", "charity_company_registration_number", "charity_insolvent", "charity_in_administration",
        "charity_previously_excepted", "charity_is_cdf_or_cif", "charity_is_cio", "cio_is_dissolved",
        "date_cio_dissolution_notice", "charity_activities", "charity_gift_aid", "charity_has_land",
    ),
    tabbed=True,
)
CCEW_RETURNS = Layout(
    (
        "date_of_extract", "organisation_number", "registered_charity_number", "fin_period_start_date", "fin_period_end_date",
        "ar_cycle_reference", "reporting_due_date", "date_annual_return_received", "date_accounts_received", "total_gross_income",
        "total_gross_expenditure", "accounts_qualified", "suppression_ind", "suppression_type",
    ),
    tabbed=True,
)
# The blanks before two headings are the publisher's.
_OSCR_START = (
    "Charity Number", "Charity Name", "Registered Date", "Known As", "Charity Status", "Notes", "Postcode",
    "Constitutional Form", "Previous Constitutional Form 1", "Geographical Spread", "Main Operating Location", "Purposes",
    "Beneficiaries", "Activities", "Objectives", "Principal Office/Trustees Address", "Website", "Most recent year income",
    "Most recent year expenditure", "Mailing cycle", "Year End", "Date annual return received", " Next year end date",
    " Donations and legacies income", "Charitable activities income", "Other trading activities income", "Investments income",
    "Other income", "Raising funds spending", "Charitable activities spending", "Other spending", "Parent charity name",
    "Parent charity number", "Parent charity country of registration", "Designated religious body", "Regulatory Type",
)
OSCR_CHARITIES = Layout(_OSCR_START)
CCNI_CHARITIES = Layout(
    (
        "Reg charity number", "Sub charity number", "Charity name", "Date registered", "Status",
        "Date for financial year ending", "Total income", "Total spending", "Charitable spending",
        "Income generation and governance", "Public address", "Website", "Email", "Telephone", "Company number",
        "What the charity does", "Who the charity helps", "How the charity works", "Charitable purposes", "Other name",
        "Type of governing document", "Financial period start", "Financial period end",
        "Total income. Previous financial period.",
        "Employed staff", "UK and Ireland volunteers", "Income from donations and legacies", "Income from charitable activities",
        "Income from other trading activities", "Income from investments", "Income from other", "Total income and endowments",
        "Expenditure on Raising funds", "Expenditure on Charitable activities", "Expenditure on Governance",
        "Expenditure on Other", "Total expenditure", "Assets and liabilities - Total fixed assets",
        "Total net assets and liabilities", "",
    ),
    encoding="cp1252",
)
# fmt: on
_PLACES = (
    "Larkmoor", "Kestrelwold", "Thornmere", "Ashbeck", "Rookhope", "Fernhythe", "Wrenfold", "Mossgarth", "Alderthwaite", "Sandmere",
)  # fmt: skip
_WORKS = ("Youth Arts", "Food Bank", "Community Transport", "Village Hall", "Advice Centre", "Allotments", "Playgroup")
PLAIN = 22  # ordinary rows of each fixture


def charity_fixtures() -> list[tuple[str, Edition]]:
    """Give every fixture of the charity registers with its layout in words."""
    tabs = "tab-separated, never quoted, CR LF, moments with seven noughts"
    return [
        (f"{tabs}; 34 columns", Edition("ccew_charities", "2026-07-01", "publicextract.charity.zip", CCEW_CHARITY,
                                        _english(), member="publicextract.charity.txt")),
        (f"{tabs}; 14 columns", Edition("ccew_annual_returns", "2026-07-01", "publicextract.charity_annual_return_history.zip",
                                        CCEW_RETURNS, _returns(), member="publicextract.charity_annual_return_history.txt")),
        ("36 columns, quoted where needed, dd/mm/yyyy with and without a time", Edition(
            "oscr_charities", "2026-07-01", "CharityExport-01-Jul-2026.zip", OSCR_CHARITIES, _scottish(),
            member="CharityExport-01-Jul-2026.csv")),
        ("40 columns, the last without a heading; cp1252; dd/mm/yyyy and 31 March 2025", Edition(
            "ccni_charities", "2026-07-01", "charitydetails.csv", CCNI_CHARITIES, _irish())),
        ("39 columns: exports without linked charities have no number for them", Edition(
            "ccni_charities", "2026-06-01", "charitydetails-2026-06.csv", _without(CCNI_CHARITIES, 1),
            tuple(Row((*row.cells[:1], *row.cells[2:]), odd=row.odd) for row in _irish() if len(row.cells) == 40))),
    ]  # fmt: skip


def _without(layout: Layout, place: int) -> Layout:
    headings = (*layout.headings[:place], *layout.headings[place + 1 :])
    return Layout(headings, encoding=layout.encoding)


def _name(place: int) -> str:
    return f"{_PLACES[place % len(_PLACES)]} {_WORKS[place % len(_WORKS)]}"


def row_of(layout: Layout, values: Mapping[str, str], odd: str = "") -> Row:
    """Give a row of a layout; cells that are not named are empty."""
    unknown = values.keys() - {heading.strip() for heading in layout.headings}
    if unknown:
        raise ValueError(f"no such headings: {sorted(unknown)}")
    return Row(tuple(values.get(heading.strip(), "") for heading in layout.headings), odd=odd)


def _rows(layout: Layout, plain: Sequence[Mapping[str, str]], odd: Sequence[tuple[Mapping[str, str], str]]) -> list[Row]:
    return [row_of(layout, one) for one in plain] + [row_of(layout, {**plain[0], **one}, why) for one, why in odd]


def _english() -> tuple[Row, ...]:
    midnight = " 00:00:00.0000000"
    plain = [
        {
            "date_of_extract": "2026-07-01" + midnight, "organisation_number": str(5_900_000 + n),
            "registered_charity_number": str(1_990_000 + n), "linked_charity_number": "0", "charity_name": _name(n).upper(),
            "charity_type": "Charitable company", "charity_registration_status": "Registered",
            "date_of_registration": f"20{n % 20:02}-0{n % 9 + 1}-17{midnight}", "charity_reporting_status": "Submission Received",
            "latest_acc_fin_period_start_date": "2024-04-01" + midnight, "latest_acc_fin_period_end_date": "2025-03-31" + midnight,
            "latest_income": str(12_000 + 977 * n), "latest_expenditure": str(11_000 + 977 * n),
            "charity_contact_address1": f"{n + 1} Mill Lane", "charity_contact_address2": _PLACES[n % 10],
            "charity_contact_postcode": f"M81 {n % 9}AA", "charity_contact_phone": "01632 960000",
            "charity_contact_email": f"office{n}@charity.example", "charity_company_registration_number": f"98{n:06}",
            "charity_insolvent": "False", "charity_in_administration": "False", "charity_is_cio": "False",
            "charity_activities": 'WHAT THE "TRUSTEES" SAY, FREELY', "charity_gift_aid": "True", "charity_has_land": "False",
        }
        for n in range(PLAIN)
    ]  # fmt: skip
    company = "charity_company_registration_number"
    odd = [
        _charity(100, "charitable incorporated organisation", charity_type="CIO", charity_is_cio="True", **{company: ""}),
        _charity(101, "society number typed as Companies House writes it: IP29840R", **{company: "IP29840R"}),
        _charity(102, "society number typed by hand: 29840R", **{company: "29840r"}),
        _charity(103, "company number that lost its zero", **{company: "9812345"}),
        _charity(104, "six digits: a Scottish prefix or zeros are lost", **{company: "461773"}),
        _charity(105, "a nought for no number: out of scope", **{company: "0"}),
        _charity(106, "neither number nor CIO: out of scope unless cited", **{company: ""}),
        _charity(107, "linked charity: it has the registered number of its main charity", charity_type="",
                 registered_charity_number="1990001", linked_charity_number="1"),
        _charity(108, "removed from the register", charity_registration_status="Removed", date_of_removal="2021-11-30" + midnight),
        _charity(109, "in administration", charity_in_administration="True"),
        _charity(110, "line break at the end of a value, before a tab", charity_name="Broken\r\n"),
        _charity(111, "backslash before a backslash", charity_contact_address2="Unit 1\\\\2"),
        _charity(112, "postcode cut to its outward half", charity_contact_postcode="M81"),
        _charity(113, "income in words", latest_income="unknown"),
        _charity(1, "repeated organisation number, other name", charity_name="LARKMOOR AGAIN"),
        _charity(115, "row without its organisation number", organisation_number=""),
    ]  # fmt: skip
    rows = _rows(CCEW_CHARITY, plain, odd)
    return (*rows, Row(rows[0].cells[:30], odd="wrong number of fields: cut short"))


def _charity(place: int, odd: str, **cells: str) -> tuple[Mapping[str, str], str]:
    numbers = {"organisation_number": str(5_900_000 + place), "registered_charity_number": str(1_990_000 + place)}
    return numbers | cells, odd


def _returns() -> tuple[Row, ...]:
    midnight = " 00:00:00.0000000"
    plain = [
        {
            "date_of_extract": "2026-07-01" + midnight, "organisation_number": str(5_900_000 + n // 2),
            "registered_charity_number": str(1_990_000 + n // 2),
            "fin_period_start_date": f"202{3 + n % 2}-04-01{midnight}",
            "fin_period_end_date": f"202{4 + n % 2}-03-31{midnight}", "ar_cycle_reference": f"AR2{4 + n % 2}",
            "reporting_due_date": f"202{5 + n % 2}-01-31{midnight}",
            "date_annual_return_received": f"202{4 + n % 2}-12-01{midnight}",
            "date_accounts_received": f"202{4 + n % 2}-12-01{midnight}", "total_gross_income": str(10_000 + 311 * n),
            "total_gross_expenditure": str(9_000 + 311 * n), "accounts_qualified": "False", "suppression_ind": "False",
        }
        for n in range(PLAIN)
    ]  # fmt: skip
    odd = [
        _charity(100, "return not yet received", total_gross_income="", total_gross_expenditure="", date_annual_return_received="",
                 date_accounts_received=""),
        _charity(101, "return that the Commission withholds", suppression_ind="True", suppression_type="Sensitive"),
        _charity(106, "return of a charity that is out of scope"),
        _charity(0, "repeated key, other income", total_gross_income="99"),
        _charity(103, "return without the day on which its period ends", fin_period_end_date=""),
    ]  # fmt: skip
    return tuple(_rows(CCEW_RETURNS, plain, odd))


def _scottish() -> tuple[Row, ...]:
    plain = [
        {
            "Charity Number": f"SC09{n:04}", "Charity Name": _name(n), "Registered Date": f"{n % 28 + 1:02}/04/20{n % 20:02} 00:00",
            "Known As": "", "Charity Status": "Active", "Postcode": f"EH81 {n % 9}AA",
            "Constitutional Form": ("SCIO (Scottish Charitable Incorporated Organisation)", "Unincorporated association",
                                    "Company (the charity is registered with Companies House)")[n % 3],
            "Geographical Spread": "A specific local point, community or neighbourhood",
            "Main Operating Location": "Fife",
            "Purposes": "'The advancement of citizenship or community development'",
            "Objectives": "What the constitution says,\nat length",
            "Principal Office/Trustees Address": f"{n + 1} Mill Lane, Larkmoor",
            "Most recent year income": str(8_000 + 531 * n),
            "Most recent year expenditure": str(7_000 + 531 * n), "Mailing cycle": "3", "Year End": "31/03/2025",
            "Date annual return received": "12/11/2025", "Next year end date": "31/03/2026", "Designated religious body": "No",
            "Regulatory Type": "Standard",
        }
        for n in range(PLAIN)
    ]  # fmt: skip
    odd = [
        ({"Charity Number": "SC091001", "Postcode": "XX0 0XX"}, "dummy postcode: the address is withheld"),
        ({"Charity Number": "SC091002", "Postcode": "-"}, "hyphen for a blank"),
        ({"Charity Number": "SC091003", "Registered Date": "01/01/1970 00:00"}, "1 January 1970 for a date nobody knows"),
        ({"Charity Number": "SC091004", "Charity Name": "Ashbeck Advice Centre (subject to insolvency proceedings)"},
         "insolvency told in the name"),
        ({"Charity Number": "SC091005", "Parent charity name": "Thornmere Trust", "Parent charity number": "1990001",
          "Parent charity country of registration": "England and Wales", "Regulatory Type": "Cross Border"},
         "cross-border charity"),
        ({"Charity Number": "SC091006", "Constitutional Form": "Community benefit society"}, "society: it states no number"),
        ({"Charity Number": "SC091007", "Charity Status": "Suspended"}, "status value nobody has documented"),
        ({"Charity Number": "SC090001", "Charity Name": "Larkmoor Again"}, "repeated charity number, other name"),
        ({"Charity Number": "091008"}, "number without its prefix"),
        ({"Charity Number": "SC091009", "Year End": "31/02/2025"}, "impossible date"),
    ]  # fmt: skip
    return tuple(_rows(OSCR_CHARITIES, plain, odd))


def _irish() -> tuple[Row, ...]:
    plain = [
        {
            "Reg charity number": str(109_000 + n), "Sub charity number": "0", "Charity name": _name(n),
            "Date registered": f"{n % 28 + 1:02}/06/20{14 + n % 10}", "Status": ("Received: on time", "Up-to-date")[n % 2],
            "Date for financial year ending": "31 March 2025", "Total income": str(9_000 + 613 * n),
            "Total spending": str(8_000 + 613 * n), "Charitable spending": "0", "Income generation and governance": "0",
            "Public address": f"{n + 1} Mill Lane, Larkmoor, Belfast, BT81 {n % 9}AA", "Email": f"office{n}@charity.example",
            "Telephone": "028 9018 0000", "Company number": str(690_000 + n), "Charitable purposes": "What the “trustees” say",
            "Type of governing document": "Memorandum and Articles", "Financial period start": "01 April 2024",
            "Financial period end": "31 March 2025", "Employed staff": str(n), "UK and Ireland volunteers": "4",
            "Total income and endowments": str(9_000 + 613 * n), "Total expenditure": str(8_000 + 613 * n),
        }
        for n in range(PLAIN)
    ]  # fmt: skip
    odd = [
        ({"Reg charity number": "109101", "Company number": "0"}, "a nought for no company"),
        ({"Reg charity number": "109102", "Company number": "999999"}, "dummy company number"),
        ({"Reg charity number": "109103", "Company number": "12345"}, "company number that lost its zero"),
        ({"Reg charity number": "109104", "Status": "Removed", "Date for financial year ending": ""}, "removed, without a date"),
        ({"Reg charity number": "109105", "Status": "Overdue: 838 days"}, "overdue by a number of days"),
        ({"Reg charity number": "109106", "Status": "Received: 9 days late"}, "late by a number of days"),
        ({"Reg charity number": "109107", "Status": "Paused"}, "status value nobody has documented"),
        ({"Reg charity number": "109000", "Sub charity number": "1", "Charity name": "Larkmoor Linked"}, "linked charity"),
        ({"Reg charity number": "109109", "Public address": "1 Mill Lane, Larkmoor"}, "address without a postcode"),
        ({"Reg charity number": "109110", "Company number": "IP000123"}, "society number in the company field: IP000123"),
        ({"Reg charity number": "109001", "Charity name": "Larkmoor Again"}, "repeated charity number, other name"),
        ({"Reg charity number": "NIC109112"}, "number with the prefix of another list"),
    ]  # fmt: skip
    rows = _rows(CCNI_CHARITIES, plain, odd)
    return (*rows, Row(rows[0].cells[:39], odd="wrong number of fields: cut short"))
