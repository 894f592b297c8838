"""Co-operatives UK open data: the list of co-operatives, whatever their legal form."""

from __future__ import annotations

from pathlib import Path

from extract.licences import ODC_BY_COOPS_UK
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="coops_uk_organisations",
    title="Co-operatives UK open data: organisations",
    publisher="Co-operatives UK",
    page="https://www.uk.coop/resources/open-data",
    licence=ODC_BY_COOPS_UK,
    cadence="half-yearly",
    suffix="csv",
    headings=(
        Heading("CUK Organisation ID"),
        Heading("Registered Number"),
        Heading("Registrar"),
        Heading("Registered Name"),
        Heading("Trading Name"),
        Heading("Legal Form"),
        Heading("Registered Street"),
        Heading("Registered City"),
        Heading("Registered State/Province"),
        Heading("Registered Postcode"),
        Heading("UK Nation"),
        # SIC and sector columns stand in the layouts of 2016 to 2023; the 16-column layout dropped them.
        Heading("SIC Code", required=False),
        Heading("SIC section", required=False),
        Heading("SIC code  - level 2", required=False),
        Heading("SIC code  - level 2 description", required=False),
        Heading("SIC code  - level 3", required=False),
        Heading("SIC code  - level 3 description", required=False),
        Heading("SIC code  - level 4", required=False),
        Heading("SIC code  - level 4 description", required=False),
        Heading("SIC code  - level 5", required=False),
        Heading("SIC code  - level 5 description", required=False),
        Heading("Sector - Simplified, High Level", required=False),
        Heading("FCA Reporting Classification", required=False),
        Heading("Ownership Classification"),
        Heading("Registered Status"),
        Heading("Incorporation Date"),
        Heading("Dissolved Date"),
        # Ignored by name: free text, web addresses and the publisher's own geography (ours comes from the postcode).
        Heading("Website", required=False, ignored=True),
        Heading("Description", required=False, ignored=True),
        Heading("Registered Admin County Code", required=False, ignored=True),
        Heading("Registered Admin County Name", required=False, ignored=True),
        Heading("Registered Admin District Code", required=False, ignored=True),
        Heading("Registered Admin District Name", required=False, ignored=True),
        Heading("Registered Admin Ward Code", required=False, ignored=True),
        Heading("Registered Admin Ward Name", required=False, ignored=True),
        Heading("Registered Constituency Code", required=False, ignored=True),
        Heading("Registered Constituency Name", required=False, ignored=True),
        Heading("Registered LSOA Code", required=False, ignored=True),
        Heading("Registered LSOA Name", required=False, ignored=True),
        Heading("Registered MSOA Code", required=False, ignored=True),
        Heading("Registered MSOA Name", required=False, ignored=True),
        Heading("Registered Parish Code", required=False, ignored=True),
        Heading("Registered Parish Name", required=False, ignored=True),
        Heading("Registered Combined Athority", aliases=("Registered Combined Authority",), required=False, ignored=True),
        Heading("Registered Region", required=False, ignored=True),
    ),
    rows=(7_000, 9_500),
    stale_after_days=800,
    parser_version=2,
    covers="Co-operatives of every legal form in the United Kingdom and the Crown dependencies, live and recently ended.",
    by_hand="Open the page, download the newest 'open_data_organisations' file, import it with the month in its name as vintage.",
    link=Link(
        page="https://www.uk.coop/resources/open-data",
        pattern=r"open_data_organisations[^\"']*\.csv",
        fallback="https://www.uk.coop/sites/default/files/2024-06/open_data_organisations_2024_06.csv",
    ),
    vintage_pattern=r"open_data_organisations_(?P<y>\d{4})_(?P<m>\d{2})",
)


def read(path: Path) -> Raw:
    """Give the list as text; a street may hold line breaks. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
