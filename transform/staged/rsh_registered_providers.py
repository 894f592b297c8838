"""Registered providers of social housing: one row is one provider as one edition lists it."""

from __future__ import annotations

import polars as pl

from extract.source import Raw, vintage_day
from transform.clean.codes import meaning_of
from transform.clean.dates import date_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, tidy
from transform.register.provenance import FORM_GROUPS, SOURCE_LINE
from transform.table import Column, Staged, Table

_NUMBER = r"^([A-Z]{0,2}\d{4,5}|\d{2}[A-Z]{2})$"  # L1234, LH1234, 1234; a local authority: 99UB
_TIME = r"[ T]\d{2}:\d{2}:\d{2}$"  # four registrations of 2010 to 2014 carry the moment of entry

TABLE = Table(
    "staged",
    "rsh_registered_providers",
    "one registered provider of social housing as one edition lists it",
    (
        SOURCE_LINE,
        Column("provider_number", "VARCHAR", "Registration number of the regulator (org-id list GB-SHPE).", required=True, pattern="[A-Z]{0,2}[0-9]{4,5}|[0-9]{2}[A-Z]{2}"),
        Column("name", "VARCHAR", "Name.", required=True),
        Column("name_folded", "VARCHAR", "Name for comparison only.", required=True),
        Column("registered_on", "DATE", "Day of registration with the regulator, not of the body's own foundation."),
        Column("designation", "VARCHAR", "What the regulator designates it as.", values=("non_profit", "for_profit", "local_authority")),
        Column("corporate_form", "VARCHAR", "Form in the regulator's words; local authorities have none in 2017."),
        Column("form_group", "VARCHAR", "Form in our short list.", required=True, values=FORM_GROUPS),
        Column("listed_on", "DATE", "Day that the sheet's own name states, which may not be the edition's."),
    ),
    key=("provider_number",),
    notes="The list has no address and no number of another register: a society is found at the FCA by its name only. Fully mutual "
    "co-operatives that are not registered providers are not in it.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a number or a name is rejected whole, as is a repeated number."""
    text = raw.frame.with_columns(
        pl.col("Registration date").str.replace(_TIME, "").alias("day"),
        pl.col("Corporate form").str.strip_chars().str.replace(r"^(CIC|CIO|LLP)\b.*$", "${1}")
        .str.replace(r"(?i)^(local authority)\b.*$", "${1}").alias("form"),
    )  # fmt: skip
    number = pl.col("Registration number").str.to_uppercase().str.replace_all(r"\s", "")
    typed = text.select(
        "source_line",
        number.str.extract(_NUMBER).alias("provider_number"),
        pl.col("Registration number").alias("provider_number_as_written"),
        tidy("Organisation name").alias("name"),
        folded_name(pl.col("Organisation name")).alias("name_folded"),
        date_of("day").alias("registered_on"),
        meaning_of("Designation", "rsh_designation.csv").alias("designation"),
        tidy("Corporate form").alias("corporate_form"),
        meaning_of("form", "rsh_corporate_form.csv").alias("form_group"),
        pl.lit(vintage_day(raw.dated) if raw.dated else None, dtype=pl.Date).alias("listed_on"),
    )
    bad = [
        unusable(text, "Registration date", typed, "registered_on", "not_a_date"),
        unusable(text, "Designation", typed, "designation", "unknown_code: not in rsh_designation.csv"),
        unusable(text, "Corporate form", typed, "form_group", "unknown_code: not in rsh_corporate_form.csv"),
    ]
    authority = pl.col("designation") == "local_authority"
    typed = typed.with_columns(pl.coalesce("form_group", pl.when(authority).then(pl.lit("other")), pl.lit("unknown")).alias("form_group"))
    keyed, no_key = without_key(typed, "provider_number", "Registration number", "bad_key: not a registration number")
    named, no_name = without_key(keyed, "name", "Organisation name", "bad_key: a provider without a name")
    rows, repeated = first_of_each(named.select(TABLE.polars_schema().keys()), ["provider_number"])
    return Staged(rows, gather(malformed(raw), *bad, no_key, no_name, repeated), raw.records, raw.out_of_scope)
