"""Charity Commission for England and Wales: every charity on its register, registered, removed and linked, once a day."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import polars as pl

from extract.licences import CCEW
from extract.read import open_member
from extract.source import Heading, Link, Raw, Refused, Source
from extract.tabbed import Wanted, read_tabbed

MEMBER = r"(^|/)publicextract\.charity\.txt$"

SOURCE = Source(
    key="ccew_charities",
    title="Register of charities: full register download, table charity",
    publisher="Charity Commission for England and Wales",
    page="https://register-of-charities.charitycommission.gov.uk/en/register/full-register-download",
    licence=CCEW,
    cadence="monthly",  # published every day; each edition is kept for ever, and a month tells enough
    suffix="zip",
    delimiter="\t",
    headings=(
        Heading("date_of_extract", required=False, ignored=True),
        Heading("organisation_number"),
        Heading("registered_charity_number"),
        Heading("linked_charity_number"),  # 0 is the main charity; its linked charities share its registered number
        Heading("charity_name"),
        Heading("charity_type"),
        Heading("charity_registration_status"),
        Heading("date_of_registration"),
        Heading("date_of_removal"),
        Heading("charity_reporting_status"),
        Heading("latest_acc_fin_period_start_date"),
        Heading("latest_acc_fin_period_end_date"),
        Heading("latest_income"),
        Heading("latest_expenditure"),
        # A charity's contact address is often a trustee's home and names who lives there: the postcode is enough to place it.
        *(Heading(f"charity_contact_address{line}", required=False, ignored=True) for line in range(1, 6)),
        Heading("charity_contact_postcode"),
        Heading("charity_contact_phone", required=False, ignored=True),
        Heading("charity_contact_email", required=False, ignored=True),
        Heading("charity_contact_web", required=False, ignored=True),
        Heading("charity_company_registration_number"),
        Heading("charity_insolvent"),
        Heading("charity_in_administration"),
        Heading("charity_previously_excepted", required=False, ignored=True),
        Heading("charity_is_cdf_or_cif", required=False, ignored=True),
        Heading("charity_is_cio"),
        Heading("cio_is_dissolved", required=False, ignored=True),
        Heading("date_cio_dissolution_notice", required=False, ignored=True),
        Heading("charity_activities", required=False, ignored=True),  # free text
        Heading("charity_gift_aid", required=False, ignored=True),
        Heading("charity_has_land", required=False, ignored=True),
    ),
    rows=(380_000, 420_000),
    role="annex",
    stale_after_days=120,
    parser_version=1,
    covers="Charities registered in England and Wales, removed and linked ones included. Kept: charitable incorporated "
    "organisations, charities that state a company or society number, and every charity number that another source quotes.",
    by_hand="Open the page, download the table 'charity' as text, and import the zip with the day of the extract as vintage.",
    link=Link(
        page="https://register-of-charities.charitycommission.gov.uk/en/register/full-register-download",
        pattern=r"/data/txt/publicextract\.charity\.zip$",
        fallback="https://ccewuksprdoneregsadata1.blob.core.windows.net/data/txt/publicextract.charity.zip",
    ),
    scoped=True,
)


def read(path: Path, cited: frozenset[str]) -> Raw:
    """Give the charities in scope as text; all others are counted.

    `cited` are charity numbers that other sources quote, as `GB-CHC-1234567`; whatever else is in it is of no concern.
    Raises SourceChanged when a required heading is gone or the zip does not hold the table, Refused when the bytes are
    damaged.
    """
    scope = Wanted(("registered_charity_number", "charity_company_registration_number", "charity_is_cio"), in_scope(cited))
    try:
        with open_member(SOURCE, path, MEMBER) as (_, member):
            return read_tabbed(SOURCE, member, scope)
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise Refused(f"{SOURCE.key}: {path.name} cannot be unpacked to its end ({problem})") from problem


def in_scope(cited: frozenset[str]) -> pl.Expr:
    """Whether a record is kept: it states a number that is not all noughts, is a CIO, or its own number is cited."""
    states_number = pl.col("charity_company_registration_number").str.contains("[1-9]")
    is_cio = pl.col("charity_is_cio").str.strip_chars().str.to_lowercase() == "true"
    is_cited = ("GB-CHC-" + pl.col("registered_charity_number").str.strip_chars()).is_in(sorted(cited))
    return states_number | is_cio | is_cited
