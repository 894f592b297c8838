"""HMRC's community amateur sports clubs, as 360Giving keeps them: every club there is or has been."""

from __future__ import annotations

from pathlib import Path

from extract.licences import HMRC_CASCS
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="hmrc_cascs",
    title="Community amateur sports clubs registered with HMRC",
    publisher="HM Revenue and Customs, as republished by 360Giving",
    page="https://www.gov.uk/government/publications/community-amateur-sports-clubs-casc-registered-with-hmrc--2",
    licence=HMRC_CASCS,
    cadence="monthly",
    suffix="csv",
    headings=(
        Heading("id"),
        Heading("name"),
        Heading("address"),
        Heading("postcode"),
        Heading("active", required=False),  # from 2023 on: the file then keeps clubs that HMRC no longer lists
    ),
    rows=(7_000, 12_000),
    role="annex",
    stale_after_days=800,
    parser_version=1,
    covers="Amateur sports clubs of the United Kingdom with tax relief, and from 2023 on those that had it before.",
    by_hand="Open https://github.com/ThreeSixtyGiving/cascs, download 'cascs.csv', import it with the month of its last change "
    "as vintage.",
    # The page offers HMRC's list as it is today, without ids; the file gives every club an id and keeps the former ones.
    url="https://raw.githubusercontent.com/ThreeSixtyGiving/cascs/master/cascs.csv",
    dated_by_answer=True,
)


def read(path: Path) -> Raw:
    """Give the clubs as text. Raises SourceChanged when a required heading is gone."""
    return read_csv(SOURCE, path.read_bytes())
