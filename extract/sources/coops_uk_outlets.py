"""Co-operatives UK open data: outlets (shops, branches, venues), without their telephone numbers."""

from __future__ import annotations

from pathlib import Path

from extract.licences import ODC_BY_COOPS_UK
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="coops_uk_outlets",
    title="Co-operatives UK open data: outlets",
    publisher="Co-operatives UK",
    page="https://www.uk.coop/resources/open-data",
    licence=ODC_BY_COOPS_UK,
    cadence="yearly",
    suffix="csv",
    headings=(
        Heading("CUK Organisation ID"),
        Heading("Registered Name"),
        Heading("Outlet Name"),
        Heading("Street"),
        Heading("City"),
        Heading("State/Province"),
        Heading("Postcode"),
        Heading("Description", ignored=True),  # free text: opening hours, names of managers
        Heading("Phone", ignored=True),  # no telephone number is ever published
        Heading("Website", ignored=True),
    ),
    rows=(5_000, 9_000),
    stale_after_days=2_500,
    parser_version=2,
    covers="Trading premises of co-operatives in the United Kingdom.",
    by_hand="Open the page, download the newest 'open_data_outlets' file, import it with the month or quarter in its name.",
    link=Link(page="https://www.uk.coop/resources/open-data", pattern=r"open_data_outlets[^\"']*\.csv"),
    vintage_pattern=r"open_data_outlets_(?P<y>\d{4})_(?:q(?P<q>[1-4])|(?P<m>\d{2}))",
)


def read(path: Path) -> Raw:
    """Give the outlets as text; streets hold line breaks. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
