"""Turnover with coverage: one row is one legal form in one edition, reference year and basis."""

from __future__ import annotations

from transform.register.provenance import FORM_GROUPS
from transform.summary.columns import BASIS, BASIS_NOTE, EDITION, MEASURES, REFERENCE_YEAR
from transform.table import Column, Table

TABLE = Table(
    "summary",
    "turnover_by_legal_form",
    "one legal form in one edition, reference year and basis",
    (
        EDITION,
        REFERENCE_YEAR,
        BASIS,
        Column("form_group", "VARCHAR", "Legal form in our short list.", required=True, values=FORM_GROUPS),
        *MEASURES,
    ),
    key=("edition", "reference_year", "basis", "form_group"),
    notes=BASIS_NOTE + " Our short list of legal forms, from the register that is the authority for the form; unregistered aggregates stand under unknown, credit-union aggregates under credit_union.",
)
