"""Charity Commission for Northern Ireland: every charity on its register, removed ones included, at any time."""

from __future__ import annotations

from pathlib import Path

from extract.licences import CCNI
from extract.read import read_csv
from extract.source import Heading, Raw, Source

SOURCE = Source(
    key="ccni_charities",
    title="Charity search, results exported as CSV",
    publisher="Charity Commission for Northern Ireland",
    page="https://www.charitycommissionni.org.uk/charity-search/",
    licence=CCNI,
    cadence="monthly",
    suffix="csv",
    headings=(
        Heading("Reg charity number"),
        Heading("Sub charity number", required=False),
        Heading("Charity name"),
        Heading("Date registered"),
        Heading("Status"),
        Heading("Date for financial year ending"),
        Heading("Total income"),
        Heading("Total spending"),
        Heading("Charitable spending", required=False, ignored=True),
        Heading("Income generation and governance", required=False, ignored=True),
        Heading("Public address"),
        Heading("Website", required=False, ignored=True),
        Heading("Email", required=False, ignored=True),
        Heading("Telephone", required=False, ignored=True),
        Heading("Company number"),
        Heading("What the charity does", required=False, ignored=True),
        Heading("Who the charity helps", required=False, ignored=True),
        Heading("How the charity works", required=False, ignored=True),
        Heading("Charitable purposes", required=False, ignored=True),
        Heading("Other name"),
        Heading("Type of governing document"),
        Heading("Financial period start"),
        Heading("Financial period end"),
        Heading("Total income. Previous financial period.", required=False, ignored=True),
        Heading("Employed staff"),
        Heading("UK and Ireland volunteers"),
        Heading("Income from donations and legacies", required=False, ignored=True),
        Heading("Income from charitable activities", required=False, ignored=True),
        Heading("Income from other trading activities", required=False, ignored=True),
        Heading("Income from investments", required=False, ignored=True),
        Heading("Income from other", required=False, ignored=True),
        Heading("Total income and endowments", required=False, ignored=True),
        Heading("Expenditure on Raising funds", required=False, ignored=True),
        Heading("Expenditure on Charitable activities", required=False, ignored=True),
        Heading("Expenditure on Governance", required=False, ignored=True),
        Heading("Expenditure on Other", required=False, ignored=True),
        Heading("Total expenditure", required=False, ignored=True),
        Heading("Assets and liabilities - Total fixed assets", required=False, ignored=True),
        Heading("Total net assets and liabilities", required=False, ignored=True),
    ),
    rows=(8_000, 9_500),
    role="annex",
    stale_after_days=200,
    parser_version=1,
    covers="Charities registered in Northern Ireland, linked and removed ones included.",
    by_hand="Open the page, search for nothing with removed charities included, export the results as CSV, and import the "
    "file with the day as vintage.",
    # The page id was the one of the search page in July 2026; `include` adds linked and removed charities.
    url="https://www.charitycommissionni.org.uk/api/charity-search/exportSearchResultsToCsv/"
    "?homePageId=c0884e5e-b621-4563-a378-2b313e15c74a&pageNumber=1&sortOption=Rank%3Basc&searchText=&include=Removed",
    dated_by_answer=True,  # the export is made on request
    pace_seconds=1.5,
)


def read(path: Path) -> Raw:
    """Give the register as text; the last of its columns has neither heading nor value. Raises SourceChanged."""
    return read_csv(SOURCE, path.read_bytes())
