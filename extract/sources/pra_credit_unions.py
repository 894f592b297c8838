"""Prudential Regulation Authority: the credit unions that it regulates, by firm reference number."""

from __future__ import annotations

from pathlib import Path

from extract.licences import BANK_OF_ENGLAND
from extract.read import read_csv
from extract.source import Heading, Link, Raw, Source

SOURCE = Source(
    key="pra_credit_unions",
    title="PRA-regulated credit unions",
    publisher="Bank of England, Prudential Regulation Authority",
    page="https://www.bankofengland.co.uk/prudential-regulation/authorisations/which-firms-does-the-pra-regulate",
    licence=BANK_OF_ENGLAND,
    cadence="monthly",
    suffix="csv",
    headings=(
        Heading("Firm Name"),
        Heading("FRN"),
        Heading("LEI", required=False),  # in the lists of banks, building societies and investment firms since June 2025
    ),
    header_begins="Firm Name",
    rows=(200, 600),
    role="annex",
    stale_after_days=200,
    parser_version=1,
    covers="Credit unions of the United Kingdom that the Prudential Regulation Authority regulates.",
    by_hand="Open the page in a browser, download the list of credit unions (csv), import it with its month as vintage. "
    "The host refuses some scripts.",
    link=Link(
        page="https://www.bankofengland.co.uk/prudential-regulation/authorisations/which-firms-does-the-pra-regulate",
        pattern=r"(?i)credit-?unions?[^/]*\.csv(\?|$)",
    ),
)


def read(path: Path) -> Raw:
    """Give the firms as text. Lines above the header are no records; section titles and notes below it are out of scope.

    Raises SourceChanged when no line begins with 'Firm Name', or a required heading is gone.
    """
    return read_csv(SOURCE, path.read_bytes())
