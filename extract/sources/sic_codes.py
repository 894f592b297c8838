"""Companies House: the condensed list of UK SIC 2007 codes that companies choose from."""

from __future__ import annotations

from pathlib import Path

from extract.licences import SIC
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="sic_codes",
    title="Standard industrial classification of economic activities (UK SIC 2007), condensed list",
    publisher="Companies House",
    page="https://www.gov.uk/government/publications/standard-industrial-classification-of-economic-activities-sic",
    licence=SIC,
    cadence="rarely",
    suffix="csv",
    headings=(Heading("SIC Code", shape=r"\d{4,5}"), Heading("Description")),
    rows=(700, 900),
    stale_after_days=5_000,
    parser_version=1,
    covers="Five-digit activity codes of UK SIC 2007; the classification of 2026 is another one.",
    by_hand="Open the page, download the condensed list as csv, import it with the day of its last change as vintage.",
    url="https://assets.publishing.service.gov.uk/media/5a7f8639e5274a2e87db65e1/SIC07_CH_condensed_list_en.csv",
    role="reference",
)


def read(path: Path) -> Raw:
    """Give codes and descriptions as text. Raises SourceChanged when a heading is gone, or the codes do not look like it."""
    return read_csv(SOURCE, path.read_bytes())
