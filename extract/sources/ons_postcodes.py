"""ONS Postcode Directory: which district, region and nation a postcode lies in."""

from __future__ import annotations

import io
import re
from pathlib import Path

import polars as pl

from extract.licences import ONS_POSTCODES
from extract.read import decode, open_member
from extract.source import Heading, Link, Raw, Source, SourceChanged

MEMBER = r"(^|/)Data/(ONSPD|NSPL)[A-Z0-9]*_[A-Z]{3}_\d{4}_UK\.csv$"

SOURCE = Source(
    key="ons_postcodes",
    title="ONS Postcode Directory / National Statistics Postcode Lookup",
    publisher="Office for National Statistics",
    page="https://geoportal.statistics.gov.uk/",
    licence=ONS_POSTCODES,
    cadence="quarterly",
    suffix="zip",
    # Area columns carry the year of their code list (lad25cd, rgn25cd): they are found by pattern, see AREA_COLUMNS.
    headings=(Heading("pcds"),),
    rows=(2_500_000, 2_900_000),
    stale_after_days=500,
    parser_version=1,
    covers="Postcodes of the United Kingdom, live and terminated; Crown dependencies under pseudo-codes.",
    by_hand="Search the portal for 'ONS Postcode Directory', download the zip, import it with its month as vintage.",
    link=Link(
        page="https://www.arcgis.com/sharing/rest/search?q=title:%22ONS%20Postcode%20Directory%22%20AND%20"
        "owner:ONSGeography_data%20AND%20type:%22CSV%20Collection%22&f=json&num=25&sortField=modified&sortOrder=desc",
        pattern=r"^ONS Postcode Directory \([A-Za-z]+ \d{4}\)(?!.*User Guide)",
        item="https://www.arcgis.com/sharing/rest/content/items/{id}/data",
    ),
    vintage_pattern=r"\((?P<mon>[A-Za-z]+) (?P<y>\d{4})\)",
    role="reference",
    max_bytes=400_000_000,
)

# Our text heading -> the publisher's headings over the years (ONSPD first, then the names used before 2017).
AREA_COLUMNS: dict[str, str] = {
    "lad": r"lad\d{2}cd|oslaua|laua",
    "rgn": r"rgn\d{2}cd|rgn",
    "ctry": r"ctry\d{2}cd|ctry",
}


def read(path: Path) -> Raw:
    """Give pcds, lad, rgn, ctry and source_line of every postcode in the zip.

    Raises SourceChanged when there is not exactly one data file, or not exactly one column for an area.
    """
    with open_member(SOURCE, path, MEMBER) as (member, handle):
        data = handle.read()
    header = decode(data.split(b"\n", 1)[0])[0].strip().replace('"', "").split(",")
    names = {"pcds": _one(header, "pcds", member)} | {k: _one(header, v, member) for k, v in AREA_COLUMNS.items()}
    frame = pl.read_csv(io.BytesIO(data), infer_schema=False, encoding="utf8-lossy", columns=list(names.values()))
    if frame.height != data.count(b"\n") - data.endswith(b"\n") * 1:
        found = f"{frame.height:,} records in {member}"
        raise SourceChanged(SOURCE.key, "records and lines differ", found, "look for breaks in values")
    frame = frame.select(
        pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias("source_line"),
        *(pl.col(heading).alias(name) for name, heading in names.items()),
    )
    return Raw(frame)


def _one(header: list[str], pattern: str, member: str) -> str:
    found = [heading for heading in header if re.fullmatch(pattern, heading.strip().lower())]
    if len(found) != 1:
        raise SourceChanged(
            SOURCE.key,
            f"{len(found)} columns of {member} match {pattern}",
            f"{header}",
            "AREA_COLUMNS in extract/sources/ons_postcodes.py",
        )
    return found[0]
