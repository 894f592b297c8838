"""Office of the Scottish Charity Regulator: every charity on the Scottish Charity Register."""

from __future__ import annotations

from pathlib import Path

from extract.licences import OSCR
from extract.read import open_member, read_csv
from extract.source import Heading, Raw, Source

MEMBER = r"(^|/)CharityExport-[^/]*\.csv$"

SOURCE = Source(
    key="oscr_charities",
    title="Charity register download",
    publisher="Office of the Scottish Charity Regulator",
    page="https://www.oscr.org.uk/",
    licence=OSCR,
    cadence="monthly",  # published every day; each edition is kept for ever, and a month tells enough
    suffix="zip",
    # Two of the published headings begin with a blank; headings are compared trimmed.
    headings=(
        Heading("Charity Number"),
        Heading("Charity Name"),
        Heading("Registered Date"),
        Heading("Known As"),
        Heading("Charity Status"),
        Heading("Notes", required=False, ignored=True),  # free text
        Heading("Postcode"),
        Heading("Constitutional Form"),
        Heading("Previous Constitutional Form 1", required=False, ignored=True),
        Heading("Geographical Spread", required=False, ignored=True),
        Heading("Main Operating Location"),
        Heading("Purposes", required=False, ignored=True),
        Heading("Beneficiaries", required=False, ignored=True),
        Heading("Activities", required=False, ignored=True),
        Heading("Objectives", required=False, ignored=True),
        # The address may be a trustee's home and name who lives there: the postcode is enough to place a charity.
        Heading("Principal Office/Trustees Address", required=False, ignored=True),
        Heading("Website", required=False, ignored=True),
        Heading("Most recent year income"),
        Heading("Most recent year expenditure"),
        Heading("Mailing cycle", required=False, ignored=True),
        Heading("Year End"),
        Heading("Date annual return received", required=False, ignored=True),
        Heading("Next year end date", required=False, ignored=True),
        Heading("Donations and legacies income", required=False, ignored=True),
        Heading("Charitable activities income", required=False, ignored=True),
        Heading("Other trading activities income", required=False, ignored=True),
        Heading("Investments income", required=False, ignored=True),
        Heading("Other income", required=False, ignored=True),
        Heading("Raising funds spending", required=False, ignored=True),
        Heading("Charitable activities spending", required=False, ignored=True),
        Heading("Other spending", required=False, ignored=True),
        Heading("Parent charity name"),
        Heading("Parent charity number"),
        Heading("Parent charity country of registration"),
        Heading("Designated religious body", required=False, ignored=True),
        Heading("Regulatory Type"),
        # The register of former charities, the same export with two columns more.
        Heading("Ceased Date", required=False),
        Heading("Reason for removal", aliases=("Reason for Removal",), required=False),
    ),
    rows=(23_000, 27_000),
    role="annex",
    stale_after_days=120,
    parser_version=1,
    covers="Charities on the Scottish Charity Register, those of other countries that work in Scotland included.",
    by_hand="Open the page, accept the terms of 'Charity register download', and import the zip with the day in the name of "
    "its csv as vintage.",
    url="https://www.oscr.org.uk/download/charity-register",
    dated_by_answer=True,  # the zip is made on request
    max_bytes=100_000_000,
)


def read(path: Path) -> Raw:
    """Give the register as text. Raises SourceChanged when a required heading is gone or the zip holds another file."""
    with open_member(SOURCE, path, MEMBER) as (_, member):
        return read_csv(SOURCE, member.read())
