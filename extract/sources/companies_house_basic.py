"""Companies House, free company data product: every live company of the United Kingdom, once a month."""

from __future__ import annotations

from extract.licences import COMPANIES_HOUSE
from extract.source import Heading, Link, Source

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
    parser_version=1,
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
