"""Companies House, free company data product: every live company of the United Kingdom, once a month."""

from __future__ import annotations

from pathlib import Path

from extract.licences import COMPANIES_HOUSE
from extract.plain import Scope
from extract.read import open_member
from extract.source import Heading, Link, Raw, Source
from extract.stream import read_stream

SOURCE = Source(
    key="companies_house_basic",
    title="Free Company Data Product (basic company data)",
    publisher="Companies House",
    page="https://download.companieshouse.gov.uk/en_output.html",
    licence=COMPANIES_HOUSE,
    cadence="monthly",
    suffix="zip",
    # Fourteen of the published headings begin with a blank; headings are compared trimmed.
    headings=(
        Heading("CompanyName"),
        Heading("CompanyNumber"),
        Heading("RegAddress.CareOf", required=False, ignored=True),  # names a person
        Heading("RegAddress.POBox"),
        Heading("RegAddress.AddressLine1"),
        Heading("RegAddress.AddressLine2"),
        Heading("RegAddress.PostTown"),
        Heading("RegAddress.County"),
        Heading("RegAddress.Country"),
        Heading("RegAddress.PostCode"),
        Heading("CompanyCategory"),
        Heading("CompanyStatus"),
        Heading("CountryOfOrigin"),
        Heading("DissolutionDate"),
        Heading("IncorporationDate"),
        Heading("Accounts.AccountRefDay", required=False, ignored=True),
        Heading("Accounts.AccountRefMonth", required=False, ignored=True),
        Heading("Accounts.NextDueDate", required=False, ignored=True),
        Heading("Accounts.LastMadeUpDate"),
        Heading("Accounts.AccountCategory"),
        Heading("Returns.NextDueDate", required=False, ignored=True),
        Heading("Returns.LastMadeUpDate", required=False, ignored=True),
        Heading("Mortgages.NumMortCharges", required=False, ignored=True),
        Heading("Mortgages.NumMortOutstanding", required=False, ignored=True),
        Heading("Mortgages.NumMortPartSatisfied", required=False, ignored=True),
        Heading("Mortgages.NumMortSatisfied", required=False, ignored=True),
        Heading("SICCode.SicText_1"),
        Heading("SICCode.SicText_2"),
        Heading("SICCode.SicText_3"),
        Heading("SICCode.SicText_4"),
        Heading("LimitedPartnerships.NumGenPartners", required=False, ignored=True),
        Heading("LimitedPartnerships.NumLimPartners", required=False, ignored=True),
        Heading("URI", required=False, ignored=True),  # made from the number
        *(
            Heading(f"PreviousName_{place}.{part}", required=place == 1)
            for place in range(1, 11)
            for part in ("CONDATE", "CompanyName")
        ),
        Heading("ConfStmtNextDueDate", required=False, ignored=True),
        Heading("ConfStmtLastMadeUpDate", required=False, ignored=True),
    ),
    rows=(5_200_000, 6_300_000),
    stale_after_days=120,
    parser_version=2,
    covers="Companies, partnerships, societies and charitable incorporated organisations on the registers of England and "
    "Wales, Scotland and Northern Ireland that are live at the end of a month. Kept: community interest companies, "
    "societies, charitable incorporated organisations and every number that another source quotes.",
    by_hand="Open the page, download 'BasicCompanyDataAsOneFile', and import the zip (or the csv in it) with the date in its "
    "name as vintage.",
    link=Link(
        page="https://download.companieshouse.gov.uk/en_output.html",
        pattern=r"BasicCompanyDataAsOneFile-\d{4}-\d{2}-\d{2}\.zip",
    ),
    vintage_pattern=r"BasicCompanyData(AsOneFile)?-(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
    scoped=True,
    also_csv=True,
    max_bytes=6_000_000_000,
)

# IP, RS, SP, NP, NO, NR, SR: societies. CE, CS: charitable incorporated organisations, English-Welsh and Scottish.
SCOPE_PREFIXES = ("IP", "RS", "SP", "NP", "NO", "NR", "SR", "CE", "CS")
SCOPE_CATEGORIES = (
    "community interest company",
    "registered society",
    "industrial and provident society",
    "charitable incorporated organisation",
    "scottish charitable incorporated organisation",
)


def read(path: Path, cited: frozenset[str]) -> Raw:
    """Give the companies in scope as text, from a csv or from a zip that holds one; all others are counted.

    `cited` are company numbers (eight characters, upper case) that other sources quote. Raises SourceChanged when a
    required heading is gone or the zip does not hold one csv, Refused when the bytes are damaged.
    """
    scope = Scope("CompanyNumber", "CompanyCategory", cited, SCOPE_PREFIXES, SCOPE_CATEGORIES)
    with path.open("rb") as handle:
        if handle.read(4) != b"PK\x03\x04":
            handle.seek(0)
            return read_stream(SOURCE, handle, scope)
    with open_member(SOURCE, path, r"(?i)\.csv$") as (_, member):
        return read_stream(SOURCE, member, scope)
