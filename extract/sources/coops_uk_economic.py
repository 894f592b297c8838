"""Co-operatives UK open data: turnover, profit, funds, members and employees by Economic Year."""

from __future__ import annotations

from pathlib import Path

from extract.licences import ODC_BY_COOPS_UK
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="coops_uk_economic",
    title="Co-operatives UK open data: economy",
    publisher="Co-operatives UK",
    page="https://www.uk.coop/resources/open-data",
    licence=ODC_BY_COOPS_UK,
    cadence="yearly",
    suffix="csv",
    headings=(
        Heading("CUK Organisation ID"),
        Heading("Registered Name"),
        Heading("Turnover"),
        Heading("Profit before tax"),
        Heading("Member/Shareholder Funds"),
        Heading("Memberships"),
        Heading("Employees"),
        Heading("GVA", required=False),  # added in 2019, before "Is Most Recent?"
        Heading("Is Most Recent?"),
        Heading("Year End Date"),
        Heading("Economic Year"),
    ),
    rows=(25_000, 60_000),
    stale_after_days=1_500,
    parser_version=1,
    covers="Co-operatives of the United Kingdom, six Economic Years an edition (1 February to 31 January).",
    by_hand="Open the page, download the newest 'open_data_economic' file, import it with the month in its name as vintage.",
    link=Link(page="https://www.uk.coop/resources/open-data", pattern=r"open_data_econom[^\"']*\.csv"),
    vintage_pattern=r"open_data_econom\w*?_(?P<y>\d{4})_(?P<m>\d{2})",
)


def read(path: Path) -> Raw:
    """Give the figures as text. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
