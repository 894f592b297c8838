"""Bank of England: what credit unions have reported, added up by nation and quarter. No figures of single credit unions."""

from __future__ import annotations

from pathlib import Path

from extract.licences import BANK_OF_ENGLAND
from extract.source import Heading, Raw, Source
from extract.tables import read_tables

SOURCE = Source(
    key="boe_credit_union_statistics",
    title="Credit union quarterly statistics",
    publisher="Bank of England",
    page="https://www.bankofengland.co.uk/statistics/credit-union",
    licence=BANK_OF_ENGLAND,
    cadence="quarterly",
    suffix="xlsx",
    # Titles of tables, as the Bank's own program of 2018 writes them; those that no program shows are ours to confirm.
    headings=(
        Heading("Adult members", aliases=("Members", "Number of adult members")),
        Heading("Total assets"),
        Heading("Loans to members", aliases=("Total loans to members",)),
        Heading("Total income"),
        Heading("Quarterly Returns submitted", aliases=("Number of quarterly returns", "Credit unions submitting a return"), required=False),
        Heading("Juvenile depositors", aliases=("Number of juvenile depositors",), required=False),
        Heading("Total liabilities", required=False),
        Heading("Total capital", required=False),
        Heading("Total shares", required=False),
        Heading("Total liquid assets", required=False),
        Heading("Total relevant liabilities", required=False),
        Heading("Total expenditure", required=False),
        Heading("Interim profit/loss", aliases=("Interim profit / loss", "Interim profit or loss"), required=False),
        Heading("Value of arrears", aliases=("Arrears value",), required=False),
        Heading("Number of arrears", aliases=("Arrears number", "Number of loans in arrears"), required=False),
    ),
    by_label=True,
    rows=(100, 1_000),
    role="annex",
    stale_after_days=300,
    parser_version=1,
    covers="Credit unions of the United Kingdom that report to the Prudential Regulation Authority, by nation, five quarters.",
    # The workbook hangs on the page of its quarter, .../credit-union/<year>/<year>-q<n>, and the host refuses some scripts.
    by_hand="Open the page, follow the newest quarter, download its workbook (xlsx), import it with the last month of the quarter "
    "as vintage.",
)


def read(path: Path) -> Raw:
    """Give one record a figure. Raises SourceChanged when a required table is gone, Refused when it is no workbook."""
    return read_tables(SOURCE, path)
