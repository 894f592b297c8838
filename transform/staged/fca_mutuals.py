"""Mutuals Public Register: one row is one society as one edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.codes import meaning_of, sic_of
from transform.clean.dates import date_of
from transform.clean.identifiers import society_number
from transform.clean.postcodes import trailing_postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.lookups.tables import number_suffixes
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE, STATUSES
from transform.table import Column, Staged, Table

NUMBER = "Full Registation Number"
SIC = "Standard Industrial Classification Code (SIC)"

TABLE = Table(
    "staged",
    "fca_mutuals",
    "one society as one edition of the Mutuals Public Register lists it",
    (
        SOURCE_LINE,
        Column("society_number", "VARCHAR", "Canonical full registration number.", required=True, pattern="[A-Z]*[0-9]+[A-Z]*"),
        Column("society_number_as_written", "VARCHAR", "The number as the register writes it.", required=True),
        Column("name", "VARCHAR", "Registered name."),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("registered_as", "VARCHAR", "Form in the register's words."),
        Column("form_group", "VARCHAR", "Form in our short list.", required=True, values=FORM_GROUPS),
        Column("address", "VARCHAR", "Registered office on one line, without its postcode and care-of parts."),
        Column("postcode", "VARCHAR", "Postcode with which the address ends."),
        Column("registered_on", "DATE", "Registration date."),
        Column("deregistered_on", "DATE", "Deregistration date."),
        Column("registration_act", "VARCHAR", "Act under which it is registered."),
        Column("sic_code", "VARCHAR", "SIC 2007 digits."),
        Column("reporting_classification", "VARCHAR", "The registrar's own plain-English class."),
        Column("status", "VARCHAR", "Status in our words.", required=True, values=STATUSES),
        Column("status_as_written", "VARCHAR", "Status in the register's words."),
    ),
    key=("society_number",),
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a usable number or name is rejected whole, as is a repeated number."""
    text = _with_optional(raw.frame)
    suffix_form = {suffix: row["form_group"] for suffix, row in number_suffixes().items()}
    typed = text.select(
        "source_line",
        # The registrar's own file is the authority on its numbers: an unusual one (8562208) is a key all the same.
        pl.coalesce(society_number(pl.col(NUMBER)), _as_it_stands(NUMBER)).alias("society_number"),
        tidy(NUMBER).alias("society_number_as_written"),
        tidy("Society Name").alias("name"),
        folded_name(pl.col("Society Name")).alias("name_folded"),
        tidy("Registered As").alias("registered_as"),
        meaning_of("Registered As", "fca_registered_as.csv").alias("form_group"),
        one_line_address("Society Address").alias("address"),
        trailing_postcode_of("Society Address").alias("postcode"),
        date_of("Registration Date").alias("registered_on"),
        date_of("Deregistration Date").alias("deregistered_on"),
        tidy("Registration Act").alias("registration_act"),
        sic_of(SIC).alias("sic_code"),
        tidy("Reporting Classification").alias("reporting_classification"),
        meaning_of("Society Status", "fca_status.csv").alias("status"),
        tidy("Society Status").alias("status_as_written"),
    )
    bad_values = [
        unusable(text, "Registered As", typed, "form_group", "unknown_code: not in fca_registered_as.csv; form taken from the number's suffix"),
        unusable(text, "Registration Date", typed, "registered_on", "not_a_date"),
        unusable(text, "Deregistration Date", typed, "deregistered_on", "not_a_date"),
        unusable(text, SIC, typed, "sic_code", "not_a_sic_code"),
        unusable(text, "Society Status", typed, "status", "unknown_code: not in fca_status.csv; status unknown"),
    ]
    suffix = pl.col("society_number").str.extract(r"([A-Z]*)$")
    typed = typed.with_columns(
        pl.coalesce("form_group", suffix.replace_strict(suffix_form, default="unknown")).alias("form_group"),
        pl.col("status").fill_null("unknown"),
        _without_postcode(),
    )
    keyed, no_key = without_key(typed, "society_number", NUMBER, "bad_key: no digit in the number")
    named, no_name = without_key(keyed, "name", "Society Name", "bad_key: a society without a name")
    rows, repeated = first_of_each(named, ["society_number"])
    rejects = gather(malformed(raw), *bad_values, no_key, no_name, repeated)
    return Staged(rows.select(TABLE.polars_schema().keys()), rejects, raw.records, raw.out_of_scope)


def _with_optional(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit("").alias(c) for c in (SIC, "Reporting Classification") if c not in frame.columns)


def _as_it_stands(heading: str) -> pl.Expr:
    packed = pl.col(heading).str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "").str.strip_chars_start("0")
    return pl.when(packed.str.contains(r"\d")).then(packed)


def _without_postcode() -> pl.Expr:
    bare = pl.col("address").str.replace(r"(?i),?\s*\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\s*$", "")
    return pl.when(pl.col("postcode").is_not_null()).then(bare).otherwise(pl.col("address")).alias("address")
