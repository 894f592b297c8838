"""Charity Commission for England and Wales: what charities returned for each financial period, once a day."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import polars as pl

from extract.licences import CCEW
from extract.read import open_member
from extract.source import Heading, Link, Raw, Refused, Source
from extract.tabbed import Wanted, read_tabbed

MEMBER = r"(^|/)publicextract\.charity_annual_return_history\.txt$"

SOURCE = Source(
    key="ccew_annual_returns",
    title="Register of charities: full register download, table charity_annual_return_history",
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
        Heading("fin_period_start_date"),
        Heading("fin_period_end_date"),
        Heading("ar_cycle_reference"),
        Heading("reporting_due_date"),
        Heading("date_annual_return_received"),
        Heading("date_accounts_received"),
        Heading("total_gross_income"),
        Heading("total_gross_expenditure"),
        Heading("accounts_qualified"),
        Heading("suppression_ind"),
        Heading("suppression_type"),
    ),
    rows=(400_000, 4_000_000),  # nobody has published a count: a charity returns once a year, and only years are kept
    role="annex",
    stale_after_days=120,
    parser_version=1,
    covers="Annual returns of charities registered in England and Wales. Kept: those of charities that the register keeps.",
    by_hand="Open the page, download the table 'charity_annual_return_history' as text, and import the zip with the day of "
    "the extract as vintage.",
    link=Link(
        page="https://register-of-charities.charitycommission.gov.uk/en/register/full-register-download",
        pattern=r"/data/txt/publicextract\.charity_annual_return_history\.zip$",
        fallback="https://ccewuksprdoneregsadata1.blob.core.windows.net/data/txt/publicextract.charity_annual_return_history.zip",
    ),
    scoped=True,
)


def read(path: Path, cited: frozenset[str]) -> Raw:
    """Give the returns of the charities whose number is cited, as text; all others are counted.

    `cited` are charity numbers, as `GB-CHC-1234567`: those that other sources quote and those kept of `ccew_charities`.
    Raises SourceChanged when a required heading is gone or the zip does not hold the table, Refused when the bytes are
    damaged.
    """
    is_cited = ("GB-CHC-" + pl.col("registered_charity_number").str.strip_chars()).is_in(sorted(cited))
    try:
        with open_member(SOURCE, path, MEMBER) as (_, member):
            return read_tabbed(SOURCE, member, Wanted(("registered_charity_number",), is_cited))
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise Refused(f"{SOURCE.key}: {path.name} cannot be unpacked to its end ({problem})") from problem
