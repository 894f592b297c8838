"""Columns that every summary shares, declared once so that they mean the same everywhere."""

from __future__ import annotations

from transform.table import Column

BASES = ("as_published", "reported", "reported_midpoint")
BASIS_NOTE = (
    "Bases: as_published is the publisher's own method (Economic Year, figures carried forward from earlier years and "
    "aggregate rows included); reported keeps only figures whose year end lies in that year's window (1 February y-1 to "
    "31 January y), no aggregates; reported_midpoint is for sources that give both ends of a period. turnover_gbp of "
    "as_published holds credit-union income, as the publisher adds it: credit_union_income_gbp says how much. "
    "as_published adds a nation's credit-union total to the credit unions that the publisher also lists one by one: in "
    "Northern Ireland, where it lists most, that income is probably counted twice. "
    "Nominal pounds. Never add bases, years' overlaps or editions."
)

EDITION = Column("edition", "VARCHAR", "Edition of the publisher's figures.", required=True)
REFERENCE_YEAR = Column("reference_year", "INTEGER", "Economic Year y: 1 February y-1 to 31 January y.", required=True)
BASIS = Column("basis", "VARCHAR", "Which figures are counted; see the notes of the table.", required=True, values=BASES)
ORGANISATIONS = Column("organisations", "BIGINT", "Organisations in scope: the denominator.", required=True, minimum=0)
WITH_TURNOVER = Column("with_turnover", "BIGINT", "Organisations with a turnover figure on this basis: the numerator.", required=True, minimum=0)

MEASURES: tuple[Column, ...] = (
    ORGANISATIONS,
    WITH_TURNOVER,
    Column("aggregates", "BIGINT", "Publisher's aggregate rows that are part of the value.", required=True, minimum=0),
    Column("turnover_gbp", "DECIMAL(18,2)", "Sum of turnover on this basis, nominal; null where there is no figure.", unit="GBP"),
    Column(
        "credit_union_income_gbp",
        "DECIMAL(18,2)",
        "The part of turnover_gbp that is credit-union income (interest and fees) and not turnover.",
        unit="GBP",
    ),
    Column("members", "BIGINT", "Sum of memberships on this basis (memberships, not persons)."),
    Column("employees", "BIGINT", "Sum of employees on this basis."),
    Column("coverage_count", "DOUBLE", "with_turnover / organisations.", minimum=0, maximum=1),
    Column("coverage_value", "DOUBLE", "turnover_gbp on this basis / turnover_gbp as published, same row."),
)
