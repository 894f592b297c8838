"""Financial Conduct Authority, Mutuals Public Register: every registered society, live and deregistered."""

from __future__ import annotations

from pathlib import Path

from extract.licences import FCA_UNCONFIRMED
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="fca_mutuals",
    title="Mutuals Public Register",
    publisher="Financial Conduct Authority",
    page="https://mutuals.fca.org.uk/",
    licence=FCA_UNCONFIRMED,
    cadence="daily",
    suffix="csv",
    headings=(
        Heading("Society Number"),
        Heading("Society Suffix"),
        # "Registation" is the publisher's spelling from 2023 on; the header of May 2022 spells it right.
        Heading("Full Registation Number", aliases=("Full Registration Number",)),
        Heading("Society Name"),
        Heading("Registered As"),
        Heading("Society Address"),
        Heading("Registration Date"),
        Heading("Deregistration Date"),
        Heading("Registration Act"),
        # The header of May 2022 has neither of the next two.
        Heading("Standard Industrial Classification Code (SIC)", required=False),
        Heading("Reporting Classification", required=False),
        Heading("Society Status"),
    ),
    rows=(30_000, 36_000),
    stale_after_days=120,
    parser_version=2,
    covers="Registered societies, credit unions, building and friendly societies of the United Kingdom, of all statuses.",
    by_hand="Open https://mutuals.fca.org.uk/, choose 'Download the register', then import the file with the day of download "
    "as its vintage.",
    link=Link(
        page="https://mutuals.fca.org.uk/",
        pattern=r"SocietyList\.csv",
        fallback="https://fcastoragemprprod.blob.core.windows.net/societylist/SocietyList.csv",
    ),
)


def read(path: Path) -> Raw:
    """Give the register as text. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
