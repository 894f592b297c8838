"""ONS: every local authority district code there has been, with the code that is active now.

The list is compiled and imported by hand. The live service (ArcGIS, LAD_APR_2025_UK_NC_v2) lists names of the active codes
only: as the newest edition it would take the place of this one, and the 28,079 postcodes that the postcode directory of May
2025 still puts under the retired codes of Barnsley and Sheffield would lie in no district, nor any district in a region.
"""

from __future__ import annotations

from pathlib import Path

from extract.licences import ONS_CODES
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="lad_lookup",
    title="Local authority districts, all codes with the active one",
    publisher="Office for National Statistics",
    page="https://geoportal.statistics.gov.uk/",
    licence=ONS_CODES,
    cadence="yearly",
    suffix="csv",
    headings=(
        Heading("LADCD"),
        Heading("LADNM"),
        Heading("LADCD_ACTIVE"),
        Heading("LADNM_ACTIVE"),
        Heading("RGNCD"),
        Heading("RGNNM"),
        Heading("CTRYCD"),
        Heading("CTRYNM"),
        Heading("Current"),
        *(
            Heading(name, required=False, ignored=True)
            for name in (
                "UTLACD", "UTLANM", "CAUTHCD", "CAUTHNM", "EWCD", "EWNM", "GBCD", "GBNM", "UKCD", "UKNM", "LAD20CD", "LAD20NM",
            )
        ),
    ),
    rows=(374, 600),
    stale_after_days=1_100,
    parser_version=1,
    covers="Local authority districts of the United Kingdom.",
    by_hand="Compile all codes with their successors from the ONS code history database; import with the month compiled.",
    role="reference",
)


def read(path: Path) -> Raw:
    """Give the codes as text. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
