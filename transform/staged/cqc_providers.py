"""Care Quality Commission: one row is one active location with its provider. The names of persons are left out."""

from __future__ import annotations

import polars as pl

from extract.source import Raw
from transform.clean.dates import spoken_date_of
from transform.clean.declared import COLUMNS as DECLARED
from transform.clean.declared import UNRESOLVED, declared_charity, declared_company
from transform.clean.flags import flag_of
from transform.clean.money import count_of
from transform.clean.postcodes import postcode_of
from transform.clean.rejects import first_of_each, gather, malformed, unusable, without_key
from transform.clean.text import folded_name, one_line_address, tidy
from transform.register.provenance import SOURCE_LINE
from transform.table import Column, Staged, Table

COMPANY, CHARITY = "Provider Companies House Number", "Provider Charity Number"
ADDRESS = ("Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County")
# An individual's or a partnership's name is that of persons, a location of theirs is often named after them, and its
# postcode may be that of a home.
BODIES = ("organisation", "nhs body")
PERSONAL = ("Location Name", "Provider Name", "Brand Name", *ADDRESS, "Provider Postal Code")

TABLE = Table(
    "staged",
    "cqc_providers",
    "one active location of health or adult social care in England, with its provider, as one edition lists it",
    (
        SOURCE_LINE,
        Column("location_id", "VARCHAR", "CQC location id.", required=True, pattern="[A-Z0-9-]+"),
        Column("location_name", "VARCHAR", "Name of the location; withheld where the provider is no organisation."),
        Column("location_started_on", "DATE", "Day of registration of the location."),
        Column("is_dormant", "BOOLEAN", "Whether the location is dormant."),
        Column("is_care_home", "BOOLEAN", "Whether the location is a care home."),
        Column("care_home_beds", "BIGINT", "Beds of the care home.", minimum=0),
        Column("location_type", "VARCHAR", "Type or sector in CQC's words."),
        Column("location_directorate", "VARCHAR", "Inspection directorate of the location."),
        Column("location_category", "VARCHAR", "Primary inspection category of the location."),
        Column("location_region", "VARCHAR", "Region as CQC writes it."),
        Column("location_local_authority", "VARCHAR", "Local authority as CQC writes it."),
        Column("location_postcode", "VARCHAR", "Postcode of the location."),
        Column("brand_id", "VARCHAR", "CQC brand id: an association of providers, never an identity."),
        Column("brand_name", "VARCHAR", "Name of the brand."),
        Column("provider_id", "VARCHAR", "CQC provider id; three characters are an ODS code.", required=True, pattern="[A-Z0-9-]+"),
        Column("provider_ods_code", "VARCHAR", "ODS code of an NHS provider (GB-NHS)."),
        Column("provider_name", "VARCHAR", "Name of the provider; withheld where it is no organisation, since persons then bear it."),
        Column("provider_name_folded", "VARCHAR", "That name for comparison only."),
        Column("provider_started_on", "DATE", "Day of registration of the provider."),
        Column("provider_type", "VARCHAR", "Type or sector in CQC's words."),
        Column("provider_directorate", "VARCHAR", "Inspection directorate of the provider."),
        Column("provider_category", "VARCHAR", "Primary inspection category of the provider."),
        Column("ownership_type", "VARCHAR", "Organisation, Individual, Partnership or NHS Body: it does not tell co-operatives from other companies."),
        Column("provider_address", "VARCHAR", "Address on one line, without its postcode and care-of parts; of organisations only."),
        Column("provider_postcode", "VARCHAR", "Postcode of the provider; of organisations only."),
        Column("provider_local_authority", "VARCHAR", "Local authority as CQC writes it."),
        Column("provider_region", "VARCHAR", "Region as CQC writes it."),
        Column("company_number_as_written", "VARCHAR", "Company number as somebody typed it."),
        *DECLARED,
        Column("charity_number_as_written", "VARCHAR", "Charity number as somebody typed it."),
        Column("charity_scheme", "VARCHAR", "Register that the charity number belongs to.", values=("GB-CHC", "GB-SC", "GB-NIC")),
        Column("charity_number", "VARCHAR", "The charity number in that register's canonical form."),
    ),
    key=("location_id",),
    notes="A provider stands here once for each of its locations: count provider_id, not rows.",
)


def stage(raw: Raw) -> Staged:
    """Give typed rows and rejects. A row without a location or provider id is rejected whole, as is a repeated location."""
    text = _without_persons(raw.frame)
    typed = text.select(
        "source_line",
        _id("Location ID").alias("location_id"),
        tidy("Location Name").alias("location_name"),
        _day("Location HSCA start date").alias("location_started_on"),
        _flag("Dormant (Y/N)").alias("is_dormant"),
        _flag("Care home?").alias("is_care_home"),
        count_of("Care homes beds").alias("care_home_beds"),
        tidy("Location Type/Sector").alias("location_type"),
        tidy("Location Inspection Directorate").alias("location_directorate"),
        tidy("Location Primary Inspection Category").alias("location_category"),
        tidy("Location Region").alias("location_region"),
        tidy("Location Local Authority").alias("location_local_authority"),
        postcode_of("Location Postal Code").alias("location_postcode"),
        tidy("Brand ID").alias("brand_id"),
        tidy("Brand Name").alias("brand_name"),
        _id("Provider ID").alias("provider_id"),
        _id("Provider ID").str.extract(r"^([A-Z0-9]{3})$").alias("provider_ods_code"),
        tidy("Provider Name").alias("provider_name"),
        folded_name(tidy("Provider Name")).alias("provider_name_folded"),
        _day("Provider HSCA start date").alias("provider_started_on"),
        tidy("Provider Type/Sector").alias("provider_type"),
        tidy("Provider Inspection Directorate").alias("provider_directorate"),
        tidy("Provider Primary Inspection Category").alias("provider_category"),
        tidy("Provider Ownership Type").alias("ownership_type"),
        one_line_address(*ADDRESS).alias("provider_address"),
        postcode_of("Provider Postal Code").alias("provider_postcode"),
        tidy("Provider Local Authority").alias("provider_local_authority"),
        tidy("Provider Region").alias("provider_region"),
        tidy(COMPANY).alias("company_number_as_written"),
        *declared_company(COMPANY),
        tidy(CHARITY).alias("charity_number_as_written"),
        *declared_charity(CHARITY),
    )
    bad_values = _bad_values(text, typed)
    keyed, no_key = without_key(typed, "location_id", "Location ID", "bad_key: not a location id")
    provided, no_provider = without_key(keyed, "provider_id", "Provider ID", "bad_key: not a provider id")
    rows, repeated = first_of_each(provided, ["location_id"])
    return Staged(rows, gather(malformed(raw), *bad_values, no_key, no_provider, repeated), raw.records, raw.out_of_scope)


def _without_persons(text: pl.DataFrame) -> pl.DataFrame:
    """Blank what may name a person or a home, and the hyphen that stands for no brand."""
    is_body = pl.col("Provider Ownership Type").str.strip_chars().str.to_lowercase().is_in(BODIES)
    kept = text.with_columns(pl.when(is_body).then(pl.col(c)).otherwise(pl.lit("")).alias(c) for c in PERSONAL)
    return kept.with_columns(
        pl.when(pl.col(c).str.strip_chars() == "-").then(pl.lit("")).otherwise(pl.col(c)).alias(c) for c in ("Brand ID", "Brand Name")
    )


def _id(heading: str) -> pl.Expr:
    return pl.col(heading).str.strip_chars().str.to_uppercase().str.extract(r"^([A-Z0-9-]+)$")


def _flag(heading: str) -> pl.Expr:
    """Y or a blank, which is no."""
    return pl.when(pl.col(heading).str.strip_chars() == "").then(False).otherwise(flag_of(heading))


def _day(heading: str) -> pl.Expr:
    """A date as written, or the number of days since 30 December 1899 by which spreadsheets count."""
    serial = pl.col(heading).str.strip_chars().str.extract(r"^([1-9]\d{4})$").cast(pl.Int32)
    return pl.coalesce(spoken_date_of(heading), pl.date(1899, 12, 30) + pl.duration(days=serial))


def _bad_values(text: pl.DataFrame, typed: pl.DataFrame) -> list[pl.DataFrame]:
    checks = (
        ("Location HSCA start date", "location_started_on", "not_a_date"),
        ("Dormant (Y/N)", "is_dormant", "neither_yes_nor_no"),
        ("Care home?", "is_care_home", "neither_yes_nor_no"),
        ("Care homes beds", "care_home_beds", "not_a_count"),
        ("Location Postal Code", "location_postcode", "not_a_postcode"),
        ("Provider HSCA start date", "provider_started_on", "not_a_date"),
        ("Provider Postal Code", "provider_postcode", "not_a_postcode"),
        (COMPANY, "declared_value", UNRESOLVED),
        (CHARITY, "charity_number", "unresolved_number: of no charity register of the United Kingdom"),
    )
    return [unusable(text, heading, typed, column, reason) for heading, column, reason in checks]
