"""PRA-regulated building societies: one row is one building society as one edition lists it."""

from __future__ import annotations

from extract.source import Raw
from transform.staged.pra_firms import firm_columns, stage_firms
from transform.table import Staged, Table

TABLE = Table(
    "staged",
    "pra_building_societies",
    "one PRA-regulated building society as one edition lists it",
    firm_columns(),
    key=("frn",),
    notes="The list has no address and no society number: a building society is found at the FCA by its name.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a firm reference number or a name is rejected whole, as is a repeated number."""
    return stage_firms(raw, TABLE)
