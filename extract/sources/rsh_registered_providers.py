"""Regulator of Social Housing: the registered providers of England, local authorities included."""

from __future__ import annotations

from pathlib import Path

from extract.licences import RSH
from extract.read import read_sheet
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="rsh_registered_providers",
    title="Registered providers of social housing",
    publisher="Regulator of Social Housing",
    page="https://www.gov.uk/government/publications/registered-providers-of-social-housing",
    licence=RSH,
    cadence="monthly",
    suffix="xlsx",
    # First the headings of 2025, then those of 2017. The sheet is told by them: its name has changed with every layout.
    headings=(
        Heading("Organisation name", aliases=("Registered Provider Name",)),
        Heading("Registration number", aliases=("RP Code",)),
        Heading("Registration date", aliases=("Registration Date",)),
        Heading("Designation"),
        Heading("Corporate form", aliases=("Legal Entity",)),
    ),
    rows=(1_400, 1_900),
    role="annex",
    stale_after_days=200,
    parser_version=1,
    covers="Providers of social housing registered in England: associations, co-operatives, companies and local authorities.",
    by_hand="Open the page, download 'List of registered providers' (xlsx), import it with the day in its name as vintage.",
    link=Link(
        page="https://www.gov.uk/government/publications/registered-providers-of-social-housing",
        pattern=r"(?i)^https://assets\.publishing\.service\.gov\.uk/\S+\.xlsx$",
        fallback="https://assets.publishing.service.gov.uk/media/6aad16bcce3f006bd4346c9b/"
        "List_of_registered_providers_17_September_2026.xlsx",
    ),
    # In the file's name, and in the sheet's ("Reg. Providers at 8 May 2017"); the two have disagreed.
    vintage_pattern=r"(?P<d>\d{1,2})[ _](?P<mon>[A-Z][a-z]+)[ _](?P<y>\d{4})",
)


def read(path: Path) -> Raw:
    """Give the providers as text, with the date in the sheet's name. Raises SourceChanged when no sheet has the headings."""
    return read_sheet(SOURCE, path)
