"""Fixtures of the smaller lists: sports clubs, NHS trusts, housing, firms, credit union statistics, activity codes.

Every file is in its publisher's layout: headings, quoting, line ends, encoding, date style, and how nothing is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from extract.sample.workbook import Cell, Page, workbook

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Made:
    """One fixture: its layout in words, its bytes, its records, and what stands odd on which line."""

    key: str
    file: str
    words: str
    data: bytes
    records: int
    odd: Mapping[int, str] = field(default_factory=dict)


def fixtures() -> list[Made]:
    """Give the fixtures of all these lists."""
    return [*_clubs(), *_trusts(), *_providers(), _landlords(), *_firms(), _statistics(), _codes(), _people()]


def _text(rows: Rows, *, end: str = "\r\n", quote_all: bool = False) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue()


def _clubs() -> list[Made]:
    head = ("id", "name", "address", "postcode")
    old = [
        ("GB-CASC-0a1b2c3d", "Larkmoor Rifle and Pistol Club", "The Range, Mill Lane, Larkmoor", "CF99 0AA"),
        ("GB-CASC-1a1b2c3d", "King’s Larkmoor Hockey Club", "King’s Larkmoor Sports Ground, Larkmoor", "CF99 0AB"),
        ("GB-CASC-2a1b2c3d", "Oddwick Cricket Club", "The Pavilion, Oddwick", "CRO 5AW"),
        ("GB-CASC-3a1b2c3d", "Nether Oddwick Bowls Club", "", ""),
    ]
    new = [
        (*old[0][:3], "", "False"),
        ("GB-CASC-4a1b2c3d", *old[0][1:3], "—", "False"),
        ("GB-CASC-5a1b2c3d", *old[0][1:3], "No data", "True"),
        (*old[1], "True"),
        (*old[2], "True"),
        ("GB-CASC-6a1b2c3d", "Oddwick Netball Club", "School Road, Oddwick", "bt349zz", "True"),
        ("GB-CASC-1a1b2c3d", "King’s Larkmoor Hockey", "Larkmoor", "CF99 0AB", "True"),
        ("GB-CASC-7A1B", "Short Number Canoe Club", "The Lock, Oddwick", "CF99 0AA", "True"),
        ("GB-CASC-8a1b2c3d", " ", "The Lock, Oddwick", "CF99 0AA", "True"),
        ("GB-CASC-9a1b2c3d", "Undecided Judo Club", "The Hall, Oddwick", "CF99 0AA", "Maybe"),
    ]
    return [
        Made("hmrc_cascs", "cascs-2019.csv", "four columns of 2019, UTF-8, line feeds", _text([head, *old], end="\n").encode(),
             len(old), {4: "postcode with the letter O for a nought: CRO 5AW", 5: "no address, no postcode"}),
        Made("hmrc_cascs", "cascs.csv", "five columns from 2023 on",
             _text([(*head, "active"), *new], end="\n").encode(), len(new), {
            2: "a former id: the id is made of name and postcode", 3: "postcode written as a dash", 4: "postcode written 'No data'",
            6: "postcode with the letter O for a nought: CRO 5AW", 7: "postcode in small letters without its blank",
            8: "repeated id, other name", 9: "id cut short", 10: "blank name", 11: "neither True nor False"}),
    ]  # fmt: skip


def _trust(code: str, name: str, opened: str, closed: str = "", phone: str = "", postcode: str = "CF99 0AA") -> list[str]:
    cells = [code, name, "Y60", "QHM", "TRUST HEADQUARTERS", "1 MILL LANE", "", "LARKMOOR", "", postcode, opened, closed]
    return [*cells, "", "", "", "", "", phone, "", "", "", "1" if phone else "0", "", "B", "", "", ""]


def _trusts() -> list[Made]:
    old = [
        _trust("RX1", "LARKMOOR UNIVERSITY NHS FOUNDATION TRUST", "19940401"),
        _trust("RX2", "ODDWICK AND DISTRICT NHS TRUST", "20010401", "20200930"),
        _trust("RX3", "NETHER ODDWICK NHS FOUNDATION TRUST", "20171001"),
    ]
    new = [
        _trust("RX1", "LARKMOOR UNIVERSITY NHS FOUNDATION TRUST", "19940401", phone="01632 960001"),
        _trust("RX2", "ODDWICK AND DISTRICT NHS TRUST", "20010401", "20200930", "01632 960002"),
        _trust("G9X9X", "NORTH LARKMOOR NHS FOUNDATION TRUST", "20241101", phone="01632 960003"),
        _trust("RX4", "PROJECT LANTERN NHS TRUST", "20200324", "20210331", "01632 960004"),
        _trust("RX5", "UPPER ODDWICK NHS TRUST", "19930401", phone="01632 960005"),
        _trust("RX6", "LOWER ODDWICK NHS TRUST", "19930401", phone="01632 960006"),
        _trust("RX7", "MIDDLE ODDWICK NHS TRUST", "19930401", phone="01632 960007"),
        _trust("RX8", "EAST ODDWICK NHS TRUST", "19930401", phone="01632 960008"),
        _trust("RX9", "WEST ODDWICK NHS TRUST", "19930431", phone="01632 960009", postcode="CF99 0AB"),
        _trust("RX5", "UPPER ODDWICK NHS TRUST", "19930401", phone="01632 960010"),
        _trust("RXA", "ODDWICK AMBULANCE NHS TRUST", "19930401", phone="01632 960011"),
        _trust("RXB", "LARKMOOR AMBULANCE NHS TRUST", "19930401", phone="01632 960012", postcode="TA7 ONZ"),
    ]
    odd = {3: "telephone number, not staged", 4: "closed trust", 9: "impossible date", 10: "repeated code, all else alike",
           12: "postcode with the letter O for a nought: TA7 ONZ"}  # fmt: skip
    return [
        Made("nhs_ods_trusts", "etr-24.csv", "no header, 24 columns of older files, all quoted",
             _text([row[:24] for row in old], quote_all=True).encode(), len(old), {2: "closed while still listed"}),
        Made("nhs_ods_trusts", "etr-2022.csv", "no header, 27 columns, all quoted, line feeds",
             _text(old, end="\n", quote_all=True).encode(), len(old), {2: "closed while still listed"}),
        Made("nhs_ods_trusts", "etr.csv", "no header, 27 columns, all quoted, closed trusts and telephone numbers, from 2025-12",
             _text(new, quote_all=True).encode(), len(new), odd),
    ]  # fmt: skip


def _providers() -> list[Made]:
    head_2017 = ("Registered Provider Name", "RP Code", "Designation", "Registration Date", "Legal Entity")
    in_2017: list[Sequence[Cell]] = [
        ("Larkmoor Housing Co-operative Limited", "C9001", "Non-Profit", date(1984, 7, 20), "FCA - Non-charitable"),
        ("Oddwick Homes Limited", "LH9002", "Non-Profit", date(1976, 7, 12), "FCA - Charitable"),
        ("Lantern Housing Ltd", "9003", "Profit", datetime(2010, 12, 13, 8, 7, 16), "Companies House Only"),  # noqa: DTZ001
        ("Oddwick Almshouse Charity", "A9004", "Non-Profit", date(1975, 10, 14), "Charity Commission Only"),
        ("Upper Oddwick Council", "99UB", "Local Authority", date(2010, 4, 1), ""),
        ("Lark Supported Living", "H9005", "Non-Profit", date(1975, 11, 10), "Companies House & CC"),
        ("Numberless Homes", "", "Non-Profit", date(1975, 11, 10), "FCA - Charitable"),
    ]
    head_2025 = ("Organisation name", "Registration number", "Registration date", "Designation", "Corporate form")
    in_2025: list[Sequence[Cell]] = [
        ("Larkmoor Housing Co-operative Limited", "C9001", date(1984, 7, 20), "Non-profit", "Registered society"),
        ("Lantern Housing Ltd", "9003", "13/12/2010", "Profit", "Company"),
        ("Oddwick Community Homes CIC", "5099", date(2019, 3, 1), "Non-profit", "CIC-community Interest company"),
        ("Oddwick Almshouses CIO", "A9014", date(2018, 3, 1), "Non-profit", "CIO-charitable incorporated organisation"),
        ("Lantern Partners LLP", "5100", "31/02/2020", "Profit", "LLP-limited liability partnership"),
        ("Upper Oddwick Council", "99UB", date(2010, 4, 1), "Local authority", "Local authority"),
        ("Oddwick Relief in Need", "A9015", date(1975, 10, 14), "Non-profit", "Unincorporated charity"),
        (None, None, None, None, None),
        ("Strange Homes", "L9016", date(2001, 2, 3), "Semi-profit", "Guild"),
        ("Larkmoor Housing Co-op", "C9001", date(1984, 7, 20), "Non-profit", "Registered society"),
        ("", "L9017", date(2001, 2, 3), "Non-profit", "Charitable company"),
    ]
    hidden = Page("hiddenSheet", [("Designation", "Corporate form"), ("Non-profit", "Company")], hidden=True)
    return [
        Made("rsh_registered_providers", "List_of_Registered_Providers_at_1_July_2017.xlsx",
             "five columns of 2017; the sheet dates itself otherwise than the file",
             workbook([Page("Reg. Providers at 8 May 2017", [head_2017, *in_2017])]), len(in_2017),
             {4: "date with a time of day", 6: "local authority without a legal entity", 8: "row without its number"}),
        Made("rsh_registered_providers", "List_of_registered_providers_17_September_2026.xlsx",
             "five columns of 2025, with a hidden sheet of permitted values",
             workbook([hidden, Page("Organisation Advanced Find View", [head_2025, *in_2025])]), len(in_2025) - 1,
             {3: "date written as text", 6: "impossible date", 9: "empty row: no record",
              10: "designation and form nobody has documented", 11: "repeated number, other name", 12: "blank name"}),
    ]  # fmt: skip


def _landlords() -> Made:
    head = (
        "Financial Year", "Reg No", "Social Landlord", "Constitution", "Clients", "Landlord type", "Settlement",
        "National Operator", "SOCI - Turnover", "SOCI - Operating costs (£)", "SOCE - Balance at end of year", "SOFP - Net assets",
    )  # fmt: skip
    plain = ("Generalist", "RSL", "Urban", "No")
    tenants = ("Generalist", "Co-operative", "Urban", "No")
    rest = ("-90,000", "250", "250")
    rows = [
        ("2024/2025", "HCB 901", "Lark Tenants Co-operative", "Fully mutual", *tenants, "1234567", *rest),
        ("2023/2024", "HCB 901", "Lark Tenants Co-operative", "Fully mutual", *tenants, "£1,200,000.50", *rest),
        ("2024/2025", "HAL902", "Oddwick – Mòr Housing Association", "Non-charitable", *plain, "n/a", *rest),
        ("2024/2025", "hal 902", "Oddwick Housing Association", "Non-charitable", *plain, "5", *rest),
        ("2024/25", "HAL903", "Short Year Housing", "Charitable", *plain, "7", *rest),
        ("2024/2025", "", "Numberless Housing", "Charitable", *plain, "7", *rest),
        ("2024/2026", "HAL904", "Long Year Housing", "Charitable", *plain, "7", *rest),
        *(("2024/2025", f"HEP91{n}", f"Lantern Housing {n}", "Charitable", *plain, "-1", *rest) for n in range(6)),
    ]  # fmt: skip
    odd = {3: "amount with a pound sign and pence", 4: "dash and accent of cp1252; turnover not a number",
           5: "repeated number and year", 6: "year written short", 7: "row without its number",
           8: "years that do not follow each other", 9: "negative turnover"}  # fmt: skip
    data = b"\xef\xbb\xbf" + _text([head, *rows]).encode("cp1252")
    return Made("shr_landlords", "afs_public.csv", "UTF-8 BOM before a cp1252 body", data, len(rows), odd)


def _firms() -> list[Made]:
    unions = [
        ("List of PRA-regulated credit unions as compiled on 1 October 2026", ""), ("", ""), ("Firm Name", "FRN"),
        ("Credit unions incorporated in Great Britain", ""),
        ("Larkmoor Credit Union Limited", "213001"), ("Oddwick, Nether and Upper Credit Union Limited", "213002"),
        ("Credit unions incorporated in Northern Ireland", ""),
        ("Lantern Credit Union Limited", "5130003"), ("Lantern Credit Union", "5130003"),
        ("Wordy Credit Union Limited", "see note"), ("", "213009"), ("", ""), ("Notes: the list changes daily.", ""),
    ]  # fmt: skip
    societies = [
        ("Building societies", "", ""), ("Firm Name", "FRN", "LEI"), ("Building societies incorporated in the UK", "", ""),
        ("Larkmoor Building Society", "206001", "2138000000LARKMOOR01"), ("Oddwick Building Society", "206002", "too short"),
        ("Lantern Building Society", "206003", ""),
    ]  # fmt: skip
    bom = b"\xef\xbb\xbf"
    return [
        Made("pra_credit_unions", "list-of-pra-regulated-credit-unions.csv",
             "UTF-8 with BOM, two lines above the header, two columns", bom + _text(unions).encode(), 9,
             {4: "section title: counted, out of scope", 9: "repeated number, other name",
              10: "words for a number", 11: "blank name", 12: "only commas: no record", 13: "note: counted, out of scope"}),
        Made("pra_building_societies", "list-of-pra-regulated-building-societies.csv",
             "UTF-8 with BOM, three columns from June 2025 on", bom + _text(societies).encode(), 4,
             {3: "section title: counted, out of scope", 5: "identifier of another shape"}),
    ]  # fmt: skip


def _statistics() -> Made:
    areas = ("UK", "England", "Scotland", "Wales", "Northern Ireland")
    quarters = ("2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1", "2026 Q2")

    def block(title: str, first: Cell, factor: float) -> list[Sequence[Cell]]:
        rows: list[Sequence[Cell]] = [("", title)]
        for place, area in enumerate(areas):
            figures = [round(factor * (100 - 20 * place + quarter), 3) for quarter in range(5)]
            rows.append(("", "CQ_A2" if place == 0 else "", area, *([first, *figures[1:]] if place == 1 else figures)))
        return rows

    def sheet(unit: str, *blocks: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
        above: list[Sequence[Cell]] = [("", "Credit unions"), ("", unit), ("", "Not seasonally adjusted"), ()]
        above += [("", "", "", *quarters), ()]
        return [*above, *(row for one in blocks for row in (*one, ()))]

    basic = sheet("Number", block("Adult members", 1, 20000), block("Juvenile depositors (b)", 1, 500))
    balance = sheet("£ Thousands", block("Total assets", "n/a", 40000.5), block("Loans to members", 1, 20000))
    income = sheet("£ Thousands", block("Total income", 1, 1000), block("Grants received", 1, 7))
    pages = [Page("Contents", [("Credit union quarterly statistics",)]), Page("Basic information", basic),
             Page("Balance sheet", balance), Page("Income statement", income)]  # fmt: skip
    return Made("boe_credit_union_statistics", "credit-union-2026-q2.xlsx",
                "a title above each block of five areas, periods once a sheet; lines are figures in reading order",
                workbook(pages), 150, {26: "title with the mark of a footnote: the first of 25 figures", 56: "figure 'n/a'",
                126: "table nobody has documented: the first of 25 figures"})  # fmt: skip


def _codes() -> Made:
    rows = [
        ("SIC Code", "Description"), ("01110", "Growing of cereals (except rice), leguminous crops and oil seeds"),
        ("1120", "Growing of rice"), ("47110", "Retail sale in non-specialised stores"),
        ("64191", "Banks"), ("64192", "Building societies"), ("64921", "Credit granting by non-deposit taking finance houses"),
        ("68201", "Renting and operating of Housing Association real estate"), ("86101", "Hospital activities"),
        ("94990", "Activities of other membership organizations n.e.c."), ("99999", "Dormant Company"),
        ("64191", "Banks"), ("Section K", "FINANCIAL AND INSURANCE ACTIVITIES"), ("64929", ""),
    ]  # fmt: skip
    odd = {3: "leading zero lost", 12: "repeated code", 13: "section among the codes", 14: "code without a description"}
    data = _text(rows).encode()
    return Made("sic_codes", "SIC07_CH_condensed_list_en.csv", "two columns of text", data, len(rows) - 1, odd)


def _people() -> Made:
    rows = [
        ("GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE"), *((f"W9900000{n}", f"Larkmoor {n}", str(50_000 + n)) for n in range(9)),
        ("E99000001", "Oddwick", "-"), ("K04000001", "England and Wales", "1000000"),
    ]  # fmt: skip
    odd = {11: "no number", 12: "area that is no district"}
    data = _text(rows, quote_all=True).encode()
    return Made("lad_population", "nomis-latest.csv", "three columns of Nomis, all quoted", data, len(rows) - 1, odd)
