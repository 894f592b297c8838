"""NHS Organisation Data Service, report `etr`: the NHS trusts of England, foundation trusts among them."""

from __future__ import annotations

from pathlib import Path

from extract.licences import NHS_ODS
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="nhs_ods_trusts",
    title="NHS trusts (Organisation Data Service, report etr)",
    publisher="NHS England, Organisation Data Service",
    page="https://digital.nhs.uk/services/organisation-data-service/data-search-and-export",
    licence=NHS_ODS,
    cadence="monthly",
    suffix="csv",
    # The report has no header row: names are by position, as the service documents them. Nothing but its shape tells a
    # moved column, so three columns declare theirs.
    headings=(
        Heading("Code", shape=r"[0-9A-Z]{3,8}"),
        Heading("Name", shape=r".*[A-Za-z]{3}.*"),
        Heading("National Grouping"),
        Heading("High Level Health Geography"),
        Heading("Address Line 1"),
        Heading("Address Line 2"),
        Heading("Address Line 3"),
        Heading("Address Line 4"),
        Heading("Address Line 5"),
        Heading("Postcode", shape=r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}"),
        Heading("Open Date", shape=r"(\d{8})?"),
        Heading("Close Date", shape=r"(\d{8})?"),
        Heading("column-13", ignored=True),
        Heading("Organisation Sub-Type Code", ignored=True),
        Heading("Parent Organisation Code", ignored=True),
        Heading("Join Parent Date", ignored=True),
        Heading("Left Parent Date", ignored=True),
        Heading("Contact Telephone Number", ignored=True),
        *(Heading(f"column-{place}", ignored=True) for place in (19, 20, 21)),
        Heading("Amended record indicator", ignored=True),
        *(Heading(f"column-{place}", ignored=True) for place in (23, 24)),
        *(Heading(f"column-{place}", required=False, ignored=True) for place in (25, 26, 27)),  # not in older files
    ),
    rows=(190, 400),
    role="annex",
    stale_after_days=400,
    parser_version=1,
    covers="NHS trusts and NHS foundation trusts of England; closed ones are listed since the end of 2025.",
    by_hand="Open https://www.odsdatasearchandexport.nhs.uk/, export the report 'etr' as csv, import it with the day of export "
    "as vintage.",
    url="https://www.odsdatasearchandexport.nhs.uk/api/getReport?report=etr",
    widths=(27, 24),
    dated_by_answer=True,
)


def read(path: Path) -> Raw:
    """Give the trusts as text under the documented names. Raises SourceChanged when fields came, went or moved."""
    return read_csv(SOURCE, path.read_bytes())
