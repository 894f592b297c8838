"""Annual returns of charities of England and Wales: one row is one charity's return for one financial period."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import date_of
from transform.clean.flags import flag_of
from transform.clean.money import amount_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

TABLE = Table(
    "staged",
    "ccew_annual_returns",
    "one return of one charity in scope for one financial period, as one extract lists it",
    (
        SOURCE_LINE,
        Column("organisation_number", "VARCHAR", "The Commission's own key of the charity.", required=True, pattern="[1-9][0-9]*"),
        Column("charity_number", "VARCHAR", "Registered charity number.", required=True, pattern="[1-9][0-9]*"),
        Column("period_start_on", "DATE", "First day of the financial period."),
        Column("period_end_on", "DATE", "Last day of the financial period.", required=True),
        Column("return_cycle", "VARCHAR", "Annual return cycle, such as AR23.", required=True),
        Column("due_on", "DATE", "Day on which the return is due."),
        Column("return_received_on", "DATE", "Day on which the return was received."),
        Column("accounts_received_on", "DATE", "Day on which the accounts were received."),
        Column("total_gross_income_gbp", "DECIMAL(18,2)", "Total gross income of the period.", unit="GBP"),
        Column("total_gross_expenditure_gbp", "DECIMAL(18,2)", "Total gross expenditure of the period.", unit="GBP"),
        Column("is_qualified", "BOOLEAN", "Whether the accounts are qualified."),
        Column("is_suppressed", "BOOLEAN", "Whether the Commission withholds the return."),
        Column("suppression_type", "VARCHAR", "Why it is withheld, in the register's words."),
    ),
    key=("organisation_number", "period_end_on", "return_cycle"),
    notes="Only returns of charities that staged.ccew_charities keeps or another source quotes.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a part of its key is rejected whole, as is a repeated key."""
    text = raw.frame
    typed = text.select(
        "source_line",
        _number("organisation_number").alias("organisation_number"),
        _number("registered_charity_number").alias("charity_number"),
        tidy("registered_charity_number").alias("charity_number_as_written"),
        tidy("organisation_number").alias("organisation_number_as_written"),
        date_of("fin_period_start_date").alias("period_start_on"),
        date_of("fin_period_end_date").alias("period_end_on"),
        tidy("ar_cycle_reference").alias("return_cycle"),
        date_of("reporting_due_date").alias("due_on"),
        date_of("date_annual_return_received").alias("return_received_on"),
        date_of("date_accounts_received").alias("accounts_received_on"),
        amount_of("total_gross_income").alias("total_gross_income_gbp"),
        amount_of("total_gross_expenditure").alias("total_gross_expenditure_gbp"),
        flag_of("accounts_qualified").alias("is_qualified"),
        flag_of("suppression_ind").alias("is_suppressed"),
        tidy("suppression_type").alias("suppression_type"),
    )
    rejects = [malformed(raw), *_bad_values(text, typed)]
    for column, heading, reason in (
        ("organisation_number", "organisation_number", "bad_key: not a whole number"),
        ("charity_number", "registered_charity_number", "bad_key: not a charity number"),
        ("period_end_on", "fin_period_end_date", "bad_key: no day on which the period ends"),
        ("return_cycle", "ar_cycle_reference", "bad_key: no return cycle"),
    ):
        typed, bad = without_key(typed, column, heading, reason)
        rejects.append(bad)
    rows, repeated = first_of_each(typed.select(TABLE.polars_schema().keys()), list(TABLE.key))
    return Staged(rows, gather(*rejects, repeated), raw.records, raw.out_of_scope)


def _number(heading: str) -> pl.Expr:
    return pl.col(heading).str.strip_chars().str.extract(r"^0*([1-9]\d*)$")


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("fin_period_start_date", "period_start_on", "not_a_date"),
        ("fin_period_end_date", "period_end_on", "not_a_date"),
        ("reporting_due_date", "due_on", "not_a_date"),
        ("date_annual_return_received", "return_received_on", "not_a_date"),
        ("date_accounts_received", "accounts_received_on", "not_a_date"),
        ("total_gross_income", "total_gross_income_gbp", "not_an_amount"),
        ("total_gross_expenditure", "total_gross_expenditure_gbp", "not_an_amount"),
        ("accounts_qualified", "is_qualified", "neither_yes_nor_no"),
        ("suppression_ind", "is_suppressed", "neither_yes_nor_no"),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
