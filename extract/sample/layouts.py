"""The publishers' layouts: headings, quoting, line ends and encodings, byte for byte as their files have them."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Row:
    """One record: its cells, the body it speaks of, and the real case it stands for where it is odd."""

    cells: tuple[str, ...]
    true_id: str = ""
    odd: str = ""


@dataclass(frozen=True)
class Layout:
    """How one publisher wrote one of its files."""

    headings: tuple[str, ...]
    quote_all: bool = False
    quote_header: bool = False
    end: str = "\r\n"
    encoding: str = "utf-8"
    bom: bool = False
    tabbed: bool = False  # fields set off by tabs, none quoted


@dataclass(frozen=True)
class Edition:
    """One file of one source: rows in the order in which they are written, zipped under `member` where that is given."""

    key: str
    vintage: str
    file: str
    layout: Layout
    rows: tuple[Row, ...]
    member: str = ""


def encode(edition: Edition) -> tuple[bytes, list[int]]:
    """Give the bytes of the file and the physical line on which each row starts; the header is line 1."""
    layout = edition.layout
    records = [_record(layout.headings, layout, layout.quote_header)]
    lines: list[int] = []
    line = 2
    for row in edition.rows:
        lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row.cells)
        records.append(_record(row.cells, layout, layout.quote_all))
    data = (BOM if layout.bom else b"") + "".join(records).encode(layout.encoding)
    return (_zipped(edition.member, data) if edition.member else data), lines


def _record(cells: tuple[str, ...], layout: Layout, quote_all: bool) -> str:
    if layout.tabbed:
        return "\t".join(cells) + layout.end
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator=layout.end).writerow(cells)
    return out.getvalue()


def _zipped(member: str, data: bytes) -> bytes:
    """Zip without compressing: deflate gives other bytes from one zlib to the next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        entry = zipfile.ZipInfo(member, date_time=(1980, 1, 1, 0, 0, 0))
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        archive.writestr(entry, data)
    return out.getvalue()


# Headings run on, as in the files.
# fmt: off
_FCA = (
    "Society Number", "Society Suffix", "Full Registation Number", "Society Name", "Registered As", "Society Address",
    "Registration Date", "Deregistration Date", "Registration Act", "Standard Industrial Classification Code (SIC)",
    "Reporting Classification", "Society Status",
)
# "Registation" is the register's own spelling; the header of May 2022 has it right.
FCA_ISO = Layout(_FCA, bom=True)
FCA_BRITISH = Layout(tuple(h.replace("Registation", "Registration") for h in _FCA), encoding="cp1252")
FCA_2022 = Layout(tuple(h for h in FCA_BRITISH.headings if "(SIC)" not in h and h != "Reporting Classification"))

_CUK_START = (
    "CUK Organisation ID", "Registered Number", "Registrar", "Registered Name", "Trading Name", "Legal Form", "Registered Street",
    "Registered City", "Registered State/Province", "Registered Postcode", "UK Nation",
)
_CUK_END = ("Ownership Classification", "Registered Status", "Incorporation Date", "Dissolved Date")
_CUK_SIC = (
    "SIC Code", "SIC section", "SIC code  - level 2", "SIC code  - level 2 description", "SIC code  - level 3",
    "SIC code  - level 3 description", "SIC code  - level 4", "SIC code  - level 4 description", "SIC code  - level 5",
    "SIC code  - level 5 description", "Sector - Simplified, High Level",
)
COOPS_26 = Layout((*_CUK_START, *_CUK_SIC, *_CUK_END))  # 2016 to 2019: two blanks before the hyphen of every level
COOPS_45 = Layout(  # June 2023; "Athority" is the publisher's spelling
    (
        *_CUK_START, *_CUK_SIC, *_CUK_END, "Website", "Registered Admin County Code", "Registered Admin County Name",
        "Registered Admin District Code", "Registered Admin District Name", "Registered Admin Ward Code",
        "Registered Admin Ward Name", "Registered Constituency Code", "Registered Constituency Name", "Registered LSOA Name",
        "Registered MSOA Name", "Registered Parish Code", "Registered Parish Name", "FCA Reporting Classification", "Description",
        "Registered Combined Athority", "Registered LSOA Code", "Registered MSOA Code", "Registered Region",
    ),
    quote_all=True,
    quote_header=True,
)
COOPS_16 = Layout((*_CUK_START, "FCA Reporting Classification", *_CUK_END), quote_all=True, quote_header=True)  # 2026

_ECONOMIC = (
    "CUK Organisation ID", "Registered Name", "Turnover", "Profit before tax", "Member/Shareholder Funds", "Memberships",
    "Employees",
)
ECONOMIC_2016 = Layout((*_ECONOMIC, "Is Most Recent?", "Year End Date", "Economic Year"), quote_all=True, quote_header=True)
ECONOMIC_2019 = Layout((*_ECONOMIC, "GVA", "Is Most Recent?", "Year End Date", "Economic Year"), quote_all=True, quote_header=True)

_OUTLETS = (
    "CUK Organisation ID", "Registered Name", "Outlet Name", "Street", "City", "State/Province", "Postcode", "Description", "Phone",
    "Website",
)
OUTLETS_2016 = Layout(_OUTLETS)
OUTLETS_2019 = Layout(_OUTLETS, quote_all=True, quote_header=True)

# Fourteen headings begin with a blank; the header is not quoted, every value is.
COMPANIES = Layout(
    (
        "CompanyName", " CompanyNumber", "RegAddress.CareOf", "RegAddress.POBox", "RegAddress.AddressLine1",
        " RegAddress.AddressLine2", "RegAddress.PostTown", "RegAddress.County", "RegAddress.Country", "RegAddress.PostCode",
        "CompanyCategory", "CompanyStatus", "CountryOfOrigin", "DissolutionDate", "IncorporationDate", "Accounts.AccountRefDay",
        "Accounts.AccountRefMonth", "Accounts.NextDueDate", "Accounts.LastMadeUpDate", "Accounts.AccountCategory",
        "Returns.NextDueDate", "Returns.LastMadeUpDate", "Mortgages.NumMortCharges", "Mortgages.NumMortOutstanding",
        "Mortgages.NumMortPartSatisfied", "Mortgages.NumMortSatisfied", "SICCode.SicText_1", "SICCode.SicText_2",
        "SICCode.SicText_3", "SICCode.SicText_4", "LimitedPartnerships.NumGenPartners", "LimitedPartnerships.NumLimPartners", "URI",
        "PreviousName_1.CONDATE", " PreviousName_1.CompanyName", " PreviousName_2.CONDATE", " PreviousName_2.CompanyName",
        *(f"{lead}PreviousName_{n}.{what}" for n in range(3, 11) for lead, what in (("", "CONDATE"), (" ", "CompanyName"))),
        "ConfStmtNextDueDate", " ConfStmtLastMadeUpDate",
    ),
    quote_all=True,
)

POSTCODES_SHORT = Layout(("pcds", "lat", "long", "lad25cd", "rgn25cd", "ctry25cd"), end="\n")
POSTCODES_FULL = Layout(
    (
        "pcd7", "pcd8", "pcds", "dointr", "doterm", "usrtypind", "east1m", "north1m", "gridind", "oa21cd", "cty25cd", "ced25cd",
        "lad25cd", "wd25cd", "nhser24cd", "ctry25cd", "rgn25cd", "pcon24cd", "ttwa15cd", "itl25cd", "npark16cd", "lsoa21cd",
        "msoa21cd", "wz11cd", "sicbl24cd", "bua24cd", "ruc21ind", "oac11ind", "lat", "long", "lep21cd1", "lep21cd2", "pfa23cd",
        "imd20ind", "icb23cd",
    ),
    quote_all=True,
)
LAD_LOOKUP = Layout(
    (
        "LADCD", "LADNM", "LADCD_ACTIVE", "LADNM_ACTIVE", "UTLACD", "UTLANM", "CAUTHCD", "CAUTHNM", "RGNCD", "RGNNM", "CTRYCD",
        "CTRYNM", "EWCD", "EWNM", "GBCD", "GBNM", "UKCD", "UKNM", "Current", "LAD20CD", "LAD20NM",
    ),
    end="\n",
)
LAD_POPULATION = Layout(
    (
        "local-authority-code", "official-name", "nice-name", "gss-code", "start-date", "end-date", "replaced-by", "nation",
        "region", "local-authority-type", "local-authority-type-name", "county-la", "combined-authority", "alt-names",
        "former-gss-codes", "notes", "current-authority", "BS-6879", "ecode", "even-older-register-and-code", "gov-uk-slug", "area",
        "pop-2020", "x", "y", "lat", "long", "powers", "lower-or-unitary", "mapit-area-code", "ofcom", "old-ons-la-code",
        "old-register-and-code", "open-council-data-id", "os-file", "os", "snac", "wdtk-id",
    ),
    end="\n",
)
