"""Scottish Housing Regulator: social landlords of Scotland with their annual financial statements."""

from __future__ import annotations

from pathlib import Path

from extract.licences import SHR_UNCONFIRMED
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="shr_landlords",
    title="Annual financial statements of registered social landlords",
    publisher="Scottish Housing Regulator",
    page="https://www.housingregulator.gov.scot/landlord-performance/statistical-information/",
    licence=SHR_UNCONFIRMED,
    cadence="yearly",
    suffix="csv",
    headings=(
        Heading("Financial Year", shape=r"\d{4}/(\d{2}|\d{4})"),
        Heading("Reg No"),
        Heading("Social Landlord"),
        Heading("Constitution"),
        Heading("Clients", required=False),
        Heading("Landlord type"),
        Heading("Settlement", required=False, ignored=True),
        Heading("National Operator", required=False, ignored=True),
        Heading("SOCI - Turnover"),
    ),
    # The other items of the three statements: comprehensive income, changes in equity, financial position.
    passed_over=r"(SOCI|SOCE|SOFP)\b.*",
    rows=(500, 1_200),
    role="annex",
    stale_after_days=800,
    parser_version=1,
    covers="Registered social landlords of Scotland, about 144 a financial year, five years in one file.",
    by_hand="Open the page, download the annual financial statements as csv, import the file with the day of publication as "
    "vintage.",
    url="https://shrpublicdata.blob.core.windows.net/csv/afs_public.csv",
)


def read(path: Path) -> Raw:
    """Give the statements as text; the file is cp1252 behind a UTF-8 BOM. Raises SourceChanged when a heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
